import { expect, it } from '@jest/globals'
import { sql } from 'kysely'
import { askedOften, givenRows, inOneWay, isAmong } from '../../server/db/index.ts'
import { eachDatabase } from '../support/databases.ts'

const rowOf = (name: string) => ({
  id: name,
  code: null,
  name,
  vintage: '2021',
  district_codes: '[]',
  demonstration: 0,
  active: 1,
  created_at: '2026-01-01T00:00:00.000Z',
})

eachDatabase('a statement that is asked often', database => {
  it('gives each time the rows of its own values, also where values stand in another order', async () => {
    let built = 0
    const find = askedOften((db, vintage: string, name: string) => {
      built += 1
      return db
        .selectFrom('county')
        .select(['id', sql<string>`cast(${'kept'} as text)`.as('literal')])
        .where('name', '=', name)
        .where('vintage', '=', vintage)
        .where('active', '=', 1)
    })
    await database.db
      .insertInto('county')
      .values([rowOf('Fen'), rowOf('Marsh')])
      .execute()
    expect(await find(database.db, '2021', 'Fen')).toEqual([{ id: 'Fen', literal: 'kept' }])
    expect(await find(database.db, '2021', 'Marsh')).toEqual([{ id: 'Marsh', literal: 'kept' }])
    expect(await find(database.db, '2011', 'Marsh')).toEqual([])
    expect(built).toBe(1)
  })

  it('takes one or many values of a list, and what looks like SQL as a value', async () => {
    const find = askedOften((db, vintage: string, ...names: string[]) =>
      db
        .selectFrom('county')
        .select('id')
        .where('vintage', '=', vintage)
        .where('name', 'in', names)
        .orderBy('id'),
    )
    const hostile = `'); drop table county; --`
    await database.db
      .insertInto('county')
      .values([rowOf('Fen'), rowOf('Marsh'), rowOf(hostile)])
      .execute()
    expect(await find(database.db, '2021', 'Marsh')).toEqual([{ id: 'Marsh' }])
    expect(await find(database.db, '2021', hostile, 'Fen')).toEqual([{ id: hostile }, { id: 'Fen' }])
    expect(await find(database.db, '2021', 'Fen', 'Marsh')).toEqual([{ id: 'Fen' }, { id: 'Marsh' }])
  })

  it('takes a list of any length as one value, put together once', async () => {
    let built = 0
    const find = askedOften((db, names: readonly string[], vintage: string) => {
      built += 1
      return db
        .selectFrom('county')
        .select('id')
        .where('vintage', '=', vintage)
        .where(isAmong(db, 'name', names))
        .orderBy('id')
    })
    const hostile = `{"a"}, 'b'); drop table county; -- \\`
    await database.db
      .insertInto('county')
      .values([rowOf('Fen'), rowOf('Marsh'), rowOf(hostile)])
      .execute()
    expect(await find(database.db, ['Marsh'], '2021')).toEqual([{ id: 'Marsh' }])
    expect(await find(database.db, [], '2021')).toEqual([])
    expect(await find(database.db, ['Marsh', 'Fen', 'Marsh', 'Hill'], '2021')).toEqual([
      { id: 'Fen' },
      { id: 'Marsh' },
    ])
    expect(await find(database.db, [hostile, 'Fen'], '2021')).toHaveLength(2)
    expect(await find(database.db, ['Fen'], '2011')).toEqual([])
    expect(built).toBe(1)
  })

  it('changes each row as the rows that it is given say', async () => {
    const change = askedOften((db, rows: readonly string[]) =>
      db
        .updateTable('county')
        .from(givenRows(db, rows))
        .set({ name: sql<string>`given.value ->> 1` })
        .where('county.id', '=', sql<string>`given.value ->> 0`)
        .returning('county.id'),
    )
    await database.db
      .insertInto('county')
      .values([rowOf('Fen'), rowOf('Hill'), rowOf('Marsh')])
      .execute()
    const odd = `“Fenmarsh's” \n {}`
    const changed = await change(
      database.db,
      [
        ['Marsh', 'Fen'],
        ['Fen', odd],
        ['Sea', 'Sea'],
      ].map(row => JSON.stringify(row)),
    )
    expect(changed.map(row => row.id).sort()).toEqual(['Fen', 'Marsh'])
    const rows = await database.db.selectFrom('county').select('name').orderBy('id').execute()
    expect(rows.map(row => row.name)).toEqual([odd, 'Hill', 'Fen'])
  })

  it('is asked within a transaction too', async () => {
    const find = askedOften((db, name: string) =>
      db.selectFrom('county').select('id').where('name', '=', name),
    )
    const seen = await database.db.transaction().execute(async tx => {
      await tx.insertInto('county').values(rowOf('Fen')).execute()
      return find(tx, 'Fen')
    })
    expect(seen).toEqual([{ id: 'Fen' }])
  })

  const rename = askedOften((db, id: string, name: string) =>
    db.updateTable('county').set({ name }).where('id', '=', id).returning('name'),
  )
  const named = askedOften((db, name: string) =>
    db.selectFrom('county').select('id').where('name', '=', name),
  )
  const names = async (): Promise<string[]> =>
    (await database.db.selectFrom('county').select('name').orderBy('id').execute()).map(row => row.name)

  it('goes with others in one way, each after the one before it', async () => {
    await database.db.insertInto('county').values(rowOf('Fen')).execute()
    const answers = await database.db
      .transaction()
      .execute(tx =>
        inOneWay(tx, [
          named.with(tx, 'Hill'),
          rename.with(tx, 'Fen', 'Hill'),
          named.with(tx, 'Hill'),
          named.with(tx, 'Fen'),
        ]),
      )
    expect(answers).toEqual([[], [{ name: 'Hill' }], [{ id: 'Fen' }], []])
    expect(await names()).toEqual(['Hill'])
  })

  it('fails with the first of those that went with it, and nothing of them is stored', async () => {
    await database.db.insertInto('county').values(rowOf('Fen')).execute()
    const again = askedOften((db, id: string) => db.insertInto('county').values(rowOf(id)))
    await expect(
      database.db
        .transaction()
        .execute(tx =>
          inOneWay(tx, [
            rename.with(tx, 'Fen', 'Hill'),
            again.with(tx, 'Fen'),
            rename.with(tx, 'Fen', 'Marsh'),
          ]),
        ),
    ).rejects.toHaveProperty('code', database.name === 'SQLite' ? 'SQLITE_CONSTRAINT_PRIMARYKEY' : '23505')
    expect(await names()).toEqual(['Fen'])
    // The connection is as good as before.
    expect(await named(database.db, 'Fen')).toEqual([{ id: 'Fen' }])
  })
})
