import { expect, it } from '@jest/globals'
import { basisHash, type NewBasis } from '../../server/travel/basis.ts'
import {
  findJourneyBasis,
  listJourneyBases,
  readBasisDocument,
  settleBases,
} from '../../server/travel/basis-repository.ts'
import { aCounty } from '../sites/builders.ts'
import { eachDatabase } from '../support/databases.ts'

const at = '2026-09-22T10:00:00.000Z'
const later = '2026-09-23T10:00:00.000Z'

function aBasis(mode: NewBasis['mode'], roads = 'a'): NewBasis {
  return { mode, unit: 'seconds', method: `${mode} on roads ${roads}`, document: { roads } }
}

eachDatabase('journey basis repository', database => {
  it('lists what is measured today, walking with a buggy first', async () => {
    const { id } = await aCounty(database.db)
    expect(await listJourneyBases(database.db, id)).toEqual([])
    await settleBases(database.db, id, [aBasis('driving'), aBasis('walking-with-a-buggy')], at)
    const bases = await listJourneyBases(database.db, id)
    expect(bases.map(basis => basis.mode)).toEqual(['walking-with-a-buggy', 'driving'])
    expect(bases[0]).toEqual({
      hash: basisHash(aBasis('walking-with-a-buggy')),
      mode: 'walking-with-a-buggy',
      unit: 'seconds',
      method: 'walking-with-a-buggy on roads a',
      current: true,
      createdAt: at,
    })
  })

  it('keeps a basis that was replaced, and takes it up again when it comes back', async () => {
    const { id } = await aCounty(database.db)
    const [first, second] = [aBasis('driving', 'a'), aBasis('driving', 'b')]
    await settleBases(database.db, id, [first], at)
    await settleBases(database.db, id, [second], later)
    expect((await listJourneyBases(database.db, id)).map(basis => basis.hash)).toEqual([basisHash(second)])
    expect(await findJourneyBasis(database.db, basisHash(first))).toMatchObject({ current: false })
    expect(await readBasisDocument(database.db, basisHash(first))).toEqual({ roads: 'a' })
    await settleBases(database.db, id, [first], later)
    expect(await listJourneyBases(database.db, id)).toMatchObject([{ hash: basisHash(first), createdAt: at }])
    await settleBases(database.db, id, [], later)
    expect(await listJourneyBases(database.db, id)).toEqual([])
    expect(await findJourneyBasis(database.db, 'nothing')).toBeNull()
  })
})
