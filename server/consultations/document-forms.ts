import { z } from 'zod'
import { oneOf, optionalText, requiredText } from '../platform/forms.ts'
import { variantKinds } from './consultation.ts'
import { documentLanguages } from './document-languages.ts'

/** A document, before its versions. */
export const documentForm = z.object({
  title: requiredText('Enter a title', 150),
  description: optionalText(500),
  districtCode: optionalText(20),
})

/** What a document is called from now on, and the mark of what it was called when the form was shown. */
export const documentWordsForm = z.object({
  title: requiredText('Enter a title', 150),
  description: optionalText(500),
  mark: optionalText(64),
  reason: optionalText(300),
})

/** One version of a document, beside its file. */
export const variantForm = z
  .object({
    kind: oneOf(variantKinds, 'Choose a form'),
    language: oneOf(
      documentLanguages.map(({ code }) => code),
      'Choose a language',
    ),
    body: optionalText(100_000),
    link: optionalText(500).transform((typed, context) => {
      if (typed === '' || isPlainAddress(typed)) return typed
      context.addIssue({
        code: 'custom',
        message: 'Enter an address that begins with https://, without a name or password in it',
      })
      return z.NEVER
    }),
    reason: optionalText(300),
    /** The version that it takes the place of, as the form showed it; '' for none. */
    replaces: optionalText(36),
    /** `yes` when staff know that it comes after opening. */
    late: optionalText(3),
  })
  .refine(form => form.kind !== 'translation' || form.language !== 'en', {
    path: ['language'],
    message: 'Choose the language of the translation',
  })
  .refine(form => form.kind !== 'bsl' || form.language === 'en', {
    path: ['language'],
    message: 'Leave the language at English: British Sign Language is the form',
  })

/** What the form of a version holds. */
export type VariantForm = z.infer<typeof variantForm>

function isPlainAddress(typed: string): boolean {
  if (/\s/.test(typed) || !URL.canParse(typed)) return false
  const { protocol, username, password, hostname } = new URL(typed)
  return protocol === 'https:' && username === '' && password === '' && hostname.includes('.')
}
