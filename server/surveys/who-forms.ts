import { z } from 'zod'
import { oneOf, optionalNumber, optionalText } from '../platform/forms.ts'
import { answersForThemselves, helpers, type WhoAnswers } from './about-response.ts'

const choice = z.object({
  who: oneOf(['self', 'organisation', 'helping'] as const, 'Choose who is answering'),
  helpedBy: z.union([
    z.enum(helpers.map(helper => helper.value)),
    z.undefined().transform(() => null),
    z.literal('').transform(() => null),
  ]),
  organisation: optionalText(200),
  official: z.union([
    z.enum(['yes', 'no']),
    z.undefined().transform(() => null),
    z.literal('').transform(() => null),
  ]),
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
