import { z } from 'zod'
import { english, type SaidValues } from './speaker.ts'
import { isMailAddress } from './mail-address.ts'

/** One mistake in a form: the field that it belongs to and what to do about it. */
export interface FieldError {
  readonly field: string
  /** In English, finished. */
  readonly message: string
  /** The message before its values were put in, where it has some: it is said in the visitor's language by this. */
  readonly sentence?: string
  readonly values?: SaidValues
}

/**
 * A mistake whose message holds values.
 *
 * @param field - the field
 * @param sentence - in English; `{{name}}` stands for a value
 * @param values - what is put into it
 * @returns the mistake
 */
export function fieldError(field: string, sentence: string, values: SaidValues): FieldError {
  return { field, message: english.plain(sentence, values), sentence, values }
}

/** What came of reading a form: its value, or its mistakes with what was typed. */
export type FormResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: FieldError[]; readonly typed: Record<string, string | string[]> }

/** What was typed, as text, for showing the form again. */
export type Typed = Record<string, string | string[]>

/**
 * What a person typed, ready to be put back into the form.
 *
 * @param body - the parsed request body
 * @returns text (or several texts) by field name
 */
export function typedFields(body: unknown): Typed {
  if (body === null || typeof body !== 'object') return {}
  const typed: Typed = {}
  for (const [name, value] of Object.entries(body as Record<string, unknown>)) {
    if (typeof value === 'string') typed[name] = value
    else if (Array.isArray(value)) typed[name] = value.filter(item => typeof item === 'string')
  }
  return typed
}

/** Said of a field for which the form has no words of its own: only a form that is not ours leaves it out or alters it. */
const notOurs = mistake(
  'A part of this form was missing or was not as we made it. Open its page again, and send it once more',
  {},
).message

/**
 * Reads a form by its schema.
 *
 * @param schema - zod schema; its messages are sentences for people, and what it has no sentence for is said by ours
 * @param body - the parsed request body
 * @returns the value, or each field's first mistake and what was typed
 */
export function readForm<T>(schema: z.ZodType<T>, body: unknown): FormResult<T> {
  const read = schema.safeParse(body ?? {}, { error: () => notOurs })
  if (read.success) return { ok: true, value: read.data }
  const errors = new Map<string, FieldError>()
  for (const issue of read.error.issues) {
    const field = issue.path.length > 0 ? issue.path.join('-') : 'form'
    if (errors.has(field)) continue
    const given = issue.code === 'custom' ? issue.params : undefined
    const { sentence, values } = (given ?? {}) as Partial<FieldError>
    errors.set(
      field,
      sentence === undefined
        ? { field, message: issue.message }
        : { field, message: issue.message, sentence, values: values ?? {} },
    )
  }
  return {
    ok: false,
    errors: [...errors.values()],
    typed: typedFields(body),
  }
}

// Controls that could reorder or hide text on a page are dropped; tabs and line breaks stay.
// eslint-disable-next-line no-control-regex
const unwanted = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069\ufeff]/g

const text = z
  .preprocess(value => (Array.isArray(value) ? (value[0] as unknown) : value), z.unknown())
  .transform(value =>
    typeof value === 'string' ? value.replace(/\r\n?/g, '\n').replace(unwanted, '').trim() : '',
  )

// What zod is told of a mistake: the finished English, and what it was made of.
function mistake(sentence: string, values: SaidValues): { message: string; params: Record<string, unknown> } {
  return { message: english.plain(sentence, values), params: { sentence, values } }
}

const atMost = (text_: z.ZodString, max: number): z.ZodString =>
  text_.refine(
    typed => typed.length <= max,
    mistake('This must be {{most}} characters or fewer', { most: max.toLocaleString('en-GB') }),
  )

/**
 * Text that must be given.
 *
 * @param message - what to say when it is empty, such as "Enter the site's name"
 * @param max - most characters allowed
 * @returns a schema for trimmed text
 */
export function requiredText(message: string, max = 200): z.ZodType<string> {
  return text.pipe(atMost(z.string().min(1, message), max))
}

/**
 * Text that may be left empty.
 *
 * @param max - most characters allowed
 * @returns a schema for trimmed text, '' when empty
 */
export function optionalText(max = 5000): z.ZodType<string> {
  return text.pipe(atMost(z.string(), max))
}

interface NumberRule {
  readonly label: string
  readonly min?: number
  readonly max?: number
  readonly whole?: boolean
}

function numberOf({ label, min, max, whole }: NumberRule, raw: string, context: z.RefinementCtx): number {
  const fail = (sentence: string, values: SaidValues = {}): number => {
    context.addIssue({ code: 'custom', ...mistake(sentence, { label, ...values }) })
    return z.NEVER
  }
  const value = Number(raw.replace(/[,£\s]/g, ''))
  if (!Number.isFinite(value)) return fail('{{label}} must be a number')
  if (whole === true && !Number.isInteger(value)) return fail('{{label}} must be a whole number')
  if (min !== undefined && value < min)
    return fail('{{label}} must be {{least}} or more', { least: min.toLocaleString('en-GB') })
  if (max !== undefined && value > max)
    return fail('{{label}} must be {{most}} or less', { most: max.toLocaleString('en-GB') })
  return value
}

/**
 * A number that must be given; commas, spaces and a pound sign are allowed.
 *
 * @param rule - label that starts the messages, and the limits
 * @returns a schema for a number
 */
