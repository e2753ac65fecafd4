// @ts-check
/** `npm start`: runs the program, built first where the source has changed. With `--build` alone it is only built. */
import { program } from './build/program.mjs'

const main = await program()
// The lines of our own files in an error, not those of the program made of them.
process.setSourceMapsEnabled(true)
if (process.argv[2] !== '--build') await import(main.href)
