/** The questions of each step. */
import { zoneLabel } from '../../domain/keep/zones.ts'
import { ASSETS } from '../compiled/assets.ts'
import { Alert, Select, TextArea, TextField } from '../web/field.tsx'
import { StepFrame, type StepView } from './frame.tsx'

/** The numbers of the rows that have something in these fields; two who add at once may have more than a form offers. */
const usedRows = ({ typed }: StepView, fields: readonly string[]): number[] =>
  Array.from({ length: 40 }, (_, n) => n).filter(n => fields.some(field => typed[`${field}_${n}`]))

const ask = (view: StepView) => (name: string) => ({ name, value: view.typed[name], error: view.errors[name] })

export function PartnershipForm({ view }: { view: StepView }) {
  const q = ask(view)
  return (
    <StepFrame
      view={view}
      upload
      title="Your partnership"
      intro="One industry in one region. Your answers become the letter, so write them the way a business leader would say them."
    >
      <div class="pair">
        <TextField {...q('sector')} label="Industry" hint="For example, Manufacturing" most={60} />
        <TextField {...q('region')} label="Region" hint="For example, Front Range" most={60} />
      </div>
      <TextField
        {...q('name')}
        label="Name of the partnership"
        required={false}
        hint="If you leave it empty, it’s the region, the industry and “Partnership”. You can change it later."
        most={120}
      />
      <TextArea
        {...q('why')}
        label="Why should these companies work together?"
        hint="What problem can’t any one company solve alone? One short paragraph."
        most={1200}
      />
      <TextArea
        {...q('what')}
        label="What is the partnership?"
        hint="Who is in it, and what it’s for. Keep our wording or use your own."
        most={1200}
      />
      <TextArea
        {...q('how')}
        label="How does it work?"
        hint="How often it meets, who sets the agenda, and what public partners do."
        most={1200}
      />
      <script src={ASSETS.pictures} defer></script>
      <PictureField
        view={view}
        id="logo"
        label="Logo of the partnership"
        hint="PNG or JPEG, at the top of every email and of the answer page in place of the name. It isn’t part of what champions sign: you can change it anytime."
        current="The current logo"
        box="480x96"
        most={20_000}
      />
      <h2>Who convenes it</h2>
      <TextField {...q('organization_name')} label="Convening organization" autocomplete="organization" most={120} />
      <TextField
        {...q('organization_address')}
        label="Postal address"
        hint="Required by law (CAN-SPAM) at the bottom of every email."
        autocomplete="street-address"
        most={300}
      />
      <TextField {...q('organization_phone')} label="Phone" type="tel" autocomplete="tel" required={false} most={40} />
    </StepFrame>
  )
}

export function MeetingForm({ view, zones, launch }: { view: StepView; zones: readonly string[]; launch: boolean }) {
  const q = ask(view)
  const option = (value: string) => ({ value, label: COMMON[value] ?? zoneLabel(value) })
  const common = Object.keys(COMMON)
  return (
    <StepFrame
      view={view}
      title={launch ? 'The launch meeting' : 'The meeting'}
      intro={
        launch
          ? 'Under two hours, at a business, on a morning that executives can keep free.'
          : 'If you change it, people who already have the invitation get an update.'
      }
    >
      {view.doubts && view.doubts.length > 0 ? (
        <Alert kind="warning">
          {view.doubts.map(doubt => (
            <p>{doubt}</p>
          ))}
        </Alert>
      ) : null}
      <TextField {...q('date')} label="Date" type="date" />
      <div class="pair">
        <TextField {...q('start')} label="Starts" type="time" />
        <TextField {...q('end')} label="Ends" type="time" />
      </div>
      <Select
        {...q('zone')}
        label="Time zone"
        ownZone
        options={[
          ...(view.typed.zone ? [] : [{ value: '', label: 'Choose the time zone' }]),
          { group: 'Common', options: common.map(option) },
          { group: 'All', options: zones.filter(zone => !common.includes(zone)).map(option) },
        ]}
      />
      <h2>The place</h2>
      <TextField
        {...q('host')}
        label="Host business"
        hint="Guests are more likely to come to another company’s site."
        most={120}
      />
      <TextField {...q('address')} label="Address" most={300} />
      <TextField {...q('parking')} label="Parking" required={false} most={300} />
      <TextField
        {...q('access')}
        label="Getting in, and accessibility"
        required={false}
        hint="Which door, step-free access, who to ask for."
        most={300}
      />
    </StepFrame>
  )
}

const COMMON: Record<string, string> = {
  'America/New_York': 'Eastern Time (New York)',
  'America/Chicago': 'Central Time (Chicago)',
  'America/Denver': 'Mountain Time (Denver)',
  'America/Phoenix': 'Arizona (Phoenix)',
  'America/Los_Angeles': 'Pacific Time (Los Angeles)',
  'America/Anchorage': 'Alaska (Anchorage)',
  'Pacific/Honolulu': 'Hawaii (Honolulu)',
}

