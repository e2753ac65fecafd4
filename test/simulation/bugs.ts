/** Deliberate bugs, each a change of the source as somebody might make it, that the simulation has to notice. */
import { type Bug, bug } from './bug.ts'
import { PLAYED } from './plays/played-bugs.ts'

const DELIVER = 'functions/send/deliver.ts'
const SWEEP = 'functions/rounds/sweep.ts'
const DECIDE = 'domain/send/decide.ts'

export const BUGS: readonly Bug[] = [
  bug('a letter is recorded as sent before it is', DELIVER, "      status: 'claimed',\n", "      status: 'sent',\n"),
  bug(
    'what timed out is handed over again at once',
    DELIVER,
    'const outcome = await submit(world, message, { ...job.about, kind: job.kind, attempt })',
    'let outcome = await submit(world, message, { ...job.about, kind: job.kind, attempt })\n      if (outcome.outcome === "in doubt") outcome = await submit(world, message, { ...job.about, kind: job.kind, attempt })',
  ),
  bug(
    'what timed out counts as not sent',
    DELIVER,
    "  'in doubt': 'in doubt',\n}\n\nasync function recordOutcome",
    "  'in doubt': 'due',\n}\n\nasync function recordOutcome",
  ),
  bug(
    'a claim forgets the version it saw',
    DELIVER,
    'await write(world.store, slot.ref, claimed, version, slot.expiresAt)',
    'await write(world.store, slot.ref, claimed, (await world.store.get(slot.ref.partition, slot.ref.key))?.version)',
  ),
  bug(
    'a letter leaves without a claim',
    DELIVER,
    'const held = await write(world.store, slot.ref, claimed, version, slot.expiresAt)',
    "const held = version as number | 'conflict'",
  ),
  bug('what is in doubt is sent again at once', DELIVER, 'SILENCE = 30 * HOUR', 'SILENCE = 0 * HOUR'),
  bug(
    'a claim of unknown fate counts as not sent',
    DELIVER,
    "      : fate === 'not sent'\n        ? { status: 'due' }",
    "      : fate !== 'sent'\n        ? { status: 'due' }",
  ),
  bug(
    'old claims are left as they are',
    DELIVER,
    "|| (!foreign && inFlight.has(claim.attempt))) return 'later'",
    "|| true) return 'later'",
  ),
  bug('what the carrier put off counts as sent', DELIVER, "  later: 'due',\n", "  later: 'sent',\n"),
  bug(
    'an outcome is written over news that came first',
    DELIVER,
    'return open && own.attempt === claim.attempt ? slot.write(stands, send) : undefined',
    'return open || own ? slot.write(stands, send) : undefined',
  ),
  bug(
    'the sweep leaves overdue waves alone',
    SWEEP,
    '  const ahead = await releaseOverdue(world, context, left ? await waveStates(world, context) : states, until)\n',
    '  const ahead: Instant[] = []\n',
  ),
  bug(
    'the sweep leaves thanks alone',
    SWEEP,
    '    if (open.some(isThanks)) await sendThanks(world, context, value, pace)\n',
    '',
  ),
  bug(
    'letters of replaced waves stay claimed',
    SWEEP,
    '      await recoverLeft(world, campaign.id, value, key, isGone(key))\n',
    '',
  ),
  bug(
    'nobody tells of a change to who got a late letter',
    SWEEP,
    'if (missed(context, wave, value, world.clock.now())) reopen.add(keyOf(wave))',
    'void wave',
    3400,
  ),
  bug(
    'who heard of a move by a letter without an entry needs no update',
    DECIDE,
    'const known = knownOf(invitation)\n',
    'const known = toldOf(invitation)\n',
    2800,
  ),
  bug(
    'a letter that is sent again was never there',
    'functions/list/send-again.ts',
    "status === 'in doubt' || before.doubt ? { doubt: true as const } : {}",
    '{}',
    7030,
  ),
  bug(
    'an opt-out is looked for under other addresses only',
    DECIDE,
    'const barred = invitation.suppressed ?? suppression',
    'const barred = suppression && undefined',
  ),
  bug(
    'who was taken off the list is written to',
    DECIDE,
    "  if (invitation.removedAt !== undefined) return skip('no longer invited')\n",
    '',
  ),
  bug(
    'who has answered is followed up',
    DECIDE,
    "(rsvp && !rsvp.toOldTime ? skip('answered') : undefined)",
    'undefined',
  ),
  bug(
    'letters follow each other within hours',
    DECIDE,
    'send => mayEverHaveArrived(send) && send.at > shift(now, -BREATHER)',
    '() => false && BREATHER > 0',
  ),
  bug(
    'who is away is followed up',
    DECIDE,
    'awayUntil !== undefined && awayUntil > now',
    'awayUntil !== undefined && awayUntil < now',
  ),
  bug('a moved meeting keeps its SEQUENCE', 'domain/campaign/edit.ts', '  meeting.sequence++\n', ''),
  bug(
    'an earlier answer stands',
    'domain/keep/standing.ts',
    'later(a.at, b.at) || later(received(a)',
    'later(b.at, a.at) || later(received(a)',
  ),
  bug(
    'the board counts who was taken off the list',
    'domain/answer/board.ts',
    '.filter(({ removedAt, host }) => removedAt === undefined && !host)',
    '.filter(({ host }) => !host)',
  ),
  bug(
    'waves leave an hour early',
    'functions/send/schedules.ts',
    'state?.releasedAt ?? planned\n',
    'state?.releasedAt ?? new Date(Date.parse(planned) - 3_600_000).toISOString()\n',
  ),
  bug(
    'wall times are read as UTC',
    'domain/keep/time.ts',
    "wall.toZonedDateTime(zone, { disambiguation: 'compatible' })",
    "wall.toZonedDateTime('UTC', { disambiguation: 'compatible' })",
  ),
  bug(
    'one signature is enough',
    'domain/keep/campaign.ts',
    'complete: missing.length === 0 && signed.length >= SIGNATURES_NEEDED }',
    'complete: signed.length > 0 && SIGNATURES_NEEDED > 0 }',
  ),
  bug(
    'a signature holds for every text',
    'domain/keep/campaign.ts',
    's.champion === champion.id && s.check === check))\n',
    's.champion === champion.id && check !== undefined))\n',
  ),
  bug(
    'a change is written over another',
    'functions/keep/documents.ts',
    'if ((await write(store, ref, next, found?.version, expiresAt)) !==',
    'if ((await write(store, ref, next, (await store.get(ref.partition, ref.key))?.version, expiresAt)) !==',
  ),
  bug(
    'a complaint has no consequence',
    'functions/send/note-delivery.ts',
    "what === 'complained' ? 'complained' : what === 'bounced' && permanent ? 'bounced' : undefined",
    "what === 'bounced' && permanent ? 'bounced' : undefined",
  ),
  bug(
    'a form that comes twice is two answers',
    'functions/answer/record-answer.ts',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the source has it
    'id: shortId(`${given.channel}:${given.id}`)',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the source will have it
    'id: shortId(`${given.channel}:${given.id}${now}`)',
  ),
  bug(
    'guests do not hear of a cancellation',
    'domain/send/plan.ts',
    'if (!campaign.canceledAt || !campaign.scheduledAt) return []',
    'if (campaign.canceledAt !== campaign.scheduledAt) return []',
  ),
  bug(
    'an answer is as late as the clock of its process',
    'functions/answer/record-answer.ts',
    'let at = [now, ...here].sort().at(-1) ?? now',
    'let at = here.length < 0 ? (here[0] ?? now) : now',
    24_000,
  ),
  bug(
    'who was added by a run that stood still while the letter left is not looked for',
    SWEEP,
    '(WAVES[wave.kind].news || keyOf(wave) === asking)',
    'WAVES[wave.kind].news && keyOf(wave) !== asking',
    19_200,
  ),
  bug(
    'a word about one letter is taken for the next',
    'functions/list/send-again.ts',
    ' && (seen === undefined || send.attempt === seen)',
    '',
    1800,
  ),
  ...PLAYED,
]
