// Pictures are made small where they are chosen, and a signature can be drawn. Pages work without this.
const LARGEST = 40000

// A picture that was chosen, no larger than a box, as a file of few bytes on white: transparent ink would be lost on dark.
async function smaller(file, width, height) {
  const picture = await createImageBitmap(file)
  const canvas = document.createElement('canvas')
  for (let size = 1; size > 0.1; size *= 0.7) {
    const scale = Math.min(1, width / picture.width, height / picture.height) * size
    canvas.width = Math.max(1, Math.round(picture.width * scale))
    canvas.height = Math.max(1, Math.round(picture.height * scale))
    const pen = canvas.getContext('2d')
    pen.fillStyle = '#fff'
    pen.fillRect(0, 0, canvas.width, canvas.height)
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
    for (const [type, quality] of [['image/png'], ['image/jpeg', 0.85], ['image/jpeg', 0.6]]) {
      const blob = await new Promise(done => canvas.toBlob(done, type, quality))
      if (blob && blob.size <= LARGEST) return blob
    }
  }
  throw new Error('too large')
}

for (const input of document.querySelectorAll('input[type=file][data-shrink]'))
  input.addEventListener('change', async () => {
    const [file] = input.files
    if (!file) return
    const [width, height] = input.dataset.shrink.split('x').map(Number)
    try {
      const blob = await smaller(file, width, height)
      if (input.files[0] !== file) return
      const chosen = new DataTransfer()
      chosen.items.add(new File([blob], file.name, { type: blob.type }))
      input.files = chosen.files
    } catch {
      // What the browser cannot read the server says.
    }
  })

const part = document.querySelector('[data-with-pad]')
if (part) {
  part.hidden = false
  const form = part.closest('form')
  const canvas = part.querySelector('canvas')
  const says = part.querySelector('[data-pad-says]')
  const pen = canvas.getContext('2d')
  const take = (base64, by, words) => {
    form.elements.picture.value = base64
    form.elements.picture_by.value = by
    says.textContent = words
  }
  const clear = () => {
    pen.clearRect(0, 0, canvas.width, canvas.height)
    take('', '', '')
  }
  const at = event => {
    const box = canvas.getBoundingClientRect()
    return [
      ((event.clientX - box.left) * canvas.width) / box.width,
      ((event.clientY - box.top) * canvas.height) / box.height,
    ]
  }
  pen.lineWidth = 4
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  pen.strokeStyle = '#4280c6'
  let drawing = false
  canvas.addEventListener('pointerdown', event => {
    if (form.elements.picture_by.value === 'photo') clear()
    drawing = true
    canvas.setPointerCapture(event.pointerId)
    pen.beginPath()
    pen.moveTo(...at(event))
  })
  canvas.addEventListener('pointermove', event => {
    if (!drawing) return
    pen.lineTo(...at(event))
    pen.stroke()
  })
  const done = () => {
    if (!drawing) return
    drawing = false
    take(canvas.toDataURL('image/png').split(',')[1], 'hand', 'Your drawing goes under the letter.')
  }
  canvas.addEventListener('pointerup', done)
  canvas.addEventListener('pointercancel', done)
  part.querySelector('[data-clear-pad]').addEventListener('click', () => {
    document.getElementById('photo').value = ''
    clear()
  })
  document.getElementById('photo').addEventListener('change', async event => {
    const [file] = event.target.files
    clear()
    if (!file) return
    try {
      const blob = await smaller(file, canvas.width, canvas.height)
      const bytes = new Uint8Array(await blob.arrayBuffer())
      const shown = await createImageBitmap(blob)
      pen.drawImage(shown, 0, 0)
      take(btoa(String.fromCharCode(...bytes)), 'photo', 'Your picture goes under the letter.')
    } catch {
      says.textContent = 'This picture cannot be read. Choose a photo in JPEG or PNG.'
    }
  })
}