export function requiredNumber(rule: NumberRule): z.ZodType<number> {
  return text.transform((raw, context) => {
    if (raw === '') {
      context.addIssue({
        code: 'custom',
        message: `Enter ${rule.label.charAt(0).toLowerCase()}${rule.label.slice(1)}`,
      })
      return z.NEVER
    }
    return numberOf(rule, raw, context)
  })
}

/**
 * A whole number that must be given.
 *
 * @param rule - label that starts the messages, and the limits
 * @returns a schema for a whole number
 */
export function wholeNumber(rule: NumberRule): z.ZodType<number> {
  // The databases' whole numbers end there.
  return requiredNumber({ max: 2_147_483_647, ...rule, whole: true })
}

/**
 * A number that may be left empty: empty is not known (null), never zero.
 *
 * @param rule - label that starts the messages, and the limits
 * @returns a schema for a number or null
 */
export function optionalNumber(rule: NumberRule): z.ZodType<number | null> {
  return text.transform((raw, context) => (raw === '' ? null : numberOf(rule, raw, context)))
}

/**
 * One of the offered values.
 *
 * @param values - the values offered
 * @param message - what to say when none was chosen, such as "Select a kind of site"
 * @returns a schema for one of them
 */
export function oneOf<const Value extends string>(
  values: readonly Value[],
  message: string,
): z.ZodType<Value> {
  return text.transform((raw, context) => {
    const found = values.find(value => value === raw)
    if (found !== undefined) return found
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })
}

/**
 * Any of the offered values; others are ignored.
 *
 * @param values - the values offered
 * @returns a schema for the chosen ones, in the order offered
 */
export function severalOf<const Value extends string>(values: readonly Value[]): z.ZodType<Value[]> {
  // Preprocessed, so that the field may be absent: a browser sends nothing for boxes that are not ticked.
  return z
    .preprocess(
      value => (value === undefined ? [] : Array.isArray(value) ? (value as unknown[]) : [value]),
      z.array(z.unknown()),
    )
    .transform(chosen => values.filter(value => chosen.includes(value)))
}

function dateFrom(day: string, month: string, year: string): string | null {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const parsed = new Date(`${iso}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(iso) &&
    !Number.isNaN(parsed.getTime()) &&
    parsed.toISOString().startsWith(iso)
    ? iso
    : null
}

/**
 * Joins a date typed in three boxes (`name-day`, `name-month`, `name-year`) into `body[name]`, for `optionalDate` and
 * `requiredDate`.
 *
 * @param body - the parsed request body
 * @param names - the dates' names
 * @returns a copy of the body with each date as `YYYY-MM-DD`, '' when all boxes are empty, or the text as typed
 */
export function joinDates(body: unknown, ...names: string[]): Record<string, unknown> {
  const joined: Record<string, unknown> = { ...(body as Record<string, unknown>) }
  for (const name of names) {
    const part = (which: string): string => {
      const typed = joined[`${name}-${which}`]
      return typeof typed === 'string' ? typed.trim() : ''
    }
    const [day, month, year] = [part('day'), part('month'), part('year')]
    if (day === '' && month === '' && year === '') continue
    joined[name] = dateFrom(day, month, year) ?? `${day}/${month}/${year}`
  }
  return joined
}

/**
 * A date that may be left empty, from one field (`YYYY-MM-DD`) or from three joined by `joinDates`.
 *
 * @param label - starts the messages, such as "The lease's end"
 * @returns a schema for `YYYY-MM-DD` or null
 */
export function optionalDate(label: string): z.ZodType<string | null> {
  return text.transform((raw, context) => {
    if (raw === '') return null
    const [year = '', month = '', day = ''] = raw.split('-')
    const date = /^\d{4}-\d{2}-\d{2}$/.test(raw) ? dateFrom(day, month, year) : null
    if (date !== null) return date
    context.addIssue({ code: 'custom', message: `${label} must be a real date, such as 27 3 2026` })
    return z.NEVER
  })
}

/**
 * A date that must be given.
 *
 * @param label - starts the messages
 * @returns a schema for `YYYY-MM-DD`
 */
export function requiredDate(label: string): z.ZodType<string> {
  return optionalDate(label).transform((date, context) => {
    if (date !== null) return date
    context.addIssue({ code: 'custom', message: `Enter ${label.charAt(0).toLowerCase()}${label.slice(1)}` })
    return z.NEVER
  })
}

/**
 * A time of day: `9:30`, `09:30`, `9.30am`, `2pm`, `noon`.
 *
 * @param label - starts the messages
 * @returns a schema for `HH:MM`, '' when empty
 */
export function timeOfDay(label: string): z.ZodType<string> {
  return text.transform((raw, context) => {
    if (raw === '') return ''
    if (/^(12 ?)?(noon|midday)$/i.test(raw)) return '12:00'
    const found = /^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$/i.exec(raw)
    const half = found?.[3]?.toLowerCase()
    let hour = Number(found?.[1])
    const minute = Number(found?.[2] ?? 0)
    if (half === 'pm' && hour < 12) hour += 12
    if (half === 'am' && hour === 12) hour = 0
    if (found === null || hour > 23 || minute > 59) {
      context.addIssue({ code: 'custom', message: `${label} must be a time, such as 9:30am or 14:00` })
      return z.NEVER
    }
    return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  })
}

/**
 * An e-mail address that must be given.
 *
 * @param message - what to say when it is missing or not an address
 * @returns a schema for a lower-case address
 */
export function emailAddress(message = 'Enter an email address, like name@example.com'): z.ZodType<string> {
  return text.transform((raw, context) => {
    if (isMailAddress(raw)) return raw.toLowerCase()
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })
}
