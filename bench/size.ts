/** How much a bench measures: all of it, or with `--quick` so little that it only proves to run. */
export const sized = <T>(whole: T, quick: T): T => (process.argv.includes('--quick') ? quick : whole)
