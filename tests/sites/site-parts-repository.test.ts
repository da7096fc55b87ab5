import { expect, it } from '@jest/globals'
import { writeCosts } from '../../server/sites/site-cost-repository.ts'
import { writeHours } from '../../server/sites/site-hours-repository.ts'
import {
  listSiteParts,
  readRooms,
  readServices,
  writeRooms,
  writeServices,
} from '../../server/sites/site-parts-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aCounty, aSite } from './builders.ts'

const room = (name: string) => ({ name, areaSquareMetres: null, use: null })
const service = (name: string) => ({ service: name, partner: 'NHS', weekday: null, note: null })

eachDatabase('rooms and partners’ services of sites', database => {
  it('stay in the order given, and are replaced as a whole', async () => {
    const { db } = database
    const county = await aCounty(db)
    const id = await aSite(db, county.id)
    await writeRooms(db, id, [room('Old room')])
    const rooms = [
      { name: 'Zebra room', areaSquareMetres: 42.5, use: 'activity' as const },
      room('Attic'),
      room('Attic'),
    ]
    await writeRooms(db, id, rooms)
    const services = [{ ...service('Midwife'), weekday: 2, note: 'Not in August' }, service('Advice')]
    await writeServices(db, id, [service('Old service')])
    await writeServices(db, id, services)
    expect(await readRooms(db, id)).toEqual(rooms)
    expect(await readServices(db, id)).toEqual(services)
    await writeRooms(db, id, [])
    await writeServices(db, id, [])
    expect([await readRooms(db, id), await readServices(db, id)]).toEqual([[], []])
  })

  it('of a county are told by site, beside hours and costs; a site of which nothing is known is absent', async () => {
    const { db } = database
    const [county, another] = [await aCounty(db), await aCounty(db)]
    const [alder, birch, elsewhere] = [
      await aSite(db, county.id, { reference: 'a' }),
      await aSite(db, county.id, { reference: 'b' }),
      await aSite(db, another.id),
    ]
    for (const id of [alder, elsewhere]) {
      await writeRooms(db, id, [room('Hall'), room('Attic')])
      await writeServices(db, id, [service('Midwife'), service('Advice')])
      await writeHours(db, id, [{ season: 'all-year', weekday: 1, opens: '09:00', closes: '12:00' }])
      await writeCosts(db, id, '2025-26', [{ line: 'premises', poundsPerYear: 1, note: null }])
      await writeCosts(db, id, '2026-27', [{ line: 'premises', poundsPerYear: 2, note: null }])
    }
    const parts = await listSiteParts(db, county.id)
    expect(parts.rooms.get(alder)).toEqual(await readRooms(db, alder))
    expect(parts.services.get(alder)).toEqual(await readServices(db, alder))
    expect(parts.hours.get(alder)).toEqual([
      { season: 'all-year', weekday: 1, opens: '09:00', closes: '12:00' },
    ])
    expect(parts.costs.get(alder)?.map(cost => cost.financialYear)).toEqual(['2026-27', '2025-26'])
    for (const part of Object.values(parts) as ReadonlyMap<string, unknown>[]) {
      expect(part.has(birch)).toBe(false)
      expect(part.has(elsewhere)).toBe(false)
    }
  })
})
