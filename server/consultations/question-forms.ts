import { z } from 'zod'
import { emailAddress, oneOf, optionalText, requiredText } from '../platform/forms.ts'

/** Most characters of a question that somebody sends. */
export const longestQuestion = 1500

/** A question that somebody sends. */
export const askForm = z.object({
  formId: optionalText(36),
  question: requiredText('Write your question', longestQuestion),
  districtCode: optionalText(20),
  email: optionalText(200).refine(
    typed => typed === '' || emailAddress().safeParse(typed).success,
    'Enter an email address, like name@example.com, or leave it empty',
  ),
})

/** Reasons for which a question is declined, in words that whoever asked can be told. */
export const declineReasons = {
  'not-about-this': 'It is not about this consultation.',
  person: 'It is about a person who could be recognised.',
  response: 'It is an answer to the consultation rather than a question about it.',
  unclear: 'We could not tell what is asked.',
  abusive: 'It is abusive.',
} as const

/** One of the reasons. */
export type DeclineReason = keyof typeof declineReasons

/** What staff decide about a question. */
export const settleForms = {
  answer: z.object({ reply: requiredText('Write the reply', 5000) }),
  move: z.object({
    question: requiredText('Write the question as the public will read it', 300),
    answer: requiredText('Write the answer', 5000),
  }),
  merge: z.object({
    faqId: requiredText('Choose the question that answers it', 100),
    mergedAnswer: requiredText('Write the answer', 5000),
    note: optionalText(300),
  }),
  decline: z.object({
    because: oneOf(Object.keys(declineReasons) as DeclineReason[], 'Choose a reason'),
  }),
}
