/** How much a bench measures: all of it, or with `--quick` so little that it only proves to run. */
export const sized = <T>(whole: T, quick: T): T => (process.argv.includes('--quick') ? quick : whole)

/** Those of `sizes` that were wished for by number (`npm run -s bench -- pages 100 5000`); all of them where none was. */
export function wished(sizes: readonly number[]): readonly number[] {
  const wishes = process.argv.slice(3).filter(each => /^\d+$/.test(each))
  return wishes.length === 0 ? sizes : sizes.filter(size => wishes.includes(String(size)))
}
