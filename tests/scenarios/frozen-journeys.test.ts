import { expect, it } from '@jest/globals'
import { canonicalJson, sha256 } from '../../server/scenarios/canonical.ts'
import { readFates, storeFates } from '../../server/scenarios/choices-repository.ts'
import { figuresSnapshot } from '../../server/scenarios/figures-snapshot.ts'
import { planFigures, prepareInputs } from '../../server/scenarios/figures.ts'
import {
  copyScenario,
  figuresFor,
  publishScenario,
  statusQuo,
  verifyScenario,
} from '../../server/scenarios/index.ts'
import { onlyUsedSites, planningInputs } from '../../server/scenarios/planning-inputs-service.ts'
import { addPublication, findPublication } from '../../server/scenarios/publication-repository.ts'
import { findScenario } from '../../server/scenarios/scenarios-repository.ts'
import { keepJourneyColumns, packedFigures } from '../../server/travel/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { withBases, withJourneys } from '../support/journeys.ts'
import { byCar, clock, measuredMeridian, meridian, north, onFoot, planner } from './builders.ts'

eachDatabase('a scenario that was published with measured journeys', database => {
  const columns = keepJourneyColumns()
  const drawn = async (sites: Awaited<ReturnType<typeof meridian>>) => {
    const from = await statusQuo(database.db, sites.county.id, clock().toISOString())
    const named = { name: 'One Centre', description: '' }
    const id = await copyScenario(database.db, sites.county, from, named, planner, clock)
    await storeFates(database.db, id, [
      { siteId: sites.alder, fate: 'closed', leadSiteId: null },
      { siteId: sites.cedar, fate: 'zone', leadSiteId: null },
    ])
    return id
  }
  const published = async () => {
    const sites = await measuredMeridian(database.db)
    const id = await drawn(sites)
    await publishScenario(database.db, sites.county, id, planner, clock, columns)
    const document = JSON.parse((await findPublication(database.db, id))?.document ?? '') as Document
    return { ...sites, id, document }
  }
  interface Document {
    format: string
    inputs: { journeys: { originsHash: string; bases: { mode: string }[] }; settings: { mainMode: string } }
    journeys: { columns: Record<string, string> }[]
  }
  const mean = async (id: string, county: Parameters<typeof figuresFor>[1]) => {
    const summary = await findScenario(database.db, id)
    const [figured] = await figuresFor(database.db, county, summary ? [summary] : [], columns)
    return [figured?.figures.prepared.basis.method, figured?.figures.centres.then.all.mean]
  }

  it('keeps what its journeys were worked out from, and the hash of each column', async () => {
    const { id, document, origins } = await published()
    expect(document.format).toBe('doorstep-scenario/2')
    expect(document.inputs.journeys.originsHash).toBe(origins.hash)
    expect(document.inputs.journeys.bases.map(basis => basis.mode)).toEqual([
      'walking-with-a-buggy',
      'driving',
    ])
    expect(document.inputs.settings.mainMode).toBe('walking-with-a-buggy')
    expect(document.journeys.map(one => Object.keys(one.columns).length)).toEqual([4, 4])
    expect(await verifyScenario(database.db, id)).toMatchObject({ holds: true, differences: [] })
    const figures = JSON.parse((await findPublication(database.db, id))?.figures ?? '') as {
      main: string
      modes: Record<string, unknown>
    }
    expect(figures.main).toBe('walking-with-a-buggy')
    expect(Object.keys(figures.modes)).toEqual(['driving', 'straight-line', 'walking-with-a-buggy'])
  })

  it('stays as it is when another network is loaded, or other postcodes', async () => {
    const { id, county, origins } = await published()
    const before = await mean(id, county)
    const faster = { ...onFoot, method: 'walking at a run', journey: () => 60 }
    await withJourneys(database.db, county, origins, [faster], [north(0), north(1), north(3), north(10)])
    await database.db.deleteFrom('postcode').where('postcode', '=', 'MR1 1AB').execute()
    expect(await mean(id, county)).toEqual(before)
    expect(before[0]).toBe(onFoot.method)
    expect(await verifyScenario(database.db, id)).toMatchObject({ holds: true })
    // A scenario that is still being drawn goes with what is loaded now.
    const next = await statusQuo(database.db, county.id, clock().toISOString())
    expect((await mean(next.id, county))[0]).toBe('walking at a run')
  })

  it('does not hold any more when somebody has changed a journey, or taken one away', async () => {
    const { id, document, alder } = await published()
    const change = database.db
      .updateTable('journey_column')
      .set({ seconds: packedFigures([0, 0, 0, 0, 0, 0]) })
      .where('sha256', '=', document.journeys[0]?.columns[alder] ?? '')
    await change.execute()
    expect(await verifyScenario(database.db, id)).toMatchObject({
      holds: false,
      hashHolds: true,
      differences: [{ path: 'journeys.walking-with-a-buggy.Alder Centre' }],
    })
    await database.db.deleteFrom('journey_column').execute()
    const gone = await verifyScenario(database.db, id)
    expect(gone?.differences).toHaveLength(8)
    expect(gone?.differences[0]).toMatchObject({ recomputed: 'not there' })
  })

  it('does not hold any more when somebody has changed where families set out', async () => {
    const { id, origins } = await published()
    await database.db
      .updateTable('journey_origins')
      .set({ document: '{"codes":["MR1 1AA"],"neighbourhoods":[null],"lons":[0],"lats":[52]}' })
      .where('hash', '=', origins.hash)
      .execute()
    expect(await verifyScenario(database.db, id)).toMatchObject({ holds: false, hashHolds: true })
  })

  it('is published as an estimate while journeys to one of its sites are missing', async () => {
    const laid = { ...byCar, method: 'driving elsewhere' }
    const sites = await measuredMeridian(database.db, [laid], ['alder', 'birch', 'dale'])
    const id = await drawn(sites)
    await publishScenario(database.db, sites.county, id, planner, clock, columns)
    const document = JSON.parse((await findPublication(database.db, id))?.document ?? '') as Document
    expect(document.inputs.journeys).toBeNull()
    expect(document.inputs.settings.mainMode).toBe('straight-line')
    await withJourneys(database.db, sites.county, sites.origins, [laid], [north(1)])
    expect((await mean(id, sites.county))[0]).toContain('Straight line')
    expect(await verifyScenario(database.db, id)).toMatchObject({ holds: true })
  })

  it('still opens, and is checked, when it was published before journeys were measured', async () => {
    const sites = await meridian(database.db)
    const id = await drawn(sites)
    const fates = await readFates(database.db, id)
    const used = onlyUsedSites(
      await planningInputs(database.db, sites.county),
      new Set(fates.map(one => one.siteId)),
    )
    const without = (plain: object, ...keys: string[]): object =>
      Object.fromEntries(Object.entries(plain).filter(([key]) => !keys.includes(key)))
    const document = {
      format: 'doorstep-scenario/1',
      name: 'One Centre',
      description: '',
      fates,
      outreach: [],
      ledger: [],
      inputs: {
        ...without(used, 'journeys'),
        settings: without(used.settings, 'mainMode', 'minutes', 'toleranceMinutes'),
        neighbourhoods: used.neighbourhoods.map(one => without(one, 'rural', 'noCarShare')),
      },
    }
    const text = canonicalJson(document)
    const plan = { fates, ledger: [] }
    const figures = figuresSnapshot(planFigures(await prepareInputs(used, [plan], columns), plan))
    await addPublication(database.db, {
      scenarioId: id,
      hash: sha256(text),
      document: text,
      figures: canonicalJson(figures),
      publishedAt: clock().toISOString(),
      publishedBy: 'A planner',
    })
    expect(Object.keys(figures.reach.now)).toEqual(['all', 'byDistrict', 'byDecile'])
    expect(await verifyScenario(database.db, id)).toMatchObject({ holds: true, differences: [] })
    await withBases(database.db, sites.county, [onFoot])
    expect((await mean(id, sites.county))[0]).toContain('Straight line × 1.3')
    expect(await verifyScenario(database.db, id)).toMatchObject({ holds: true })
  })
})
