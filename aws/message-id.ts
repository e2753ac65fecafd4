/** The Message-ID of what SES has sent, which is not the one we gave it. */

/**
 * SES writes a Message-ID of its own over ours, and tells of it the part before the @. What follows is its host in its
 * first region, and that of the region in all others.
 */
export const messageIdOfSes = (id: string, region: string): string =>
  `<${id}@${region === 'us-east-1' ? 'email' : region}.amazonses.com>`
