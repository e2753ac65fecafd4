// A tap at the door is never lost: it is kept on the phone until Convoke has said that it has it, however long the
// connection is away. The page works without this, with a connection.
const page = location.pathname
const store = `convoke-taps:${page}`
const text = selector => document.querySelector(selector)

const kept = () => JSON.parse(localStorage.getItem(store) ?? '[]')
const keep = taps => localStorage.setItem(store, JSON.stringify(taps))
/** Answers whether the tap is safe; without storage the form goes its usual way. */
const remember = tap => {
  try {
    keep([...kept(), tap])
    return true
  } catch {
    return false
  }
}
const forget = id => keep(kept().filter(tap => tap.id !== id))

const rowOf = id => document.getElementById(`g-${id}`)
function show(id, came) {
  const button = rowOf(id)?.querySelector('button')
  if (!button) return
  button.setAttribute('aria-pressed', String(came))
  button.value = came ? 'left' : 'came'
}
function count() {
  const here = [...document.querySelectorAll('[data-guest] button[aria-pressed=true]')].map(each => each.closest('li'))
  const businesses = new Set(here.map(row => row.dataset.company).filter(Boolean))
  text('[data-here]').textContent = here.length
  text('[data-businesses]').textContent = businesses.size
}
function tell() {
  const taps = kept()
  const waiting = taps.filter(tap => !tap.refused)
  const refused = taps.filter(tap => tap.refused)
  const say = text('[data-waiting]')
  const words = [
    waiting.length > 0
      ? `${waiting.length === 1 ? 'One tap waits' : `${waiting.length} taps wait`} for the connection. This phone keeps ${waiting.length === 1 ? 'it' : 'them'}; nothing is lost.`
      : '',
    ...refused.map(tap => `Could not be saved: ${tap.words}. Please tell the convener.`),
  ]
  say.textContent = words.filter(Boolean).join(' ')
  say.hidden = say.textContent === ''
}

let busy = false
/** Hands over what is kept, in the order of the taps: each goes once more until it was taken. */
async function handOver() {
  if (busy) return
  busy = true
  try {
    for (;;) {
      const tap = kept().find(each => !each.refused)
      if (!tap) break
      const response = await fetch(page, {
        method: 'POST',
        body: new URLSearchParams(tap.fields),
        headers: { accept: 'application/json' },
        signal: AbortSignal.timeout(10_000),
      })
      if (response.ok) forget(tap.id)
      else if (response.status >= 500 || response.status === 429 || response.status === 408) break
      else keep(kept().map(each => (each.id === tap.id ? { ...each, refused: true } : each)))
    }
  } catch {
    // No connection: again later.
  }
  busy = false
  tell()
}

const apply = () => {
  for (const { fields } of kept()) if (fields.invitation) show(fields.invitation, fields.do === 'came')
  count()
  tell()
}

/** Whoever was checked in at another door is shown here as well. */
async function look() {
  if (document.hidden || kept().length > 0) return
  try {
    const response = await fetch(page, { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(10_000) })
    if (!response.ok || kept().length > 0) return
    const here = new Set((await response.json()).came)
    for (const row of document.querySelectorAll('[data-guest]')) show(row.id.slice(2), here.has(row.id.slice(2)))
    count()
  } catch {
    // No connection: what is shown stays.
  }
}

// Not every Convoke is reached by https, where browsers would make better ids.
const tapOf = (fields, words) => ({ id: `${Date.now()}-${Math.random()}`, fields, words })

const TWICE = 1000

document.addEventListener('submit', event => {
  const form = event.target
  const taps = form.matches('[data-tap]')
  const walkIn = form.matches('[data-walk-in]')
  if (!taps && !walkIn) return
  // A finger that taps twice means once.
  if (taps && event.timeStamp - Number(form.dataset.tapped ?? -TWICE) < TWICE) {
    event.preventDefault()
    return
  }
  form.dataset.tapped = event.timeStamp
  const fields = Object.fromEntries(new FormData(form, event.submitter))
  fields.at = new Date().toISOString()
  if (walkIn && (!fields.name.trim() || !fields.company.trim() || !form.checkValidity())) return
  const words = walkIn
    ? `${fields.name}, ${fields.company}`
    : form.closest('li').querySelector('.door-name').textContent
  if (!remember(tapOf(fields, words))) return
  event.preventDefault()
  if (taps) show(fields.invitation, fields.do === 'came')
  else {
    const row = document.createElement('li')
    row.className = 'door-added'
    row.textContent = `${words} (walk-in): here`
    text('[data-added]').append(row)
    form.reset()
    form.querySelector('input[name=name]').focus()
  }
  count()
  tell()
  handOver()
})

const find = text('[data-find]')
if (find) {
  find.closest('[hidden]').hidden = false
  const plain = words => words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  find.addEventListener('input', () => {
    const words = plain(find.value).split(/\s+/).filter(Boolean)
    for (const row of document.querySelectorAll('[data-guest]'))
      row.hidden = !words.every(word => plain(row.textContent).includes(word))
    if (words.length > 0) for (const more of document.querySelectorAll('details.door-more')) more.open = true
  })
}

if (text('[data-waiting]')) {
  apply()
  handOver()
  addEventListener('online', handOver)
  setInterval(handOver, 5000)
  setInterval(look, 20_000)
}
