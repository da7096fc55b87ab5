import { describe, expect, it } from '@jest/globals'
import { setTimeout as wait } from 'node:timers/promises'
import { inLanes, type LaneWork } from '../../server/travel/in-lanes.ts'

const never = new AbortController().signal

/** Work that notes when it begins and ends. */
function noting(heard: string[], name: string, after: string | null = null, fails = false): LaneWork {
  return {
    name,
    after,
    run: async signal => {
      heard.push(`${name} begins`)
      await wait(20)
      if (signal.aborted) return
      if (fails) throw new Error(`${name} fails`)
      heard.push(`${name} ends`)
    },
  }
}

describe('work in lanes', () => {
  it('goes on so many at a time, and waits for what must come before', async () => {
    const heard: string[] = []
    await inLanes([noting(heard, 'walk'), noting(heard, 'bus', 'walk'), noting(heard, 'car')], 2, never)
    expect(heard.slice(0, 2)).toEqual(['walk begins', 'car begins'])
    expect(heard.indexOf('bus begins')).toBeGreaterThan(heard.indexOf('walk ends'))
    expect(heard).toHaveLength(6)
  })

  it('does not wait for what is not to be done at all', async () => {
    const heard: string[] = []
    await inLanes([noting(heard, 'bus', 'walk')], 2, never)
    expect(heard).toEqual(['bus begins', 'bus ends'])
  })

  it('stops at the first failure and tells it', async () => {
    const heard: string[] = []
    const works = [noting(heard, 'a', null, true), noting(heard, 'b'), noting(heard, 'c'), noting(heard, 'd')]
    await expect(inLanes(works, 1, never)).rejects.toThrow('a fails')
    expect(heard).toEqual(['a begins'])
  })

  it('stops when it is told to', async () => {
    const stop = new AbortController()
    const heard: string[] = []
    const all = inLanes([noting(heard, 'a'), noting(heard, 'b')], 1, stop.signal)
    stop.abort(new Error('enough'))
    await expect(all).rejects.toThrow('enough')
    expect(heard).toEqual(['a begins'])
  })
})
