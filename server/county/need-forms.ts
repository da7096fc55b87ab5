import { z } from 'zod'
import { requiredNumber } from '../platform/forms.ts'

const weight = (label: string): z.ZodType<number> =>
  requiredNumber({ label: `The weight of ${label}`, min: 0, max: 1000 })

/** Weights of the parts of need; only their proportions matter. */
export const needWeightsForm = z
  .object({
    idaci: weight('IDACI'),
    loneParents: weight('lone parents'),
    noCar: weight('households without a car'),
    lowEnglish: weight('low English'),
    gldGap: weight('the gap in development'),
  })
  .refine(weights => Object.values(weights).some(value => value > 0), {
    path: ['idaci'],
    message: 'Give at least one part a weight above 0',
  })
