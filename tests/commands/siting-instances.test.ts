import { describe, expect, it } from '@jest/globals'
import { readInstance } from '../../server/commands/siting-instances.ts'

const rows = (journeys: readonly Float64Array[]): number[][] => journeys.map(to => [...to])

describe('an instance in a file', () => {
  it('with edges gives the shortest ways; of an edge given twice the last counts', () => {
    const file = readInstance(' 3 3 1\n1 2 9\n2 3 4\n2 1 5\n')
    expect(file).toMatchObject({ kind: 'p-median', number: 1, firstSite: 1, fixed: null })
    expect(rows(file.instance.journeys)).toEqual([
      [0, 5, 9],
      [5, 0, 4],
      [9, 4, 0],
    ])
    expect([...file.instance.weights]).toEqual([1, 1, 1])
  })

  it('keeps apart what no edge joins', () => {
    expect(rows(readInstance('3 1 2\n1 2 7').instance.journeys)[2]).toEqual([Infinity, Infinity, 0])
  })

  it('with warehouses gives what serving each customer costs, and what each warehouse costs', () => {
    const file = readInstance('2 3\ncapacity 10.5\n500 20.\n7 1 2\n7 3 4\n7 5 6\n')
    expect(file).toMatchObject({ kind: 'warehouses', number: null, firstSite: 1 })
    expect(rows(file.instance.journeys)).toEqual([
      [1, 3, 5],
      [2, 4, 6],
    ])
    expect([...(file.fixed ?? [])]).toEqual([10.5, 20])
  })

  it('with points gives lengths, capacities and demands', () => {
    const file = readInstance('2 1\n0 0 10 3\n3 4 20 5')
    expect(file).toMatchObject({ kind: 'capacitated', number: 1 })
    expect(rows(file.instance.journeys)[0]).toEqual([0, 5])
    expect([...(file.capacities?.of ?? [])]).toEqual([10, 20])
    expect([...(file.capacities?.demand ?? [])]).toEqual([3, 5])
  })

  it('with points and one capacity cuts lengths off behind the point', () => {
    const file = readInstance('1 713\n2 1 120\n1 0 0 3\n2 1 1 5')
    expect(rows(file.instance.journeys)[0]).toEqual([0, 1])
    expect([...(file.capacities?.of ?? [])]).toEqual([120, 120])
  })

  it('as a county gives journeys by site, people and deciles', () => {
    const county = { T_seconds: [[1, 2], [3, 4], [5, 6]], pop: [7, 8, 9], idaci_decile: [1, 5, 10] } // prettier-ignore
    const file = readInstance(JSON.stringify(county))
    expect(file).toMatchObject({ kind: 'county', number: null, firstSite: 0, deciles: [1, 5, 10] })
    expect(rows(file.instance.journeys)).toEqual([
      [1, 3, 5],
      [2, 4, 6],
    ])
    expect([...file.instance.weights]).toEqual([7, 8, 9])
  })

  it.each([
    ['', 'It is empty.'],
    ['3 1 1\n1 2', 'It may be cut short.'],
    ['3 1 1\n1 two 4', '“two” is not a number.'],
    ['3 1 1\n1 4 5', 'Edge 1 joins 1 and 4, but there are 3 nodes.'],
    ['3 1 1\n1 2 -5', 'Edge 1 has a length below 0.'],
    ['3 1 4\n1 2 5', 'It asks for 4 sites among 3.'],
    ['3 1 0\n1 2 5', 'The number of sites is 0.'],
    ['{"T_seconds": [[1', 'It begins like JSON but is not; it may be cut short.'],
    ['{"pop": [1]}', 'It is JSON but not a county: T_seconds'],
    ['{"T_seconds": [[1, 2], [3]], "pop": [1, 2]}', 'T_seconds has 2 sites for area 0, but not for area 1.'],
    ['{"T_seconds": [[1], [3]], "pop": [1]}', 'T_seconds has 2 areas, but pop has 1.'],
  ])('that is broken is refused: %j', (text, sentence) => {
    expect(() => readInstance(text)).toThrow(sentence)
  })
})
