/** The dark look is reckoned from the light one: what can be read in one can be read in the other. */
import { describe, expect, it } from 'vitest'
import { contrast, darkOf, inTwoSchemes } from '../../pages/build/two-schemes.ts'
import { STYLES } from '../../pages/compiled/served.ts'

const colors = [...new Set([...STYLES.matchAll(/--c([0-9a-f]{6}):/g)].map(([, hex]) => hex ?? ''))]
const PAGE = darkOf('ffffff')

describe('the dark look', () => {
  it('has a dark page, and every color of the stylesheet', () => {
    expect(contrast(PAGE, '000000')).toBeLessThan(1.5)
    expect(colors.length).toBeGreaterThan(50)
  })

  it.each(colors)('keeps the contrast of #%s', hex => {
    const light = contrast(hex, 'ffffff')
    const dark = contrast(darkOf(hex), PAGE)
    // Near black it stops below glaring, where contrast is more than enough; else it is the same, up to rounding.
    if (light > 14) expect(dark).toBeGreaterThan(12)
    else expect(Math.abs(dark / light - 1)).toBeLessThan(0.06)
  })

  // What is nearly black gives up a tenth of it.
  it('keeps the contrast of any two colors that can well be read on each other', () => {
    const lost = colors.flatMap(one =>
      colors
        .filter(other => contrast(one, other) >= 5.2 && contrast(darkOf(one), darkOf(other)) < 4.5)
        .map(other => `#${one} on #${other}`),
    )
    expect(lost).toEqual([])
  })

  it('leaves alone what is no color, and what is written to stay', () => {
    const css = inTwoSchemes('#main{color:#FFF}.a{background:url("data:%23fff");color:rgb(1 2 3)}')
    expect(css).toContain('#main{color:var(--cffffff)}.a{background:url("data:%23fff");color:rgb(1 2 3)}')
    expect(css).toContain('@media screen and (prefers-color-scheme:dark)')
  })
})
