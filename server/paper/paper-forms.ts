import { z } from 'zod'
import { LONGEST_ANSWER, optionsOf, type SurveyDefinition } from '../model/survey.ts'
import {
  joinDates,
  oneOf,
  optionalNumber,
  optionalText,
  readForm,
  requiredDate,
  requiredText,
  severalOf,
  wholeNumber,
  type FormResult,
} from '../platform/forms.ts'
import { languages } from '../platform/languages.ts'
import { numberedQuestions, type AsWritten, type WrittenAnswer, type WrittenState } from './as-written.ts'
import { batchKinds } from './batch.ts'
import { readSerial } from './serial.ts'

/** Most copies that are numbered and printed at one time. */
export const mostCopies = 100

// Whoever leaves it out, or a page that was open before there was a choice, means English.
const formLanguage = z.preprocess(
  typed => (typed === undefined || typed === '' ? 'en' : typed),
  oneOf(
    languages.map(({ code }) => code),
    'Select a language',
  ),
)

/** Numbering and printing copies of a district's form. */
export const printForm = z.object({
  district: requiredText('Select a district'),
  copies: wholeNumber({ label: 'The number of copies', min: 1, max: mostCopies }),
  language: formLanguage,
  label: requiredText('Say what the copies are for, such as the session where they will be handed out', 100),
})

/** Opening a batch, or changing what is said of it; `heldOn` comes from three boxes. */
export const batchForm = z
  .object({
    kind: oneOf(batchKinds, 'Select how the forms came in'),
    session: optionalText(100),
    label: optionalText(100),
    heldOn: requiredDate('The date'),
    countIn: optionalNumber({ label: 'The number of forms', min: 0, max: 9999, whole: true }),
    note: optionalText(1000),
  })
  .transform(form => ({ ...form, session: form.kind === 'drop-in' ? form.session : '' }))

/** The number on a form that is about to be entered. */
export const serialForm = z.object({
  serial: z
    .preprocess(typed => (Array.isArray(typed) ? (typed[0] as unknown) : typed), z.unknown())
    .transform((typed, context) => {
      const text = typeof typed === 'string' ? typed : ''
      const serial = readSerial(text)
      if (serial !== null) return serial
      context.addIssue({
        code: 'custom',
        message:
          text.trim() === ''
            ? 'Enter the number printed at the top of the form, such as CITY-0042-K'
            : 'That is not a number of one of our forms. Check the digits and the letter at the end',
      })
      return z.NEVER
    }),
})

/** A form that came in without a number, or an answer given by phone. */
export const unnumberedForm = z.object({
  district: requiredText('Select the district that the answers are about'),
  language: formLanguage,
})

/** Setting a form aside. */
export const asideForm = z.object({
  status: oneOf(['void', 'spoilt'], 'Select void or spoilt'),
  reason: requiredText('Say why, in a few words', 200),
})

/** A whole form as keyed; its postcode is still text here, and is forgotten once it was looked up. */
export interface KeyedForm extends Omit<AsWritten, 'postcode'> {
  /** Made when the page was first shown. */
  readonly keyingId: string
  readonly postcode: { readonly state: WrittenState; readonly text: string }
}

/** Most characters of what stands in a box for a place. */
const longestPlace = 20

/**
 * The field of the place that an option of a ranking was given.
 *
 * @param questionKey - the ranking; no key holds two hyphens together
 * @param option - the option's value
 * @returns the field's name
 */
export function placeField(questionKey: string, option: string): string {
  return `place-${questionKey}--${option}`
}

const legibility = oneOf(['', 'unreadable', 'crossed-out'], 'Select what stands there')
const id = z.uuid('Open the form again from its batch')

/**
 * Reads a keyed form. Nothing is required but the day of receipt: paper is taken as it was written.
 *
 * @param definition - the survey on the form
 * @param body - the posted fields: `tick-…`, `words-…` and `state-…` for each question's key, `place-…--…` for the options of a ranking
 * @param days - `YYYY-MM-DD`: the consultation's first day and today, between which the form was received
 * @returns the form, or its mistakes
 */
