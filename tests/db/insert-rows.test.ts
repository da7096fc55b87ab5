import { expect, it } from '@jest/globals'
import { insertRows } from '../../server/db/index.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase('inserting many rows', database => {
  it.each([0, 1, 3, 4, 5, 21, 64, 151])('stores %i rows as they are, nulls too', async count => {
    const rows = Array.from({ length: count }, (_, at) => ({
      id: `row-${String(at).padStart(4, '0')}`,
      at: '2026-01-01T00:00:00.000Z',
      account_id: null,
      account_name: `It’s ${at}; drop table audit --`,
      action: 'tried',
      subject: at % 2 === 0 ? null : `subject ${at}`,
      summary: '“words”',
      consultation_id: null,
    }))
    await insertRows(database.db, 'audit', rows)
    expect(await database.db.selectFrom('audit').selectAll().orderBy('id').execute()).toEqual(rows)
  })
})
