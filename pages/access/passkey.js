// Asks the browser to make a passkey, or to show one, and sends its answer with the form. Browsers that know the JSON of
// passkeys (Web Authentication level 3) do it themselves; for the others it is put into bytes and back here.
const toBytes = text =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), letter => letter.charCodeAt(0))
const toText = bytes =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')
const named = list => list.map(each => ({ ...each, id: toBytes(each.id) }))

function creation(options) {
  if (window.PublicKeyCredential.parseCreationOptionsFromJSON)
    return PublicKeyCredential.parseCreationOptionsFromJSON(options)
  const { challenge, user, excludeCredentials } = options
  return {
    ...options,
    challenge: toBytes(challenge),
    user: { ...user, id: toBytes(user.id) },
    excludeCredentials: named(excludeCredentials),
  }
}
function request(options) {
  if (window.PublicKeyCredential.parseRequestOptionsFromJSON)
    return PublicKeyCredential.parseRequestOptionsFromJSON(options)
  const { challenge, allowCredentials } = options
  return { ...options, challenge: toBytes(challenge), allowCredentials: named(allowCredentials) }
}
/** The answer with all that is asked of it; some programs that keep passkeys bring a `toJSON` that fails. */
function answerOf({ id, type, response }) {
  const { clientDataJSON, attestationObject, authenticatorData, signature } = response
  const parts = { clientDataJSON, attestationObject, authenticatorData, signature }
  const texts = Object.entries(parts).flatMap(([name, bytes]) => (bytes ? [[name, toText(bytes)]] : []))
  return { id, type, response: Object.fromEntries(texts) }
}

const WORDS = {
  InvalidStateError: 'This device already has a passkey here.',
  NotAllowedError: 'Nothing happened. You canceled, it took too long, or this device has no passkey for Convoke.',
  SecurityError: 'Passkeys do not work at this address. Tell the people who run this Convoke.',
  none: 'This browser cannot use passkeys. Try another browser, or your phone.',
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  form.querySelector('[data-script-off]').remove()
  const say = text => {
    form.querySelector('[role=alert]').textContent = text
  }
  form.addEventListener('submit', async event => {
    // Without a name the form goes as it is, and comes back saying so, before anything is made.
    if (form.elements.answer.value !== '' || form.elements.name?.value.trim() === '') return
    event.preventDefault()
    if (!window.PublicKeyCredential || !navigator.credentials) return say(WORDS.none)
    say('')
    try {
      const options = JSON.parse(form.dataset.options)
      const made =
        form.dataset.passkey === 'make'
          ? await navigator.credentials.create({ publicKey: creation(options) })
          : await navigator.credentials.get({ publicKey: request(options) })
      form.elements.answer.value = JSON.stringify(answerOf(made))
      form.requestSubmit()
    } catch (error) {
      say(WORDS[error.name] ?? WORDS.NotAllowedError)
    }
  })
}
// A page that comes back from the browser's memory has an answer that was sent.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-passkey]')) form.elements.answer.value = ''
})
