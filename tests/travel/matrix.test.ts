import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { readMatrix, type ReadMatrix } from '../../server/travel/matrix.ts'
import { originSetOf } from '../../server/travel/origins.ts'

const origins = originSetOf('postcodes', [
  { code: 'PE1 1AA', neighbourhood: 'E01000001', position: [0.05, 52.2] },
  { code: 'PE1 1AB', neighbourhood: 'E01000001', position: [0.06, 52.2] },
  { code: 'E01000002', neighbourhood: 'E01000002', position: [0.07, 52.2] },
])
const sites = new Set(['A', 'B'])

function read(text: string): Promise<ReadMatrix> {
  const rows = text.split('\n').map((row, at) => ({ number: at + 1, cells: row.split(',') }))
  return readMatrix(rows, origins, sites)
}

async function mistakesOf(text: string): Promise<readonly string[]> {
  const answer = await read(text)
  return answer.ok ? [] : answer.mistakes
}

const whole = `origin,site,minutes
pe11aa,A,10
PE1 1AB,A,12.5
E01000002,A,unreachable`

describe('a council’s journeys', () => {
  it('are read by postcode, in minutes, with what cannot be reached', async () => {
    const answer = await read(whole)
    expect(answer).toMatchObject({ ok: true, matrix: { unit: 'seconds', kind: 'postcodes', sites: ['A'] } })
    expect(answer.ok && [...(answer.matrix.columns[0] ?? [])]).toEqual([600, 750, Infinity])
  })

  it('hold for every postcode of a neighbourhood', async () => {
    const answer = await read('LSOA,Destination,Metres\nE01000001,B,900\nE01000002,B,1200\n')
    expect(answer).toMatchObject({ ok: true, matrix: { unit: 'metres', kind: 'neighbourhoods' } })
    expect(answer.ok && [...(answer.matrix.columns[0] ?? [])]).toEqual([900, 900, 1200])
  })

  it('are refused with holes', async () => {
    expect(await mistakesOf('origin,site,minutes\nPE1 1AA,A,10\nPE1 1AB,A,')).toEqual([
      'Row 3: the journey is missing. Write “unreachable” where there is no way.',
      'There is no journey from E01000002 to A.',
    ])
  })

  it('are refused with unknown origins and sites, figures below zero, and what is told twice', async () => {
    expect(
      await mistakesOf(
        `${whole}\nPE9 9ZZ,A,1\nPE1 1AA,Z,1\nPE1 1AA,A,11\nPE1 1AA,B,-3\nE01000001,B,2\nPE1 1AB,B,soon`,
      ),
    ).toEqual([
      'Row 5: “PE9 9ZZ” is not a postcode or neighbourhood of this county.',
      'Row 6: “Z” is not the reference of a site.',
      'Row 7: PE1 1AA to A was told before.',
      'Row 8: a journey cannot be -3, below zero.',
      'Row 9: “E01000001” is one of the neighbourhoods; the rows before are of postcodes.',
      'Row 10: “soon” is not a number.',
      'There is no journey from E01000002 to B.',
    ])
  })

  it('are refused without headings or rows', async () => {
    expect(await mistakesOf('PE1 1AA,A,10')).toEqual([
      'Row 1: expected the headings origin, site, and minutes, seconds or metres.',
    ])
    expect(await mistakesOf('origin,site,minutes\n\n')).toEqual(['The file has no rows of journeys.'])
  })

  it('come out the same in any order of rows', async () => {
    const [heading = '', ...rows] = `${whole}\nPE1 1AA,B,1\nPE1 1AB,B,2\nE01000002,B,3`.split('\n')
    const straight = await read([heading, ...rows].join('\n'))
    const byPostcode = rows.filter(row => row.startsWith('p') || row.startsWith('P'))
    const others = rows.filter(row => row.startsWith('E'))
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(byPostcode, { minLength: byPostcode.length }),
        fc.shuffledSubarray(others, { minLength: others.length }),
        async (first, then) => {
          const shuffled = await read([heading, ...first, ...then].join('\n'))
          if (!straight.ok || !shuffled.ok) throw new Error('Both are whole.')
          const bySite = ({ matrix }: typeof straight) =>
            new Map(matrix.sites.map((site, at) => [site, [...(matrix.columns[at] ?? [])]]))
          expect(bySite(shuffled)).toEqual(bySite(straight))
        },
      ),
    )
  })
})
