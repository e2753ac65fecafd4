/** Ports whose code is loaded when they are first used: most requests to the pages need none of them. */
import type { MessageStore, Timetable } from '../functions/keep/ports.ts'
import type { MailboxOptions } from './mailbox.ts'
import { once } from './once.ts'
import type { PostOptions, SesPost } from './post.ts'
import type { TimetableOptions } from './timetable.ts'

export function createMailboxLater(options: MailboxOptions): MessageStore {
  const mailbox = once(async () => (await import('./mailbox.ts')).createMailbox(options))
  return {
    keep: async (id, bytes) => (await mailbox()).keep(id, bytes),
    forget: async speaks => (await mailbox()).forget(speaks),
    read: async id => (await mailbox()).read(id),
  }
}

export function createTimetableLater(options: TimetableOptions): Timetable {
  const timetable = once(async () => (await import('./timetable.ts')).createTimetable(options))
  return {
    set: async schedule => (await timetable()).set(schedule),
    remove: async name => (await timetable()).remove(name),
    list: async campaign => (await timetable()).list(campaign),
  }
}

export function createPostLater(options: PostOptions): SesPost {
  let refreshed: () => void = () => {}
  const post = once(async () => {
    const made = (await import('./post.ts')).createPost(options)
    refreshed = () => made.refresh()
    return made
  })
  return {
    reports: true,
    send: async message => (await post()).send(message),
    fateOf: async attempt => (await post()).fateOf(attempt),
    rate: async () => (await post()).rate(),
    refresh: () => refreshed(),
  }
}
