import type { Db } from '../../server/db/index.ts'
import { listComments, type Comment, type CommentFilter } from '../../server/findings/comment-repository.ts'
import { addTheme, openFrame } from '../../server/findings/theme-repository.ts'
import { aConsultation, aResponse, type TestConsultation } from './support.ts'

/** The moment of these tests. */
export const at = new Date('2026-10-05T10:00:00Z')
/** Two people who code. */
export const ann = { accountId: 'a', name: 'Ann' }
export const bob = { accountId: 'b', name: 'Bob' }

/** A consultation with three comments, in three ways of coming and two districts. */
export async function someComments(db: Db): Promise<TestConsultation> {
  const consultation = await aConsultation(db)
  await aResponse(db, consultation, {
    texts: { missed: 'The BUS is late' },
    receivedAt: '2026-09-01T10:00:00.000Z',
  })
  await aResponse(db, consultation, {
    texts: { missed: '100% against' },
    channel: 'paper',
    receivedAt: '2026-09-02T10:00:00.000Z',
  })
  await aResponse(db, consultation, {
    district: 'D2',
    choices: { role: ['other'] },
    texts: { role: 'Lamplighter', 'gender-identity': 'Private' },
    receivedAt: '2026-09-03T10:00:00.000Z',
  })
  return consultation
}

/** Comments as a first coder sees them, unless the filter says otherwise. */
export const readComments = async (
  db: Db,
  consultation: TestConsultation,
  filter: Partial<CommentFilter> = {},
  page = 1,
): Promise<Comment[]> =>
  (await listComments(db, consultation.id, { turn: 'first', ...filter }, page)).comments

/** An open version of the themes, with a theme for each name. */
export async function aFrame(
  db: Db,
  consultation: TestConsultation,
  ...names: string[]
): Promise<{ frameId: string; themes: string[] }> {
  const frame = await openFrame(db, consultation.id, at)
  const themes: string[] = []
  for (const name of names) {
    themes.push(await addTheme(db, consultation.id, frame.id, { name, meaning: name }, 'Ann', at))
  }
  return { frameId: frame.id, themes }
}
