/** Steps one and two of the method: the support team, and the choice of industry and region. */
import { CORE, decidersOf, footprintOf, roleAnswerOf, sectorOf, stakeOf } from './readiness-record.ts'
import { aloneIn, counted, type Item, item, type Mend, namesOf, type ReadinessFacts } from './ready-item.ts'

export function partners({ partnership, readinessRecord }: ReadinessFacts): Item {
  const there = CORE.map(sector => ({
    sector,
    who: partnership.team.filter(member => sectorOf(readinessRecord, member) === sector),
  }))
  const missing = there.flatMap(({ sector, who }): Mend[] =>
    who.length > 0
      ? []
      : [
          {
            words: `No one on the team represents ${sector}. Say which sector each represents, or bring someone in.`,
            step: 'readiness',
            place: 'people',
          },
        ],
  )
  const found = there.filter(({ who }) => who.length > 0)
  return item('partners', 'Core partners', found.map(({ sector }) => sector).join(', '), missing, found.length > 0)
}

export function convener({ partnership, listed }: ReadinessFacts): Item {
  const leads = partnership.team.filter(({ role }) => role === 'convener')
  const missing = leads.flatMap((lead): Mend[] => {
    const stake = stakeOf(lead, partnership.champions, listed.companies)
    return stake ? [{ words: `${stake}. The convener has to be neutral: name someone else.`, step: 'team' }] : []
  })
  if (leads.length === 0) missing.push({ words: 'Name a lead convener.', step: 'team' })
  return item('convener', 'Neutral lead convener', namesOf(leads.map(({ name }) => name)), missing, leads.length > 0)
}

export function roles({ partnership: { team }, readinessRecord }: ReadinessFacts): Item {
  const answers = team.map(member => ({ member, answer: roleAnswerOf(readinessRecord, member) }))
  const agreed = answers.filter(({ answer }) => answer?.said === 'agreed')
  const open = answers.filter(({ answer }) => answer === undefined)
  const alone = aloneIn(team)
  const missing: Mend[] = answers
    .filter(({ answer }) => answer?.said === 'not like this')
    .map(({ member, answer }) => ({
      words: `${member.name} does not take the role like this${answer?.note ? `: “${answer.note}”` : '.'}`,
      step: 'team',
    }))
  if (alone.length === 0 && open.length > 0)
    missing.push({
      words: readinessRecord.asked.roles
        ? `No response from: ${namesOf(open.map(({ member }) => member.name))}.`
        : 'Ask everyone to agree to their role.',
      step: 'readiness',
      place: 'people',
      waits: readinessRecord.asked.roles !== undefined,
    })
  return item('roles', 'Roles agreed', `${agreed.length} of ${team.length}`, [...alone, ...missing], agreed.length > 0)
}

export function data({ partnership, readinessRecord: { figures } }: ReadinessFacts): Item {
  const missing: Mend[] = []
  const named = partnership.sector !== '' && partnership.region !== ''
  if (!named) missing.push({ words: 'Name the industry and the region.', step: 'partnership' })
  if (figures.length === 0)
    missing.push({
      words: 'Add a figure that justifies the choice, with a link to where it stands.',
      step: 'readiness',
      place: 'figures',
    })
  const is = [named ? `${partnership.sector}, ${partnership.region}` : '', counted(figures.length, 'figure', 'figures')]
  return item('data', 'Industry and region, with data', is.filter(Boolean).join('; '), missing, named)
}

export function footprint({ partnership, readinessRecord }: ReadinessFacts): Item {
  const asked = decidersOf(partnership)
  const answers = asked.map(member => ({ member, answer: footprintOf(readinessRecord, partnership, member) }))
  const right = answers.filter(({ answer }) => answer?.said === 'right')
  const open = answers.filter(({ answer }) => answer === undefined)
  const missing: Mend[] = answers.flatMap(({ member, answer }) =>
    answer === undefined || answer.said === 'right'
      ? []
      : [
          {
            words: `${member.name} finds it ${answer.said}${answer.note ? `: “${answer.note}”` : '.'} Talk it over.`,
            step: 'partnership',
          },
        ],
  )
  const alone = aloneIn(asked)
  if (alone.length === 0 && open.length > 0)
    missing.push({
      words: readinessRecord.asked.roles
        ? `No response from: ${namesOf(open.map(({ member }) => member.name))}.`
        : 'Ask the team, with their roles.',
      step: 'readiness',
      place: 'people',
      waits: readinessRecord.asked.roles !== undefined,
    })
  return item(
    'footprint',
    'Not too small, not too big',
    `${right.length} of ${asked.length} say so`,
    [...alone, ...missing],
    open.length < asked.length,
  )
}
