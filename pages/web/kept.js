// What somebody types stays in their own browser, form by form, until it is saved or thrown away: it outlives a reload, Back,
// leaving, and a login that ran out. For people who sign in it stays for a week and goes when they sign out; where a link is
// the only key, it goes with the tab. Never kept: passwords, hidden fields, files, and forms that sign somebody in.
{
  const PREFIX = 'convoke:typed:'
  const SENT = 'convoke:sent'
  const LASTS = 7 * 24 * 3600 * 1000
  const MOST = 200_000
  const TYPES = ['text', 'email', 'tel', 'url', 'number', 'date', 'time', 'search', 'textarea', 'select-one']

  // Neither addresses nor tokens stand in the names of what is kept.
  const short = text => {
    let sum = 5381
    for (const letter of text) sum = ((sum * 33) ^ letter.codePointAt(0)) >>> 0
    return sum.toString(36)
  }
  const person = document.body.dataset.person ?? ''
  const owner = `${PREFIX}${short(person)}:`
  // A browser may forbid both.
  const storeOf = name => {
    try {
      return window[name]
    } catch {
      return undefined
    }
  }
  const tab = storeOf('sessionStorage')
  const store = person ? storeOf('localStorage') : tab
  const keysOf = of => Object.keys(of ?? {}).filter(key => key.startsWith(PREFIX))
  const readKept = (of, key) => {
    try {
      return JSON.parse(of.getItem(key)) ?? undefined
    } catch {
      return undefined
    }
  }

  const initial = field =>
    field.type === 'select-one'
      ? ([...field.options].find(option => option.defaultSelected) ?? field.options[0])?.value
      : field.defaultValue
  const fieldsOf = form =>
    [...form.elements].filter(({ name, type, disabled }) => name && !disabled && TYPES.includes(type))
  const keyOf = form => {
    const action = form.getAttribute('action') || location.pathname
    const twins = [...document.forms].filter(each => each.getAttribute('action') === form.getAttribute('action'))
    return owner + short([action, twins.indexOf(form), ...fieldsOf(form).map(({ name }) => name)].join(' '))
  }
  const forms = [...document.querySelectorAll('form[method=post]:not([data-unkept])')].filter(
    form => fieldsOf(form).length > 0,
  )

  // Whose row of a list a field stands in, by the address that the page came with.
  const rowOf = field => {
    const [, at] = /_(\d+)$/.exec(field.name) ?? []
    const key = at && field.form.elements.namedItem(`email_${at}`)
    return key ? initial(key) : undefined
  }
  // What was typed over an older page is told so, and saving it shows both values where they differ.
  const filledFrom = (version, field, was) => {
    if (!version || initial(field) === was) return
    version.value = JSON.stringify({ ...JSON.parse(version.value), [field.name]: was })
  }

  const keep = form => {
    const key = keyOf(form)
    const fields = readKept(store, key)?.fields ?? {}
    for (const field of fieldsOf(form)) {
      const was = fields[field.name]?.was ?? initial(field)
      if (field.value === was) delete fields[field.name]
      else fields[field.name] = { was, is: field.value, of: fields[field.name]?.of ?? rowOf(field) }
    }
    const kept = JSON.stringify({ at: Date.now(), fields })
    try {
      if (Object.keys(fields).length === 0 || kept.length > MOST) store.removeItem(key)
      else store.setItem(key, kept)
    } catch {
      // Full: what stands on the page is what there is.
    }
  }

  const putBack = form => {
    const kept = readKept(store, keyOf(form))
    if (!kept) return
    // What was typed into somebody's row is put into nobody else's.
    const differing = fieldsOf(form).filter(
      field =>
        field.name in kept.fields &&
        initial(field) !== kept.fields[field.name].is &&
        rowOf(field) === kept.fields[field.name].of,
    )
    if (differing.length === 0) return
    const version = form.elements.namedItem('was')
    const asMade = version?.value
    const stale = differing.some(field => initial(field) !== kept.fields[field.name].was)
    for (const field of differing) {
      field.value = kept.fields[field.name].is
      filledFrom(version, field, kept.fields[field.name].was)
      for (let around = field.closest('details'); around; around = around.parentElement.closest('details'))
        around.open = true
    }
    const note = document.createElement('div')
    note.className = 'kept'
    note.setAttribute('role', 'status')
    const when = new Date(kept.at).toLocaleString('en-US', { weekday: 'long', hour: 'numeric', minute: '2-digit' })
    note.append(
      `We kept what you typed on ${when}. It isn’t saved yet.${stale ? ' This page has changed since then, so please check it.' : ''} `,
    )
    const away = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Throw it away' })
    away.className = 'usa-button usa-button--unstyled'
    away.addEventListener('click', () => {
      store.removeItem(keyOf(form))
      for (const field of differing) field.value = initial(field)
      if (version) version.value = asMade
      note.remove()
      fieldsOf(form)[0].focus()
      form.dispatchEvent(new Event('input'))
    })
    note.append(away)
    form.prepend(note)
    form.dispatchEvent(new Event('input'))
  }

  // A change is saved when it was answered by leading on to a page that is right, as the same person.
  const [arrived] = performance.getEntriesByType('navigation')
  const saved = () =>
    arrived !== undefined &&
    arrived.type !== 'back_forward' &&
    arrived.redirectCount > 0 &&
    (arrived.responseStatus ?? 200) < 400
  const sent = tab?.getItem(SENT) ?? undefined
  tab?.removeItem(SENT)
  const asks = document.querySelector('form[data-confirms]')
  if (sent?.startsWith(owner) && saved()) store?.removeItem(sent)
  // Asked whether to save: what is answered there is about the form before.
  else if (sent && asks) asks.addEventListener('submit', () => tab.setItem(SENT, sent))
  addEventListener('pageshow', ({ persisted }) => persisted && tab?.removeItem(SENT))

  const leave = only => {
    for (const of of [storeOf('localStorage'), tab]) for (const key of keysOf(of)) if (only(of, key)) of.removeItem(key)
  }
  if (person) leave((of, key) => !key.startsWith(owner) || !(readKept(of, key)?.at > Date.now() - LASTS))
  document.querySelector('form[data-signs-out]')?.addEventListener('submit', () => leave(() => true))

  if (store)
    for (const form of forms) {
      putBack(form)
      form.addEventListener('input', ({ target }) => target !== form && keep(form))
      form.addEventListener('change', () => keep(form))
      form.addEventListener('submit', ({ submitter }) => {
        if (!submitter?.hasAttribute('formaction')) tab.setItem(SENT, keyOf(form))
      })
    }
}
