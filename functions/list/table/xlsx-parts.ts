/** What the sheets of a workbook share: where its parts are, its texts, and how cells look. */
import { TOO_LARGE } from './archive.ts'
import { Unreadable } from './grid.ts'
import { readXml } from './xml.ts'

export type Parts = ReadonlyMap<string, string>

/** Where the parts are that a part names, by the names it gives them. */
export function relations(parts: Parts, of: string): Map<string, string> {
  const at = of.lastIndexOf('/')
  const folder = of.slice(0, at)
  const places = new Map<string, string>()
  readXml(parts.get(`${folder}/_rels/${of.slice(at + 1)}.rels`) ?? '', {
    open(name, { Id, Target, TargetMode }) {
      if (name !== 'Relationship' || Id === undefined || Target === undefined || places.size > 10_000) return
      places.set(Id, TargetMode === 'External' ? Target : inFolder(folder, Target))
    },
  })
  return places
}

function inFolder(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  const path = folder.split('/')
  for (const step of target.split('/')) {
    if (step === '..') path.pop()
    else if (step !== '.') path.push(step)
  }
  return path.join('/')
}

/** The sheets that a workbook names. */
export function sheetsIn(workbook: string): { name: string; hidden: boolean; id: string }[] {
  const sheets: { name: string; hidden: boolean; id: string }[] = []
  readXml(workbook, {
    open(tag, { name = '', state = '', ...others }) {
      const [, id] = Object.entries(others).find(([key]) => /^\w+:id$/.test(key)) ?? []
      if (tag === 'sheet' && id !== undefined && sheets.length < 200)
        sheets.push({ name, hidden: /^(?:hidden|veryHidden)$/.test(state), id })
    },
  })
  return sheets
}

export interface RichText {
  text: string
  struck: boolean
}

/** So many different texts are more than a list has. */
const MOST_STRINGS = 600_000

/** The texts that cells name by their number. */
export function sharedStrings(xml: string): RichText[] {
  const strings: RichText[] = []
  const rich = richText()
  readXml(xml, {
    open(name, attributes) {
      if (name === 'si') rich.begin()
      else rich.open(name, attributes)
    },
    text: rich.text,
    close(name) {
      rich.close(name)
      if (name !== 'si') return
      strings.push(rich.end())
      if (strings.length > MOST_STRINGS) throw new Unreadable(TOO_LARGE)
    },
  })
  return strings
}

export const isOn = (value: string | undefined): boolean => value === undefined || !/^(?:0|false|off)$/.test(value)

/** RichText in runs, of which each may be struck through; what tells how it is pronounced is none of it. */
export function richText() {
  let text = ''
  let struckLength = 0
  let isStruck = false
  let within = false
  let aside = false
  return {
    begin() {
      text = ''
      struckLength = 0
      isStruck = false
      within = false
      aside = false
    },
    open(name: string, { val }: Record<string, string>) {
      if (name === 'r') isStruck = false
      else if (name === 'strike' || name === 'dstrike') isStruck = isOn(val)
      else if (name === 't') within = true
      else if (name === 'rPh') aside = true
    },
    text(found: string) {
      if (!within || aside) return
      text += found
      if (isStruck) struckLength += found.trim().length
    },
    close(name: string) {
      if (name === 't') within = false
      else if (name === 'rPh') aside = false
    },
    end: (): RichText => ({ text, struck: struckLength > 0 && struckLength * 2 > text.trim().length }),
  }
}

export interface Style {
  date: boolean
  struck: boolean
}

/** Number formats of dates that Excel does not write down (ECMA-376 18.8.30). */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)

/** How cells look, by the number of their style: whether a number is a date, and what is struck through. */
export function stylesIn(xml: string): Style[] {
  const styles: Style[] = []
  const struckFonts: boolean[] = []
  const dates = new Set<number>()
  let within = ''
  readXml(xml, {
    open(name, { numFmtId = '', formatCode = '', fontId = '', val }) {
      if (/^(?:fonts|cellXfs|cellStyleXfs|dxfs)$/.test(name)) within = name
      const code = formatCode.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '')
      if (name === 'numFmt' && /[ymdhs]/i.test(code) && !/general/i.test(code)) dates.add(Number(numFmtId))
      if (within === 'fonts' && name === 'font') struckFonts.push(false)
      if (within === 'fonts' && name === 'strike') struckFonts[struckFonts.length - 1] = isOn(val)
      if (within !== 'cellXfs' || name !== 'xf') return
      const format = Number(numFmtId)
      styles.push({ date: isBuiltInDate(format) || dates.has(format), struck: struckFonts[Number(fontId)] ?? false })
    },
    close(name) {
      if (name === within) within = ''
    },
  })
  return styles
}
