import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { execFile } from 'node:child_process'
import path from 'node:path'
import { projectRoot } from '../../server/platform/paths.ts'
import { scratch, type Scratch } from '../platform/tables/packed.ts'

interface Ended {
  readonly code: number
  readonly out: string
  readonly error: string
}

function siting(...words: string[]): Promise<Ended> {
  const command = path.join(projectRoot, 'server', 'commands', 'siting.ts')
  return new Promise(resolve => {
    execFile(
      process.execPath,
      ['--import', 'tsx', command, ...words],
      { cwd: projectRoot },
      (error, out, said) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, error: said })
      },
    )
  })
}

// Five places in a row, a stretch of 1 between neighbours.
const row = '5 4 2\n1 2 1\n2 3 1\n3 4 1\n4 5 1\n'
const county = JSON.stringify({
  T_seconds: [[0, 60, 120], [60, 0, 60], [120, 60, 0]], // prettier-ignore
  pop: [10, 10, 11],
  idaci_decile: [1, 5, 9],
})

describe('npm run siting', () => {
  let folder: Scratch
  let files: { row: string; county: string; broken: string }

  beforeAll(async () => {
    folder = await scratch()
    files = {
      row: await folder.file('row.txt', row),
      county: await folder.file('county.json', county),
      broken: await folder.file('broken.txt', '5 4 2\n1 2'),
    }
  })
  afterAll(() => folder.remove())

  it('writes one line for each file, the keys in their order, sites numbered as in the file', async () => {
    const { code, out } = await siting(files.row, files.county, '--p', '2', '--json')
    expect(code).toBe(0)
    const lines = out.trim().split('\n')
    expect(lines).toHaveLength(2)
    const [first, second] = lines.map(line => JSON.parse(line) as Record<string, unknown>)
    expect(Object.keys(first ?? {}).slice(0, 7)).toEqual([
      'instance',
      'problem',
      'objective',
      'bound',
      'proven',
      'seconds',
      'open',
    ])
    expect(first).toMatchObject({ instance: 'row', problem: 'pmedian', objective: 3, bound: 3, proven: true })
    expect(second).toMatchObject({ instance: 'county', objective: 600, proven: true, recosted: 600 })
    expect((second?.open as number[]).every(site => site >= 0 && site <= 2)).toBe(true)
  })

  it('keeps what must be open, and counts deprived areas double', async () => {
    const must = await siting(files.row, '--p', '1', '--must', '5', '--json')
    expect(JSON.parse(must.out)).toMatchObject({ objective: 10, open: [5] })
    const plain = await siting(files.county, '--p', '1', '--json')
    expect(JSON.parse(plain.out)).toMatchObject({ objective: 1260, open: [1] })
    const deprived = await siting(files.county, '--p', '1', '--weights', 'deprivation', '--json')
    expect(JSON.parse(deprived.out)).toMatchObject({ objective: 1860, open: [1] })
  })

  it.each([
    ['mclp', ['--p', '1', '--limit', '1'], 3],
    ['lscp', ['--limit', '1'], 2],
    ['pcenter', ['--p', '1'], 2],
  ])('solves %s', async (problem, words, objective) => {
    const { out } = await siting(files.row, '--problem', problem, ...words, '--json')
    expect(JSON.parse(out)).toMatchObject({ problem, objective, bound: objective, proven: true })
  })

  it('solves cpmp, with capacities', async () => {
    const points = await folder.file('points.txt', '2 1\n0 0 7 3\n3 4 8 5\n')
    const { out } = await siting(points, '--json')
    expect(JSON.parse(out)).toMatchObject({
      problem: 'cpmp',
      objective: 5,
      proven: true,
      open: [2],
      recosted: 5,
    })
  })

  it('says what cannot be done, and ends with 1', async () => {
    const { code, out } = await siting(files.row, '--p', '1', '--must', '1,2', '--json')
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      objective: null,
      proven: false,
      open: [],
      conflict: ['mustOpen:0', 'mustOpen:1', 'number'],
    })
  })

  it('solves the other files when one is broken, says why in a sentence, and ends with 2', async () => {
    const { code, out, error } = await siting(files.broken, 'nowhere.txt', files.row)
    expect(code).toBe(2)
    expect(error).toContain('broken.txt: Its 5 figures fit none of the layouts')
    expect(error).toContain('nowhere.txt: There is no such file.')
    expect(out).toContain('row: pmedian: 3 (proven best')
  })

  it('refuses words that it does not understand, in one sentence, and ends with 2', async () => {
    const { code, out, error } = await siting(files.row, '--problem', 'tsp')
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(error).toBe('--problem is one of pmedian, mclp, lscp, pcenter, uflp, cpmp, not “tsp”.\n')
  })
})
