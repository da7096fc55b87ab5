import { expect, it } from '@jest/globals'
import {
  changeDocumentWords,
  wordsMark,
  type DocumentWords,
} from '../../server/consultations/document-about-repository.ts'
import { findDocument, listDocuments } from '../../server/consultations/document-repository.ts'
import type { Db } from '../../server/db/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDraftConsultation, aPublishedConsultation } from './builders.ts'

const at = new Date('2026-06-05T12:00:00.000Z')
const later = new Date('2026-06-08T12:00:00.000Z')
const first: DocumentWords = { title: 'Summary', description: 'Two pages' }
const second: DocumentWords = { title: 'Short summary', description: 'Two pages' }
const third: DocumentWords = { title: 'Short summary', description: 'Three pages' }

const change = async (
  db: Db,
  consultationId: string,
  seen: DocumentWords,
  words: DocumentWords,
  moment = at,
): Promise<boolean> => {
  const documentId = (await db.selectFrom('consultation_document').select('id').executeTakeFirstOrThrow()).id
  const wanted = { documentId, seen: wordsMark(seen), words, reason: 'It was wrong' }
  return changeDocumentWords(db, consultationId, wanted, moment)
}

eachDatabase('what a document is called', database => {
  it('is changed without a trace before publication', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    expect(await change(db, consultationId, first, second)).toBe(true)
    expect(await listDocuments(db, consultationId)).toMatchObject([{ ...second, changes: [] }])
  })

  it('is corrected afterwards, and how it stood stays with the reason, newest first', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    expect(await change(db, consultationId, first, second)).toBe(true)
    expect(await change(db, consultationId, second, third, later)).toBe(true)
    const [document] = await listDocuments(db, consultationId)
    expect(document).toMatchObject({ ...third, variants: [{ version: 1 }] })
    expect(document?.changes).toEqual([
      {
        at: later.toISOString(),
        reason: 'It was wrong',
        titleBefore: second.title,
        descriptionBefore: second.description,
      },
      {
        at: at.toISOString(),
        reason: 'It was wrong',
        titleBefore: first.title,
        descriptionBefore: first.description,
      },
    ])
    expect(await findDocument(db, consultationId, document?.id ?? '')).toEqual(document)
  })

  it('is not written over by somebody who had an earlier wording before them', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const both = await Promise.all([
      change(db, consultationId, first, second),
      change(db, consultationId, first, third),
    ])
    expect([...both].sort()).toEqual([false, true])
    const [document] = await listDocuments(db, consultationId)
    expect(document?.changes).toHaveLength(1)
    expect(document).toMatchObject(both[0] ? second : third)
  })

  it('is not reached from another consultation', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    expect(await change(db, 'another', first, second)).toBe(false)
    expect(await listDocuments(db, consultationId)).toMatchObject([first])
  })
})
