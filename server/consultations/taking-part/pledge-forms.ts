import { z } from 'zod'
import { cleanText } from '../../model/survey.ts'
import { oneOf, optionalText, requiredText, wholeNumber } from '../../platform/forms.ts'
import { sentId } from './idea-forms.ts'

const oneLine = (text: string): string => cleanText(text).replace(/\s+/g, ' ')

/** Signing the pledge. */
export const signatureForm = z.object({
  id: sentId,
  version: requiredText('Read the pledge first', 40),
  name: requiredText('Enter your name', 100).transform(oneLine),
  role: requiredText('Enter your role, such as health visitor', 100).transform(oneLine),
  organisation: requiredText('Enter where you work', 100).transform(oneLine),
  named: oneOf(['yes', 'no'], 'Select whether we may name you'),
})

/** A new version of the pledge. */
export const pledgeForm = z
  .object({
    after: wholeNumber({ label: 'The version before', min: 0 }),
    title: requiredText('Enter a title', 150).transform(oneLine),
    body: requiredText('Enter the pledge', 10_000).transform(cleanText),
    note: optionalText(500).transform(oneLine),
  })
  .refine(form => form.after === 0 || form.note !== '', {
    path: ['note'],
    message: 'Say what is different: it stands beside the version',
  })
