import { beforeEach, describe, expect, it } from '@jest/globals'
import { shareOut, type SharingOut } from '../../../server/platform/answering/sharing-out.ts'

describe('connections', () => {
  /** What each was given, in order; what is closed here; what each was asked to part with. */
  let given: Record<string, number[]> = {}
  let letGo: number[] = []
  let asked: [string, number][] = []
  let sharing: SharingOut<number, string>
  let next = 0

  const sharingOut = (patience?: number): SharingOut<number, string> =>
    shareOut<number, string>(
      {
        give: (taker, connection) => (given[taker] ??= []).push(connection),
        letGo: connection => letGo.push(connection),
        part: (taker, connections) => asked.push([taker, connections]),
      },
      patience,
    )
  const come = (count: number): void => {
    for (let one = 0; one < count; one += 1) sharing.came(next++)
  }
  const countOf = (taker: string): number => given[taker]?.length ?? 0
  /** All that was given has arrived, and so many of it are closed. */
  const arrive = (taker: string, closed = 0): void => {
    for (let before = -1; before !== countOf(taker);) {
      before = countOf(taker)
      sharing.holds(taker, before, closed)
    }
  }
  const until = async (so: () => boolean): Promise<void> => {
    while (!so()) await new Promise(resolve => setTimeout(resolve, 5))
  }

  beforeEach(() => {
    given = {}
    letGo = []
    asked = []
    next = 0
    sharing = sharingOut(60_000)
  })

  it('are given to whoever holds fewest, one at a time', () => {
    sharing.joined('a')
    sharing.joined('b')
    come(10)
    expect([countOf('a'), countOf('b')]).toEqual([1, 1])
    arrive('a')
    expect([countOf('a'), countOf('b')]).toEqual([5, 1])
    arrive('b')
    expect([countOf('a'), countOf('b')]).toEqual([5, 5])
    arrive('b', 4)
    come(4)
    arrive('b', 4)
    expect([countOf('a'), countOf('b')]).toEqual([5, 9])
  })

  it('go round while all hold as many', () => {
    for (const taker of ['a', 'b', 'c']) sharing.joined(taker)
    for (let turn = 1; turn <= 2; turn += 1)
      for (let one = 0; one < 3; one += 1) {
        come(1)
        for (const taker of ['a', 'b', 'c']) arrive(taker, countOf(taker))
      }
    expect(['a', 'b', 'c'].map(countOf)).toEqual([2, 2, 2])
  })

  it('stay open here until they have arrived', () => {
    sharing.joined('a')
    come(2)
    expect(letGo).toEqual([])
    arrive('a')
    expect(letGo).toEqual([0, 1])
  })

  it('wait for somebody who takes them, in the order of their coming', () => {
    come(3)
    sharing.joined('a')
    arrive('a')
    expect(given).toEqual({ a: [0, 1, 2] })
  })

  it('go to others when who should have them has gone, and when who has them has gone they are not given again', () => {
    sharing.joined('a')
    sharing.joined('b')
    come(4)
    arrive('b')
    sharing.left('a')
    arrive('b')
    expect(given).toEqual({ a: [0], b: [1, 3, 0, 2] })
    sharing.left('b')
    sharing.joined('c')
    expect(given['c']).toBeUndefined()
  })

  it('go to others when who should have them does not receive, until it does', async () => {
    sharing = sharingOut(20)
    sharing.joined('slow')
    sharing.joined('b')
    come(6)
    arrive('b')
    await until(() => {
      arrive('b')
      return countOf('b') === 5
    })
    come(4)
    arrive('b')
    expect([countOf('slow'), countOf('b')]).toEqual([1, 9])
    arrive('slow')
    come(4)
    arrive('slow')
    expect([countOf('slow'), countOf('b')]).toEqual([5, 9])
  })

  it('wait while nobody receives, and go to the first who does', async () => {
    sharing = sharingOut(20)
    sharing.joined('a')
    come(3)
    await until(() => {
      sharing.came(next++)
      return next > 10
    })
    expect(countOf('a')).toBe(1)
    arrive('a')
    expect(given['a']).toEqual(Array.from({ length: next }, (_, at) => at))
  })

  it('are let go when a thousand wait', () => {
    come(1001)
    expect(letGo).toEqual([1000])
    sharing.joined('a')
    arrive('a')
    expect(countOf('a')).toBe(1000)
    letGo = []
    come(1)
    arrive('a')
    expect(countOf('a')).toBe(1001)
  })

  it('are all given at once at the end', () => {
    sharing.joined('a')
    sharing.joined('b')
    come(10)
    sharing.giveAll()
    expect([countOf('a'), countOf('b')]).toEqual([5, 5])
  })

  it('are parted with by who holds clearly more than others when one follows', () => {
    sharing.joined('a')
    come(20)
    arrive('a')
    expect(asked).toEqual([])
    sharing.joined('b')
    expect(asked).toEqual([['a', 10]])
    // Half of them came again, and went to the other; some more were closed meanwhile.
    sharing.holds('a', 20, 9)
    come(9)
    arrive('b')
    asked = []
    sharing.even()
    sharing.even()
    expect(asked).toEqual([['a', 0]])
  })
})
