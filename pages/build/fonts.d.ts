/** What of three packages without types is used. */
declare module 'fontkit' {
  export const create: (font: Uint8Array) => { characterSet: number[] }
}
declare module 'fontverter' {
  export const convert: (font: Buffer, format: 'woff') => Promise<Buffer>
}
declare module 'subset-font' {
  const subset: (
    font: Buffer,
    characters: string,
    options: { targetFormat: 'woff'; variationAxes: { wght: number }; noLayoutClosure?: boolean },
  ) => Promise<Buffer>
  export default subset
}
