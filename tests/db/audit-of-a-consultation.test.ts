import { expect, it } from '@jest/globals'
import type { Kysely } from 'kysely'
import { listActions } from '../../server/accounts/audit-repository.ts'
import { up } from '../../server/db/migrations/0028-audit-of-a-consultation.ts'
import { aDraftConsultation } from '../consultations/builders.ts'
import { eachDatabase } from '../support/databases.ts'

const at = '2026-05-01T09:00:00.000Z'

eachDatabase('what was done before the record told of which consultation', database => {
  it('is found by its subject, and belongs to none where its subject is nothing of one', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    const batch = {
      id: 'batch',
      consultation_id: consultationId,
      kind: 'post',
      session_id: null,
      label: 'Post',
    }
    await db
      .insertInto('paper_batch')
      .values({
        ...batch,
        held_on: '2026-05-01',
        district_code: null,
        count_in: null,
        note: '',
        opened_at: at,
        opened_by: 'A',
        closed_at: null,
        closed_by: null,
      })
      .execute()
    const older = db as unknown as Kysely<{ audit: Record<string, unknown> }>
    await db.schema.dropIndex('audit_by_consultation').execute()
    await db.schema.alterTable('audit').dropColumn('consultation_id').execute()
    for (const [id, subject] of [
      ['1', consultationId],
      ['2', 'batch'],
      ['3', 'a-site'],
      ['4', null],
    ] as const) {
      const entry = { id, at, account_id: 'a', account_name: 'A', action: 'x.done', subject, summary: id }
      await older.insertInto('audit').values(entry).execute()
    }
    await up(db as unknown as Kysely<unknown>)
    const { entries } = await listActions(db, 1, { consultationId })
    expect(entries.map(({ summary }) => summary)).toEqual(['1', '2'])
  })
})
