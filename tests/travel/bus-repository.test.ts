import { expect, it } from '@jest/globals'
import { readSiteBuses, storeSiteBuses } from '../../server/travel/bus-repository.ts'
import { eachDatabase } from '../support/databases.ts'

const calls = {
  first: 6 * 3600,
  last: 25 * 3600,
  count: 2,
  perHour: [0, 1, 1],
  routes: [
    { name: '1', headsign: 'East Side', operator: 'Fen Buses', first: 6 * 3600, last: 25 * 3600, count: 2 },
  ],
}
const buses = {
  date: '2026-09-22',
  stops: 3,
  arriving: calls,
  leaving: { first: null, last: null, count: 0, perHour: [], routes: [] },
}

eachDatabase('bus repository', database => {
  it('keeps the buses of a site’s day', async () => {
    const { db } = database
    expect(await readSiteBuses(db, 'basis', [0.1, 52.3])).toBeNull()
    await storeSiteBuses(db, 'basis', [0.1, 52.3], buses)
    await storeSiteBuses(db, 'basis', [0.1, 52.3], { ...buses, stops: 9 })
    expect(await readSiteBuses(db, 'basis', [0.1000001, 52.3])).toEqual(buses)
  })
})
