import { expect, it } from '@jest/globals'
import { addPublication, findPublication } from '../../server/scenarios/publication-repository.ts'
import {
  addScenario,
  beginChange,
  findScenario,
  removeScenario,
  renameScenario,
  statusQuoScenario,
  storedScenarios,
} from '../../server/scenarios/scenarios-repository.ts'
import { inTransaction } from '../../server/db/index.ts'
import { addCounty } from '../../server/county/index.ts'
import { aCounty } from '../sites/builders.ts'
import { eachDatabase } from '../support/databases.ts'

const [first, second] = ['2026-09-01T09:00:00.000Z', '2026-09-02T09:00:00.000Z']
const named = (name: string) => ({ name, description: 'About it', basedOn: null })
const frozen = (scenarioId: string) => ({
  scenarioId,
  hash: 'a'.repeat(64),
  document: '{"name":"One “Centre”\\n\\u0001"}',
  figures: '{}',
  publishedAt: second,
  publishedBy: 'Ann',
})

eachDatabase('the store of scenarios', database => {
  it('makes one status quo for each county, however many ask for it at once', async () => {
    const { db } = database
    const county = await aCounty(db)
    const all = await Promise.all([first, second, first].map(at => statusQuoScenario(db, county.id, at)))
    expect(new Set(all.map(one => one.id)).size).toBe(1)
    expect(await storedScenarios(db, county.id)).toHaveLength(1)
    const other = await addCounty(db, { ...county, code: null, name: 'Other' }, first)
    expect((await statusQuoScenario(db, other.id, first)).id).not.toBe(all[0]?.id)
  })

  it('never lets the status quo be changed or removed', async () => {
    const { db } = database
    const { id } = await statusQuoScenario(db, (await aCounty(db)).id, first)
    expect(await beginChange(db, id, second)).toBeNull()
    expect(await removeScenario(db, id)).toBe(false)
    expect(await findScenario(db, id)).toMatchObject({ version: 1, updatedAt: first, statusQuo: true })
  })

  it('shows the status quo first, then its own county’s by name', async () => {
    const { db } = database
    const county = await aCounty(db)
    const other = await addCounty(db, { ...county, code: null, name: 'Other' }, first)
    for (const name of ['Zones', 'Also', 'Many']) await addScenario(db, county.id, named(name), first)
    await addScenario(db, other.id, named('Theirs'), first)
    await statusQuoScenario(db, county.id, second)
    expect((await storedScenarios(db, county.id)).map(one => one.name)).toEqual([
      'Status quo',
      'Also',
      'Many',
      'Zones',
    ])
  })

  it('counts every change once, though several are made at once', async () => {
    const { db } = database
    const id = await addScenario(db, (await aCounty(db)).id, named('One'), first)
    const versions = await Promise.all(
      Array.from({ length: 6 }, () => inTransaction(db, tx => beginChange(tx, id, second))),
    )
    expect(versions.sort()).toEqual([2, 3, 4, 5, 6, 7])
    await renameScenario(db, id, 'Two', '')
    expect(await findScenario(db, id)).toMatchObject({
      name: 'Two',
      description: '',
      version: 7,
      updatedAt: second,
    })
  })

  it('freezes what is published: it is neither changed nor removed, and stays as it was to the letter', async () => {
    const { db } = database
    const county = await aCounty(db)
    const [id, other] = [
      await addScenario(db, county.id, named('One'), first),
      await addScenario(db, county.id, named('Two'), first),
    ]
    expect(await findPublication(db, id)).toBeNull()
    await addPublication(db, frozen(id))
    expect(await beginChange(db, id, second)).toBeNull()
    expect(await removeScenario(db, id)).toBe(false)
    expect(await findPublication(db, id)).toEqual(frozen(id))
    expect(await findScenario(db, id)).toMatchObject({ hash: 'a'.repeat(64), publishedAt: second })
    expect(await findScenario(db, other)).toMatchObject({ hash: null, publishedAt: null })
    await expect(addPublication(db, { ...frozen(id), hash: 'b'.repeat(64) })).rejects.toBeTruthy()
    expect((await findPublication(db, id))?.hash).toBe('a'.repeat(64))
    expect(await removeScenario(db, other)).toBe(true)
    expect(await removeScenario(db, other)).toBe(false)
  })
})
