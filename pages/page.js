// Pages work without this. It only saves a click or a scroll where it can.
for (const form of document.querySelectorAll('form[data-once]')) {
  form.addEventListener('submit', () => {
    for (const button of form.querySelectorAll('button[type=submit]')) button.setAttribute('aria-disabled', 'true')
  })
}
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
