import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { setImmediate as turn } from 'node:timers/promises'
import { Gathering } from '../../server/db/gathering.ts'

/** A transaction that is waited for. */
function nextOf(gathering: Gathering): { hasBegun: () => Promise<boolean> } {
  let begun = false
  void gathering.isComplete().then(() => {
    begun = true
  })
  return { hasBegun: () => settled(() => begun) }
}

/** What something is after everything has happened that needs no time to pass. */
async function settled<Seen>(see: () => Seen): Promise<Seen> {
  for (let at = 0; at < 10; at += 1) await turn()
  return see()
}

describe('those who wait for a shared transaction', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] })
  })
  afterEach(() => {
    jest.useRealTimers()
  })

  it('go at once when they are alone, again and again', async () => {
    const gathering = new Gathering(['A'])
    for (let at = 0; at < 3; at += 1) {
      gathering.joined(false)
      expect(await nextOf(gathering).hasBegun()).toBe(true)
    }
    expect(jest.getTimerCount()).toBe(0)
  })

  it('wait a little after the last began, when they have met others', async () => {
    const gathering = new Gathering(['A'])
    await gathering.isComplete()
    gathering.joined(true)
    const next = nextOf(gathering)
    expect(await next.hasBegun()).toBe(false)
    jest.advanceTimersByTime(29)
    expect(await next.hasBegun()).toBe(false)
    jest.advanceTimersByTime(1)
    expect(await next.hasBegun()).toBe(true)
  })

  it('go at once when that is over already', async () => {
    const gathering = new Gathering(['A'])
    await gathering.isComplete()
    jest.advanceTimersByTime(30)
    gathering.joined(true)
    expect(await nextOf(gathering).hasBegun()).toBe(true)
  })

  it('wait no longer once they are eight', async () => {
    const waiting = ['A']
    const gathering = new Gathering(waiting)
    await gathering.isComplete()
    gathering.joined(true)
    const next = nextOf(gathering)
    for (const name of ['B', 'C', 'D', 'E', 'F', 'G']) {
      waiting.push(name)
      gathering.joined(true)
    }
    expect(await next.hasBegun()).toBe(false)
    waiting.push('H')
    gathering.joined(true)
    expect(await next.hasBegun()).toBe(true)
    expect(jest.getTimerCount()).toBe(0)
  })

  it('are alone again a tenth of a second after any two met', async () => {
    const gathering = new Gathering(['A'])
    gathering.joined(true)
    jest.advanceTimersByTime(101)
    await gathering.isComplete()
    gathering.joined(false)
    expect(await nextOf(gathering).hasBegun()).toBe(true)
  })
})
