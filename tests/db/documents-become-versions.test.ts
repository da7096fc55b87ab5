import { expect, it } from '@jest/globals'
import type { Kysely } from 'kysely'
import { up } from '../../server/db/migrations/0015-public.ts'
import { contentHash, listDocuments } from '../../server/consultations/document-repository.ts'
import { aDraftConsultation } from '../consultations/builders.ts'
import { eachDatabase } from '../support/databases.ts'

const added = '2026-05-01T09:00:00.000Z'
const sha256 = 'ab'.repeat(32)

/** Puts the tables back to how they were before documents had versions. */
async function before(db: Kysely<unknown>): Promise<void> {
  for (const table of ['page_opinion', 'resident_question_reply', 'resident_question', 'document_variant']) {
    await db.schema.dropTable(table).execute()
  }
  for (const column of [
    'site_id',
    'postcode',
    'changed_at',
    'cancelled_at',
    'lon',
    'lat',
    'sequence',
    'changes',
  ]) {
    await db.schema.alterTable('drop_in_session').dropColumn(column).execute()
  }
  for (const column of ['body', 'sha256', 'original_name', 'media_type']) {
    await db.schema.alterTable('consultation_document').addColumn(column, 'text').execute()
  }
  await db.schema.alterTable('consultation_document').addColumn('bytes', 'integer').execute()
}

eachDatabase('documents that were there before documents had versions', database => {
  it('become the full version of themselves, with the same hash as one that is added now', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    const anything = db as unknown as Kysely<{ consultation_document: Record<string, unknown> }>
    await anything.deleteFrom('consultation_document').execute()
    await before(db as unknown as Kysely<unknown>)
    const file = { sha256, original_name: 'plan.pdf', media_type: 'application/pdf', bytes: 12 }
    for (const [id, more] of [
      ['text', { body: 'Words' }],
      ['file', file],
      ['both', { ...file, body: 'Words' }],
    ] as const) {
      const document = { id, consultation_id: consultationId, title: id, description: '', added_at: added }
      await anything
        .insertInto('consultation_document')
        .values({ ...document, position: 1, ...more })
        .execute()
    }
    await up(db as unknown as Kysely<unknown>)
    const documents = await listDocuments(db, consultationId)
    expect(documents.map(({ title }) => title)).toEqual(['both', 'file', 'text'])
    for (const { title, variants } of documents) {
      expect(variants).toHaveLength(1)
      const [variant] = variants
      if (!variant) throw new Error('No version.')
      expect(variant).toMatchObject({
        kind: 'full',
        language: 'en',
        version: 1,
        addedAt: added,
        supersededAt: null,
      })
      expect([title, variant.body, variant.file?.originalName]).toEqual([
        title,
        title === 'file' ? null : 'Words',
        title === 'text' ? undefined : 'plan.pdf',
      ])
      expect(variant.hash).toBe(contentHash(variant))
    }
  })
})
