import { roadProfileSchema, type RoadProfile } from './roads/profiles.ts'
import type { FieldError } from '../platform/forms.ts'

/** One speed or rule of a profile, as a form shows it. */
export interface ProfileField {
  /** Where it stands in the profile, such as `classes.residential.kmh`. */
  readonly field: string
  readonly label: string
  readonly kind: 'number' | 'choice' | 'list'
  /** As it is typed; a list with commas. */
  readonly value: string
  readonly suffix: string | null
  /** What can be chosen; empty unless it is a choice. */
  readonly choices: readonly { readonly value: string; readonly text: string }[]
}

/** Speeds and rules that belong together. */
export interface ProfileGroup {
  readonly title: string
  readonly explanation: string
  readonly fields: readonly ProfileField[]
}

type Leaf = number | boolean | string | readonly string[]

/** Parts of a profile in the order in which they are shown. */
const groups: readonly { key: string; title: string; explanation: string }[] = [
  {
    key: 'offNetworkKmh',
    title: 'Between home and road',
    explanation: 'The way from a home or a site to the nearest road is charged at this speed.',
  },
  {
    key: 'classes',
    title: 'Roads and their speeds',
    explanation:
      'By class of road as OpenStreetMap names them. A class that is not here is not used. Where conditions are given, a road is used only if it is mapped with one of these values.',
  },
  {
    key: 'limits',
    title: 'Speed limits',
    explanation: 'Mapped speed limits, and what share of them is driven on an ordinary day.',
  },
  {
    key: 'slowedBy',
    title: 'Surfaces and other things that slow',
    explanation: 'What is left of the speed: 0.7 is seven tenths. Of several, the least counts.',
  },
  {
    key: 'cappedBy',
    title: 'What is never driven faster',
    explanation: 'Speeds that are not exceeded on rough ground; of several, the least counts.',
  },
  {
    key: 'access',
    title: 'Who may use a way',
    explanation: 'Tags that are asked in this order, and what their values mean.',
  },
  {
    key: 'closedBy',
    title: 'What closes a way',
    explanation: 'Values that close a way whatever else is mapped.',
  },
  {
    key: 'barriers',
    title: 'Gates, stiles and bollards',
    explanation:
      'Closed ones open with permission; impassable ones do not, unless a tag says that they can be passed.',
  },
  { key: 'pointSeconds', title: 'Time lost', explanation: 'Seconds lost at signals, crossings and gates.' },
  { key: 'ferry', title: 'Ferries', explanation: 'Where no crossing time is mapped.' },
  { key: 'turns', title: 'Turns', explanation: 'Whether turn restrictions are kept.' },
  {
    key: 'notSnappedTo',
    title: 'Where nobody sets out',
    explanation: 'Classes of road beside which nobody can set out or arrive.',
  },
  {
    key: 'smallestNetworkJunctions',
    title: 'Cut-off parts',
    explanation: 'A part of the network that is cut off is used only if it has so many junctions.',
  },
]

const words: Readonly<Record<string, string>> = {
  kmh: 'speed',
  mostKmh: 'never faster than',
  limitKmh: 'where the limit is unknown or above',
  onlyWith: 'only with',
  onlyWithAbove: 'then only with',
  limitedShare: 'share of the speed where only access is allowed',
  share: 'share of the limit that is driven',
  heeded: 'speed limits are heeded',
  boardingSeconds: 'waiting and boarding',
  restricted: 'turn restrictions are kept',
  uTurns: 'one may turn round',
  modes: 'modes that mean this one',
  keys: 'tags, the most telling first',
  passableWith: 'can be passed with',
}

const suffixes: Readonly<Record<string, string>> = {
  kmh: 'km/h',
  mostKmh: 'km/h',
  limitKmh: 'km/h',
  offNetworkKmh: 'km/h',
  boardingSeconds: 'seconds',
  smallestNetworkJunctions: 'junctions',
  pointSeconds: 'seconds',
  cappedBy: 'km/h',
}

const yesOrNo = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
]
const turning = [
  { value: 'at-junctions', text: 'At every junction' },
  { value: 'at-dead-ends', text: 'At dead ends only' },
]

/**
 * Every speed and rule of a profile.
 *
 * @param profile - a way of travelling
 * @returns groups in the order in which they are shown; a group without fields is left out
 */
