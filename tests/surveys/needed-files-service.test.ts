import { expect, it } from '@jest/globals'
import type { Db } from '../../server/db/index.ts'
import type { SurveyDefinition, SurveyQuestion } from '../../server/model/survey.ts'
import type { Draft, SavedPage } from '../../server/surveys/draft.ts'
import { allowFiles, forbidFiles } from '../../server/surveys/file-permission-repository.ts'
import { firstNeeded } from '../../server/surveys/needed-files-service.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDraft, at } from './drafts.ts'

const page = (key: string, kind: SurveyQuestion['kind'], required = true) => ({
  key,
  title: key,
  questions: [{ key, kind, text: key, required }],
})
const survey = (...pages: ReturnType<typeof page>[]): SurveyDefinition => ({
  title: 'T',
  pages,
  equality: [],
})
const answered = (questionKey: string): [string, SavedPage] => [
  questionKey,
  { answers: [{ questionKey, choices: [], text: 'x.png' }], place: null },
]

/** A consultation that takes files, and a draft of it in which these pages were answered. */
async function begun(db: Db): Promise<{ id: string; draftOf: (...keys: string[]) => Draft }> {
  const made = await aDraft(db)
  const id = made.survey.consultationId
  await allowFiles(db, id, { name: 'Ann' }, at)
  return { id, draftOf: (...keys) => ({ ...made.draft, pages: new Map(keys.map(answered)) }) }
}

eachDatabase('what is still needed before answers are sent', database => {
  it('is the first page that must be answered, a file among them while files are taken', async () => {
    const { db } = database
    const { id, draftOf } = await begun(db)
    const asked = survey(page('free', 'text', false), page('photo', 'file'), page('words', 'text'))
    expect((await firstNeeded(db, id, asked, draftOf()))?.key).toBe('photo')
    expect((await firstNeeded(db, id, asked, draftOf('photo')))?.key).toBe('words')
    expect(await firstNeeded(db, id, asked, draftOf('photo', 'words'))).toBeNull()
  })

  it('is no file any more once the consultation takes none, and what is asked in words all the same', async () => {
    const { db } = database
    const { id, draftOf } = await begun(db)
    await forbidFiles(db, id)
    const asked = survey(page('photo', 'file'), page('words', 'text'), page('other', 'file'))
    expect((await firstNeeded(db, id, asked, draftOf()))?.key).toBe('words')
    expect(await firstNeeded(db, id, asked, draftOf('words'))).toBeNull()
    // Of a page with both, the words are needed.
    const both = { ...page('photo', 'file'), questions: [...page('photo', 'file').questions] }
    both.questions.push(...page('words', 'text').questions)
    expect((await firstNeeded(db, id, survey(both), draftOf()))?.key).toBe('photo')
    // Another consultation's permission is none.
    await allowFiles(db, (await begunElsewhere(db)).id, { name: 'Ann' }, at)
    expect((await firstNeeded(db, id, asked, draftOf()))?.key).toBe('words')
  })
})

async function begunElsewhere(db: Db): Promise<{ id: string }> {
  const { county_id: county, ...row } = await db
    .selectFrom('consultation')
    .selectAll()
    .executeTakeFirstOrThrow()
  const other = { ...row, county_id: county, id: 'another', slug: 'another' }
  await db.insertInto('consultation').values(other).execute()
  return other
}
