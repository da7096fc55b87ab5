import { expect, it } from '@jest/globals'
import {
  activateCounty,
  addCounty,
  changeCounty,
  currentCounty,
  findCounty,
  listCounties,
  requireCounty,
} from '../../server/county/county-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { marshland } from './builders.ts'
import { later, loaded } from './stored.ts'

eachDatabase('the store of counties', database => {
  it('has none to work on until one is made active, however many were added', async () => {
    const { db } = database
    expect(await currentCounty(db)).toBeNull()
    const { id } = await addCounty(db, marshland, loaded)
    expect(await currentCounty(db)).toBeNull()
    await expect(requireCounty(db)).rejects.toMatchObject({ code: 'no-county', status: 404 })
    await activateCounty(db, id)
    expect(await requireCounty(db)).toEqual({ ...marshland, id, active: true })
  })

  it('has one active county at most, whichever was made active before', async () => {
    const { db } = database
    const ids: string[] = []
    for (const name of ['One', 'Two', 'Three'])
      ids.push((await addCounty(db, { ...marshland, name }, loaded)).id)
    for (const id of [...ids, ...ids.slice(0, 1)]) {
      await activateCounty(db, id)
      expect((await listCounties(db)).filter(county => county.active).map(county => county.id)).toEqual([id])
      expect((await currentCounty(db))?.id).toBe(id)
    }
  })

  it('gives back what made a county as it was given, with no code, no districts and any letters in its name', async () => {
    const { db } = database
    const given = {
      ...marshland,
      name: 'Bro Morgannwg “ŵ” %_',
      code: null,
      districtCodes: [],
      demonstration: true,
    }
    const { id } = await addCounty(db, given, loaded)
    expect(await findCounty(db, id)).toEqual({ ...given, id, active: false })
    expect(await findCounty(db, 'another')).toBeNull()
  })

  it('changes one county alone, and not which of them is active', async () => {
    const { db } = database
    const [one, two] = [
      await addCounty(db, marshland, loaded),
      await addCounty(db, { ...marshland, name: 'Two' }, later),
    ]
    await activateCounty(db, one.id)
    const changed = {
      ...marshland,
      name: 'New Marshland',
      vintage: 'LSOA 2021' as const,
      districtCodes: ['E07000009'],
    }
    await changeCounty(db, one.id, changed)
    expect(await findCounty(db, one.id)).toEqual({ ...changed, id: one.id, active: true })
    expect(await findCounty(db, two.id)).toEqual({ ...two, active: false })
  })

  it('lists counties of one name by the order in which they came', async () => {
    const { db } = database
    const second = await addCounty(db, marshland, later)
    const first = await addCounty(db, marshland, loaded)
    expect((await listCounties(db)).map(county => county.id)).toEqual([first.id, second.id])
  })
})
