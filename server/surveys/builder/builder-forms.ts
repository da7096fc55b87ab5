import { z } from 'zod'
import {
  keyFrom,
  LARGEST_SURVEY,
  LONGEST_TEXTS,
  readDate,
  type PageCondition,
  type PlannedPage,
  type PlannedQuestion,
  type QuestionKind,
} from '../../model/survey.ts'
import {
  oneOf,
  optionalNumber,
  optionalText,
  readForm,
  requiredText,
  severalOf,
  type FieldError,
} from '../../platform/forms.ts'
import { easyPictures } from '../easy-pictures.ts'
import type { AskedBefore } from './builder-words.ts'
import { kindWords } from './builder-words.ts'
import { optionsFromLines } from './option-lines.ts'

/** What a form says: a value, or mistakes beside what was typed. */
export type BuilderForm<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false
      readonly errors: readonly FieldError[]
      readonly typed: Record<string, string | string[]>
    }

const kinds = kindWords.map(one => one.value)
const whichKind = 'Choose how the question is answered'

/** The kind of a new question. */
export const kindForm = z.object({ kind: oneOf(kinds, whichKind) })

const key = optionalText(60).refine(
  typed => typed === '' || /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(typed),
  'Write small letters and figures, with single hyphens between, or leave it empty',
)

const pageFields = z.object({
  title: requiredText('Enter the title of the page', LONGEST_TEXTS.title),
  key,
  introduction: optionalText(LONGEST_TEXTS.introduction),
  section: optionalText(LONGEST_TEXTS.title),
  block: severalOf(['proposals']),
})

/** What is typed of a page itself; its questions and conditions are edited apart. */
export type TypedPage = Pick<
  PlannedPage,
  'key' | 'title' | 'introduction' | 'section' | 'block' | 'districts'
>

/**
 * Reads the form of a page.
 *
 * @param body - the parsed request body
 * @param districts - codes of every district
 * @param taken - keys of other pages, for making one where none is typed
 * @returns the page without its questions
 */
export function readPageForm(
  body: unknown,
  districts: readonly string[],
  taken: readonly string[],
): BuilderForm<TypedPage> {
  const form = readForm(pageFields.extend({ districts: severalOf(districts) }), body)
  if (!form.ok) return form
  const { title, introduction, section, block } = form.value
  const chosen = form.value.districts
  const made =
    block.length > 0 && !title.startsWith('proposal')
      ? `proposal ${title.replace(/\{\{.*?\}\}/g, '')}`
      : title
  return {
    ok: true,
    value: {
      key: form.value.key || keyFrom(made, taken),
      title,
      ...(introduction === '' ? {} : { introduction }),
      ...(section === '' ? {} : { section }),
      ...(block.length > 0 ? { block: 'proposals' } : {}),
      // All of them ticked is the same as none: a district that is added later is asked too.
      ...(chosen.length === 0 || chosen.length === districts.length ? {} : { districts: chosen }),
    },
  }
}

const questionFields = z.object({
  kind: oneOf(kinds, whichKind),
  text: requiredText('Enter the words of the question', LONGEST_TEXTS.question),
  key,
  hint: optionalText(LONGEST_TEXTS.hint),
  options: optionalText(60_000),
  items: optionalText(60_000),
  minimum: optionalNumber({ label: 'The least number', min: -1e12, max: 1e12 }),
  maximum: optionalNumber({ label: 'The greatest number', min: -1e12, max: 1e12 }),
  decimals: optionalNumber({ label: 'Decimals', min: 0, max: 6, whole: true }),
  unit: optionalText(60),
  earliest: optionalText(20),
  latest: optionalText(20),
  easyText: optionalText(LONGEST_TEXTS.question),
  picture: optionalText(60),
  also: severalOf(['other', 'required', 'centres']),
})

type QuestionFields = z.infer<typeof questionFields>

const offersAnswers: readonly QuestionKind[] = ['one', 'several', 'ranking']

/**
 * Reads the form of a question.
 *
 * @param body - the parsed request body
 * @param taken - keys of other questions, for making one where none is typed
 * @param beginning - what a key that is made begins with, such as `proposal`; '' for nothing
 * @returns the question, with what belongs to its kind and nothing else
 */
