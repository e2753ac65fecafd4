/** What the functions offer to the front door of one machine. */
import { Hono } from 'hono'
import { answersOf } from '../functions/answers.ts'
import { releaseWave } from '../functions/release-wave.ts'
import { createSample } from '../functions/sample.ts'
import { sweep } from '../functions/sweep.ts'
import type { House } from './start.ts'

// The web app, sign-in, sample and answers take their places here as their rooms are built.
export const house: House = {
  createApp: () => new Hono(),
  releaseWave,
  sweep,
  printSignIn: async world => world.settings.url,
  workbench: world => {
    /** The sample belongs to whoever signed in through the workbench last, so that a script can open what it made. */
    let convener = world.settings.conveners.find(entry => !entry.startsWith('@')) ?? 'convener@example.org'
    return {
      async signIn(email) {
        convener = email
        return undefined
      },
      sample: stage => createSample(world, stage, convener),
      answers: campaign => answersOf(world, campaign),
      layout: (_title, body) => body,
    }
  },
}
