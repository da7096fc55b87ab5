import { describe, expect, it } from '@jest/globals'
import { setImmediate as turn } from 'node:timers/promises'
import { inTurn } from '../../server/platform/turns.ts'

describe('requests in turn', () => {
  it('begin as they came, and leave room for everything else between two', async () => {
    const order: string[] = []
    const wait = inTurn()
    for (const name of ['first', 'second', 'third']) {
      wait(null, null, () => order.push(name))
    }
    expect(order).toEqual([])
    setImmediate(() => order.push('the door'))
    await turn()
    expect(order).toEqual(['first', 'the door'])
    await turn()
    await turn()
    expect(order).toEqual(['first', 'the door', 'second', 'third'])
  })

  it('begin at the next look when nobody waits, and those that come meanwhile come after', async () => {
    const order: string[] = []
    const wait = inTurn()
    wait(null, null, () => {
      order.push('first')
      wait(null, null, () => order.push('last'))
    })
    wait(null, null, () => order.push('second'))
    await turn()
    await turn()
    await turn()
    await turn()
    expect(order).toEqual(['first', 'second', 'last'])
    wait(null, null, () => order.push('much later'))
    await turn()
    await turn()
    expect(order.at(-1)).toBe('much later')
  })
})
