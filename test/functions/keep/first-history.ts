/** How the first version showed what had happened with an invitee: line for line what its page said, from its own data. */
import { titleOf } from '../../../domain/keep/wave-id.ts'

interface Entry {
  at: string
  by: string
  what: string
}

/** An invitation as far as the first version's page told of it. */
export interface FirstInvitation {
  invitee: { name: string }
  sends: Record<string, { status: string; at: string; reason?: string }>
  matters?: { settled?: { at: string; by: string; how: string } }[]
  answers: { at: string; by?: string }[]
  history: Entry[]
}

/** One line of the page: when, what, and who did it, where a person did. */
export type Shown = [at: string, what: string, by: string | undefined]

export const sentence = (what: string): string => {
  const [, word, wave] = /^(send again|leave): (\S+)$/.exec(what) ?? []
  if (wave !== undefined) return word === 'leave' ? `${titleOf(wave)} left as it is` : `${titleOf(wave)} sent again`
  return what.charAt(0).toUpperCase() + what.slice(1)
}

const notConvoke = (by: string): string | undefined => (by === 'Convoke' ? undefined : by)

/** Everything but the words of answers, which were no sentences. */
export function shownFirst({ invitee, sends, matters = [], answers, history }: FirstInvitation): Shown[] {
  return [
    ...Object.entries(sends).flatMap(([wave, send]): Shown[] => {
      const words = sendWords(titleOf(wave), send)
      return words === undefined ? [] : [[send.at, words, undefined]]
    }),
    ...matters.flatMap(({ settled }): Shown[] =>
      settled ? [[settled.at, sentence(settled.how), notConvoke(settled.by)]] : [],
    ),
    ...answers.map(({ at, by }): Shown => [at, 'answer', by ?? invitee.name]),
    ...history
      .filter(({ what }) => !what.startsWith('answered: '))
      .map(({ at, by, what }): Shown => [at, sentence(what), notConvoke(by)]),
  ]
}

function sendWords(title: string, { status, reason }: FirstInvitation['sends'][string]): string | undefined {
  switch (status) {
    case 'due':
      return undefined
    case 'claimed':
      return `${title} is being sent`
    case 'sent':
      // That a letter "counts as sent" was said of every one that had been delayed, too.
      return reason && !reason.startsWith('delayed: ') ? `${title} counts as sent` : `${title} sent`
    case 'delivered':
      return `${title} delivered`
    case 'bounced':
      return `${title} came back: ${reason}`
    case 'complained':
      return `${title} was marked as spam`
    case 'failed':
      return `${title} could not be sent: ${reason}`
    case 'in doubt':
      return `Nobody knows whether the ${title.toLowerCase()} arrived: ${reason}`
    default:
      return `${title} not sent: ${reason === 'held back by the convener' ? 'added without sending' : (reason ?? 'not needed')}`
  }
}
