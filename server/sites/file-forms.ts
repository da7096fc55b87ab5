import { z } from 'zod'
import { oneOf, optionalText } from '../platform/forms.ts'

/** Most files that one site may have. */
export const mostFiles = 40

/** What comes beside the files themselves. */
export const fileForm = z.object({
  purpose: oneOf(['photo', 'floor-plan'], 'Select whether they are photos or floor plans'),
  caption: optionalText(200),
})
