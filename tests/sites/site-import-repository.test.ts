import { expect, it } from '@jest/globals'
import type { Db } from '../../server/db/index.ts'
import {
  appliedImports,
  keepImport,
  markApplied,
  waitingImport,
} from '../../server/sites/site-import-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aCounty } from './builders.ts'

const at = new Date('2026-09-10T09:00:00.000Z')
const later = (milliseconds: number) => new Date(at.getTime() + milliseconds)
const day = 86_400_000
const counts = { added: 1, changed: 2, unchanged: 3, refused: [{ row: 4, reason: 'It has no name' }] }
const rows = [
  { number: 1, cells: ['reference', 'name'] },
  { number: 2, cells: ['a', '=1+1 "quoted"\nline'] },
]

function keep(db: Db, countyId: string, fileName: string, when = at): Promise<string> {
  const sent = { fileName, sha256: 'b'.repeat(64), bytes: 20, rows, counts }
  return keepImport(db, countyId, sent, { name: 'Pat', at: when })
}

eachDatabase('registers sent as tables', database => {
  it('wait with all their rows, in their own county', async () => {
    const { db } = database
    const [county, another] = [await aCounty(db), await aCounty(db)]
    const id = await keep(db, county.id, 'sites.csv')
    expect(await waitingImport(db, county.id, id)).toEqual({
      rows,
      sent: {
        id,
        fileName: 'sites.csv',
        sha256: 'b'.repeat(64),
        bytes: 20,
        uploadedAt: at.toISOString(),
        uploadedBy: 'Pat',
        appliedAt: null,
        ...counts,
      },
    })
    expect(await waitingImport(db, another.id, id)).toBeNull()
    expect(await appliedImports(db, county.id)).toEqual([])
  })

  it('are applied by one of two people at once, and their content is not kept after', async () => {
    const { db } = database
    const county = await aCounty(db)
    const id = await keep(db, county.id, 'sites.csv')
    const done = { ...counts, added: 9 }
    const both = await Promise.all([
      markApplied(db, id, done, later(1)),
      markApplied(db, id, counts, later(1)),
    ])
    expect(both.filter(Boolean)).toHaveLength(1)
    expect(await waitingImport(db, county.id, id)).toBeNull()
    expect(await db.selectFrom('site_import').select('content').execute()).toEqual([{ content: null }])
    expect(await markApplied(db, id, counts, later(2))).toBe(false)
  })

  it('left for a day are forgotten; those applied, and another county’s, are not', async () => {
    const { db } = database
    const [county, another] = [await aCounty(db), await aCounty(db)]
    const applied = await keep(db, county.id, 'applied.csv')
    await markApplied(db, applied, counts, later(1))
    const left = await keep(db, county.id, 'left.csv')
    const elsewhere = await keep(db, another.id, 'elsewhere.csv')
    const justNow = await keep(db, county.id, 'just-now.csv', later(day))
    expect(await waitingImport(db, county.id, left)).not.toBeNull()
    await keep(db, county.id, 'new.csv', later(day + 1))
    expect(await waitingImport(db, county.id, left)).toBeNull()
    expect(await waitingImport(db, county.id, justNow)).not.toBeNull()
    expect(await waitingImport(db, another.id, elsewhere)).not.toBeNull()
    expect((await appliedImports(db, county.id)).map(one => one.fileName)).toEqual(['applied.csv'])
  })

  it('are told newest first, with the first 200 refusals', async () => {
    const { db } = database
    const county = await aCounty(db)
    const refused = Array.from({ length: 300 }, (_, row) => ({ row, reason: 'It has no name' }))
    for (const [index, name] of ['first.csv', 'second.csv'].entries()) {
      const id = await keep(db, county.id, name)
      await markApplied(db, id, { ...counts, refused }, later(index))
    }
    const told = await appliedImports(db, county.id)
    expect(told.map(one => [one.fileName, one.refused.length])).toEqual([
      ['second.csv', 200],
      ['first.csv', 200],
    ])
  })
})
