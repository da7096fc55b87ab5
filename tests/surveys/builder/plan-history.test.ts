import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import { undoAndRedo, wentBackTo } from '../../../server/surveys/builder/plan-history.ts'
import type { PlanStep } from '../../../server/surveys/survey-plan-repository.ts'

/** Somebody's changes, each of which adds a letter, and what undoing and redoing makes of them. */
class Log {
  readonly steps: PlanStep[] = []
  /** The questions after each version. */
  readonly states = ['']
  get now(): string {
    return this.states.at(-1) ?? ''
  }
  private add(summary: string, state: string): void {
    this.steps.unshift({ version: this.states.length, summary, at: '2026-11-01T09:00:00Z', by: 'Ann' })
    this.states.push(state)
  }
  change(letter: string): void {
    this.add(`Added ${letter}`, this.now + letter)
  }
  press(which: 'undo' | 'redo'): boolean {
    const found = undoAndRedo(this.steps)[which]
    if (found === null) return false
    this.add(wentBackTo(found.version), this.states[found.version] ?? '?')
    return true
  }
}

describe('undoing and redoing changes of the questions', () => {
  it('goes back by ten changes in ten presses, and forward again', () => {
    const log = new Log()
    for (const letter of 'abcdefghijkl') log.change(letter)
    for (let times = 0; times < 10; times += 1) expect(log.press('undo')).toBe(true)
    expect(log.now).toBe('ab')
    expect(undoAndRedo(log.steps)).toEqual({
      undo: { summary: 'Added b', version: 1 },
      redo: { summary: 'Added c', version: 3 },
    })
    for (let times = 0; times < 10; times += 1) expect(log.press('redo')).toBe(true)
    expect(log.now).toBe('abcdefghijkl')
    expect(log.press('redo')).toBe(false)
  })

  it('has nothing to undo before the first change, and nothing to redo after another one', () => {
    const log = new Log()
    expect(undoAndRedo(log.steps)).toEqual({ undo: null, redo: null })
    log.change('a')
    log.change('b')
    log.press('undo')
    log.change('c')
    expect([log.now, log.press('redo')]).toEqual(['ac', false])
    log.press('undo')
    log.press('undo')
    expect([log.now, log.press('undo')]).toEqual(['', false])
  })

  it('is the same as with a list of changes and a place in it', () => {
    const press = fc.constantFrom('change', 'undo', 'redo')
    fc.assert(
      fc.property(fc.array(press, { maxLength: 40 }), presses => {
        const log = new Log()
        let [done, undone] = ['', '']
        presses.forEach((what, at) => {
          const letter = String.fromCharCode(97 + (at % 26))
          if (what === 'change') {
            log.change(letter)
            ;[done, undone] = [done + letter, '']
          } else {
            const isThere = (what === 'undo' ? done : undone) !== ''
            expect(log.press(what)).toBe(isThere)
            if (what === 'undo' && isThere) [done, undone] = [done.slice(0, -1), done.slice(-1) + undone]
            if (what === 'redo' && isThere) [done, undone] = [done + undone.slice(0, 1), undone.slice(1)]
          }
          expect(log.now).toBe(done)
        })
      }),
    )
  })

  it('stops where changes are no longer kept', () => {
    const log = new Log()
    for (const letter of 'abcd') log.change(letter)
    const kept = log.steps.slice(0, 2)
    expect(undoAndRedo(kept).undo).toEqual({ summary: 'Added d', version: 3 })
    expect(undoAndRedo(kept.slice(0, 1)).undo).toBeNull()
  })
})
