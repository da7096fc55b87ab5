import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { SurveyQuestion } from '../model/survey.ts'
import { projectRoot } from '../platform/paths.ts'

/** The product's own pictures for the easy read survey. */
export const easyPictures = [
  'building',
  'bus',
  'calendar',
  'car',
  'child',
  'clock',
  'computer',
  'family',
  'heart',
  'house',
  'map',
  'pencil',
  'phone',
  'pram',
  'question',
  'speech',
] as const

/** Name of a picture. */
export type EasyPicture = (typeof easyPictures)[number]

// The questions that every survey has, by the beginning of their key; others get a picture by how they are answered.
const byKey: readonly (readonly [RegExp, EasyPicture])[] = [
  [/^(role|organisation)/, 'family'],
  [/^(centres|services|matters)/, 'building'],
  [/^(children|pregnancy|carer)/, 'child'],
  [/^(how-often|heard)/, 'calendar'],
  [/^travel/, 'bus'],
  [/^times/, 'clock'],
  [/^(online)/, 'computer'],
  [/^(outreach|postcode)/, 'map'],
  [/^(impact|mitigation)/, 'house'],
  [/^health|^day-to-day/, 'heart'],
]

const byKind: Readonly<Record<SurveyQuestion['kind'], EasyPicture>> = {
  one: 'question',
  several: 'question',
  agreement: 'speech',
  'agreement-list': 'speech',
  ranking: 'question',
  number: 'question',
  date: 'calendar',
  text: 'pencil',
  'long-text': 'pencil',
  postcode: 'map',
  file: 'computer',
}

/**
 * The picture beside a question in the easy read survey.
 *
 * @param question - the question
 * @returns the one that it names, where there is one; otherwise one that fits
 */
export function pictureFor(question: SurveyQuestion): EasyPicture {
  const named = easyPictures.find(picture => picture === question.picture)
  if (named !== undefined) return named
  if (question.kind === 'long-text') return 'pencil'
  return byKey.find(([key]) => key.test(question.key))?.[1] ?? byKind[question.kind]
}

const read = new Map<string, string>()

/**
 * A picture as SVG, to stand in a page; it says nothing that the words beside it do not say.
 *
 * @param picture - its name
 * @returns the SVG; '' for an unknown name
 */
export function pictureSvg(picture: string): string {
  if (!(easyPictures as readonly string[]).includes(picture)) return ''
  const known = read.get(picture)
  if (known !== undefined) return known
  const file = path.join(projectRoot, 'public', 'images', 'easy', `${picture}.svg`)
  const svg = readFileSync(file, 'utf8').trim()
  read.set(picture, svg)
  return svg
}
