import { z } from 'zod'
import { RESPONSE_BANDS, type SurveyDefinition } from '../model/survey.ts'
import type { SavedPage } from './draft.ts'

const option = z.object({ value: z.string(), text: z.string(), exclusive: z.boolean().exactOptional() })

const question = z.object({
  key: z.string(),
  kind: z.enum([
    'one',
    'several',
    'agreement',
    'agreement-list',
    'ranking',
    'number',
    'date',
    'text',
    'long-text',
    'postcode',
    'file',
  ]),
  text: z.string(),
  hint: z.string().exactOptional(),
  options: z.array(option).exactOptional(),
  items: z.array(option).exactOptional(),
  minimum: z.number().exactOptional(),
  maximum: z.number().exactOptional(),
  decimals: z.number().exactOptional(),
  earliest: z.string().exactOptional(),
  latest: z.string().exactOptional(),
  unit: z.string().exactOptional(),
  easyText: z.string().exactOptional(),
  picture: z.string().exactOptional(),
  otherOption: z.boolean().exactOptional(),
  required: z.boolean(),
  proposalId: z.string().exactOptional(),
})

const condition = z.object({
  questionKey: z.string(),
  has: z.enum(['any of', 'none of']),
  values: z.array(z.string()),
})

const page = z.object({
  key: z.string(),
  title: z.string(),
  introduction: z.string().exactOptional(),
  questions: z.array(question),
  condition: condition.exactOptional(),
  also: z.array(condition).exactOptional(),
  section: z.string().exactOptional(),
})

/** A survey as its column holds it. */
export const surveyDefinitionJson: z.ZodType<SurveyDefinition> = z.object({
  title: z.string(),
  pages: z.array(page),
  equality: z.array(page),
})

/** A saved page of a draft as its column holds it. */
export const savedPageJson: z.ZodType<SavedPage> = z.object({
  answers: z.array(
    z.object({ questionKey: z.string(), choices: z.array(z.string()), text: z.string().nullable() }),
  ),
  place: z
    .object({
      neighbourhoodCode: z.string().nullable(),
      distanceBand: z.enum(RESPONSE_BANDS.map(band => band.value)).nullable(),
      neighbourhoodName: z.string().exactOptional(),
    })
    .nullable(),
})
