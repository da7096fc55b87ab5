import { describe, expect, it } from '@jest/globals'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { fromNationalGrid, toNationalGrid } from '../../server/county/index.ts'
import { distanceMetres } from '../../server/model/great-circle.ts'
import { projectRoot } from '../../server/platform/paths.ts'

const folder = path.join(projectRoot, '..', 'shared', 'data', 'cambridgeshire')

describe('the National Grid', () => {
  it('is within five metres of Ordnance Survey’s own worked example', () => {
    // Caister water tower in “A guide to coordinate systems in Great Britain”: OSGB36 by OSTN15, and ETRS89.
    const tower = fromNationalGrid(651409.804, 313177.45)
    expect(distanceMetres(tower, [1.716073973, 52.658007833])).toBeLessThan(5)
  })

  it('comes back as it went', () => {
    const [easting, northing] = toNationalGrid(fromNationalGrid(545000, 258000))
    expect(easting).toBeCloseTo(545000, 2)
    expect(northing).toBeCloseTo(258000, 2)
  })

  const skip = existsSync(folder) ? it : it.skip
  skip.each([
    ['lsoa2011_pwc_cambs_peterborough.csv', 'lon'],
    ['lsoa2021_pwc_cambs_peterborough.csv', 'long'],
  ])(
    'agrees with every published pair of positions in %s to five metres (skipped without ../shared/data)',
    (name, lon) => {
      const rows = parse<Record<string, string>>(readFileSync(path.join(folder, name)), { columns: true })
      const worst = Math.max(
        ...rows.map(row =>
          distanceMetres(fromNationalGrid(Number(row['x']), Number(row['y'])), [
            Number(row[lon]),
            Number(row['lat']),
          ]),
        ),
      )
      expect(rows.length).toBeGreaterThan(400)
      expect(worst).toBeLessThan(5)
    },
  )
})
