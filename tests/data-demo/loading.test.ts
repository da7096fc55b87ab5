import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { readFile } from 'node:fs/promises'
import { writeDemonstrationCounty } from '../../data/demo/generate.ts'
import { knownOf, loadFolder, type FolderOutcome } from '../../server/county/index.ts'
import { storePublishedSites } from '../../server/sites/index.ts'
import { importSiteRegister } from '../../server/sites/register-service.ts'
import { openTestDatabase } from '../support/open-database.ts'

describe('the demonstration county, loaded as a real one is', () => {
  let folder: string
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  let outcome: FolderOutcome

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'doorstep-demonstration-'))
    await writeDemonstrationCounty(folder)
    database = await openTestDatabase('SQLite')
    outcome = await loadFolder(database.db, folder, {
      storeSites: storePublishedSites,
      clock: () => new Date('2026-09-21T09:00:00Z'),
    })
  })

  afterAll(async () => {
    await database.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('is taken whole: no file and no row is refused', () => {
    expect(outcome.files.filter(file => file.outcome !== 'taken')).toEqual([])
    expect(outcome.files.filter(file => file.rowsRefused > 0)).toEqual([])
    expect(outcome.files).toHaveLength(15)
    expect(outcome.county).toMatchObject({ name: 'Sedgeshire', demonstration: true, vintage: 'LSOA 2021' })
  })

  it('is known with every figure that planning needs', async () => {
    const known = await knownOf(database.db, outcome.county)
    expect(known.neighbourhoods).toBe(382)
    expect(known.children0to4.neighbourhoodsNotKnown).toBe(0)
    expect(known.gaps).toEqual([])
  })

  it('meets its own register: the council’s rows add to published sites and make only halls anew', async () => {
    const text = await readFile(path.join(folder, 'council', 'sites-register.csv'), 'utf8')
    const actor = { accountId: null, name: 'The demonstration' }
    const counts = await importSiteRegister(database.db, outcome.county.id, text, actor)
    expect(counts.refused).toEqual([])
    const halls = text.split('\n').filter(line => line.startsWith('hall:'))
    expect(counts.added).toBe(halls.length)
  })
})
