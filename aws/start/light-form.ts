/** A form's fields, to be read: FormData as far as our pages use it, beside `light-fetch.ts`. */
export class LightForm {
  readonly #fields: URLSearchParams

  constructor(text: string) {
    this.#fields = new URLSearchParams(text)
  }

  get = (name: string): string | null => this.#fields.get(name)
  getAll = (name: string): string[] => this.#fields.getAll(name)
  has = (name: string): boolean => this.#fields.has(name)
  entries = () => this.#fields.entries()
  forEach(act: (value: string, name: string) => void): void {
    this.#fields.forEach((value, name) => {
      act(value, name)
    })
  }
  [Symbol.iterator]() {
    return this.#fields.entries()
  }
}
