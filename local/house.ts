/** What the functions offer to the front door of one machine. */
import { Hono } from 'hono'
import { releaseWave } from '../functions/release-wave.ts'
import { sweep } from '../functions/sweep.ts'
import type { House } from './start.ts'

// The web app, sign-in, sample and answers take their places here as their rooms are built.
export const house: House = {
  createApp: () => new Hono(),
  releaseWave,
  sweep,
  printSignIn: async world => world.settings.url,
  workbench: () => ({
    signIn: async () => undefined,
    sample: async () => {
      throw new Error('The sample is not built yet.')
    },
    answers: async () => undefined,
    layout: (_title, body) => body,
  }),
}
