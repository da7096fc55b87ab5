import { z } from 'zod'
import { cleanText, type PlannedPage, type SurveyPlan } from '../model/survey.ts'
import { newId } from '../platform/ids.ts'
import { shapeOfJson } from './json-shape.ts'

/** The name and version of the format in which surveys are exported and imported. */
export const planFormat = 'doorstep-survey/1'

/** The most bytes of a survey as JSON. */
export const largestPlanBytes = 1_000_000

const text = (most: number): z.ZodType<string, string> => z.string().max(most).transform(cleanText)

const key = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be small letters and figures, with single hyphens between')

const option = z.strictObject({
  value: z
    .string()
    .max(100)
    .regex(/^[a-zA-Z0-9](?:[a-zA-Z0-9._]|-(?!-))*$/, 'must be letters and figures'),
  text: text(300),
  exclusive: z.boolean().exactOptional(),
})

const number = z.number().min(-1e12).max(1e12)

const question = z.strictObject({
  key,
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
  text: text(600),
  hint: text(1000).exactOptional(),
  options: z.array(option).max(200).exactOptional(),
  items: z.array(option).max(200).exactOptional(),
  minimum: number.exactOptional(),
  maximum: number.exactOptional(),
  decimals: z.int().min(0).max(6).exactOptional(),
  earliest: text(10).exactOptional(),
  latest: text(10).exactOptional(),
  unit: text(60).exactOptional(),
  easyText: text(600).exactOptional(),
  picture: key.exactOptional(),
  otherOption: z.boolean().exactOptional(),
  centres: z.boolean().exactOptional(),
  required: z.boolean(),
})

const condition = z.strictObject({
  // A statement of a list is named by its list, two hyphens and its own value.
  questionKey: z
    .string()
    .max(170)
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*(?:--[a-zA-Z0-9][a-zA-Z0-9._-]*)?$/, 'must be the key of a question'),
  has: z.enum(['any of', 'none of']),
  values: z.array(text(100)).max(200),
})

const page = z.strictObject({
  key,
  title: text(300),
  introduction: text(8000).exactOptional(),
  questions: z.array(question).max(600),
  condition: condition.exactOptional(),
  also: z.array(condition).max(20).exactOptional(),
  section: text(300).exactOptional(),
  block: z.literal('proposals').exactOptional(),
  districts: z.array(text(20)).max(500).exactOptional(),
})

const exported = z.strictObject({
  format: z.literal(planFormat, `must be “${planFormat}”`),
  title: text(300),
  pages: z.array(page).max(300),
  equality: z.array(page).max(300),
})

const storedPage = page.extend({ id: z.string().min(1).max(100) })
const stored = z.object({ title: z.string(), pages: z.array(storedPage), equality: z.array(storedPage) })

/**
 * Reads a plan from the column in which it is stored.
 *
 * @param json - the column
 * @returns the plan
 */
export function storedPlan(json: string): SurveyPlan {
  return stored.parse(JSON.parse(json))
}

/**
 * A plan as it is given to people, to be read again here or elsewhere.
 *
 * @param plan - the plan
 * @returns JSON text in the format `doorstep-survey/1`
 */
export function planAsJson({ title, pages, equality }: SurveyPlan): string {
  const withoutIds = z.array(page.strip())
  const plain = { title, pages: withoutIds.parse(pages), equality: withoutIds.parse(equality) }
  return `${JSON.stringify({ format: planFormat, ...plain }, null, 2)}\n`
}

/** What came of reading a file: a plan, or everything that is wrong with it. */
export type ReadPlan =
  | { readonly ok: true; readonly plan: SurveyPlan }
  | { readonly ok: false; readonly refused: readonly { readonly where: string; readonly why: string }[] }

/**
 * Reads a plan from a file in the format `doorstep-survey/1`; all of it or nothing. Nothing in the file is run, and
 * text loses characters that hide or reorder it.
 *
 * @param json - the file's text
 * @returns the plan, or what is wrong and where, such as `pages 3, questions 1, kind`
 */
export function planFromJson(json: string): ReadPlan {
  const refuse = (where: string, why: string): ReadPlan => ({ ok: false, refused: [{ where, why }] })
  if (Buffer.byteLength(json) > largestPlanBytes)
    return refuse('The file', 'is larger than 1 MB. Import it in parts.')
  const { depth, repeated } = shapeOfJson(json)
  if (depth > 20) {
    return refuse('The file', 'has parts nested more than 20 deep, as no survey has. Export it again here.')
  }
  let value: unknown
  try {
    value = JSON.parse(json.replace(/^\uFEFF/, ''))
  } catch {
    return refuse('The file', 'is not JSON, or it is cut off. Export or copy it again, whole.')
  }
  if (repeated !== null) {
    return refuse(
      'The file',
      `says “${cleanText(repeated).slice(0, 60)}” twice in one part. Keep one of them.`,
    )
  }
  const read = exported.safeParse(value)
  if (!read.success) {
    return {
      ok: false,
      refused: read.error.issues
        .slice(0, 50)
        .map(issue => ({ where: placeOf(issue.path), why: whyOf(issue) })),
    }
  }
  const { title, pages, equality } = read.data
  const withIds = (all: typeof pages): PlannedPage[] => all.map(one => ({ ...one, id: newId() }))
  return { ok: true, plan: { title, pages: withIds(pages), equality: withIds(equality) } }
}

function placeOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'The file'
  const parts: string[] = []
  for (const part of path) {
    if (typeof part === 'number') parts.push(`${parts.pop() ?? ''} ${part + 1}`)
    else parts.push(String(part))
  }
  return parts.join(', ')
}

const kindsOfValues: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list in square brackets',
  object: 'a part in curly brackets',
}

/** What is wrong, and what would be right, in words. */
function whyOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `holds ${issue.keys.map(one => `“${cleanText(one).slice(0, 60)}”`).join(' and ')}, which this format does not know. Take it out.`
    case 'invalid_type':
      return issue.message.includes('received undefined')
        ? `must be there, as ${kindsOfValues[issue.expected] ?? issue.expected}.`
        : `must be ${kindsOfValues[issue.expected] ?? issue.expected}.`
    case 'too_big':
      if (issue.origin === 'array') return `holds more than ${issue.maximum} parts. Take some out.`
      if (issue.origin === 'string') return `is longer than ${issue.maximum} characters. Shorten it.`
      return `must be ${issue.maximum} or less.`
    case 'too_small':
      return `must be ${issue.minimum} or more.`
    case 'invalid_value':
      return `must be ${issue.values.map(value => `“${String(value)}”`).join(', ')}.`
    default:
      return `${issue.message}.`
  }
}
