import { expect, it } from '@jest/globals'
import { replaceFigures } from '../../server/county/index.ts'
import { choicesOf } from '../../server/scenarios/choices.ts'
import { readFates, storeFates } from '../../server/scenarios/choices-repository.ts'
import { canonicalJson, sha256 } from '../../server/scenarios/canonical.ts'
import {
  copyScenario,
  figuresFor,
  publishScenario,
  readScenario,
  statusQuo,
  verifyScenario,
  writeScenarioSettings,
  defaultScenarioSettings,
} from '../../server/scenarios/index.ts'
import { findPublication } from '../../server/scenarios/publication-repository.ts'
import { saveChoices } from '../../server/scenarios/scenario-service.ts'
import { findScenario, removeScenario } from '../../server/scenarios/scenarios-repository.ts'
import { keepJourneyColumns, writeTravelSettings } from '../../server/travel/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { clock, meridian, planner } from './builders.ts'

eachDatabase('a published scenario', database => {
  const columns = keepJourneyColumns()
  const drawn = async () => {
    const sites = await meridian(database.db)
    const from = await statusQuo(database.db, sites.county.id, clock().toISOString())
    const named = { name: 'One Centre', description: 'Alder closes' }
    const id = await copyScenario(database.db, sites.county, from, named, planner, clock)
    await storeFates(database.db, id, [
      { siteId: sites.alder, fate: 'closed', leadSiteId: null },
      { siteId: sites.cedar, fate: 'zone', leadSiteId: null },
    ])
    return { ...sites, id }
  }
  const published = async () => {
    const all = await drawn()
    return { ...all, hash: await publishScenario(database.db, all.county, all.id, planner, clock, columns) }
  }

  it('has the hash of everything that it was made of', async () => {
    const { id, hash } = await published()
    const publication = await findPublication(database.db, id)
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    expect(sha256(publication?.document ?? '')).toBe(hash)
    expect(canonicalJson(JSON.parse(publication?.document ?? ''))).toBe(publication?.document)
    expect(publication?.document).toContain('straight-line:1.3')
    expect(publication?.document).not.toContain('Dale Library')
    expect(await verifyScenario(database.db, id)).toMatchObject({
      holds: true,
      hashHolds: true,
      differences: [],
    })
  })

  it('can neither be changed nor removed nor published again', async () => {
    const { id, county, alder } = await published()
    const seen = choicesOf(await readFates(database.db, id))
    const change = saveChoices(
      database.db,
      id,
      seen,
      new Map([[alder, { fate: 'centre', leadSiteId: null }]]),
      new Map(),
      planner,
      clock,
    )
    await expect(change).rejects.toMatchObject({ status: 409 })
    expect(await removeScenario(database.db, id)).toBe(false)
    const again = publishScenario(database.db, county, id, planner, clock, columns)
    await expect(again).rejects.toMatchObject({ status: 409 })
    expect((await findScenario(database.db, id))?.version).toBe(2)
  })

  it('keeps its figures when the county’s data and settings change', async () => {
    const { id, county } = await published()
    const summary = await findScenario(database.db, id)
    if (!summary) throw new Error('The scenario is there.')
    const [before] = await figuresFor(database.db, county, [summary], columns)
    const { dataset_id } = await database.db
      .selectFrom('figure')
      .select('dataset_id')
      .where('measure', '=', 'children0to4')
      .executeTakeFirstOrThrow()
    const doubled = [{ measure: 'children0to4', neighbourhoodCode: 'E01000001', value: 9999, text: null }]
    await replaceFigures(database.db, county.id, ['children0to4'], doubled, dataset_id, clock().toISOString())
    await writeTravelSettings(database.db, county.id, { detourFactor: 2 })
    await writeScenarioSettings(database.db, county.id, { ...defaultScenarioSettings, thresholds: [1] })
    const [after] = await figuresFor(database.db, county, [summary], columns)
    expect(after?.figures.centres.then.all).toEqual(before?.figures.centres.then.all)
    expect(after?.inputs.settings.thresholds).toEqual([1000, 2500, 5000])
    expect(await verifyScenario(database.db, id)).toMatchObject({ holds: true })
  })

  it('is not what was published any more when somebody has changed what is stored', async () => {
    const { id } = await published()
    const publication = await findPublication(database.db, id)
    const forged = (publication?.document ?? '').replace('"children":100', '"children":101')
    expect(forged).not.toBe(publication?.document)
    await database.db.updateTable('scenario_publication').set({ document: forged }).execute()
    const checked = await verifyScenario(database.db, id)
    expect(checked).toMatchObject({ holds: false, hashHolds: false })
    expect(checked?.differences.map(one => one.path)).toContain('modes.straight-line.reach.now.all.families')
  })

  it('shows a stored figure that does not come out again', async () => {
    const { id } = await published()
    const publication = await findPublication(database.db, id)
    const figures = JSON.parse(publication?.figures ?? '') as { counts: { zones: number } }
    figures.counts.zones = 5
    await database.db
      .updateTable('scenario_publication')
      .set({ figures: JSON.stringify(figures) })
      .execute()
    expect(await verifyScenario(database.db, id)).toMatchObject({
      holds: false,
      hashHolds: true,
      differences: [{ path: 'counts.zones', stored: 5, recomputed: 1 }],
    })
  })

  it('is damaged when what is stored is not even JSON', async () => {
    const { id } = await published()
    await database.db.updateTable('scenario_publication').set({ document: '{', figures: '{' }).execute()
    expect(await verifyScenario(database.db, id)).toMatchObject({ holds: false, hashHolds: false })
  })

  it('can be copied and drawn on', async () => {
    const { id, county, cedar } = await published()
    const from = await findScenario(database.db, id)
    if (!from) throw new Error('The scenario is there.')
    const copy = await copyScenario(
      database.db,
      county,
      from,
      { name: 'Next', description: '' },
      planner,
      clock,
    )
    const scenario = await readScenario(database.db, copy)
    expect(scenario).toMatchObject({ publishedAt: null, hash: null, basedOn: id })
    expect(scenario?.fates.find(fate => fate.siteId === cedar)?.fate).toBe('zone')
  })

  it('is refused while a place of a Centre has no Centre, and stays as it was', async () => {
    const { id, county, alder } = await drawn()
    await storeFates(database.db, id, [{ siteId: alder, fate: 'centre-place', leadSiteId: null }])
    const publish = publishScenario(database.db, county, id, planner, clock, columns)
    await expect(publish).rejects.toMatchObject({ status: 422 })
    expect(await findScenario(database.db, id)).toMatchObject({ publishedAt: null, version: 1 })
    expect(await verifyScenario(database.db, id)).toBeNull()
  })

  it('keeps a site that leaves the register afterwards', async () => {
    const { id, cedar } = await published()
    await database.db.deleteFrom('site').where('id', '=', cedar).execute()
    const scenario = await readScenario(database.db, id)
    expect(scenario?.fates.find(fate => fate.siteId === cedar)?.fate).toBe('zone')
    expect(await verifyScenario(database.db, id)).toMatchObject({ holds: true })
  })
})
