/** Domains that cannot be meant: a slip in one that everybody knows ("gmial.com"), or an ending that does not exist (".con"). */

const KNOWN = (
  'gmail.com yahoo.com hotmail.com outlook.com icloud.com aol.com msn.com live.com comcast.net verizon.net att.net sbcglobal.net ' +
  'bellsouth.net cox.net charter.net earthlink.net protonmail.com googlemail.com ymail.com rocketmail.com centurylink.net optonline.net ' +
  'windstream.net frontier.com roadrunner.com juno.com netzero.net mindspring.com'
).split(' ')
/** A letter away from one that is known, and domains themselves. */
const REAL = new Set(
  (
    'mail.com email.com gmx.com gmx.net aim.com ail.com live.ca live.nl yahoo.ca me.com mac.com qmail.com hotmail.ca hotmail.fr hotmail.es ms.com ' +
    'hotmail.it outlook.es outlook.fr yahoo.es yahoo.fr yahoo.de yahoo.it yahoo.in aol.fr aol.de at.net att.com cox.com ' +
    'live.se live.it live.fr live.be live.dk live.no lime.com love.com life.com line.com alive.com olive.com five.com hive.com five.net'
  ).split(' '),
)

const ENDINGS = new Map(
  Object.entries({
    con: 'com',
    cim: 'com',
    vom: 'com',
    xom: 'com',
    dom: 'com',
    coom: 'com',
    comm: 'com',
    ccom: 'com',
    cmo: 'com',
    ocm: 'com',
    clm: 'com',
    cpm: 'com',
    cm: 'com',
    om: 'com',
    cm0: 'com',
    c0m: 'com',
    coml: 'com',
    comn: 'com',
    'com-': 'com',
    como: 'com',
    comp: 'com',
    cpom: 'com',
    ckm: 'com',
    som: 'com',
    colm: 'com',
    vcom: 'com',
    nte: 'net',
    ner: 'net',
    nett: 'net',
    ney: 'net',
    met: 'net',
    nwt: 'net',
    ent: 'net',
    ogr: 'org',
    rog: 'org',
    orgg: 'org',
    orf: 'org',
    otg: 'org',
    prg: 'org',
    ord: 'org',
    og: 'org',
    irg: 'org',
    ed: 'edu',
    eud: 'edu',
    deu: 'edu',
    edi: 'edu',
    eduu: 'edu',
    edy: 'edu',
    gob: 'gov',
    goc: 'gov',
    gvo: 'gov',
    ogv: 'gov',
    govt: 'gov',
    gove: 'gov',
  }),
)

/** The domain that is likely meant instead, or undefined where nothing speaks against this one. `others`: domains that several people of the list have. */
export function meantDomain(domain: string, others: Iterable<string> = []): string | undefined {
  if (REAL.has(domain) || KNOWN.includes(domain)) return undefined
  const dot = domain.lastIndexOf('.')
  const name = domain.slice(0, dot)
  const right = ENDINGS.get(domain.slice(dot + 1))
  // "gob" is Spain's and Mexico's word for gov behind another part of the name: gob.mx.
  const mended = right === undefined ? undefined : `${name}.${right}`
  if (name === 'gmail') return 'gmail.com'
  const near = KNOWN.find(each => isSlip(mended ?? domain, each))
  if (near !== undefined) return near
  if (mended !== undefined) return mended
  if (/^www\./.test(domain)) return domain.slice(4)
  for (const other of others) if (other !== domain && isSlip(domain, other) && domain.length > 8) return other
  return undefined
}

/** Whether one of two is the other with one letter missing, added, changed or swapped, and more than a few letters are the same. */
function isSlip(typed: string, meant: string): boolean {
  let at = 0
  while (at < typed.length && typed[at] === meant[at]) at++
  const without = (text: string) => text.slice(0, at) + text.slice(at + 1)
  if (without(typed) === meant || typed === without(meant)) return true
  if (without(typed) === without(meant)) return !/\d/.test(`${typed[at]}${meant[at]}`)
  return `${typed.slice(0, at)}${typed[at + 1]}${typed[at]}${typed.slice(at + 2)}` === meant
}
