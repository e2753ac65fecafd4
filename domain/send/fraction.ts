/** A number for a text, by which many who would do something at one moment do it each at their own. */

/** From 0 to 1, the same for the same text (FNV-1a). */
export function fraction(text: string): number {
  let hash = 0x811c9dc5
  for (let n = 0; n < text.length; n++) hash = Math.imul(hash ^ text.charCodeAt(n), 0x01000193)
  return (hash >>> 0) / 2 ** 32
}
