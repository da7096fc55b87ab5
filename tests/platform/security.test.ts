import { describe, expect, it } from '@jest/globals'
import { networkOf, rateLimit } from '../../server/platform/security.ts'

describe('addresses that requests are counted by', () => {
  it('are one for each home, in whichever way they are written', () => {
    const home = '2001:db8:0:7'
    for (const address of [
      '2001:db8:0:7::1',
      '2001:0DB8:0000:0007:ffff:ffff:ffff:ffff',
      '2001:db8::7:0:0:0:9',
      '2001:db8:0:7:1:2:3:4%eth0',
    ])
      expect([address, networkOf(address)]).toEqual([address, home])
    expect(networkOf('2001:db8:0:8::1')).toBe('2001:db8:0:8')
    expect(networkOf('::1')).toBe('0:0:0:0')
    expect(networkOf('192.0.2.7')).toBe('192.0.2.7')
    expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7')
    expect(networkOf('')).toBe('')
    expect(networkOf('a draft')).toBe('a draft')
  })

  it('run out together', async () => {
    const limit = rateLimit(3, 60)
    for (const last of ['1', '2', '3']) await limit(`2001:db8::${last}`)
    await expect(limit('2001:db8::4')).rejects.toThrow('too many requests')
    await limit('2001:db8:0:1::1')
  })
})
