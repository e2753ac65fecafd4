/** Where replies go to an email that no partnership answers for: whoever runs this Convoke reads them. */
import { deskAddressOf } from '../../mail/reply-address.ts'
import type { Settings } from './ports.ts'

export const deskOf = ({ replyDomain }: Pick<Settings, 'replyDomain'>): { name: string; email: string } => ({
  name: 'Convoke',
  email: deskAddressOf(replyDomain),
})
