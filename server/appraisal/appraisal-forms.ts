import { z } from 'zod'
import { CRITERIA, type CriteriaWeights, type Level } from '../model/appraisal.ts'
import {
  oneOf,
  optionalDate,
  optionalNumber,
  optionalText,
  requiredDate,
  requiredNumber,
  requiredText,
  severalOf,
} from '../platform/forms.ts'
import { assessorPlaces } from './appraisal.ts'

const weight = (title: string): z.ZodType<number> =>
  requiredNumber({ label: `The weight of ${title.toLowerCase()}`, min: 0, max: 100 })

const weightFields = Object.fromEntries(
  CRITERIA.map(({ number, name }) => [`weight-${number}`, weight(name)]),
)

/** An agreement on weights. */
export const weightingForm = z
  .object({
    agreedOn: requiredDate('The date of the agreement'),
    agreedBy: requiredText('Enter who agreed the weights, such as a committee', 200),
    reason: requiredText('Enter why these weights were chosen', 2000),
    ...weightFields,
  })
  .transform((form, context) => {
    const given = form as unknown as Record<string, number>
    const weights = Object.fromEntries(
      CRITERIA.map(({ number }) => [number, given[`weight-${number}`] ?? 0]),
    ) as unknown as CriteriaWeights
    if (Object.values(weights).every(value => value === 0)) {
      context.addIssue({
        code: 'custom',
        path: ['weight-1'],
        message: 'At least one criterion needs a weight above 0',
      })
      return z.NEVER
    }
    return { agreedOn: form.agreedOn, agreedBy: form.agreedBy, reason: form.reason, weights }
  })

const levels = ['0', '1', '2', '3', '4'] as const

/** One assessor's rating of one criterion; several levels ticked make a range. */
export const ratingForm = z
  .object({
    levels: severalOf([...levels, 'unknown']),
    measure: optionalText(300),
    evidenceNote: optionalText(3000),
    evidenceDate: optionalDate('The date of the evidence'),
    evidenceFile: optionalText(60),
    next: optionalText(10),
  })
  .transform((form, context) => {
    const ticked = form.levels.filter(level => level !== 'unknown').map(Number)
    if (form.levels.length === 0) {
      context.addIssue({
        code: 'custom',
        path: ['levels'],
        message: 'Tick a level, several if it could be any of them, or “Not known”',
      })
      return z.NEVER
    }
    if (ticked.length > 0 && form.levels.includes('unknown')) {
      context.addIssue({
        code: 'custom',
        path: ['levels'],
        message: 'Tick levels, or “Not known”, but not both',
      })
      return z.NEVER
    }
    const low = (ticked.length === 0 ? 0 : Math.min(...ticked)) as Level
    const high = (ticked.length === 0 ? 4 : Math.max(...ticked)) as Level
    const known = low !== 0 || high !== 4
    if (known && form.measure === '' && form.evidenceNote === '') {
      context.addIssue({
        code: 'custom',
        path: ['evidenceNote'],
        message: 'Say what you measured or saw, so that anyone can check the rating',
      })
      return z.NEVER
    }
    const orNull = (text: string): string | null => (text === '' ? null : text)
    return {
      low,
      high,
      measure: orNull(form.measure),
      evidenceNote: orNull(form.evidenceNote),
      evidenceDate: form.evidenceDate,
      evidenceFileId: orNull(form.evidenceFile),
      goOn: form.next === 'next',
    }
  })

/** Works proposed for a site; an empty description means that none are. */
export const worksForm = z
  .object({
    description: optionalText(2000),
    costLow: optionalNumber({ label: 'The lowest cost', min: 0, max: 1_000_000_000 }),
    costHigh: optionalNumber({ label: 'The highest cost', min: 0, max: 1_000_000_000 }),
    costBasis: optionalText(300),
    seen: optionalText(60),
  })
  .superRefine((form, context) => {
    const { costLow, costHigh } = form
    if (costLow !== null && costHigh !== null && costHigh < costLow) {
      context.addIssue({
        code: 'custom',
        path: ['costHigh'],
        message: 'The highest cost must not be less than the lowest',
      })
    }
    if (form.description === '' && (costLow !== null || costHigh !== null || form.costBasis !== '')) {
      context.addIssue({
        code: 'custom',
        path: ['description'],
        message: 'Describe the works, or clear their cost',
      })
    }
  })

/** Taking or giving up a place as assessor. */
export const placeForm = z.object({
  place: oneOf(assessorPlaces, 'Select first or second assessor'),
  act: oneOf(['take', 'leave'], 'Select whether to take or leave the place'),
})
