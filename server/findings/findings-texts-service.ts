import type { ChangeableText, Consultation } from '../consultations/index.ts'
import type { Db } from '../db/index.ts'
import { questionsOfAllDistricts } from './findings-words-page.ts'
import { readPublicFindings } from './publication-repository.ts'
import { listFrames, listThemes } from './theme-repository.ts'

/**
 * What the public reads in findings and no other page has: the names of themes, and questions as all districts together
 * have them.
 *
 * @param db - the database
 * @param consultation - the consultation
 * @returns texts for translators
 */
export async function findingsTexts(
  db: Db,
  consultation: Pick<Consultation, 'id' | 'slug'>,
): Promise<ChangeableText[]> {
  const [frame] = await listFrames(db, consultation.id)
  const themes = frame ? await listThemes(db, frame.id) : []
  const found = await readPublicFindings(db, consultation.slug)
  const tables = found?.findings.tables ?? []
  const names = new Set([
    // What is public stays as it was published, when a theme is worded anew.
    ...tables.filter(({ part }) => part === 'themes').flatMap(({ rows }) => rows.map(({ label }) => label)),
    ...themes.map(({ name }) => name),
  ])
  const ofAll = tables.filter(
    ({ districtCode, title }) =>
      districtCode === null &&
      title.includes(' in your district') &&
      !questionsOfAllDistricts.includes(title),
  )
  return [
    ...[...names].map(text => ({ text, context: 'What people said: a theme' })),
    ...ofAll.map(({ title }) => ({ text: title, context: 'What people said: a question of all districts' })),
  ]
}
