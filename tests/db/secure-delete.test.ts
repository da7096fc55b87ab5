import { expect, it } from '@jest/globals'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { migrate, openDatabase } from '../../server/db/index.ts'

it('leaves nothing of a deleted row in the SQLite file', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'doorstep-deleted-'))
  const file = path.join(folder, 'doorstep.sqlite')
  const marker = 'parent.of.twins@example.org'
  const holds = async (): Promise<boolean> => (await readFile(file)).includes(marker)
  try {
    const db = openDatabase(`sqlite:${file}`)
    await migrate(db)
    await db
      .insertInto('county')
      .values({
        id: 'c',
        code: null,
        name: marker.repeat(200),
        vintage: '2021',
        district_codes: '[]',
        demonstration: 0,
        active: 0,
        created_at: '2026-01-01T00:00:00.000Z',
      })
      .execute()
    await sql`pragma wal_checkpoint(truncate)`.execute(db)
    expect(await holds()).toBe(true)
    await db.deleteFrom('county').execute()
    await sql`pragma wal_checkpoint(truncate)`.execute(db)
    expect(await holds()).toBe(false)
    await db.destroy()
  } finally {
    await rm(folder, { recursive: true })
  }
})
