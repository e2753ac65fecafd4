/**
 * Whether our receipt rules may be the active ones of the region. A region has one active rule set; taking the place of
 * another would stop the mail that it takes in.
 */

/** What the stack wants: our own set made active, or the set of somebody else, named in the settings, left as it is. */
export interface Wanted {
  name: string
  adopted: boolean
}

export type RuleStep =
  | { do: 'nothing' }
  | { do: 'activate'; name: string }
  | { do: 'deactivate' }
  | { do: 'refuse'; why: string }

const NOTHING: RuleStep = { do: 'nothing' }

/** When the stack is made or changed. `active` is the set that is active now, `before` what the stack wanted until now. */
export function toActivate(wanted: Wanted, active: string | undefined, before?: Wanted): RuleStep {
  const { name, adopted } = wanted
  if (active === name) return NOTHING
  const wasOurs = before !== undefined && !before.adopted && before.name === active
  if (wasOurs) return { do: 'activate', name }
  if (adopted)
    return {
      do: 'refuse',
      why:
        `The setting "receiptRuleSet" names ${name}, but ` +
        (active === undefined ? 'no receipt rule set is active here.' : `${active} is the active one.`) +
        ` Name the active set, or take the setting out where there is none.`,
    }
  if (active === undefined) return { do: 'activate', name }
  return {
    do: 'refuse',
    why:
      `This account takes mail in already in this region: ${active} is its active receipt rule set, and Convoke does not ` +
      `take its place. Put "receiptRuleSet": "${active}" into the settings, and Convoke adds its rule to that set; or ` +
      'deploy to another region or account.',
  }
}

/** When the stack goes, or has another set by now. What is not ours stays. */
export const toRelease = (wanted: Wanted, active: string | undefined): RuleStep =>
  !wanted.adopted && active === wanted.name ? { do: 'deactivate' } : NOTHING