export function profileGroups(profile: RoadProfile): ProfileGroup[] {
  const leaves = leavesOf(profile)
  return groups
    .map(({ key, title, explanation }) => ({
      title,
      explanation,
      fields: leaves
        .filter(({ path }) => path[0] === key)
        .map(({ path, leaf }): ProfileField => ({
          field: path.join('.'),
          label: labelOf(path, title),
          kind: kindOf(leaf),
          value: written(leaf),
          suffix: suffixes[path.at(-1) ?? ''] ?? suffixes[path[0] ?? ''] ?? null,
          choices: typeof leaf === 'boolean' ? yesOrNo : typeof leaf === 'string' ? turning : [],
        })),
    }))
    .filter(group => group.fields.length > 0)
}

/**
 * Reads a profile from a form.
 *
 * @param profile - as it was shown
 * @param typed - what was sent, by field
 * @returns the profile with what was typed, or what is wrong with it
 */
export function readProfile(
  profile: RoadProfile,
  typed: Readonly<Record<string, string | string[]>>,
):
  | { readonly ok: true; readonly profile: RoadProfile }
  | { readonly ok: false; readonly errors: FieldError[] } {
  const changed = structuredClone(profile) as unknown as Record<string, unknown>
  const errors: FieldError[] = []
  const labels = new Map(
    profileGroups(profile).flatMap(group => group.fields.map(one => [one.field, one.label])),
  )
  for (const { path, leaf } of leavesOf(profile)) {
    const field = path.join('.')
    const sent = typed[field]
    if (typeof sent !== 'string') continue
    const value = valueOf(leaf, sent.trim())
    if (value === null) errors.push({ field, message: `${labels.get(field) ?? field}: enter a number` })
    else put(changed, path, value)
  }
  if (errors.length > 0) return { ok: false, errors }
  const parsed = roadProfileSchema.safeParse(changed)
  if (parsed.success) return { ok: true, profile: parsed.data }
  return {
    ok: false,
    errors: parsed.error.issues.map(issue => {
      const field = issue.path.join('.')
      return { field, message: `${labels.get(field) ?? field}: ${limitOf(issue)}` }
    }),
  }
}

function kindOf(leaf: Leaf): ProfileField['kind'] {
  if (typeof leaf === 'number') return 'number'
  return typeof leaf === 'object' ? 'list' : 'choice'
}

function written(leaf: Leaf): string {
  if (typeof leaf === 'object') return leaf.join(', ')
  if (typeof leaf === 'boolean') return leaf ? 'yes' : 'no'
  return String(leaf)
}

function limitOf(issue: { code: string; minimum?: unknown; maximum?: unknown; inclusive?: boolean }): string {
  if (issue.code === 'too_small')
    return issue.inclusive === false
      ? `must be more than ${String(issue.minimum)}`
      : `must be ${String(issue.minimum)} or more`
  if (issue.code === 'too_big') return `must be ${String(issue.maximum)} or less`
  return 'cannot be used'
}

function valueOf(before: Leaf, text: string): Leaf | null {
  if (typeof before === 'boolean') return text === 'yes'
  if (typeof before === 'object')
    return text
      .split(/[,\n]/)
      .map(part => part.trim())
      .filter(part => part !== '')
  if (typeof before === 'string') return text
  const value = text === '' ? NaN : Number(text)
  return Number.isFinite(value) ? value : null
}

function labelOf(path: readonly string[], title: string): string {
  if (path.length === 1) return title
  const said = path.slice(1).map(part => words[part] ?? part.replaceAll('_', ' '))
  const [first = '', ...rest] = said
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(': ')
}

function leavesOf(value: unknown, path: readonly string[] = []): { path: readonly string[]; leaf: Leaf }[] {
  if (Array.isArray(value)) return [{ path, leaf: value as string[] }]
  if (typeof value === 'number' || typeof value === 'boolean') return [{ path, leaf: value }]
  if (typeof value === 'string') return path[0] === 'turns' ? [{ path, leaf: value }] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, held]) => leavesOf(held, [...path, key]))
}

function put(into: Record<string, unknown>, path: readonly string[], value: Leaf): void {
  const [key = '', ...rest] = path
  if (rest.length === 0) into[key] = value
  else put(into[key] as Record<string, unknown>, rest, value)
}
