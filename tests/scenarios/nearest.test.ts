import { expect, it } from '@jest/globals'
import {
  copyScenario,
  nearestChange,
  nearestFor,
  publishScenario,
  statusQuo,
} from '../../server/scenarios/index.ts'
import { storeFates } from '../../server/scenarios/choices-repository.ts'
import { keepJourneyColumns } from '../../server/travel/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { clock, meridian, north, planner, step } from './builders.ts'

eachDatabase('the places near somebody', database => {
  const drawn = async () => {
    const sites = await meridian(database.db)
    const from = await statusQuo(database.db, sites.county.id, clock().toISOString())
    const id = await copyScenario(
      database.db,
      sites.county,
      from,
      { name: 'Next', description: '' },
      planner,
      clock,
    )
    await storeFates(database.db, id, [
      { siteId: sites.alder, fate: 'outreach', leadSiteId: null },
      { siteId: sites.cedar, fate: 'zone', leadSiteId: null },
    ])
    return { ...sites, id }
  }

  it('are today’s centres, nearest first, beyond the county too, with the method', async () => {
    const { county } = await meridian(database.db)
    const { places, method } = await nearestFor(database.db, county, north(2), 'status quo')
    expect(places.map(({ name, fate }) => [name, fate])).toEqual([
      ['Birch Centre', 'centre'],
      ['Alder Centre', 'centre'],
      ['Dale Centre', 'centre'],
    ])
    expect(places[0]?.distanceMetres).toBeCloseTo(1.3 * step, 3)
    expect(places[2]).toMatchObject({ beyondCounty: true })
    expect(method).toBe('Straight line × 1.3 (an estimate, not a measured route)')
  })

  it('are Centres and Zones in a scenario, and never an outreach venue', async () => {
    const { county, id } = await drawn()
    const { places } = await nearestFor(database.db, county, north(0), id, 2)
    expect(places.map(({ name, fate }) => [name, fate])).toEqual([
      ['Cedar Library', 'zone'],
      ['Birch Centre', 'centre'],
    ])
  })

  it('say what is lost nearby', async () => {
    const { county, id } = await drawn()
    const { now, then, lost } = await nearestChange(database.db, county, north(0), id, 2)
    expect(now.places.map(({ name }) => name)).toEqual(['Alder Centre', 'Birch Centre'])
    expect(then.places.map(({ name }) => name)).toEqual(['Cedar Library', 'Birch Centre'])
    expect(lost.map(({ name, fate }) => [name, fate])).toEqual([['Alder Centre', 'outreach']])
  })

  it('of a published scenario stay as they were published', async () => {
    const { county, id, birch } = await drawn()
    await publishScenario(database.db, county, id, planner, clock, keepJourneyColumns())
    await database.db.updateTable('site').set({ name: 'Renamed' }).where('id', '=', birch).execute()
    const { places } = await nearestFor(database.db, county, north(3), id, 1)
    expect(places[0]?.name).toBe('Birch Centre')
  })

  it('are none of another county', async () => {
    const { county, id } = await drawn()
    const elsewhere = { ...county, id: 'another' }
    await expect(nearestFor(database.db, elsewhere, north(0), id)).rejects.toMatchObject({ status: 404 })
  })
})
