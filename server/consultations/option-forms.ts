import { z } from 'zod'
import { optionalDate, optionalText, requiredText } from '../platform/forms.ts'

/** Words by which the public would hear that it is decided already. */
const decided = /\brecommend/i
const notDecided = (text: z.ZodType<string>): z.ZodType<string> =>
  text.refine(
    typed => !decided.test(typed),
    'Take out the word “recommended”: nothing is decided before the consultation has closed',
  )

/** An option that was looked at. */
export const optionForm = z.object({
  name: notDecided(requiredText('Enter a name, such as “Keep all village centres open”', 150)),
  whatItWas: notDecided(requiredText('Say what it was, so that people can judge it', 5000)),
  whyNot: notDecided(
    requiredText('Say why it is not proposed: people can only answer what they are told', 5000),
  ),
  scenarioId: optionalText(100),
  seen: optionalText(20),
})

/** What is said of one place. */
export const placeTextsForm = z.object({
  why: notDecided(optionalText(5000)),
  replacedBy: notDecided(optionalText(5000)),
  fromOn: optionalDate('The date'),
  seen: optionalText(20),
})
