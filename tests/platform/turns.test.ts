import { describe, expect, it } from '@jest/globals'
import type { Request, Response } from 'express'
import { setImmediate as turn } from 'node:timers/promises'
import { inTurn } from '../../server/platform/turns.ts'

const asked = {} as Request
const answer = {} as Response

describe('requests in turn', () => {
  it('begin as they came, and leave room for everything else between two', async () => {
    const order: string[] = []
    const wait = inTurn()
    for (const name of ['first', 'second', 'third']) {
      void wait(asked, answer, () => order.push(name))
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
    void wait(asked, answer, () => {
      order.push('first')
      void wait(asked, answer, () => order.push('last'))
    })
    void wait(asked, answer, () => order.push('second'))
    await turn()
    await turn()
    await turn()
    await turn()
    expect(order).toEqual(['first', 'second', 'last'])
    void wait(asked, answer, () => order.push('much later'))
    await turn()
    await turn()
    expect(order.at(-1)).toBe('much later')
  })
})
