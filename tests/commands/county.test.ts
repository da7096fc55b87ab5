import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { execFile } from 'node:child_process'
import { cp, readFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../../server/platform/paths.ts'
import { scratch, type Scratch } from '../platform/tables/packed.ts'
import { files, marshland } from '../county/builders.ts'

const real = path.join(projectRoot, '..', 'shared', 'data', 'cambridgeshire')
const england = path.join(
  projectRoot,
  '..',
  'shared',
  'data',
  'england',
  'iod2019_file7_england_reconstructed.csv',
)

interface Ended {
  readonly code: number
  readonly out: string
  readonly error: string
}

function county(dataDirectory: string, ...words: string[]): Promise<Ended> {
  const command = path.join(projectRoot, 'server', 'commands', 'county.ts')
  return new Promise(resolve => {
    execFile(
      process.execPath,
      ['--import', 'tsx', command, ...words],
      {
        cwd: projectRoot,
        maxBuffer: 50_000_000,
        env: { PATH: process.env['PATH'], DATA_DIR: dataDirectory },
      },
      (error, out, said) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, error: said })
      },
    )
  })
}

describe('npm run county', () => {
  let folder: Scratch
  let data: Scratch

  beforeAll(async () => {
    folder = await scratch()
    data = await scratch()
    await folder.file('county.json', files.county())
    await folder.file('people.csv', files.population())
    await folder.file('centroids.csv', files.centroids())
    await folder.file('areas.geojson', files.boundaries())
    await folder.file('centres.csv', files.centres())
    await folder.file('indices.csv', files.deprivation())
  })
  afterAll(async () => {
    await folder.remove()
    await data.remove()
  })

  it('ends with what is known, as JSON and nothing else', async () => {
    const { code, out, error } = await county(data.folder, folder.folder, '--json')
    expect(error).toContain('Taken: people.csv. 6 taken, 1 outside the county.')
    expect(code).toBe(0)
    const known = JSON.parse(out) as Record<string, unknown>
    expect(known).toMatchObject({
      county: marshland.name,
      neighbourhoods: 6,
      children0to4: 210,
      postcodes: 0,
      sites: { centre: 1, 'linked-site': 1 },
      centres: 2,
      baseline: {
        children0to4: 210,
        byDistrict: { 'North Marsh': { children0to4: 100 }, 'South Marsh': { children0to4: 110 } },
      },
    })
    expect(known['gaps']).toContain('No postcodes: nobody can look up their own.')
  })

  it('weighs straight lines by children, and doubles nothing when run again', async () => {
    const { out, error } = await county(data.folder, folder.folder, '--json')
    expect(error).toContain('Already loaded: people.csv')
    const { baseline, sites } = JSON.parse(out) as {
      sites: object
      baseline: {
        meanMetres: number
        shareWithin2500: number
        byIdaciDecile: Record<string, { meanMetres: number }>
      }
    }
    expect(sites).toEqual({ centre: 1, 'linked-site': 1 })
    // Centres stand in squares 1 and 5; squares are 0.02° wide, about 1,360 metres: 0, 1, 2, 1, 0 and 1 squares away.
    const square = 6371008.8 * (Math.PI / 180) * 0.02 * Math.cos((52.31 * Math.PI) / 180)
    expect(baseline.meanMetres).toBeCloseTo((square * (20 + 2 * 30 + 40 + 60)) / 210, -1)
    expect(baseline.shareWithin2500).toBeCloseTo(180 / 210, 10)
    expect(baseline.byIdaciDecile['3']?.meanMetres).toBeCloseTo(2 * square, -1)
  })

  it('tells the same in words', async () => {
    const { out } = await county(data.folder, folder.folder)
    expect(out).toContain('6 neighbourhoods, 210 children aged 0 to 4')
    expect(out).toContain('Straight line')
  })

  it('ends with a failure when a file was refused, and says why', async () => {
    await folder.file('notes.csv', 'Question,Answer\n1,2\n')
    const { code, error } = await county(data.folder, folder.folder)
    expect(code).toBe(1)
    expect(error).toContain(
      'REFUSED: notes.csv. This file was not recognised. Found a table with the columns “Question, Answer”.',
    )
  })

  it.each([
    ['no folder', [], 'Usage: npm run county -- FOLDER [--json]'],
    ['a folder that is not there', ['/nowhere/at/all'], 'The folder /nowhere/at/all cannot be read.'],
    ['a word that it does not know', ['.', '--jsno'], 'Usage:'],
  ])('says what to do with %s', async (_, words, sentence) => {
    const { code, error } = await county(data.folder, ...words)
    expect(code).toBe(2)
    expect(error).toContain(sentence)
  })
})

const skip = existsSync(real) ? describe : describe.skip

skip('npm run county on a real county (skipped without ../shared/data)', () => {
  let data: Scratch
  let folder: Scratch

  beforeAll(async () => {
    data = await scratch()
    folder = await scratch()
  })
  afterAll(async () => {
    await data.remove()
    await folder.remove()
  })

  it('knows Cambridgeshire', async () => {
    const { code, out, error } = await county(data.folder, real, '--json')
    expect(error).not.toContain('REFUSED')
    expect(code).toBe(0)
    const known = JSON.parse(out) as Record<string, unknown>
    expect(known).toMatchObject({
      neighbourhoods: 375,
      children0to4: 36107,
      postcodes: 17527,
      centres: 28,
      sites: { centre: 23, 'linked-site': 5, library: 48, 'gp-practice': 67 },
    })
    // Worked out once more by an independent script from the same published files.
    const { baseline } = known as {
      baseline: Record<string, number> & {
        byDistrict: Record<string, unknown>
        byIdaciDecile: Record<string, unknown>
      }
    }
    expect(baseline['meanMetres']).toBeCloseTo(2467.17, 1)
    expect(baseline['shareWithin2500']).toBeCloseTo(0.660758, 5)
    expect(baseline['medianMetres']).toBeGreaterThan(1550)
    expect(baseline['medianMetres']).toBeLessThan(1596)
    expect(baseline['p90Metres']).toBeGreaterThan(5950)
    expect(baseline['p90Metres']).toBeLessThan(6039)
    expect(baseline.byDistrict['Fenland']).toMatchObject({ children0to4: 5592 })
    expect(Object.keys(baseline.byIdaciDecile)).toHaveLength(10)
  })

  it('takes the county’s rows out of a file of all England', async () => {
    await folder.file('county.json', await readFile(path.join(real, 'county.json')))
    await cp(england, path.join(folder.folder, 'england.csv'))
    const other = await scratch()
    const { error } = await county(other.folder, folder.folder, '--json')
    expect(error).toContain('Taken: england.csv. 375 taken, 32,469 outside the county.')
    await other.remove()
  })
})
