import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { spawn } from 'node:child_process'
import path from 'node:path'
import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises'
import os from 'node:os'
import { migrate, openDatabase, type Db } from '../../server/db/index.ts'
import { seededRandom } from '../../server/model/random.ts'
import { sha256Of } from '../../server/travel/journey-bytes.ts'
import { currentOrigins, workOutJourneys } from '../../server/travel/index.ts'
import { aCounty } from '../sites/builders.ts'
import { load } from './adding.ts'
import { aTown, corner, townRoads, townTimetable, type Town } from './town.ts'

const child = path.join(import.meta.dirname, 'work-out-child.ts')
const random = seededRandom(20260922)

let folder: string
let db: Db
let town: Town

interface Column {
  readonly key: string
  readonly sha256: string
}

/** Every column that is kept, each checked against its own hash and length. */
async function wholeColumns(from: Db): Promise<Column[]> {
  const { codes } = await currentOrigins(from, town.county)
  const rows = await from.selectFrom('journey_column').selectAll().execute()
  for (const row of rows) {
    expect(row.seconds.byteLength).toBe(codes.length * 4)
    expect(sha256Of(row.seconds)).toBe(row.sha256)
  }
  return rows
    .map(row => ({ key: `${row.basis_hash} ${row.site_key} ${row.measure}`, sha256: row.sha256 }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
}

/** Lets a process work until it has said so many lines, and kills it then; tells whether it was quicker. */
function workUntil(lines: number): Promise<'killed' | 'done'> {
  const worker = spawn(
    process.execPath,
    ['--import', 'tsx', child, path.join(folder, 'doorstep.sqlite'), folder],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let said = 0
  worker.stdout.on('data', (text: Buffer) => {
    said += text.toString().split('\n').length - 1
    if (said >= lines) worker.kill('SIGKILL')
  })
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', (code, signal) => {
      if (signal === 'SIGKILL') resolve('killed')
      else if (code === 0) resolve('done')
      else reject(new Error(`The process ended with ${String(code)}.`))
    })
  })
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'doorstep-killed-'))
  db = openDatabase(`sqlite:${path.join(folder, 'doorstep.sqlite')}`)
  await migrate(db)
  town = await aTown(db, await aCounty(db), { dataDirectory: folder })
  for (let at = 0; at < 6; at++) await town.site(`more ${at}`, corner(at, 4))
  await load(town, 'roads', townRoads())
  await load(town, 'timetable', townTimetable())
}, 120_000)
afterAll(async () => {
  await db.destroy()
  await rm(folder, { recursive: true, force: true })
})

describe('working out journeys in a process that is killed', () => {
  it('leaves no half of anything, and the next process goes on to the same journeys', async () => {
    let ends: 'killed' | 'done' = 'killed'
    let before = 0
    const counts: number[] = []
    for (let attempt = 0; attempt < 4 && ends === 'killed'; attempt++) {
      ends = await workUntil(1 + random.wholeBelow(40))
      const columns = await wholeColumns(db)
      expect(columns.length).toBeGreaterThanOrEqual(before)
      before = columns.length
      counts.push(before)
    }
    expect(counts.length).toBeGreaterThan(0)
    const rest = await workOutJourneys(town.needs, town.county)
    const kept = await wholeColumns(db)
    // Four ways of travelling to eight sites; by public transport a slow day, and the ends of a weekday and of a Saturday too.
    expect(kept.length).toBe(72)
    const transport = kept.filter(column => column.key.endsWith('slow-day')).length
    expect(rest.computed).toBeLessThanOrEqual(32)
    expect(transport).toBe(8)
    const other = openDatabase('sqlite::memory:')
    await migrate(other)
    const again = await aTown(other, await aCounty(other))
    for (let at = 0; at < 6; at++) await again.site(`more ${at}`, corner(at, 4))
    await load(again, 'roads', townRoads())
    await load(again, 'timetable', townTimetable())
    await workOutJourneys(again.needs, again.county)
    const fresh = await other.selectFrom('journey_column').selectAll().execute()
    expect(
      fresh
        .map(row => ({ key: `${row.basis_hash} ${row.site_key} ${row.measure}`, sha256: row.sha256 }))
        .sort((a, b) => (a.key < b.key ? -1 : 1)),
    ).toEqual(kept)
    await other.destroy()
    await again.remove()
  }, 300_000)

  it('is taken up by another thread when a thread dies over a damaged network', async () => {
    await town.site('last', corner(7, 7))
    const networks = path.join(folder, 'networks')
    for (const name of await readdir(networks)) await truncate(path.join(networks, name), 1000)
    expect((await workOutJourneys(town.needs, town.county)).computed).toBe(4)
    expect((await wholeColumns(db)).length).toBe(81)
  }, 120_000)
})
