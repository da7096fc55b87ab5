import { z } from 'zod'
import { optionalText, requiredText, wholeNumber } from '../platform/forms.ts'
import type { CorrectableText } from './correctable-texts.ts'

/**
 * The texts of one page of a correction.
 *
 * @param texts - the texts on the page
 * @returns a form with a field of each text's key, and the version that somebody had before them
 */
export function correctionTextsForm(
  texts: readonly CorrectableText[],
): z.ZodType<Record<string, string | number>> {
  return z.object({
    ...Object.fromEntries(
      texts.map(text => [
        text.key,
        text.required ? requiredText(`Enter “${text.label}”`, text.maximum) : optionalText(text.maximum),
      ]),
    ),
    version: wholeNumber({ label: 'The version', min: 1 }),
  })
}
