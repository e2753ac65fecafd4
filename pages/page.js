// Pages work without this. It only saves a click or a scroll where it can.
for (const form of document.querySelectorAll('form[data-once]')) {
  form.addEventListener('submit', event => {
    if (form.dataset.sent) event.preventDefault()
    form.dataset.sent = 'yes'
    for (const button of form.querySelectorAll('button[type=submit]')) button.setAttribute('aria-disabled', 'true')
  })
}
// A page that comes back from the browser's memory may be sent again.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-once]')) {
    delete form.dataset.sent
    for (const button of form.querySelectorAll('button[aria-disabled]')) button.removeAttribute('aria-disabled')
  }
})
for (const select of document.querySelectorAll('select[data-go]')) {
  select.addEventListener('change', () => select.form.requestSubmit())
}
for (const input of document.querySelectorAll('input[name=answer]')) {
  const show = () => {
    const chosen = document.querySelector('input[name=answer]:checked')
    for (const part of document.querySelectorAll('[data-when-answer]')) {
      part.hidden = part.dataset.whenAnswer !== chosen?.value
    }
  }
  input.addEventListener('change', show)
  show()
}
// What went wrong is read first.
document.querySelector('.usa-alert--error[tabindex]')?.focus()

// The letter as it is typed: each screen loads beside the one that is seen and takes its place when it is there. A frame
// that is new leaves no step in the browser's history.
const typed = document.querySelector('form[data-live]')
if (typed) {
  const reader = document.querySelector('[data-seen-by]')
  const draw = () => {
    for (const screen of document.querySelectorAll('[data-screen]')) {
      for (const late of screen.querySelectorAll('.screen-next')) late.remove()
      const seen = screen.querySelector('iframe')
      const next = seen.cloneNode()
      next.removeAttribute('src')
      next.name = `${seen.name.replace(/-next$/, '')}-next`
      seen.name = seen.name.replace(/-next$/, '')
      next.className = 'screen-next'
      screen.append(next)
      const form = document.createElement('form')
      form.method = 'post'
      form.action = `${screen.dataset.screen}&invitee=${encodeURIComponent(reader.value)}`
      form.target = next.name
      form.hidden = true
      for (const name of ['subject', 'body']) {
        const field = document.createElement('textarea')
        field.name = name
        field.value = typed.elements[name].value
        form.append(field)
      }
      document.body.append(form)
      next.addEventListener('load', () => {
        next.className = ''
        seen.remove()
      })
      form.submit()
      form.remove()
    }
  }
  let wait
  typed.addEventListener('input', () => {
    clearTimeout(wait)
    wait = setTimeout(draw, 500)
  })
  reader.addEventListener('change', draw)
  for (const part of document.querySelectorAll('[data-without-script]')) part.hidden = true
  for (const part of document.querySelectorAll('[data-with-script]')) part.hidden = false
}
