import { z } from 'zod'
import { FATES } from '../model/fates.ts'
import { COST_LINES } from '../model/ledger.ts'
import {
  oneOf,
  optionalDate,
  optionalText,
  requiredNumber,
  requiredText,
  timeOfDay,
  wholeNumber,
} from '../platform/forms.ts'
import { choicesFromText, type Choice, type Choices } from './choices.ts'
import type { PlanningSite } from './planning-inputs.ts'
import { openingFates } from './scenario.ts'

/** Naming a scenario. */
export const nameForm = z.object({
  name: requiredText('Enter a name for the scenario', 100),
  description: optionalText(1000),
})

/** Making a scenario from another one. */
export const newScenarioForm = nameForm.extend({ from: requiredText('Select what to start from', 60) })

/** Planning a weekly session at an outreach venue. */
export const outreachForm = z
  .object({
    siteId: requiredText('Select the venue', 60),
    activity: requiredText('Enter what happens there, such as stay and play', 200),
    weekday: wholeNumber({ label: 'The day', min: 1, max: 7 }),
    starts: timeOfDay('The start').refine(time => time !== '', 'Enter when it starts, such as 9:30am'),
    ends: timeOfDay('The end').refine(time => time !== '', 'Enter when it ends, such as 11am'),
    fromOn: optionalDate('The first day'),
    toOn: optionalDate('The last day'),
  })
  .refine(form => form.ends > form.starts, {
    path: ['ends'],
    message: 'The end must be later than the start',
  })
  .refine(form => form.fromOn === null || form.toOn === null || form.toOn >= form.fromOn, {
    path: ['toOn'],
    message: 'The last day must not be before the first day',
  })

/** Entering a cost or an income by hand. */
export const ledgerForm = z.object({
  line: oneOf([...COST_LINES, 'other'], 'Select what the money is for'),
  otherLine: optionalText(60),
  direction: oneOf(['cost', 'income'], 'Select whether it is a cost or an income'),
  pounds: requiredNumber({ label: 'The amount', min: 0, max: 1_000_000_000 }),
  often: oneOf(['yearly', 'once'], 'Select whether it comes every year or once'),
  siteId: optionalText(60),
  note: requiredText('Enter where the amount comes from', 300),
})

const fateFields = 'fate-'
const leadFields = 'lead-'

/** What a form of fates sent. */
export interface SentChoices {
  /** What its sender had before them. */
  readonly before: Choices
  readonly chosen: Choices
}

/**
 * Reads a form of fates: `fate-<site>` and `lead-<site>` for each site, and `before`.
 *
 * @param body - the parsed request body
 * @param sites - the sites that may be given a fate; fields of others are left out
 * @returns what was chosen; a value that is not offered is left as it was before
 */
export function readChoices(body: unknown, sites: readonly PlanningSite[]): SentChoices {
  const fields = (body ?? {}) as Record<string, unknown>
  const text = (name: string): string | null => (typeof fields[name] === 'string' ? fields[name] : null)
  const known = new Map(sites.map(site => [site.id, site]))
  const before = choicesFromText(text('before') ?? '')
  const chosen = new Map<string, Choice>()
  for (const site of sites) {
    const word = text(`${fateFields}${site.id}`)
    if (word === null) continue
    const offered: readonly string[] = site.existing ? FATES : openingFates
    if (word === '' && !site.existing) chosen.set(site.id, { fate: null, leadSiteId: null })
    const fate = FATES.find(one => one === word && offered.includes(one))
    if (fate === undefined) continue
    const lead = fate === 'centre-place' ? text(`${leadFields}${site.id}`) : null
    chosen.set(site.id, {
      fate,
      leadSiteId: lead !== null && lead !== site.id && known.has(lead) ? lead : null,
    })
  }
  return { before, chosen }
}
