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
// Somebody who starts is most often where the meeting will be.
const zone = document.querySelector('select[data-own-zone]')
if (zone?.value === '') {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  if ([...zone.options].some(({ value }) => value === here)) zone.value = here
}
// What went wrong is read first.
document.querySelector('.usa-alert--error[tabindex]')?.focus()
// What became of an answer is read first, too; without a script the address leads there.
if (location.hash === '#answered') document.getElementById('answered')?.focus()

// The letter as it is typed. Replacing a frame's address leaves no step in the browser's history; the text goes packed, so
// that it fits into an address.
const typed = document.querySelector('form[data-live]')
if (typed && window.CompressionStream) {
  const reader = document.querySelector('[data-seen-by]')
  const pack = async text => {
    const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'))
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer())
    return btoa(String.fromCharCode(...bytes))
      .replace(/\+/g, '-')
      .replace(/\//g, '_')
      .replace(/=+$/, '')
  }
  const draw = async () => {
    const { subject, body } = typed.elements
    const letter = await pack(JSON.stringify({ subject: subject.value, body: body.value }))
    for (const frame of document.querySelectorAll('iframe[data-screen]'))
      frame.contentWindow.location.replace(`${frame.dataset.screen}&invitee=${reader.value}&typed=${letter}`)
  }
  let wait
  typed.addEventListener('input', () => {
    clearTimeout(wait)
    wait = setTimeout(draw, 500)
  })
  reader.addEventListener('change', () => {
    typed.elements.invitee.value = reader.value
    draw()
  })
  // A field goes where somebody types; the body is where most do.
  let at = typed.elements.body
  for (const field of [typed.elements.subject, typed.elements.body])
    field.addEventListener('focus', () => {
      at = field
    })
  for (const chip of document.querySelectorAll('[data-insert]'))
    chip.addEventListener('click', () => {
      at.setRangeText(chip.dataset.insert, at.selectionStart, at.selectionEnd, 'end')
      at.focus()
      at.dispatchEvent(new Event('input', { bubbles: true }))
    })
  for (const part of document.querySelectorAll('[data-without-script]')) part.hidden = true
  for (const part of document.querySelectorAll('[data-with-script]')) part.hidden = false
}
