import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import pg from 'pg'
import { rememberStatements } from '../../server/db/named-statements.ts'

describe('statements that a connection to PostgreSQL remembers', () => {
  let client: pg.Client
  const remembered = async (): Promise<string[]> => {
    const { rows } = await client.query<{ statement: string }>('select statement from pg_prepared_statements')
    return rows.map(row => row.statement)
  }

  beforeEach(async () => {
    client = new pg.Client({ connectionString: `${process.env['DOORSTEP_TEST_POSTGRES'] ?? ''}/postgres` })
    await client.connect()
    rememberStatements(client)
    await client.query('create temporary table note (id integer primary key, words text)')
  })
  afterEach(() => client.end())

  it('are those that are asked again and again, with the same answers', async () => {
    for (const id of [1, 2, 3, 4]) await client.query('insert into note values ($1, $2)', [id, `note ${id}`])
    await client.query('update note set words = $1 where id = $2', ['once', 1])
    const answers: unknown[] = []
    for (const id of [1, 2, 3, 4, 5]) {
      const { rows, rowCount } = await client.query('select words from note where id = $1', [id])
      answers.push([rows, rowCount])
    }
    expect(answers).toEqual([
      [[{ words: 'once' }], 1],
      ...[2, 3, 4].map(id => [[{ words: `note ${id}` }], 1]),
      [[], 0],
    ])
    expect((await remembered()).sort()).toEqual([
      'insert into note values ($1, $2)',
      'select words from note where id = $1',
    ])
  })

  it('are few, whatever is asked', async () => {
    for (let size = 1; size <= 230; size += 1) {
      const places = Array.from({ length: size }, (_, at) => `$${at + 1}::int`).join(', ')
      const values = Array.from({ length: size }, (_, at) => at)
      for (let time = 0; time < 3; time += 1) await client.query(`select ${places}`, values)
    }
    expect(await remembered()).toHaveLength(200)
  })

  it('fail as they would otherwise, and are planned anew when the tables have changed', async () => {
    const all = (): Promise<pg.QueryResult> => client.query('select * from note where id > $1', [0])
    for (let time = 0; time < 3; time += 1) await all()
    const twice = (): Promise<unknown> => client.query('insert into note values ($1, $2)', [1, 'one'])
    await twice()
    for (let time = 0; time < 4; time += 1) await expect(twice()).rejects.toHaveProperty('code', '23505')
    await client.query('alter table note add column more text')
    await expect(all()).rejects.toHaveProperty('code', '0A000')
    expect((await all()).rows).toEqual([{ id: 1, words: 'one', more: null }])
    for (let time = 0; time < 3; time += 1) expect((await all()).rowCount).toBe(1)
  })
})
