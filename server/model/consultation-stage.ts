import { stateAt, type ConsultationState, type OpeningTimes } from './opening-state.ts'

/** The stages of a consultation, in the order in which it passes through them. */
export const STAGES = [
  'draft',
  'review',
  'published',
  'open',
  'closed',
  'findings',
  'decision',
  'next',
] as const

/** 'published': the public can read it, and it is not open yet. 'closed': nothing new can be begun. */
export type Stage = (typeof STAGES)[number]

/** What the stage follows from: what people moved, and the dates. Times are milliseconds since 1970 began in UTC. */
export interface StageFacts {
  readonly preparation: 'draft' | 'review'
  readonly published: boolean
  /** Null until both moments are set. */
  readonly times: OpeningTimes | null
  /** Since when the public can read what was said; null while it cannot. */
  readonly findingsSinceMs: number | null
  /** When the decision was entered; null while it was not. */
  readonly decidedAtMs: number | null
  /** When something that happened after the decision was entered; null while nothing was. */
  readonly followedUpAtMs: number | null
}

/** A stage at a moment. */
export interface StageAtMoment {
  readonly stage: Stage
  /** Whether it takes answers; null before publication or while a moment is not set. */
  readonly opening: ConsultationState | null
}

/**
 * Tells at which stage a consultation is. While it takes answers it is open, whatever else was entered: findings and
 * decisions never stand beside a survey that can still be answered.
 * @param facts - what people moved, and the dates.
 * @param nowMs - the server's moment, in milliseconds since 1970 began in UTC.
 * @returns the stage, and whether answers are taken. What is entered with a moment that is still to come counts from
 * that moment on; a follow-up counts only after a decision.
 * @throws RangeError if it closes before it opens or the grace is below 0.
 */
export function stageAt(facts: StageFacts, nowMs: number): StageAtMoment {
  if (!facts.published) return { stage: facts.preparation, opening: null }
  if (facts.times === null) return { stage: 'published', opening: null }
  const opening = stateAt(facts.times, nowMs)
  if (opening === 'before') return { stage: 'published', opening }
  if (opening === 'open') return { stage: 'open', opening }
  if (opening === 'grace') return { stage: 'closed', opening }
  const reached = (moment: number | null): boolean => moment !== null && moment <= nowMs
  if (reached(facts.decidedAtMs))
    return { stage: reached(facts.followedUpAtMs) ? 'next' : 'decision', opening }
  return { stage: reached(facts.findingsSinceMs) ? 'findings' : 'closed', opening }
}

/** What a person may do to move a consultation. */
export const MOVES = [
  'ask-for-review',
  'send-back',
  'publish',
  'change-dates',
  'close-early',
  'reopen',
  'correct',
  'record-decision',
  'record-follow-up',
] as const

/** One of the moves. */
export type Move = (typeof MOVES)[number]

const movesFrom: Readonly<Record<Stage, readonly Move[]>> = {
  draft: ['ask-for-review'],
  review: ['send-back', 'publish'],
  published: ['change-dates', 'correct'],
  open: ['change-dates', 'close-early', 'correct'],
  closed: ['reopen', 'correct', 'record-decision'],
  findings: ['correct', 'record-decision'],
  decision: ['correct', 'record-decision', 'record-follow-up'],
  next: ['correct', 'record-decision', 'record-follow-up'],
}

/**
 * Tells what people may do at a stage.
 * @param at - the stage, and whether answers are taken.
 * @param move - what somebody wants to do.
 * @returns true when it may be done. Until the grace is over nothing is decided, since answers may still come; once
 * findings or a decision are public the consultation is not opened again, since people would answer knowing them.
 */
export function mayMove(at: StageAtMoment, move: Move): boolean {
  if (at.opening === 'grace' && move === 'record-decision') return false
  return movesFrom[at.stage].includes(move)
}

/** Who asked for the review, and who would publish; null where no account acts, as when a file is loaded. */
export interface Publishers {
  readonly askedBy: string | null
  readonly publishedBy: string | null
  /** Whether the one who publishes is the administrator. */
  readonly administrator: boolean
}

/**
 * Tells whether somebody may publish what somebody asked to have read over.
 * @param publishers - both of them.
 * @returns true for another person than the one who asked, and for the administrator alone if need be.
 */
export function mayPublish({ askedBy, publishedBy, administrator }: Publishers): boolean {
  return administrator || (askedBy !== null && publishedBy !== null && askedBy !== publishedBy)
}

/** New dates for a published consultation. Milliseconds since 1970 began in UTC. */
export interface DatesChange {
  readonly opensAtMs: number
  readonly closesAtMs: number
}

/** Why dates cannot be as somebody wants them. */
export type DatesProblem =
  | 'opened-already'
  | 'opening-in-the-past'
  | 'closes-before-it-opens'
  | 'closing-in-the-past'
  | 'not-now'
  | 'nothing-changes'

/**
 * Tells whether the dates of a published consultation can become others.
 * @param before - the dates as they are.
 * @param after - the dates as somebody wants them.
 * @param at - the stage, and whether answers are taken.
 * @param nowMs - the server's moment, in milliseconds since 1970 began in UTC.
 * @returns null when they can; otherwise why not. Nothing is closed earlier than now, and the opening stays once it has
 * passed: both would make answers late that were sent in time.
 */
export function datesProblem(
  before: OpeningTimes,
  after: DatesChange,
  at: StageAtMoment,
  nowMs: number,
): DatesProblem | null {
  const later = mayMove(at, 'reopen')
  if (!mayMove(at, 'change-dates') && !later) return 'not-now'
  const opened = nowMs >= before.opensAtMs
  const moved = after.opensAtMs !== before.opensAtMs
  if (!moved && after.closesAtMs === before.closesAtMs) return 'nothing-changes'
  if (moved && opened) return 'opened-already'
  if (moved && after.opensAtMs < nowMs) return 'opening-in-the-past'
  if (!(after.closesAtMs > after.opensAtMs)) return 'closes-before-it-opens'
  if (later ? after.closesAtMs <= nowMs : after.closesAtMs < nowMs) return 'closing-in-the-past'
  return null
}