export function readQuestionForm(
  body: unknown,
  taken: readonly string[],
  beginning = '',
): BuilderForm<PlannedQuestion> {
  const form = readForm(questionFields, body)
  if (!form.ok) {
    // What is wrong with its answers or limits is said at once too, not only after the rest is put right.
    const lenient = readForm(questionFields.extend({ text: optionalText(100_000) }), body)
    const further = lenient.ok ? partsOfKind(lenient.value).errors : []
    return { ...form, errors: [...form.errors, ...further] }
  }
  const { errors, parts } = partsOfKind(form.value)
  const { kind, text, hint, easyText, picture, also } = form.value
  if (picture !== '' && !easyPictures.some(name => name === picture)) {
    errors.push({ field: 'picture', message: 'Choose one of the pictures' })
  }
  if (errors.length > 0) {
    const again = readForm(z.object({ never: z.never() }), body)
    return { ok: false, errors, typed: again.ok ? {} : again.typed }
  }
  return {
    ok: true,
    value: {
      key: form.value.key || keyFrom(beginning === '' ? text : `${beginning} ${text}`, taken),
      kind,
      text,
      ...(hint === '' ? {} : { hint }),
      ...parts,
      ...(easyText === '' ? {} : { easyText }),
      ...(picture === '' ? {} : { picture }),
      required: also.includes('required'),
    },
  }
}

function partsOfKind(value: QuestionFields): { errors: FieldError[]; parts: Partial<PlannedQuestion> } {
  const { kind, also } = value
  const errors: FieldError[] = []
  const list = (field: 'options' | 'items', least: number, words: string): Partial<PlannedQuestion> => {
    const { options, problems } = optionsFromLines(value[field])
    const [problem] = problems
    if (problem !== undefined) errors.push({ field, message: problem })
    else if (options.length < least) errors.push({ field, message: words })
    else if (options.length > LARGEST_SURVEY.options) {
      errors.push({ field, message: `Offer ${LARGEST_SURVEY.options} answers or fewer` })
    }
    const plain = field === 'items' || kind !== 'several'
    return { [field]: plain ? options.map(({ value: code, text }) => ({ value: code, text })) : options }
  }
  if (offersAnswers.includes(kind)) {
    const centres = also.includes('centres') && kind !== 'ranking'
    const other = also.includes('other') && kind !== 'ranking'
    const least = centres || other ? 1 : 2
    return {
      errors,
      parts: {
        ...(centres ? { centres } : {}),
        ...list('options', least, 'Write at least two answers, one on each line'),
        ...(other ? { otherOption: true } : {}),
      },
    }
  }
  if (kind === 'agreement-list') {
    return { errors, parts: list('items', 1, 'Write at least one statement') }
  }
  if (kind === 'number') {
    const { minimum, maximum, decimals, unit } = value
    if (minimum !== null && maximum !== null && minimum > maximum) {
      errors.push({ field: 'maximum', message: 'The greatest number must not be below the least' })
    }
    return {
      errors,
      parts: {
        ...(minimum === null ? {} : { minimum }),
        ...(maximum === null ? {} : { maximum }),
        ...(decimals === null || decimals === 0 ? {} : { decimals }),
        ...(unit === '' ? {} : { unit }),
      },
    }
  }
  if (kind === 'date') {
    const day = (field: 'earliest' | 'latest'): Partial<PlannedQuestion> => {
      if (value[field] === '') return {}
      const date = readDate(value[field])
      if (date === null)
        errors.push({ field, message: 'Write a real date, such as 27/3/2026, or leave it empty' })
      return { [field]: date ?? '' }
    }
    const parts = { ...day('earliest'), ...day('latest') }
    if (errors.length === 0 && (parts.earliest ?? '') > (parts.latest ?? '9999')) {
      errors.push({ field: 'latest', message: 'The last day must not be before the first' })
    }
    return { errors, parts }
  }
  return { errors, parts: {} }
}

/**
 * Reads the form of a condition.
 *
 * @param body - the parsed request body
 * @param question - the earlier question
 * @returns the condition
 */
export function readConditionForm(body: unknown, question: AskedBefore): BuilderForm<PageCondition> {
  const values = question.options.map(option => option.value)
  const form = readForm(
    z.object({
      has: oneOf(['any of', 'none of'], 'Choose when the page is asked'),
      values: severalOf(values).refine(chosen => chosen.length > 0, 'Choose at least one answer'),
    }),
    body,
  )
  return form.ok ? { ok: true, value: { questionKey: question.key, ...form.value } } : form
}
