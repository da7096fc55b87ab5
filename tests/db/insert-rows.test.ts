import { expect, it } from '@jest/globals'
import type { Insertable } from 'kysely'
import { insertNewRows, insertRows, type Schema } from '../../server/db/index.ts'
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

  it.each([
    ['half of a character', 'a \ud83d b', 'a \ufffd b'],
    ['a whole one', 'a \ud83d\ude00 b', 'a \ud83d\ude00 b'],
    ['what only looks like half of one', 'C:\\ud83d', 'C:\\ud83d'],
    ['quotes, braces and lines', '"{[\\"\n\t\u0001', '"{[\\"\n\t\u0001'],
    ['a number in words', '007', '007'],
  ])('stores %s as every other statement does', async (what, given, stored) => {
    const row = (id: string): Insertable<Schema['audit']> => ({
      id,
      at: '2026-01-01T00:00:00.000Z',
      account_id: null,
      account_name: given,
      action: what,
      subject: null,
      summary: '',
      consultation_id: null,
    })
    await insertRows(database.db, 'audit', [row('one of many')])
    await database.db.insertInto('audit').values(row('by itself')).execute()
    const names = await database.db.selectFrom('audit').select('account_name').execute()
    expect(names[0]).toEqual(names[1])
    // SQLite writes a mark for each byte of what is no character.
    expect(names.map(name => name.account_name.replace(/\ufffd+/, '\ufffd'))).toEqual([stored, stored])
  })

  it.each([1, 5, 70])('leaves out what is there already, of %i rows and one', async count => {
    const row = (id: string, summary: string): Insertable<Schema['audit']> => ({
      id,
      at: '2026-01-01T00:00:00.000Z',
      account_id: null,
      account_name: '',
      action: 'tried',
      subject: null,
      summary,
      consultation_id: null,
    })
    await insertRows(database.db, 'audit', [row('there', 'before')])
    const ids = Array.from({ length: count }, (_, at) => `row ${at}`)
    const rows = ['there', ...ids, 'row 0'].map(id => row(id, 'new'))
    expect(await insertNewRows(database.db, 'audit', rows)).toEqual(new Set(ids))
    const stored = await database.db.selectFrom('audit').select(['id', 'summary']).execute()
    expect(stored).toHaveLength(count + 1)
    expect(stored.find(({ id }) => id === 'there')?.summary).toBe('before')
    expect(await insertNewRows(database.db, 'audit', [])).toEqual(new Set())
  })

  it('inserts what belongs to new rows with them, and asks what goes along', async () => {
    const { db } = database
    const account = (id: string): Insertable<Schema['account']> => ({
      id,
      email: `${id}@example.org`,
      name: id,
      failed_attempts: 0,
      created_at: '2026-01-01T00:00:00.000Z',
      disabled_at: null,
    })
    const note = (id: string, accountId: string): Insertable<Schema['audit']> => ({
      id,
      at: '2026-01-01T00:00:00.000Z',
      account_id: accountId,
      account_name: '',
      action: 'tried',
      subject: null,
      summary: '',
      consultation_id: null,
    })
    const notes = async (): Promise<string[]> =>
      (await db.selectFrom('audit').select('id').orderBy('id').execute()).map(row => row.id)
    await insertRows(db, 'account', [account('there')])
    const removing = db.deleteFrom('audit').where('id', '=', 'old').compile()
    await insertRows(db, 'audit', [note('old', 'there')])
    const inserted = await db.transaction().execute(tx =>
      insertNewRows(tx, 'account', [account('there'), account('new')], {
        owned: {
          table: 'audit',
          owner: 'account_id',
          rows: [note('a', 'new'), note('b', 'there'), note('c', 'new')],
        },
        along: [removing],
      }),
    )
    expect(inserted).toEqual(new Set(['new']))
    expect(await notes()).toEqual(['a', 'c'])
    const none = await db.transaction().execute(tx =>
      insertNewRows(tx, 'account', [account('new')], {
        owned: { table: 'audit', owner: 'account_id', rows: [note('d', 'new')] },
      }),
    )
    expect(none).toEqual(new Set())
    expect(await notes()).toEqual(['a', 'c'])
    await insertRows(db, 'audit', [note('old', 'there')])
    await db.transaction().execute(tx => insertNewRows(tx, 'account', [], { along: [removing] }))
    expect(await notes()).toEqual(['a', 'c'])
  })
})
