import { z } from 'zod'
import {
  optionalDate,
  optionalText,
  requiredDate,
  requiredText,
  timeOfDay,
  wholeNumber,
} from '../platform/forms.ts'
import { saysNothing } from './checklist.ts'
import { closingDate, openingDate } from './consultation-forms.ts'

const version = { version: wholeNumber({ label: 'The version', min: 1 }) }

/** Fewest characters of a reason that the public reads. */
const shortestReason = 10

/** A reason in plain words; the public reads it. */
const reason = requiredText('Say why, in plain words: the public reads it', 1000).refine(
  typed => typed.length >= shortestReason,
  'Say a little more: the public reads it',
)

const time = (label: string): z.ZodType<string> =>
  timeOfDay(label).refine(typed => typed !== '', `Enter a time for ${label.toLowerCase()}, such as 9am`)

/** Why a consultation goes back from its review; only staff read it. */
export const sendBackForm = z.object({ because: requiredText('Say what has to be changed', 1000) })

/** New dates after publication; London time. The opening is asked for before it alone. */
export const newDatesForm = z.object({
  ...version,
  closesOn: closingDate(),
  closesTime: time('Closing'),
  reason,
  sure: optionalText(10),
})

/** The opening date after publication, before it opens. */
export const newOpeningForm = z.object({
  opensOn: openingDate(),
  opensTime: time('Opening'),
})

/** Closing at once. */
export const closeNowForm = z.object({ ...version, reason })

/**
 * An answer to a point of the checklist.
 *
 * @param evidence - whether evidence must be named
 * @returns the form
 */
export const checkForm = (evidence: boolean): z.ZodType<{ answer: string; evidence: string; seen: string }> =>
  z.object({
    seen: optionalText(20),
    answer: requiredText('Answer in your own words', 3000).refine(
      typed => !saysNothing(typed),
      'Say in a sentence of your own what you did or decided, and when or why. A yes, or the same words again and again, is no answer',
    ),
    evidence: evidence ? requiredText('Say where this can be read or checked', 500) : optionalText(500),
  })

/** Days that the council marks. */
export const markedDaysForm = z
  .object({
    kind: z.enum(['school-holiday', 'pre-election'], 'Choose what falls on these days'),
    name: requiredText('Enter a name, such as “Summer holidays”', 100),
    from: requiredDate('The first day'),
    to: requiredDate('The last day'),
  })
  .refine(form => form.to >= form.from, {
    path: ['to'],
    message: 'The last day must not be before the first',
  })

/** Why a correction is published. */
export const askForm = z.object({ ...version, reason })

const paper = {
  paperTitle: optionalText(200),
  paperUrl: optionalText(500).refine(
    typed => typed === '' || isWebAddress(typed),
    'Enter an address that begins with https:// or http://',
  ),
  documentId: optionalText(100),
}

const paperNamed = {
  check: (form: { paperTitle: string; paperUrl: string; documentId: string }): boolean =>
    form.paperTitle !== '' || (form.paperUrl === '' && form.documentId === ''),
  options: { path: ['paperTitle'], message: 'Enter a title for the paper' },
}

/**
 * Whether a text is an address that a page may link to.
 *
 * @param typed - the text
 * @returns true for http and https without a name and password
 */
export function isWebAddress(typed: string): boolean {
  if (!URL.canParse(typed)) return false
  const { protocol, username, password, hostname } = new URL(typed)
  return (
    (protocol === 'https:' || protocol === 'http:') && username === '' && password === '' && hostname !== ''
  )
}

/** When it is to be decided, and by whom, after publication. */
export const decisionDateForm = z.object({
  ...version,
  decisionOn: optionalDate('The date of the decision'),
  decisionBy: optionalText(100),
})

/** A meeting on the way to the decision. */
export const governanceForm = z
  .object({
    on: requiredDate('The date'),
    committee: requiredText('Enter who meets, such as “Cabinet”', 150),
    what: requiredText('Say what they decide or look at', 500),
    seen: optionalText(20),
    ...paper,
  })
  .refine(paperNamed.check, paperNamed.options)

/** The decision. */
export const decisionForm = z
  .object({
    decidedOn: requiredDate('The date of the decision'),
    decidedBy: requiredText('Enter who decided, such as “Full Council”', 150),
    decision: requiredText('Say what was decided', 10_000),
    whatChanged: requiredText(
      'Say what changed because of what people said, and what did not, with why',
      10_000,
    ),
    reason: optionalText(1000),
    seen: optionalText(20),
    ...paper,
  })
  .refine(paperNamed.check, paperNamed.options)

/** Something that happened after the decision. */
export const followUpForm = z
  .object({ on: requiredDate('The date'), happened: requiredText('Say what happened', 5000), ...paper })
  .refine(paperNamed.check, paperNamed.options)

/** Why something that was entered is taken back. */
export const takeBackForm = z.object({ reason })
