import { z } from 'zod'
import { oneOf, optionalNumber, optionalText } from '../platform/forms.ts'
import { answersForThemselves, helpers, type WhoAnswers } from './about-response.ts'
import type { HelpedBy } from './response-payload.ts'

// A browser sends nothing for a question that was left out.
function leftOut<Value extends string>(values: readonly [Value, ...Value[]]): z.ZodType<Value | null> {
  return z.preprocess(
    given => (given === undefined || given === '' ? null : given),
    z.enum(values, 'Choose from the answers on this page').nullable(),
  )
}

const [first, ...others] = helpers.map(helper => helper.value)

const choice = z.object({
  who: oneOf(['self', 'organisation', 'helping'] as const, 'Choose who is answering'),
  helpedBy: leftOut<HelpedBy>([first ?? 'other', ...others]),
  organisation: optionalText(200),
  official: leftOut(['yes', 'no']),
  members: optionalNumber({ label: 'The number of members', min: 1, max: 10_000_000, whole: true }),
})

/** The form that asks who answers. Only what belongs to the chosen one is kept. */
export const whoForm: z.ZodType<WhoAnswers> = choice.transform(given => {
  if (given.who === 'helping') return { ...answersForThemselves, who: given.who, helpedBy: given.helpedBy }
  if (given.who === 'self') return answersForThemselves
  return {
    ...answersForThemselves,
    who: given.who,
    organisation: given.organisation,
    official: given.official === null ? null : given.official === 'yes',
    members: given.members,
  }
})
