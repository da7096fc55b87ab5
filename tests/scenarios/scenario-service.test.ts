import { expect, it } from '@jest/globals'
import { choicesOf, type Choices } from '../../server/scenarios/choices.ts'
import { addLedger, addOutreach, readFates } from '../../server/scenarios/choices-repository.ts'
import { listScenarios, readScenario, siteFates, statusQuo } from '../../server/scenarios/index.ts'
import { changeScenario, copyScenario, saveChoices } from '../../server/scenarios/scenario-service.ts'
import { findScenario, removeScenario, renameScenario } from '../../server/scenarios/scenarios-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { clock, meridian, planner } from './builders.ts'

eachDatabase('scenarios', database => {
  const drawn = async () => {
    const sites = await meridian(database.db)
    const from = await statusQuo(database.db, sites.county.id, clock().toISOString())
    const id = await copyScenario(
      database.db,
      sites.county,
      from,
      { name: 'One Centre', description: '' },
      planner,
      clock,
    )
    return { ...sites, from, id }
  }
  const names = new Map<string, string>()
  const save = (id: string, before: Choices, chosen: Choices) =>
    saveChoices(database.db, id, before, chosen, names, planner, clock)

  it('always hold the status quo, once', async () => {
    const { county } = await meridian(database.db)
    const first = await listScenarios(database.db, county.id, clock)
    const second = await listScenarios(database.db, county.id, clock)
    expect(first.map(one => one.name)).toEqual(['Status quo'])
    expect(second).toEqual(first)
    const scenario = await readScenario(database.db, first[0]?.id ?? '')
    expect(scenario?.fates.map(one => one.fate)).toEqual(['centre', 'centre'])
  })

  it('start with every existing centre of the county as it is', async () => {
    const { id, alder, birch, from } = await drawn()
    const scenario = await readScenario(database.db, id)
    expect(scenario?.fates).toEqual(
      [alder, birch].sort().map(siteId => ({ siteId, fate: 'centre', leadSiteId: null })),
    )
    expect(scenario?.basedOn).toBeNull()
    expect(from.statusQuo).toBe(true)
    const entries = await database.db.selectFrom('audit').selectAll().execute()
    expect(entries.map(entry => entry.action)).toEqual(['scenario.added'])
  })

  it('give a site one fate, and write down who changed what', async () => {
    const { id, alder, birch, cedar } = await drawn()
    const before = choicesOf(await readFates(database.db, id))
    const chosen: Choices = new Map([
      [alder, { fate: 'centre-place', leadSiteId: birch }],
      [cedar, { fate: 'zone', leadSiteId: null }],
    ])
    expect(await save(id, before, chosen)).toEqual({ changed: 2, conflicts: [] })
    const stored = choicesOf(await readFates(database.db, id))
    expect(stored.get(alder)).toEqual({ fate: 'centre-place', leadSiteId: birch })
    expect(stored.get(cedar)).toEqual({ fate: 'zone', leadSiteId: null })
    expect((await findScenario(database.db, id))?.version).toBe(2)
    // Taken out again: a venue that is not used has no fate.
    await save(id, stored, new Map([[cedar, { fate: null, leadSiteId: null }]]))
    expect(choicesOf(await readFates(database.db, id)).has(cedar)).toBe(false)
    const entries = await database.db.selectFrom('audit').selectAll().execute()
    expect(entries.filter(entry => entry.action === 'scenario.fates')).toHaveLength(2)
  })

  it('change nothing when what was sent changes nothing', async () => {
    const { id } = await drawn()
    const before = choicesOf(await readFates(database.db, id))
    expect(await save(id, before, before)).toEqual({ changed: 0, conflicts: [] })
    expect((await findScenario(database.db, id))?.version).toBe(1)
  })

  it('keep both people’s changes of different sites', async () => {
    const { id, alder, birch } = await drawn()
    const seen = choicesOf(await readFates(database.db, id))
    await save(id, seen, new Map([[alder, { fate: 'closed', leadSiteId: null }]]))
    await save(id, seen, new Map([[birch, { fate: 'zone', leadSiteId: null }]]))
    const stored = choicesOf(await readFates(database.db, id))
    expect(stored.get(alder)?.fate).toBe('closed')
    expect(stored.get(birch)?.fate).toBe('zone')
  })

  it('store nothing when two people changed the same site, and tell both choices', async () => {
    const { id, alder, birch } = await drawn()
    const seen = choicesOf(await readFates(database.db, id))
    await save(id, seen, new Map([[alder, { fate: 'closed', leadSiteId: null }]]))
    const second = await save(
      id,
      seen,
      new Map([
        [alder, { fate: 'zone', leadSiteId: null }],
        [birch, { fate: 'zone', leadSiteId: null }],
      ]),
    )
    expect(second).toEqual({
      changed: 0,
      conflicts: [
        {
          siteId: alder,
          yours: { fate: 'zone', leadSiteId: null },
          theirs: { fate: 'closed', leadSiteId: null },
        },
      ],
    })
    expect(choicesOf(await readFates(database.db, id)).get(birch)?.fate).toBe('centre')
  })

  it('are copied with their sessions and amounts', async () => {
    const { county, id, alder } = await drawn()
    await addOutreach(database.db, id, [
      {
        siteId: alder,
        weekday: 2,
        starts: '09:30',
        ends: '11:00',
        fromOn: '2027-01-05',
        toOn: null,
        activity: 'Stay and play',
      },
    ])
    await addLedger(database.db, id, [
      { siteId: null, line: 'management', pounds: -20_000, oneOff: false, note: 'Shared manager' },
    ])
    const from = await findScenario(database.db, id)
    if (!from) throw new Error('The scenario is there.')
    const copy = await copyScenario(
      database.db,
      county,
      from,
      { name: 'Copy', description: 'Second try' },
      planner,
      clock,
    )
    const scenario = await readScenario(database.db, copy)
    expect(scenario).toMatchObject({ name: 'Copy', basedOn: id, description: 'Second try' })
    expect(scenario?.outreach).toMatchObject([{ siteId: alder, activity: 'Stay and play', weekday: 2 }])
    expect(scenario?.ledger).toMatchObject([{ line: 'management', pounds: -20_000, oneOff: false }])
  })

  it('refuse changes of the status quo', async () => {
    const { from } = await drawn()
    const rename = changeScenario(database.db, from.id, clock, tx => renameScenario(tx, from.id, 'Mine', ''))
    await expect(rename).rejects.toMatchObject({ status: 409 })
    expect(await removeScenario(database.db, from.id)).toBe(false)
    await expect(
      changeScenario(database.db, 'nowhere', clock, () => Promise.resolve()),
    ).rejects.toMatchObject({ status: 404 })
  })

  it('tell what each site becomes, centres beyond the county among them', async () => {
    const { id, alder, dale } = await drawn()
    const seen = choicesOf(await readFates(database.db, id))
    await save(id, seen, new Map([[alder, { fate: 'outreach', leadSiteId: null }]]))
    const fates = await siteFates(database.db, id)
    expect(fates?.map(({ name, fate }) => [name, fate])).toEqual([
      ['Alder Centre', 'outreach'],
      ['Birch Centre', 'centre'],
      ['Dale Centre', 'centre'],
    ])
    expect(fates?.find(one => one.siteId === dale)).toMatchObject({ beyondCounty: true })
    expect(await siteFates(database.db, 'nowhere')).toBeNull()
  })
})
