/** What of three packages without types is used. */
declare module 'fontkit' {
  /** `closePath` has no arguments; all others have pairs of numbers, of which the last is where the pen then is. */
  export interface Path {
    commands: readonly { command: string; args: readonly number[] }[]
  }
  export const create: (font: Uint8Array) => {
    characterSet: number[]
    hasGlyphForCodePoint(point: number): boolean
    layout(text: string): {
      glyphs: readonly { path: Path }[]
      positions: readonly { xAdvance: number; xOffset: number; yOffset: number }[]
    }
  }
}
declare module 'subset-font' {
  const subset: (
    font: Buffer,
    characters: string,
    options: { targetFormat: 'truetype'; variationAxes: { wght: number }; noLayoutClosure?: boolean },
  ) => Promise<Buffer>
  export default subset
}
