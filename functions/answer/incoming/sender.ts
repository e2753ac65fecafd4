/** Whether who wrote is the invitee, the assistant or another, as far as addresses and names can tell. */
import type { Invitation } from '../../../domain/keep/invitation.ts'
import { canonicalAddress } from '../../../domain/keep/partnership.ts'
import { plainWords } from '../../../domain/list/company.ts'
import type { Named } from '../../../mail/inbound/reading.ts'

/** Whether both are given and one address. */
export const isSame = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && a !== '' && canonicalAddress(a) === canonicalAddress(b)

/** Whether the address is the invitee's or the assistant's. */
export const isOneOf = (email: string | undefined, { invitee }: Invitation): boolean =>
  isSame(email, invitee.email) || isSame(email, invitee.assistant?.email)

/** The assistant by name, anybody else as they sign and write. */
export const signedAs = ({ name, email }: Named, { invitee }: Invitation): string =>
  isSame(email, invitee.assistant?.email) && invitee.assistant?.name
    ? invitee.assistant.name
    : name
      ? `${name} (${email})`
      : email

const wordsOf = (name: string): string[] =>
  plainWords(name)
    .split(' ')
    .filter(word => word.length > 2)

/** Whether a name as somebody writes it, "Mr. Ortiz", can be that person's. */
export const canBeNamed = (written: string, name: string): boolean =>
  wordsOf(written).some(word => wordsOf(name).includes(word))
