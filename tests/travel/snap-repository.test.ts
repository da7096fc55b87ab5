import { expect, it } from '@jest/globals'
import { originSetOf } from '../../server/travel/origins.ts'
import { keepOrigins } from '../../server/travel/origins-repository.ts'
import { readOriginSnap, storeOriginSnap } from '../../server/travel/snap-repository.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase('snap repository', database => {
  it('keeps how far places are from the network', async () => {
    const { db } = database
    const origins = originSetOf('postcodes', [{ code: 'A', neighbourhood: null, position: [0, 52] }])
    expect(await readOriginSnap(db, 'basis', origins.hash)).toBeNull()
    await keepOrigins(db, origins, '2026-09-22T10:00:00.000Z')
    await storeOriginSnap(db, 'basis', origins.hash, [12.5, NaN])
    await storeOriginSnap(db, 'basis', origins.hash, [1, 2])
    expect(await readOriginSnap(db, 'basis', origins.hash)).toEqual(Float64Array.of(12.5, NaN))
  })
})
