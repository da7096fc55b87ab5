import { z } from 'zod'
import { oneOf, optionalDate, optionalText, requiredText, severalOf, wholeNumber } from '../platform/forms.ts'
import type { CorrectableText } from './correctable-texts.ts'
import { registerGroups } from './recorded-facts.ts'

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

const version = { version: wholeNumber({ label: 'The version', min: 1 }) }

/** What is said of one place, and what is taken over from the register. */
export const correctedPlaceForm = z.object({
  ...version,
  take: severalOf(registerGroups),
  why: optionalText(5000),
  replacedBy: optionalText(5000),
  fromOn: optionalDate('The date'),
})

/**
 * Another scenario.
 *
 * @param known - ids of the published scenarios
 * @returns a form with one of them, and the version that somebody had before them
 */
export function correctedScenarioForm(
  known: readonly string[],
): z.ZodType<{ version: number; scenarioId: string }> {
  return z.object({ ...version, scenarioId: oneOf(known, 'Choose a published scenario') })
}
