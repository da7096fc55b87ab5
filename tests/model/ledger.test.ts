import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import type { Fate, SiteFate } from '../../server/model/fates.ts'
import { FATES } from '../../server/model/fates.ts'
import type { CostLine, LedgerEntry, SiteCost } from '../../server/model/ledger.ts'
import { COST_LINES, DEFAULT_KEPT_SHARES, scenarioLedger } from '../../server/model/ledger.ts'

const everyLine = (siteId: string, pounds: number | null): SiteCost[] =>
  COST_LINES.map(line => ({ siteId, line, poundsPerYear: pounds }))
const fate = (siteId: string, what: Fate): SiteFate => ({ siteId, fate: what, leadSiteId: null })
const entry = (pounds: number, more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  siteId: null,
  line: 'management',
  pounds,
  oneOff: false,
  note: '',
  ...more,
})

describe('a scenario’s ledger', () => {
  it('saves nothing when everything stays', () => {
    const ledger = scenarioLedger({
      baselineSiteIds: ['a', 'b'],
      costs: [...everyLine('a', 100), ...everyLine('b', 50)],
      fates: [fate('a', 'centre'), fate('b', 'centre')],
      entries: [],
    })
    expect(ledger.today).toEqual({ low: 600, high: 600 })
    expect(ledger.saving).toEqual({ low: 0, high: 0 })
    expect(ledger).toMatchObject({ meetsTarget: 'no', target: 1_000_000, costsNotKnown: [], oneOff: 0 })
  })

  it('stops the lines that each fate stops', () => {
    const ledger = scenarioLedger({
      baselineSiteIds: ['a', 'b'],
      costs: [...everyLine('a', 100), ...everyLine('b', 1000)],
      fates: [fate('a', 'closed'), fate('b', 'zone')],
      entries: [],
      target: 400,
    })
    expect(ledger.then).toEqual({ low: 1250, high: 1250 })
    expect(ledger.saving).toEqual({ low: 3150, high: 3150 })
    expect(ledger.lines.find(({ line }) => line === 'premises')?.then).toEqual({ low: 500, high: 500 })
    expect(ledger.sites[0]).toMatchObject({ siteId: 'a', then: { low: 0, high: 0 } })
    expect(ledger.meetsTarget).toBe('yes')
  })

  it('never takes an unknown cost as nothing', () => {
    const ledger = scenarioLedger({
      baselineSiteIds: ['a', 'b'],
      costs: [
        ...everyLine('a', 100),
        ...everyLine('b', 40).filter(cost => cost.line !== 'premises'),
        { siteId: 'b', line: 'frontline', poundsPerYear: null },
      ],
      fates: [fate('a', 'closed'), fate('b', 'closed')],
      entries: [],
      target: 600,
    })
    // Premises were not recorded, and of frontline only a part: each may be up to the highest known on its line.
    expect(ledger.costsNotKnown).toEqual([
      { siteId: 'b', line: 'premises' },
      { siteId: 'b', line: 'frontline' },
    ])
    expect(ledger.today).toEqual({ low: 480, high: 680 })
    expect(ledger.saving).toEqual({ low: 480, high: 680 })
    expect(ledger.meetsTarget).toBe('not-known')
  })

  it('states no upper bound where nothing is known, unless nothing of it goes on', () => {
    const ledger = scenarioLedger({
      baselineSiteIds: ['a'],
      costs: [],
      fates: [fate('a', 'closed')],
      entries: [],
    })
    expect(ledger.today).toEqual({ low: 0, high: null })
    expect(ledger.then).toEqual({ low: 0, high: 0 })
    expect(ledger.saving).toEqual({ low: 0, high: null })
    const kept = scenarioLedger({
      baselineSiteIds: ['a'],
      costs: [],
      fates: [fate('a', 'centre')],
      entries: [],
    })
    expect(kept.saving).toEqual({ low: 0, high: 0 })
  })

  it('adds what was entered by hand, and keeps one-off costs apart', () => {
    const ledger = scenarioLedger({
      baselineSiteIds: ['a'],
      costs: everyLine('a', 100),
      fates: [fate('a', 'closed'), fate('hall', 'outreach')],
      entries: [
        entry(-30),
        entry(20, { siteId: 'hall', line: 'outreach' }),
        entry(500, { oneOff: true, line: 'clawback' }),
        entry(-100, { oneOff: true }),
      ],
    })
    expect(ledger.then).toEqual({ low: -10, high: -10 })
    expect(ledger.saving).toEqual({ low: 410, high: 410 })
    expect(ledger.oneOff).toBe(400)
    expect(ledger.lines.map(({ line }) => line)).toEqual([...COST_LINES, 'outreach'])
  })

  it('names venues taken into use without a price, and then bounds no saving from below', () => {
    const ledger = scenarioLedger({
      baselineSiteIds: ['a'],
      costs: everyLine('a', 1_000_000),
      fates: [fate('a', 'closed'), fate('hall', 'zone'), fate('shop', 'closed')],
      entries: [entry(3000, { siteId: 'hall', oneOff: true })],
    })
    expect(ledger.venuesNotPriced).toEqual(['hall'])
    expect(ledger.saving).toEqual({ low: null, high: 4_000_000 })
    expect(ledger.meetsTarget).toBe('not-known')
  })

  it('allows for every fate while one is not decided', () => {
    const ledger = scenarioLedger({
      baselineSiteIds: ['a'],
      costs: everyLine('a', 100),
      fates: [],
      entries: [],
    })
    expect(ledger.saving).toEqual({ low: 0, high: 400 })
  })

  it('can keep more than today’s cost', () => {
    const shares = { ...DEFAULT_KEPT_SHARES, centre: { ...DEFAULT_KEPT_SHARES.centre, frontline: 1.5 } }
    const inputs = {
      baselineSiteIds: ['a', 'b'],
      fates: [fate('a', 'centre'), fate('b', 'centre')],
      entries: [],
    }
    const known = scenarioLedger({ ...inputs, costs: [...everyLine('a', 100), ...everyLine('b', 0)], shares })
    expect(known.saving).toEqual({ low: -50, high: -50 })
    const unknown = scenarioLedger({ ...inputs, costs: everyLine('a', 100), shares })
    expect(unknown.saving).toEqual({ low: -100, high: -50 })
  })

  it('refuses costs and shares below nothing', () => {
    const inputs = {
      baselineSiteIds: ['a'],
      costs: everyLine('a', -1),
      fates: [fate('a', 'centre')],
      entries: [],
    }
    expect(() => scenarioLedger(inputs)).toThrow(RangeError)
    const shares = { ...DEFAULT_KEPT_SHARES, centre: { ...DEFAULT_KEPT_SHARES.centre, premises: -0.1 } }
    expect(() => scenarioLedger({ ...inputs, costs: [], shares })).toThrow('Premises')
  })

  it('holds the true saving within its range, whatever the unknown costs turn out to be', () => {
    const siteIds = ['a', 'b', 'c']
    const cell = fc.record({ pounds: fc.nat(100), recorded: fc.boolean() })
    const cells = fc.array(cell, { minLength: 12, maxLength: 12 })
    const fates = fc.array(fc.constantFrom(...FATES), { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(cells, fates, (some, whats) => {
        const cost = (k: number, hidden: boolean): SiteCost => ({
          siteId: siteIds[Math.floor(k / 4)] ?? '',
          line: COST_LINES[k % 4] as CostLine,
          poundsPerYear: hidden && !some[k]?.recorded ? null : (some[k]?.pounds ?? null),
        })
        // The range allows an unknown cost up to the highest known on its line, and no further.
        fc.pre(
          COST_LINES.every((_, line) => {
            const onLine = some.filter((__, k) => k % 4 === line)
            const highest = Math.max(...onLine.filter(at => at.recorded).map(at => at.pounds), -1)
            return highest < 0 || onLine.every(at => at.pounds <= highest)
          }),
        )
        const chosen = siteIds.map((siteId, i) => fate(siteId, whats[i] as Fate))
        const ledger = (hidden: boolean) =>
          scenarioLedger({
            baselineSiteIds: siteIds,
            costs: some.map((_, k) => cost(k, hidden)),
            fates: chosen,
            entries: [entry(7)],
          })
        const [seen, truth] = [ledger(true), ledger(false)]
        for (const sum of ['today', 'then', 'saving'] as const) {
          const value = truth[sum].low as number
          expect(truth[sum].high).toBeCloseTo(value, 6)
          expect(seen[sum].low as number).toBeLessThanOrEqual(value + 1e-6)
          expect(seen[sum].high ?? Infinity).toBeGreaterThanOrEqual(value - 1e-6)
        }
      }),
    )
  })
})
