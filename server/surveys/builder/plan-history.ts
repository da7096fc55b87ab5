import type { PlanStep } from '../survey-plan-repository.ts'

/** What can be done with the last change by one press. */
export interface UndoAndRedo {
  /** The last change that still holds, and the version before it; null where there is none. */
  readonly undo: { readonly summary: string; readonly version: number } | null
  /** The change that was undone last, and the version that holds it; null where there is none. */
  readonly redo: { readonly summary: string; readonly version: number } | null
}

/**
 * The words in which the log says that somebody went back to a version.
 *
 * @param version - the version; 0 are the standard questions
 * @returns the sentence, from which `undoAndRedo` reads the version again
 */
export function wentBackTo(version: number): string {
  return version === 0 ? 'Went back to version 0, the standard questions' : `Went back to version ${version}`
}

const goingBack = /^Went back to version (\d+)(?:, the standard questions)?$/

/**
 * What can be undone and redone: ten times undone goes back by ten changes, although each undoing is a change of its own
 * in the log. A change that is made after something was undone is the end of what can be redone.
 *
 * @param steps - the changes that are kept, newest first
 * @returns the versions to go back to
 */
export function undoAndRedo(steps: readonly PlanStep[]): UndoAndRedo {
  const changes = [...steps].reverse()
  const first = changes[0]?.version ?? 1
  // Which change the questions hold as their last one after each version; version 0 holds none.
  const lastChangeOf = new Map<number, number>([[0, 0]])
  let done: number[] = first === 1 ? [0] : []
  let undone: number[] = []
  for (const { version, summary } of changes) {
    const [, typed] = goingBack.exec(summary) ?? []
    const wanted = typed === undefined ? undefined : lastChangeOf.get(Number(typed))
    const line = [...done, ...undone]
    const at = wanted === undefined ? -1 : line.indexOf(wanted)
    if (at < 0) {
      done.push(version)
      undone = []
    } else {
      done = line.slice(0, at + 1)
      undone = line.slice(at + 1)
    }
    lastChangeOf.set(version, done.at(-1) ?? version)
  }
  const summaryOf = (version: number): string =>
    changes.find(change => change.version === version)?.summary ?? ''
  const [now, before] = [done.at(-1), done.at(-2)]
  const next = undone[0]
  return {
    undo: now === undefined || before === undefined ? null : { summary: summaryOf(now), version: before },
    redo: next === undefined ? null : { summary: summaryOf(next), version: next },
  }
}
