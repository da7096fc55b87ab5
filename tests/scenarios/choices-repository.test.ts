import { expect, it } from '@jest/globals'
import {
  addLedger,
  addOutreach,
  readFates,
  readLedger,
  readOutreach,
  removeFates,
  removeLedger,
  removeOutreach,
  storeFates,
} from '../../server/scenarios/choices-repository.ts'
import { addScenario, removeScenario } from '../../server/scenarios/scenarios-repository.ts'
import { eachDatabase, type TestDatabase } from '../support/databases.ts'
import { meridian } from './builders.ts'

const now = '2026-09-01T09:00:00.000Z'

async function twoScenarios({ db }: TestDatabase) {
  const sites = await meridian(db)
  const add = (name: string): Promise<string> =>
    addScenario(db, sites.county.id, { name, description: '', basedOn: null }, now)
  return { ...sites, id: await add('One'), other: await add('Other') }
}

const session = (siteId: string, weekday: number, starts: string) => ({
  siteId,
  weekday,
  starts,
  ends: '16:00',
  fromOn: null,
  toOn: '2027-03-31',
  activity: 'Stay & play',
})
const entry = (line: string, pounds: number, oneOff = false) => ({
  siteId: null,
  line,
  pounds,
  oneOff,
  note: '',
})

eachDatabase('the store of what a scenario makes of its sites', database => {
  it('gives each site one fate: the newest that was chosen, lead and all', async () => {
    const { db } = database
    const { id, other, alder, birch } = await twoScenarios(database)
    await storeFates(db, id, [
      { siteId: alder, fate: 'centre', leadSiteId: null },
      { siteId: birch, fate: 'centre-place', leadSiteId: alder },
    ])
    await storeFates(db, other, [{ siteId: birch, fate: 'zone', leadSiteId: null }])
    await storeFates(db, id, [{ siteId: birch, fate: 'closed', leadSiteId: null }])
    const fates = new Map((await readFates(db, id)).map(one => [one.siteId, one]))
    expect(fates.size).toBe(2)
    expect(fates.get(alder)).toMatchObject({ fate: 'centre', leadSiteId: null })
    expect(fates.get(birch)).toMatchObject({ fate: 'closed', leadSiteId: null })
    expect(await readFates(db, other)).toEqual([{ siteId: birch, fate: 'zone', leadSiteId: null }])
  })

  it('takes sites out of one scenario alone, and nothing where none is named', async () => {
    const { db } = database
    const { id, other, alder, birch } = await twoScenarios(database)
    for (const scenario of [id, other])
      await storeFates(
        db,
        scenario,
        [alder, birch].map(siteId => ({ siteId, fate: 'closed' as const, leadSiteId: null })),
      )
    await removeFates(db, id, [])
    await storeFates(db, id, [])
    expect(await readFates(db, id)).toHaveLength(2)
    await removeFates(db, id, [alder])
    expect((await readFates(db, id)).map(one => one.siteId)).toEqual([birch])
    expect(await readFates(db, other)).toHaveLength(2)
  })

  it('keeps sessions in the order of site, weekday and time', async () => {
    const { db } = database
    const { id, other, alder, birch } = await twoScenarios(database)
    const [low = '', high = ''] = [alder, birch].sort()
    await addOutreach(db, id, [
      session(high, 1, '09:00'),
      session(low, 2, '13:30'),
      session(low, 2, '09:30'),
      session(low, 1, '15:00'),
    ])
    await addOutreach(db, other, [session(low, 5, '10:00')])
    const kept = await readOutreach(db, id)
    expect(kept.map(one => [one.siteId, one.weekday, one.starts])).toEqual([
      [low, 1, '15:00'],
      [low, 2, '09:30'],
      [low, 2, '13:30'],
      [high, 1, '09:00'],
    ])
    expect(kept[0]).toEqual({ id: kept[0]?.id, ...session(low, 1, '15:00') })
  })

  it('keeps costs and incomes to the penny, yearly ones before those that come once', async () => {
    const { db } = database
    const { id } = await twoScenarios(database)
    await addLedger(db, id, [
      entry('capital', 12_345_678.91, true),
      entry('rent', -0.01),
      entry('grant', -250_000),
    ])
    expect((await readLedger(db, id)).map(one => [one.line, one.pounds, one.oneOff])).toEqual([
      ['grant', -250_000, false],
      ['rent', -0.01, false],
      ['capital', 12_345_678.91, true],
    ])
  })

  it('removes a session or a cost only from the scenario that it belongs to', async () => {
    const { db } = database
    const { id, other, alder } = await twoScenarios(database)
    await addOutreach(db, id, [session(alder, 1, '09:00')])
    await addLedger(db, id, [entry('rent', 1)])
    const [[kept], [cost]] = [await readOutreach(db, id), await readLedger(db, id)]
    await removeOutreach(db, other, kept?.id ?? '')
    await removeLedger(db, other, cost?.id ?? '')
    expect([(await readOutreach(db, id)).length, (await readLedger(db, id)).length]).toEqual([1, 1])
    await removeOutreach(db, id, kept?.id ?? '')
    await removeLedger(db, id, cost?.id ?? '')
    expect([(await readOutreach(db, id)).length, (await readLedger(db, id)).length]).toEqual([0, 0])
  })

  it('goes with its scenario', async () => {
    const { db } = database
    const { id, other, alder } = await twoScenarios(database)
    for (const scenario of [id, other]) {
      await storeFates(db, scenario, [{ siteId: alder, fate: 'outreach', leadSiteId: null }])
      await addOutreach(db, scenario, [session(alder, 1, '09:00')])
      await addLedger(db, scenario, [entry('rent', 1)])
    }
    await removeScenario(db, id)
    const sizes = async (scenario: string): Promise<number[]> => [
      (await readFates(db, scenario)).length,
      (await readOutreach(db, scenario)).length,
      (await readLedger(db, scenario)).length,
    ]
    expect(await sizes(id)).toEqual([0, 0, 0])
    expect(await sizes(other)).toEqual([1, 1, 1])
  })
})
