import { expect, it } from '@jest/globals'
import { createHash } from 'node:crypto'
import {
  addDocument,
  addVariant,
  contentHash,
  findDocument,
  listDocuments,
  removeDocument,
  removeVariant,
  type NewVariant,
} from '../../server/consultations/document-repository.ts'
import { readUpdates } from '../../server/consultations/updates-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDraftConsultation, aPublishedConsultation } from './builders.ts'

const at = new Date('2026-06-05T12:00:00.000Z')
const later = new Date('2026-06-08T12:00:00.000Z')
const text = (documentId: string, body: string, more: Partial<NewVariant> = {}): NewVariant => ({
  documentId,
  kind: 'full',
  language: 'en',
  body,
  link: null,
  file: null,
  reason: '',
  ...more,
})

eachDatabase('documents and their versions', database => {
  for (const published of [false, true]) {
    it(`are ${published ? 'superseded after publication: the earlier one stays' : 'replaced before publication'}`, async () => {
      const { db } = database
      const { consultationId } = published ? await aPublishedConsultation(db) : await aDraftConsultation(db)
      const about = { districtCode: null, title: 'Plan', description: '' }
      const id = await addDocument(db, consultationId, about, at)
      await addVariant(db, consultationId, text(id, 'First'), at)
      const added = await addVariant(db, consultationId, text(id, 'Second', { reason: 'A figure' }), later)
      expect(added).toMatchObject({
        version: published ? 2 : 1,
        beforeHash: published ? contentHash({ body: 'First', link: null, file: null }) : null,
      })
      const stored = await findDocument(db, consultationId, id)
      expect(
        stored?.variants.map(({ body, version, reason, supersededAt }) => [
          body,
          version,
          reason,
          supersededAt,
        ]),
      ).toEqual(
        published
          ? [
              ['Second', 2, 'A figure', null],
              ['First', 1, '', later.toISOString()],
            ]
          : [['Second', 1, '', null]],
      )
      expect((await readUpdates(db, consultationId)).documents.at(-1)?.variants).toHaveLength(1)
    })
  }

  it('are taken out before publication only, and by their own consultation only', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const [document] = await listDocuments(db, consultationId)
    const variant = document?.variants[0]?.id ?? ''
    expect(await removeVariant(db, consultationId, variant)).toBe(false)
    expect(await removeDocument(db, consultationId, document?.id ?? '')).toBe(false)
    expect(await addVariant(db, 'another', text(document?.id ?? '', 'Forged'), at)).toBeNull()
    expect(await findDocument(db, 'another', document?.id ?? '')).toBeNull()
    await db.updateTable('consultation').set({ published_at: null }).execute()
    expect(await removeVariant(db, consultationId, variant)).toBe(true)
    expect(await removeDocument(db, consultationId, document?.id ?? '')).toBe(true)
  })

  it('are known by the file’s own hash, where there is a file alone', () => {
    const file = { sha256: 'a'.repeat(64), originalName: 'a.pdf', mediaType: 'application/pdf', bytes: 1 }
    expect(contentHash({ body: null, link: null, file })).toBe(file.sha256)
    const both = contentHash({ body: 'Text', link: null, file })
    expect(both).toBe(
      createHash('sha256')
        .update(JSON.stringify(['Text', file.sha256, null]))
        .digest('hex'),
    )
    expect(contentHash({ body: 'Text', link: null, file: null })).not.toBe(both)
  })

  it('come summary first, then easy read, English before other languages', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const [document] = await listDocuments(db, consultationId)
    const id = document?.id ?? ''
    for (const [kind, language] of [
      ['translation', 'pl'],
      ['easy-read', 'pl'],
      ['translation', 'ar'],
      ['easy-read', 'en'],
      ['summary', 'en'],
    ] as const) {
      await addVariant(db, consultationId, text(id, 'Text', { kind, language }), at)
    }
    const listed = (await readUpdates(db, consultationId)).documents[0]?.variants
    expect(listed?.map(({ kind, language }) => `${kind} ${language}`)).toEqual([
      'summary en',
      'full en',
      'easy-read en',
      'easy-read pl',
      'translation ar',
      'translation pl',
    ])
  })
})
