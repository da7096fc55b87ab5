import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { findConsultation, readAnswerDeletion, type Consultation } from '../../server/consultations/index.ts'
import { recordDecision } from '../../server/consultations/decision-repository.ts'
import { inTransaction } from '../../server/db/index.ts'
import { deleteAnswers } from '../../server/findings/answer-deletion-service.ts'
import { openUploads, type Uploads } from '../../server/platform/uploads.ts'
import { storeResponseFiles } from '../../server/surveys/response-file-repository.ts'
import { eachDatabase, type TestDatabase } from '../support/databases.ts'
import { aConsultation, aResponse, type TestConsultation } from './support.ts'

let folder: string
let uploads: Uploads

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'doorstep-deletion-'))
  uploads = await openUploads(folder)
})
afterAll(() => rm(folder, { recursive: true }))

const administrator = { accountId: null, name: 'Ann', may: () => true }
const over = new Date('2027-11-12T10:00:00.000Z')

async function keep(words: string): Promise<string> {
  const file = path.join(uploads.incoming, 'a-file')
  await writeFile(file, words)
  await uploads.keep(file)
  return createHash('sha256').update(words).digest('hex')
}

eachDatabase('deleting the answers to a consultation', database => {
  async function decided({ db }: TestDatabase, slug: string) {
    const made = await aConsultation(db, slug)
    const decision = {
      decidedOn: '2026-11-12',
      decidedBy: 'Cabinet',
      decision: 'One',
      whatChanged: 'Two',
      reasons: '',
      paper: null,
    }
    await inTransaction(db, tx =>
      recordDecision(tx, made.id, decision, 'Ann', new Date('2026-11-12T10:00:00Z')),
    )
    const consultation = (await findConsultation(db, made.id)) as Consultation
    return { made, consultation }
  }
  const respond = async (made: TestConsultation, sha256: string): Promise<void> => {
    const { db } = database
    const id = await aResponse(db, made, { choices: { overall: ['agree'] } })
    const file = { questionKey: 'photo', sha256, originalName: 'a.png', mediaType: 'image/png', bytes: 1 }
    await inTransaction(db, tx => storeResponseFiles(tx, id, [file]))
  }
  const needs = (now: Date) => ({ db: database.db, clock: () => now, uploads, answerMonths: 12 })
  const responses = async (id: string): Promise<number> =>
    (await database.db.selectFrom('response').select('id').where('consultation_id', '=', id).execute()).length

  it('touches nothing a moment before the day, counted in London, and nothing of another consultation after it', async () => {
    const { db } = database
    const one = await decided(database, 'one')
    const two = await decided(database, 'two')
    const [own, shared] = [await keep(`own ${database.name}`), await keep(`shared ${database.name}`)]
    await respond(one.made, own)
    await respond(one.made, shared)
    await respond(two.made, shared)
    const early = new Date('2027-11-11T23:59:59.999Z')
    expect(await deleteAnswers(needs(early), administrator, one.consultation)).toBe('not-yet')
    expect([await responses(one.made.id), await readAnswerDeletion(db, one.made.id)]).toEqual([2, null])

    expect(await deleteAnswers(needs(over), administrator, one.consultation)).toBe('deleted')
    expect([await responses(one.made.id), await responses(two.made.id)]).toEqual([0, 1])
    // One content is kept once: what somebody else sent too stays for them.
    expect([existsSync(uploads.path(own)), existsSync(uploads.path(shared))]).toEqual([false, true])
    expect(await readAnswerDeletion(db, one.made.id)).toEqual({
      at: over.toISOString(),
      by: 'Ann',
      responses: 2,
    })
    expect(await readAnswerDeletion(db, two.made.id)).toBeNull()
  })

  it('deletes more responses than it takes at once', async () => {
    const { made, consultation } = await decided(database, 'many')
    for (let count = 0; count < 201; count += 1) await aResponse(database.db, made, {})
    expect(await deleteAnswers(needs(over), administrator, consultation)).toBe('deleted')
    expect(await responses(made.id)).toBe(0)
  })

  it('goes on where it was cut short, leaves no file behind, and tells how many there were at first', async () => {
    const { db } = database
    const { made, consultation } = await decided(database, 'cut')
    const own = await keep(`cut ${database.name}`)
    await respond(made, own)
    await aResponse(db, made, {})
    const broken: Uploads = {
      ...uploads,
      path: () => {
        throw new Error('The disk has failed')
      },
    }
    const failing = deleteAnswers({ ...needs(over), uploads: broken }, administrator, consultation)
    await expect(failing).rejects.toHaveProperty('message', 'The disk has failed')
    const later = new Date('2027-11-13T10:00:00.000Z')
    for (let press = 0; press < 2; press += 1)
      expect(await deleteAnswers(needs(later), administrator, consultation)).toBe('deleted')
    expect([existsSync(uploads.path(own)), await responses(made.id)]).toEqual([false, 0])
    expect(await readAnswerDeletion(db, made.id)).toMatchObject({ at: over.toISOString(), responses: 2 })
    const recorded = await db
      .selectFrom('audit')
      .select('id')
      .where('action', '=', 'answers.deleted')
      .execute()
    expect(recorded).toHaveLength(2)
  })

  it('reads the decision again: one that was recorded since the page was shown keeps the answers longer', async () => {
    const { db } = database
    const { made, consultation } = await decided(database, 'again')
    await aResponse(db, made, {})
    const later = {
      decidedOn: '2027-10-01',
      decidedBy: 'Cabinet',
      decision: 'Other',
      whatChanged: '',
      reasons: '',
      paper: null,
    }
    await inTransaction(db, tx => recordDecision(tx, made.id, later, 'Ann', new Date('2027-10-01T10:00:00Z')))
    expect(await deleteAnswers(needs(over), administrator, consultation)).toBe('not-yet')
    expect(await responses(made.id)).toBe(1)
  })
})
