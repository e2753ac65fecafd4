/**
 * The dark look of a stylesheet, reckoned from its light one: each color becomes a variable that holds the color as
 * written and, where people's screens are dark, its counterpart. On paper it is light for everybody.
 *
 * A counterpart keeps its hue and stands against the dark page as the color stands against white: the contrast of WCAG 2
 * (1.4.3) is the same. So it is between any two of them, and a page that can be read in the light can be read in the dark.
 */

/** The luminance of the dark page, of which white is the counterpart. */
const PAGE = 0.0125
/** No counterpart is brighter: whiter than this glares, and what was nearly black has contrast enough. */
const BRIGHTEST = 0.92

/** Linear light, 0 to 1, of red, green and blue. */
type Light = readonly [number, number, number]

const lightOf = (hex: string): Light => {
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map(at => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return [r, g, b]
}

const hexOf = (light: Light): string =>
  light
    .map(part => (part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055))
    .map(part => Math.round(Math.min(1, Math.max(0, part)) * 255))
    .map(part => part.toString(16).padStart(2, '0'))
    .join('')

/** The relative luminance of WCAG 2, 0 to 1. */
const luminance = ([r, g, b]: Light): number => 0.2126 * r + 0.7152 * g + 0.0722 * b

/** The contrast of two colors (`rrggbb`), 1 to 21. */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [one, other].map(hex => luminance(lightOf(hex))).sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

/** The counterpart of a color, both `rrggbb`: dimmed, or brightened and, where it cannot be brighter, paler. */
export function darkOf(hex: string): string {
  const light = lightOf(hex)
  const was = luminance(light)
  const wanted = Math.min(BRIGHTEST, ((PAGE + 0.05) * 1.05) / (was + 0.05) - 0.05)
  if (was === 0) return hexOf([wanted, wanted, wanted])
  const [r, g, b] = light.map(part => (part * wanted) / was) as unknown as Light
  const most = Math.max(r, g, b)
  if (most <= 1) return hexOf([r, g, b])
  // Mixed with the gray of the same luminance until it fits: the luminance stays.
  const share = (1 - wanted) / (most - wanted)
  return hexOf([r, g, b].map(part => wanted + (part - wanted) * share) as unknown as Light)
}

const sixOf = (hex: string): string => (hex.length === 3 ? hex.replace(/./g, '$&$&') : hex).toLowerCase()

/** A stylesheet in both looks. Colors written otherwise than `#rgb` and `#rrggbb` are the same in both. */
export function inTwoSchemes(css: string): string {
  const met = new Set<string>()
  const body = css.replace(/#([0-9a-f]{6}|[0-9a-f]{3})\b(?=[^{}]*\})/gi, (_, hex: string) => {
    met.add(sixOf(hex))
    return `var(--c${sixOf(hex)})`
  })
  const colors = [...met].sort()
  const set = (of: (hex: string) => string) => colors.map(hex => `--c${hex}:#${of(hex)}`).join(';')
  return `:root{color-scheme:light;${set(hex => hex)}}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;${set(darkOf)}}}
${body}`
}
