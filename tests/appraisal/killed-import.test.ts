import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { siteRatings } from '../../server/appraisal/rating-repository.ts'
import { listWeightings } from '../../server/appraisal/weighting-repository.ts'
import { migrate, openDatabase, type Db } from '../../server/db/index.ts'
import { projectRoot } from '../../server/platform/paths.ts'
import { aCounty, aSite } from '../sites/builders.ts'

describe('an import of ratings whose process is killed', () => {
  let folder = ''
  let url = ''
  let db: Db

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'doorstep-killed-'))
    url = `sqlite:${path.join(folder, 'doorstep.sqlite')}`
    db = openDatabase(url)
    await migrate(db)
  })
  afterAll(async () => {
    await db.destroy()
    await rm(folder, { recursive: true })
  })

  const bring = async (countyId: string, killedAfter: number): Promise<unknown[]> => {
    const script = path.join(projectRoot, 'tests', 'appraisal', 'killed-import.ts')
    const child = spawn(process.execPath, ['--import', 'tsx', script, url, countyId, String(killedAfter)], {
      cwd: projectRoot,
      stdio: 'inherit',
    })
    return once(child, 'exit')
  }

  it('leaves nothing behind, and can be brought again', async () => {
    const county = await aCounty(db)
    const siteId = await aSite(db, county.id, { reference: 'fen-1' })
    expect(await bring(county.id, 5)).toEqual([null, 'SIGKILL'])
    expect([await listWeightings(db, county.id), await siteRatings(db, siteId)]).toEqual([[], []])
    expect(await bring(county.id, 0)).toEqual([0, null])
    expect((await siteRatings(db, siteId)).map(one => one.criterion).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })
})