export function ChampionsForm({ view, rows }: { view: StepView; rows: number }) {
  const used = usedRows(view, ['name', 'title', 'company', 'email'])
  const all = Array.from({ length: Math.max(rows, 1 + (used.at(-1) ?? 0)) }, (_, n) => n)
  const shown = Math.max(2, 1 + (used.at(-1) ?? 0))
  return (
    <StepFrame
      view={view}
      upload
      title="Champions"
      intro="Two to six business leaders who sign the letter and welcome their peers. Each signs from their own email; no one can sign for them."
    >
      <script src={ASSETS.pictures} defer></script>
      {all.slice(0, shown).map(n => (
        <ChampionRow view={view} n={n} />
      ))}
      {shown < rows ? (
        <details class="people-more">
          <summary>Another champion</summary>
          {all.slice(shown).map(n => (
            <ChampionRow view={view} n={n} />
          ))}
        </details>
      ) : null}
    </StepFrame>
  )
}

function ChampionRow({ view, n }: { view: StepView; n: number }) {
  const q = ask(view)
  return (
    <fieldset class="people">
      <legend>
        Champion {n + 1}
        {n < 2 ? '' : ' (optional)'}
      </legend>
      <div class="pair">
        <TextField
          {...q(`name_${n}`)}
          label="Name"
          hint={n === 0 ? 'Or all four in one line: name, title, company, email' : undefined}
          most={420}
        />
        <TextField {...q(`title_${n}`)} label="Title" most={80} />
        <TextField {...q(`company_${n}`)} label="Company" most={80} />
        <TextField {...q(`email_${n}`)} label="Email" type="email" most={254} />
      </div>
      <PictureField
        view={view}
        id={`${n}`}
        label="Signature picture"
        hint="PNG or JPEG; a photo is made small by itself. Without one, the name they type to sign is drawn in handwriting."
        current="The current signature"
        box="456x112"
      />
    </fieldset>
  )
}

/** A picture to choose, which the page makes small, with the one that is there. */
function PictureField({
  view,
  id,
  label,
  hint,
  current,
  box,
  most,
}: {
  view: StepView
  id: string
  label: string
  hint: string
  current: string
  /** Pixels, as `WIDTHxHEIGHT`. */
  box: string
  /** Bytes, where that is fewer than any picture may have. */
  most?: number
}) {
  const wrong = view.errors[`picture_${id}`]
  const kept = view.typed[`kept_${id}`]
  return (
    <div class={`usa-form-group ${wrong ? 'usa-form-group--error' : ''}`}>
      <label class="usa-label" for={`picture_${id}`}>
        {label} <span class="quiet">(optional)</span>
      </label>
      <span class="usa-hint" id={`picture_${id}-hint`}>
        {hint}
      </span>
      {wrong ? (
        <span class="usa-error-message" id={`picture_${id}-error`}>
          {wrong}
        </span>
      ) : null}
      {kept ? <img class="kept-picture" src={kept} alt={current} /> : null}
      <input
        class="usa-file"
        type="file"
        id={`picture_${id}`}
        name={`picture_${id}`}
        accept="image/png,image/jpeg"
        data-shrink={box}
        data-most={most}
        aria-describedby={`picture_${id}-hint${wrong ? ` picture_${id}-error` : ''}`}
      />
      {kept ? (
        <div class="usa-checkbox">
          <input class="usa-checkbox__input" type="checkbox" id={`remove_${id}`} name={`remove_${id}`} value="yes" />
          <label class="usa-checkbox__label" for={`remove_${id}`}>
            Remove this picture
          </label>
        </div>
      ) : null}
    </div>
  )
}

const ROLES = ['convener', 'co-convener', 'facilitator', 'support team'].map(role => ({ value: role, label: role }))

export function TeamForm({ view, rows }: { view: StepView; rows: number }) {
  const q = ask(view)
  const filled = 1 + (usedRows(view, ['name', 'email', 'organization']).at(-1) ?? -1)
  // Whoever starts a partnership is known by their address alone.
  const unnamed = filled === 1 && !view.typed.name_0
  return (
    <StepFrame
      view={view}
      title="Facilitator and support team"
      intro="Conveners and co-conveners make changes. The facilitator and the support team (the workforce board, the college, the chamber) can see everything but change nothing. Everyone listed here can sign in."
    >
      {Array.from({ length: Math.max(filled, Math.min(rows, Math.max(filled + 3, 5))) }, (_, n) => (
        <fieldset class="people">
          <legend>Person {n + 1}</legend>
          <div class="pair">
            <TextField {...q(`name_${n}`)} label={n === 0 && unnamed ? 'Your name' : 'Name'} most={80} />
            <TextField {...q(`email_${n}`)} label="Email" type="email" most={254} />
            <Select
              {...q(`role_${n}`)}
              value={view.typed[`role_${n}`] ?? 'support team'}
              label="Role"
              options={ROLES}
            />
            <TextField {...q(`organization_${n}`)} label="Organization" required={false} most={120} />
          </div>
        </fieldset>
      ))}
    </StepFrame>
  )
}
