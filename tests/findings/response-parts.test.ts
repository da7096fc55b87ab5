import { describe, expect, it } from '@jest/globals'
import { byChannel, ofDistrict, ofDistricts } from '../../server/findings/response-parts.ts'
import { inputOf } from './input.ts'

describe('parts of responses', () => {
  const { counted } = inputOf([
    { district: 'D2', channel: 'paper' },
    { district: 'D1' },
    { district: 'D2' },
    { district: 'D1', channel: 'paper' },
  ]).responses
  const [paper2, online1, online2, paper1] = counted

  it('are those of a district, of districts and of a channel, in their order', () => {
    expect(ofDistrict(counted, 'D1')).toEqual([online1, paper1])
    expect(ofDistrict(counted, 'D3')).toEqual([])
    expect(ofDistricts(counted, ['D1', 'D3', 'D2'])).toEqual([online1, paper1, paper2, online2])
    expect(ofDistricts(counted, ['D2'])).toEqual([paper2, online2])
    expect([...byChannel(counted)]).toEqual([
      ['paper', [paper2, paper1]],
      ['online', [online1, online2]],
    ])
  })

  it('are made once for a list, and anew for another', () => {
    expect(ofDistrict(counted, 'D1')).toBe(ofDistrict(counted, 'D1'))
    expect(ofDistricts(counted, ['D1', 'D2'])).toBe(ofDistricts(counted, ['D1', 'D2']))
    expect(ofDistrict(counted.slice(0, 2), 'D1')).toEqual([online1])
  })
})
