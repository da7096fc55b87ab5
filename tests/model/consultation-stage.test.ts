import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import {
  datesProblem,
  mayMove,
  mayPublish,
  MOVES,
  stageAt,
  STAGES,
  type StageFacts,
} from '../../server/model/consultation-stage.ts'
import { answerCounts, stateAt } from '../../server/model/opening-state.ts'

const hour = 3_600_000
const times = { opensAtMs: 100 * hour, closesAtMs: 200 * hour, graceMinutes: 30 }
const draft: StageFacts = {
  preparation: 'draft',
  published: false,
  times: null,
  findingsSinceMs: null,
  decidedAtMs: null,
  followedUpAtMs: null,
}
const published: StageFacts = { ...draft, published: true, times }
const afterGrace = times.closesAtMs + 31 * 60_000

const moment = fc.integer({ min: 0, max: 400 }).map(hours => hours * hour)
const maybe = fc.option(moment, { nil: null })
const anyTimes = fc
  .tuple(moment, moment, fc.integer({ min: 0, max: 1440 }))
  .map(([a, b, graceMinutes]) => ({ opensAtMs: Math.min(a, b), closesAtMs: Math.max(a, b), graceMinutes }))
const anyFacts: fc.Arbitrary<StageFacts> = fc.record({
  preparation: fc.constantFrom('draft', 'review'),
  published: fc.boolean(),
  times: fc.option(anyTimes, { nil: null }),
  findingsSinceMs: maybe,
  decidedAtMs: maybe,
  followedUpAtMs: maybe,
})

describe('the stage of a consultation', () => {
  it('is where people moved it before publication, whatever the dates', () => {
    expect(stageAt({ ...draft, times }, 150 * hour)).toEqual({ stage: 'draft', opening: null })
    expect(stageAt({ ...draft, preparation: 'review' }, 0).stage).toBe('review')
  })

  it('follows the dates once it is published, to the millisecond', () => {
    const stage = (nowMs: number): string => stageAt(published, nowMs).stage
    expect(stage(times.opensAtMs - 1)).toBe('published')
    expect(stage(times.opensAtMs)).toBe('open')
    expect(stage(times.closesAtMs - 1)).toBe('open')
    expect(stage(times.closesAtMs)).toBe('closed')
    expect(stageAt(published, times.closesAtMs)).toEqual({ stage: 'closed', opening: 'grace' })
    expect(stageAt(published, afterGrace)).toEqual({ stage: 'closed', opening: 'closed' })
  })

  it('goes on with findings, the decision and what happened next', () => {
    const later = (facts: Partial<StageFacts>): string =>
      stageAt({ ...published, ...facts }, 300 * hour).stage
    expect(later({ findingsSinceMs: 250 * hour })).toBe('findings')
    expect(later({ findingsSinceMs: 300 * hour + 1 })).toBe('closed')
    expect(later({ findingsSinceMs: 250 * hour, decidedAtMs: 260 * hour })).toBe('decision')
    expect(later({ decidedAtMs: 260 * hour, followedUpAtMs: 270 * hour })).toBe('next')
    expect(later({ followedUpAtMs: 270 * hour })).toBe('closed')
  })

  it('never shows findings or a decision while answers are taken', () => {
    fc.assert(
      fc.property(anyFacts, moment, (facts, nowMs) => {
        const { stage, opening } = stageAt(facts, nowMs)
        if (['findings', 'decision', 'next'].includes(stage)) expect(opening).toBe('closed')
        if (facts.published && facts.times !== null && stateAt(facts.times, nowMs) === 'open') {
          expect(stage).toBe('open')
        }
        if (!facts.published) expect(['draft', 'review']).toContain(stage)
      }),
    )
  })

  it('never goes back by itself', () => {
    fc.assert(
      fc.property(anyFacts, moment, moment, (facts, a, b) => {
        const [early, late] = [stageAt(facts, Math.min(a, b)), stageAt(facts, Math.max(a, b))]
        expect(STAGES.indexOf(late.stage)).toBeGreaterThanOrEqual(STAGES.indexOf(early.stage))
      }),
    )
  })
})

describe('what people may do', () => {
  it('is publishing after a review only, and only by another person or the administrator', () => {
    expect(STAGES.filter(stage => mayMove({ stage, opening: null }, 'publish'))).toEqual(['review'])
    expect(mayPublish({ askedBy: 'a', publishedBy: 'a', administrator: false })).toBe(false)
    expect(mayPublish({ askedBy: 'a', publishedBy: 'b', administrator: false })).toBe(true)
    expect(mayPublish({ askedBy: 'a', publishedBy: 'a', administrator: true })).toBe(true)
    expect(mayPublish({ askedBy: null, publishedBy: 'b', administrator: false })).toBe(false)
  })

  it('is one of a few things at each stage: none before its time', () => {
    fc.assert(
      fc.property(anyFacts, moment, (facts, nowMs) => {
        const at = stageAt(facts, nowMs)
        const may = MOVES.filter(move => mayMove(at, move))
        if (at.opening === 'open') expect(may).not.toContain('record-decision')
        if (at.opening === 'grace') expect(may).not.toContain('record-decision')
        if (may.includes('reopen')) expect(at.stage).toBe('closed')
        if (facts.published)
          for (const early of ['ask-for-review', 'send-back', 'publish'] as const) {
            expect(may).not.toContain(early)
          }
      }),
    )
  })
})

describe('changing the dates of what is published', () => {
  const at = (nowMs: number): ReturnType<typeof stageAt> => stageAt(published, nowMs)
  const problem = (nowMs: number, after: { opensAtMs?: number; closesAtMs?: number }) =>
    datesProblem(times, { ...times, ...after }, at(nowMs), nowMs)

  it('extends, closes now, and opens again', () => {
    expect(problem(150 * hour, { closesAtMs: 300 * hour })).toBeNull()
    expect(problem(150 * hour, { closesAtMs: 150 * hour })).toBeNull()
    expect(problem(afterGrace, { closesAtMs: 300 * hour })).toBeNull()
    expect(problem(50 * hour, { opensAtMs: 60 * hour })).toBeNull()
  })

  it('refuses the past, an opening that has passed, and nothing at all', () => {
    expect(problem(150 * hour, { closesAtMs: 150 * hour - 1 })).toBe('closing-in-the-past')
    expect(problem(afterGrace, { closesAtMs: afterGrace })).toBe('closing-in-the-past')
    expect(problem(150 * hour, { opensAtMs: 160 * hour })).toBe('opened-already')
    expect(problem(50 * hour, { opensAtMs: 40 * hour })).toBe('opening-in-the-past')
    expect(problem(50 * hour, { opensAtMs: 250 * hour })).toBe('closes-before-it-opens')
    expect(problem(150 * hour, {})).toBe('nothing-changes')
    const decided = stageAt({ ...published, decidedAtMs: 210 * hour }, 220 * hour)
    expect(datesProblem(times, { ...times, closesAtMs: 300 * hour }, decided, 220 * hour)).toBe('not-now')
  })

  it('makes no answer late that was sent in time', () => {
    fc.assert(
      fc.property(anyTimes, moment, moment, moment, moment, (before, opensAtMs, closesAtMs, now, sent) => {
        fc.pre(sent <= now)
        const stage = stageAt({ ...published, times: before }, now)
        if (datesProblem(before, { opensAtMs, closesAtMs }, stage, now) !== null) return
        if (answerCounts(before, sent, sent) !== 'counts' || sent === now) return
        expect(answerCounts({ ...before, opensAtMs, closesAtMs }, sent, sent)).toBe('counts')
      }),
    )
  })
})
