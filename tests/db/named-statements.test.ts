import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import pg from 'pg'
import { rememberStatements } from '../../server/db/named-statements.ts'

describe('statements that a connection to PostgreSQL remembers', () => {
  let client: pg.Client
  const begin = async (...keptFor: number[]): Promise<void> => {
    client = new pg.Client({
      connectionString: `${process.env['DOORSTEP_TEST_POSTGRES'] ?? ''}/postgres`,
      pipeline: true,
    })
    await client.connect()
    rememberStatements(client, ...keptFor)
    await client.query('create temporary table note (id integer primary key, words text)')
  }
  const remembered = async (): Promise<string[]> => {
    const { rows } = await client.query<{ statement: string }>('select statement from pg_prepared_statements')
    return rows.map(row => row.statement)
  }

  beforeEach(() => begin())
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
  const planOfLooking = async (): Promise<string> => {
    const look = 'select words from note where id = $1'
    // What was deleted is cleared away: the table is empty, and PostgreSQL knows it.
    await client.query('vacuum analyze note')
    for (let id = 0; id < 12; id += 1) await client.query(look, [id])
    await client.query("insert into note select id, repeat('x', 200) from generate_series(1, 5000) as id")
    expect((await client.query(look, [4000])).rowCount).toBe(1)
    const named = await client.query<{ name: string }>(
      "select name from pg_prepared_statements where statement like 'select words%'",
    )
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `explain execute "${named.rows[0]?.name ?? ''}" (4000)`,
    )
    return rows.map(row => row['QUERY PLAN']).join('\n')
  }

  it('are planned anew when the tables may have grown', async () => {
    await client.end()
    await begin(0)
    expect(await planOfLooking()).toContain('Index Scan')
  })

  it('would be done by looking at every row otherwise', async () => {
    await client.end()
    await begin(Infinity)
    expect(await planOfLooking()).toContain('Seq Scan')
  })

  it('fail for their own reason where a transaction has failed before', async () => {
    await client.end()
    await begin(0)
    for (let time = 0; time < 3; time += 1) await client.query('select words from note where id = $1', [1])
    await client.query('begin')
    await expect(client.query('select 1 / 0')).rejects.toHaveProperty('code', '22012')
    const looked = client.query('select words from note where id = $1', [1])
    await expect(looked).rejects.toHaveProperty('code', '25P02')
    await client.query('rollback')
    expect((await client.query('select words from note where id = $1', [1])).rowCount).toBe(0)
  })
})
