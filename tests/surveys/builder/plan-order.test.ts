import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import type { PlannedPage, PlannedQuestion, SurveyPlan } from '../../../server/model/survey.ts'
import { findPage } from '../../../server/surveys/builder/plan-edits.ts'
import {
  buttonToFocus,
  movePage,
  moveQuestion,
  placePage,
} from '../../../server/surveys/builder/plan-order.ts'

const asked = (key: string): PlannedQuestion => ({ key, kind: 'text', text: key, required: false })
const page = (id: string, questions: PlannedQuestion[] = [asked(id)]): PlannedPage => ({
  id,
  key: id,
  title: id,
  questions,
})
const plan = (...pages: PlannedPage[]): SurveyPlan => ({ title: 'T', pages, equality: [page('e')] })
const ids = ({ pages }: SurveyPlan): string[] => pages.map(one => one.id)

describe('the order of a plan', () => {
  it('lose no page and no question, wherever they are moved', () => {
    const begun = plan(page('a', [asked('q1'), asked('q2'), asked('q3')]), page('b'), page('c'))
    const step = fc.record({
      what: fc.constantFrom('a', 'b', 'c', 'e', 'q1', 'q2', 'q3', 'gone'),
      direction: fc.constantFrom('up' as const, 'down' as const),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), steps => {
        const moved = steps.reduce(
          (now, { what, direction }) =>
            what.startsWith('q') ? moveQuestion(now, 'a', what, direction) : movePage(now, what, direction),
          begun,
        )
        expect(ids(moved).sort()).toEqual(['a', 'b', 'c'])
        expect(moved.equality).toEqual(begun.equality)
        expect(
          findPage(moved, 'a')
            ?.page.questions.map(one => one.key)
            .sort(),
        ).toEqual(['q1', 'q2', 'q3'])
      }),
    )
  })

  it('puts a page after any other, or at the beginning', () => {
    const begun = plan(page('a'), page('b'), page('c'), page('d'))
    expect(ids(placePage(begun, 'd', 'a'))).toEqual(['a', 'd', 'b', 'c'])
    expect(ids(placePage(begun, 'a', 'c'))).toEqual(['b', 'c', 'a', 'd'])
    expect(ids(placePage(begun, 'c', null))).toEqual(['c', 'a', 'b', 'd'])
    // Where it stands already.
    expect(ids(placePage(begun, 'b', 'a'))).toEqual(ids(begun))
  })

  it('leaves everything where it is when a page is gone, or of the other part', () => {
    const begun = plan(page('a'), page('b'))
    for (const [id, after] of [
      ['gone', 'a'],
      ['a', 'gone'],
      ['a', 'a'],
      ['a', 'e'],
    ] as const) {
      expect(placePage(begun, id, after)).toBe(begun)
    }
  })

  it('goes back to the button that was pressed, or to the other at the edge', () => {
    expect(buttonToFocus(['a', 'b', 'c'], 'b', 'up')).toBe('up')
    expect(buttonToFocus(['a', 'b', 'c'], 'a', 'up')).toBe('down')
    expect(buttonToFocus(['a', 'b', 'c'], 'b', 'down')).toBe('down')
    expect(buttonToFocus(['a', 'b', 'c'], 'c', 'down')).toBe('up')
  })
})
