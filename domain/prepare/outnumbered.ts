/** Public partners listen while business leaders talk; where there are more of them than of leaders, the table turns. */

interface Sides {
  leaders: number
  publicPartners: number
}

/** By those who said yes, and while nobody has, by the list. Undefined: partners are no more than leaders. */
export function outnumbered(coming: Sides, listed: Sides): string | undefined {
  const answered = coming.leaders + coming.publicPartners > 0
  const { leaders, publicPartners } = answered ? coming : listed
  if (publicPartners <= leaders) return undefined
  const partners = publicPartners === 1 ? 'one public partner' : `${publicPartners} public partners`
  const businesses =
    leaders === 0 ? 'no business leader' : leaders === 1 ? 'one business leader' : `${leaders} business leaders`
  const words = answered ? `${partners} said yes, and ${businesses}` : `the list has ${partners} and ${businesses}`
  return `Public partners would outnumber business leaders: ${words}.`
}
