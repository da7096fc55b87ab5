import { z } from 'zod'
import { oneOf, optionalText, requiredText, severalOf, wholeNumber } from '../platform/forms.ts'
import { vintages } from './county.ts'

const codes = requiredText('Enter the codes of the districts', 2000).transform((typed, context) => {
  const found = [
    ...new Set(
      typed
        .toUpperCase()
        .split(/[\s,;]+/)
        .filter(code => code !== ''),
    ),
  ]
  const wrong = found.find(code => !/^[EW]\d{8}$/.test(code))
  if (wrong === undefined && found.length > 0) return found
  context.addIssue({
    code: 'custom',
    message: `“${wrong ?? ''}” is not the code of a district, such as E07000008`,
  })
  return z.NEVER
})

/** What makes a county, as the county page asks for it. */
export const countyForm = z.object({
  county: requiredText('Enter the county’s name', 100),
  code: optionalText(20).transform(code => (code === '' ? null : code)),
  districts: codes,
  vintage: oneOf(vintages, 'Select which neighbourhoods the county counts by'),
  keepBeyondMetres: wholeNumber({ label: 'The distance beyond the county', min: 0, max: 50_000 }),
  forget: severalOf(['yes']).transform(chosen => chosen.length > 0),
})
