import { expect, it } from '@jest/globals'
import {
  addBarrier,
  changeBarrier,
  listBarriers,
  removeBarriers,
} from '../../server/travel/barrier-repository.ts'
import { aCounty } from '../sites/builders.ts'
import { eachDatabase } from '../support/databases.ts'

const river = {
  name: 'The Lark',
  reason: 'A river',
  course: [[[0.1, 52.1] as const, [0.2, 52.2] as const]],
  gaps: [{ name: 'Mill Bridge', position: [0.15, 52.15] as const }],
}
const added = { by: 'A planner', at: '2026-09-22T10:00:00.000Z' }

eachDatabase('barrier repository', database => {
  it('keeps barriers by name, changes them and takes them away', async () => {
    const { db } = database
    const { id: county } = await aCounty(db)
    const first = await addBarrier(db, county, river, added)
    await addBarrier(db, county, { ...river, name: 'A railway', gaps: [] }, added)
    expect((await listBarriers(db, county)).map(one => one.name)).toEqual(['A railway', 'The Lark'])
    expect((await listBarriers(db, county))[1]).toEqual({
      ...river,
      id: first,
      travelFileId: null,
      addedAt: added.at,
      addedBy: added.by,
    })
    await changeBarrier(db, county, first, { ...river, reason: 'A river with locks' })
    expect((await listBarriers(db, county))[1]?.reason).toBe('A river with locks')
    await removeBarriers(db, county, { id: first }, added.at)
    expect((await listBarriers(db, county)).map(one => one.name)).toEqual(['A railway'])
  })
})
