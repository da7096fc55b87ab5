import { expect, it } from '@jest/globals'
import { listDistricts, listNeighbourhoods } from '../../../server/county/index.ts'
import { eachDatabase } from '../../support/databases.ts'
import { files, lookupPairs, squares } from '../builders.ts'
import { importing } from './importing.ts'

eachDatabase('neighbourhoods of a file', database => {
  const into = importing(database)
  const { load } = into
  const codes = async (): Promise<string[]> =>
    (await listNeighbourhoods(database.db, into.county.id)).map(({ code }) => code)
  const ours = squares.slice(0, 6).map(({ code }) => code)

  it('are named by the lookup before anything else is loaded, in the county’s own vintage', async () => {
    const outcome = await load(files.lookup())
    expect(outcome).toMatchObject({ rowsOutside: 1, rowsRefused: 0 })
    expect(await codes()).toEqual(ours)
    expect((await listDistricts(database.db, into.county.id)).map(({ name }) => name)).toEqual([
      'North Marsh',
      'South Marsh',
    ])
  })

  it('change in one way: the same pair a second time is refused, with its row', async () => {
    const twice = files.lookup() + (files.lookup().trimEnd().split('\n')[1] ?? '') + '\n'
    const outcome = await load(twice)
    expect(outcome).toMatchObject({ rowsTaken: lookupPairs.length - 1, rowsRefused: 1 })
    expect(await codes()).toEqual(ours)
  })

  it('are as many as before, where boundaries come after figures', async () => {
    await load(files.population())
    expect(await load(files.boundaries())).toMatchObject({ rowsTaken: 6, rowsOutside: 1 })
    expect(await codes()).toEqual(ours)
  })

  it('get no centre from a file that was cut off: not the ones either that it has', async () => {
    await load(files.population())
    const lines = files.centroids().trimEnd().split('\n')
    // All but the sixth of the county's.
    const cut = [...lines.slice(0, 6), ...lines.slice(7)].join('\n') + '\n'
    await expect(load(cut)).rejects.toMatchObject({ code: 'incomplete-file' })
    const centres = async (): Promise<number> =>
      (await listNeighbourhoods(database.db, into.county.id)).filter(({ centroid }) => centroid !== null)
        .length
    expect(await centres()).toBe(0)
    await load(files.centroids())
    expect(await centres()).toBe(6)
  })

  it('of another county alone are refused, and leave nothing', async () => {
    const elsewhere = squares.slice(6)
    await expect(load(files.population(elsewhere))).rejects.toMatchObject({ status: 422 })
    expect(await codes()).toEqual([])
  })
})
