import { describe, expect, it } from '@jest/globals'
import fc from '../support/fast-check.ts'
import { FATES, type Fate } from '../../server/model/fates.ts'
import {
  choicesFromText,
  choicesText,
  mergeChoices,
  sameChoice,
  type Choice,
  type Choices,
} from '../../server/scenarios/choices.ts'

const centre: Choice = { fate: 'centre', leadSiteId: null }
const zone: Choice = { fate: 'zone', leadSiteId: null }
const closed: Choice = { fate: 'closed', leadSiteId: null }
const notUsed: Choice = { fate: null, leadSiteId: null }
const of = (choices: Record<string, Choice>): Choices => new Map(Object.entries(choices))

describe('choices of two people', () => {
  it('are both kept when they concern different sites', () => {
    const merged = mergeChoices(
      of({ a: centre, b: centre }),
      of({ a: zone, b: centre }),
      of({ a: centre, b: closed }),
    )
    expect(merged).toEqual({ changes: of({ a: zone }), conflicts: [] })
  })

  it('contradict when they concern the same site in different ways', () => {
    const merged = mergeChoices(of({ a: centre }), of({ a: zone }), of({ a: closed }))
    expect(merged).toEqual({ changes: new Map(), conflicts: [{ siteId: 'a', yours: zone, theirs: closed }] })
  })

  it('agree when both chose the same', () => {
    expect(mergeChoices(of({ a: centre }), of({ a: zone }), of({ a: zone }))).toEqual({
      changes: new Map(),
      conflicts: [],
    })
  })

  it('take a venue out, and see it when somebody else did something else with it', () => {
    expect(mergeChoices(of({ a: zone }), of({ a: notUsed }), of({ a: zone })).changes).toEqual(
      of({ a: notUsed }),
    )
    expect(mergeChoices(of({ a: zone }), of({ a: notUsed }), of({ a: centre })).conflicts).toHaveLength(1)
  })

  it('lose nothing, whatever was chosen: each change is stored, agreed on, or shown as a conflict', () => {
    const choice = fc
      .option(fc.constantFrom<Fate>(...FATES), { nil: null })
      .map(fate => ({ fate, leadSiteId: null }))
    const choices = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), choice).map(of)
    fc.assert(
      fc.property(choices, choices, choices, (before, chosen, stored) => {
        const { changes, conflicts } = mergeChoices(before, chosen, stored)
        for (const [site, yours] of chosen) {
          const changed = !sameChoice(yours, before.get(site) ?? notUsed)
          if (!changed) {
            expect(changes.has(site)).toBe(false)
            continue
          }
          const kept = changes.get(site) ?? stored.get(site) ?? notUsed
          expect(sameChoice(kept, yours) || conflicts.some(conflict => conflict.siteId === site)).toBe(true)
        }
      }),
    )
  })
})

describe('choices in a field', () => {
  it('come back as they went', () => {
    const choices = of({
      b1c2: centre,
      d3: { fate: 'centre-place', leadSiteId: 'b1c2' },
      e4: { fate: 'early-years', leadSiteId: null },
    })
    expect(choicesFromText(choicesText(choices))).toEqual(choices)
  })

  it('leave out what nobody can have been sent', () => {
    expect(choicesFromText('a=castle b=zone =centre <script>')).toEqual(of({ b: zone }))
  })
})
