import { z } from 'zod'
import { isPostcode } from '../model/postcode.ts'
import { optionalText } from '../platform/forms.ts'

/** A postcode, or a place to start from; and whether the answer is to be printed. */
export const whatChangesForm = z.object({
  postcode: optionalText(20).refine(
    typed => typed === '' || isPostcode(typed),
    'Enter a full postcode, like CB1 2AB',
  ),
  place: optionalText(100),
  print: optionalText(3),
})
