import { expect, it } from '@jest/globals'
import { originSetOf } from '../../server/travel/origins.ts'
import { keepOrigins, readOrigins, storedOriginsHash } from '../../server/travel/origins-repository.ts'
import { eachDatabase } from '../support/databases.ts'

const set = originSetOf('postcodes', [
  { code: 'PE1 1AA', neighbourhood: 'E01000001', position: [0.06, 52.26] },
  { code: 'PE1 1AB', neighbourhood: null, position: null },
])

eachDatabase('origins repository', database => {
  it('gives back what was kept, under the hash of its content', async () => {
    expect(await readOrigins(database.db, set.hash.replace(/^./, 'x'))).toBeNull()
    await keepOrigins(database.db, set, '2026-09-22T10:00:00.000Z')
    await keepOrigins(database.db, set, '2026-09-23T10:00:00.000Z')
    const kept = await readOrigins(database.db, set.hash)
    expect(kept).toEqual(set)
    expect(kept?.positions.lats[1]).toBeNaN()
  })

  it('tells when what is stored is not what was kept', async () => {
    expect(await storedOriginsHash(database.db, set.hash)).toBeNull()
    await keepOrigins(database.db, set, '2026-09-22T10:00:00.000Z')
    expect(await storedOriginsHash(database.db, set.hash)).toBe(set.hash)
    await database.db.updateTable('journey_origins').set({ kind: 'neighbourhoods' }).execute()
    expect(await storedOriginsHash(database.db, set.hash)).not.toBe(set.hash)
  })

  it('names another order or another place differently', () => {
    const moved = originSetOf('postcodes', [
      { code: 'PE1 1AA', neighbourhood: 'E01000001', position: [0.06, 52.27] },
      { code: 'PE1 1AB', neighbourhood: null, position: null },
    ])
    expect(moved.hash).not.toBe(set.hash)
    expect(set.hash).toMatch(/^[0-9a-f]{64}$/)
  })
})
