import { describe, expect, it } from '@jest/globals'
import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { aPublishedConsultation } from '../consultations/builders.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import type { DatabaseName } from '../support/open-database.ts'
import { askEveryKind } from '../surveys/every-kind.ts'
import { send } from '../surveys/walk.ts'

/** Neither a whole hour nor a whole minute, so that a moment that is written down anywhere can be told. */
const at = '2026-06-10T12:34:56.789Z'
const markers = [
  'marker-of-words',
  'marker-of-other',
  'marker-of-file',
  'marker-of-name',
  'marker-of-address',
]
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

type Row = Readonly<Record<string, unknown>>

async function everyRow(app: TestApplication): Promise<Map<string, Row[]>> {
  const tables = (await app.db.introspection.getTables()).filter(({ name }) => !name.startsWith('kysely'))
  const rows = new Map<string, Row[]>()
  for (const { name } of tables)
    rows.set(name, (await sql<Row>`select * from ${sql.table(name)}`.execute(app.db)).rows)
  return rows
}

/** All that a thief of the machine finds in the folder of the data, the server's secret apart. */
async function everyByte(folder: string): Promise<string> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  const parts = files
    .filter(file => file.isFile() && file.name !== 'secret')
    .map(file => readFile(path.join(file.parentPath, file.name), 'latin1'))
  return (await Promise.all(parts)).join('\n')
}

describe.each(['SQLite', 'PostgreSQL'] as const)('a stolen database (%s)', (database: DatabaseName) => {
  const begin = async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'doorstep-stolen-'))
    const app = await testApplication({ clock: at, database, folder })
    const made = await aPublishedConsultation(app.db)
    await askEveryKind(app.db, made.consultationId)
    const survey = `/consultations/${made.slug}/fen/survey`
    const person = await app.agent()
    await person.post(`${survey}/start`, { who: 'organisation' })
    await person.post(`${survey}/who/answers`, {
      who: 'organisation',
      organisation: 'marker-of-name',
      official: 'yes',
      members: '12',
    })
    await person.post(`${survey}/who`, { who: 'worker', 'who--other': 'marker-of-other' })
    await person.post(`${survey}/help`, { help: 'bus' })
    await person.post(`${survey}/only-workers`, { 'only-workers': 'marker-of-words' })
    const picture = {
      field: 'file',
      name: 'marker-of-file.png',
      content: Buffer.concat([png, Buffer.from('marker-of-file')]),
    }
    await person.send(`${survey}/file/photo`, {}, [picture])
    await person.post(`${survey}/save/link`, { email: 'marker-of-address@example.org' })
    return { folder, app, survey, person }
  }
  const codeOf = async (person: Visitor, survey: string): Promise<string> =>
    /[B-Z3-9]{4}(?:-[B-Z3-9]{4}){3}/.exec((await person.post(`${survey}/save/code`)).text)?.[0] ?? ''

  it('tells nothing of answers that were not sent: no word, no file, no code, no link', async () => {
    const { folder, app, survey, person } = await begin()
    const code = await codeOf(person, survey)
    expect(code).toHaveLength(19)
    const rows = await everyRow(app)
    expect(rows.get('draft_page')?.length).toBeGreaterThan(3)
    expect(rows.get('draft_file')).toHaveLength(1)
    const dump = JSON.stringify([...rows]) + (await everyByte(folder))
    // The address waits in the outbox, and stands nowhere near a draft.
    expect(markers.filter(marker => dump.includes(marker))).toEqual(['marker-of-address'])
    expect(dump).not.toContain(code)
    expect(dump).not.toContain(code.replaceAll('-', ''))
    expect(dump).not.toMatch(/survey\/link\/[\w-]{43}/)
    const ownWords = JSON.stringify(rows.get('letter'))
    for (const draft of rows.get('draft') ?? [])
      for (const key of ['id', 'response_id', 'token_hash'])
        expect(ownWords).not.toContain(String(draft[key]))
    await app.close()
  })

  it('joins nobody’s address with what they sent: no id, no reference, no moment', async () => {
    const { app, survey, person } = await begin()
    await send(person, survey)
    await person.post(`${survey}/sent/email`, { email: 'marker-of-address@example.org' })
    const rows = await everyRow(app)
    const answered = ['response', 'answer', 'response_file', 'response_signal', 'draft', 'draft_token']
    const known = new Set(
      answered.flatMap(table => (rows.get(table) ?? []).flatMap(row => Object.values(row).map(String))),
    )
    expect(known).toContain('marker-of-words')
    const letters = rows.get('letter') ?? []
    expect(letters).toHaveLength(2)
    const shared = letters.flatMap(letter =>
      Object.values(letter).filter(
        value => typeof value === 'string' && value.length > 3 && known.has(value),
      ),
    )
    expect(shared).toEqual([])
    expect(JSON.stringify(letters)).not.toContain('12:34')
    for (const [table, held] of rows) {
      const addressed = held.filter(row => JSON.stringify(row).includes('marker-of-address'))
      if (addressed.length > 0) expect(table).toBe('letter')
      expect(addressed.filter(row => /marker-of-(words|other|file|name)/.test(JSON.stringify(row)))).toEqual(
        [],
      )
    }
    await app.close()
  })
})