export function readKeyedForm(
  definition: SurveyDefinition,
  body: unknown,
  days: { first: string; today: string },
): FormResult<KeyedForm> {
  const questions = numberedQuestions(definition)
  const shape: Record<string, z.ZodType> = {}
  for (const { question } of questions) {
    if (question.kind === 'ranking') {
      for (const { value } of optionsOf(question)) {
        shape[placeField(question.key, value)] = optionalText(longestPlace)
      }
    }
    shape[`tick-${question.key}`] = severalOf(optionsOf(question).map(option => option.value))
    shape[`words-${question.key}`] = optionalText(LONGEST_ANSWER['long-text'])
    shape[`state-${question.key}`] = legibility
  }
  const schema = z
    .object({
      keyingId: id,
      received: requiredDate('The date on which the form was received').superRefine((date, context) => {
        if (date > days.today)
          context.addIssue({ code: 'custom', message: 'The date received cannot be in the future' })
        if (date < days.first) {
          context.addIssue({ code: 'custom', message: 'The date received is before the consultation opened' })
        }
      }),
      helped: severalOf(['yes']),
    })
    .and(z.object(shape))
  const form = readForm(schema, joinDates(body, 'received'))
  if (!form.ok) return form
  const read = form.value as unknown as Record<string, unknown>
  const answers = questions.map(({ question }): WrittenAnswer => {
    const ticks = read[`tick-${question.key}`] as string[]
    // What was fastened to a form is not in the product: words in its place would say that there is a file.
    const words = question.kind === 'file' ? '' : (read[`words-${question.key}`] as string)
    const said = read[`state-${question.key}`] as string
    if (question.kind === 'ranking') {
      const places = optionsOf(question)
        .map(({ value }) => ({ option: value, place: read[placeField(question.key, value)] as string }))
        .filter(({ place }) => place !== '')
      return {
        questionKey: question.key,
        state: stateOf(said, places.length > 0),
        ticks: [],
        text: null,
        places,
      }
    }
    return {
      questionKey: question.key,
      state: stateOf(said, ticks.length > 0 || words !== ''),
      ticks,
      text: words === '' ? null : words,
    }
  })
  const postcodeKey = questions.find(({ question }) => question.kind === 'postcode')?.question.key
  const postcode = answers.find(answer => answer.questionKey === postcodeKey)
  return {
    ok: true,
    value: {
      keyingId: form.value.keyingId,
      receivedOn: form.value.received,
      helped: form.value.helped.length > 0,
      answers: answers.filter(answer => answer !== postcode),
      postcode: { state: postcode?.state ?? 'blank', text: postcode?.text ?? '' },
    },
  }
}

/**
 * What of a half-keyed form may be kept: every field but the postcode and the form's token.
 *
 * @param definition - the survey on the form
 * @param body - the posted fields
 * @returns the fields to keep
 */
export function draftFields(definition: SurveyDefinition, body: unknown): Record<string, string | string[]> {
  const kept: Record<string, string | string[]> = {}
  const postcodes = numberedQuestions(definition).filter(({ question }) => question.kind === 'postcode')
  const left = new Set(postcodes.map(({ question }) => `words-${question.key}`))
  for (const [name, value] of Object.entries((body ?? {}) as Record<string, unknown>)) {
    if (left.has(name) || !/^(tick|words|place|state|received|helped)(-|$)/.test(name)) continue
    if (typeof value === 'string') kept[name] = value.slice(0, LONGEST_ANSWER['long-text'])
    else if (Array.isArray(value)) kept[name] = value.filter(item => typeof item === 'string').slice(0, 50)
  }
  return kept
}

/** Whose reading is right, field by field. */
export type Decisions = ReadonlyMap<string, 'first' | 'second'>

/**
 * Reads the decisions between two readings.
 *
 * @param fields - the fields that differ
 * @param body - the posted fields, `decide-…` for each
 * @returns the decisions, or which are missing
 */
export function readDecisions(fields: readonly string[], body: unknown): FormResult<Decisions> {
  const shape = Object.fromEntries(
    fields.map(field => [`decide-${field}`, oneOf(['first', 'second'], 'Select what the form says')]),
  )
  const form = readForm(z.object(shape), body)
  if (!form.ok) return form
  return { ok: true, value: new Map(fields.map(field => [field, form.value[`decide-${field}`] ?? 'first'])) }
}

function stateOf(said: string, something: boolean): WrittenState {
  if (said === 'unreadable' || said === 'crossed-out') return said
  return something ? 'answered' : 'blank'
}
