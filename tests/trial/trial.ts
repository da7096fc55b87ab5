import Database from 'better-sqlite3'
import type http from 'node:http'
import { graceMinutes, surveyAddress } from './open-survey.ts'
import type { Answered } from './respondent.ts'
import type { ServedSurvey } from './served-survey.ts'
import { manyToSend, type ReadyToSend } from './walk-to-send.ts'

/** What strikes while answers are sent. */
export type Fault =
  /** The process dies after so many more statements, whatever it is doing. */
  | { readonly kind: 'killed'; readonly afterStatements: number }
  /** The same for one of several processes that answer; another takes its place by itself. */
  | { readonly kind: 'one of several killed'; readonly afterStatements: number }
  /** Every second respondent's line breaks so soon after sending. */
  | { readonly kind: 'line broken'; readonly afterMilliseconds: number }
  /** The disk is full for a while (SQLite). */
  | { readonly kind: 'disk full' }
  /** Another program holds the database (SQLite). */
  | { readonly kind: 'database locked'; readonly milliseconds: number }
  /** The database server is stopped and started again (PostgreSQL). */
  | { readonly kind: 'database restarted'; readonly restart: () => Promise<void> }
  /** Everybody clicks twice. */
  | { readonly kind: 'sent twice' }
  /** The clock jumps so far past the closing moment. */
  | { readonly kind: 'closing'; readonly minutesAfter: number }

/** What became of the answers of a round, seen from outside. */
export interface Verdict {
  readonly fault: Fault['kind']
  readonly respondents: number
  /** Were told that their answers arrived. */
  readonly acknowledged: number
  /** Were told that they came too late. */
  readonly tooLate: number
  /** Tries that ended without an answer, or with an error. */
  readonly failedTries: number
  /** Acknowledged and not stored, or not whole. */
  readonly lost: number
  /** Stored more than once. */
  readonly twice: number
  /** Told that they were too late, and stored all the same. */
  readonly storedTooLate: number
  /** Pages that said something that is not so. */
  readonly untruthful: readonly string[]
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise(resolve => setTimeout(resolve, milliseconds))
const lanes = 16
const triesAtMost = 100

/** A page that says nothing false: an error names itself, and does not thank for answers. */
function falseWords(answer: Answered): string | null {
  if (answer.status < 400) return null
  if (/answers were sent|thank you|your reference/i.test(answer.body)) {
    return `${answer.status} thanks for answers that were not accepted`
  }
  return /<h1|starting|problem/i.test(answer.body) ? null : `${answer.status} says nothing`
}

interface Fate {
  readonly ready: ReadyToSend
  reference: string | null
  tooLate: boolean
}

const certain = (fate: Fate): boolean => fate.reference !== null || fate.tooLate

/**
 * Prepares some respondents, lets them send their answers while a fault strikes, each trying again until an answer is
 * certain, as people do, and then looks into the database.
 *
 * @param served - the survey; its process is started again where it died
 * @param agent - connections
 * @param of - how many, and the number of the first; nobody else may have theirs
 * @param fault - what strikes
 */
export async function round(
  served: ServedSurvey,
  agent: http.Agent,
  of: { readonly first: number; readonly count: number },
  fault: Fault,
): Promise<Verdict> {
  const prepared = await manyToSend(served, agent, of.first, of.count)
  const fates = prepared.map((ready): Fate => ({ ready, reference: null, tooLate: false }))
  const untruthful: string[] = []
  let failedTries = 0

  const attempt = async (fate: Fate, first: boolean, at: number): Promise<void> => {
    const { respondent, form } = fate.ready
    const hangUp = fault.kind === 'line broken' && first && at % 2 === 0 ? fault.afterMilliseconds : null
    const send = (): Promise<Answered> => respondent.send('POST', form.action, form.body, hangUp)
    const twin = fault.kind === 'sent twice' && first ? send() : null
    const answer = await send()
    await twin
    const words = falseWords(answer)
    if (words !== null) untruthful.push(words)
    if (answer.status === 409 && answer.body.includes('closed')) {
      fate.tooLate = true
      return
    }
    if (answer.status !== 303) {
      failedTries += 1
      return
    }
    const receipt = await respondent.send('GET', `${surveyAddress}/sent`)
    // Not the middle of an identifier, which may look like one.
    const reference = /(?<![\w-])[B-Z346789]{4}-[B-Z346789]{4}-[B-Z346789]{2}(?![\w-])/
    fate.reference = reference.exec(receipt.body)?.[0] ?? null
    if (receipt.status === 200 && fate.reference === null) untruthful.push('a receipt without a reference')
  }
  const untilCertain = async (fate: Fate, at: number): Promise<void> => {
    for (let tries = 0; tries < triesAtMost && !certain(fate); tries += 1) {
      try {
        await attempt(fate, tries === 0, at)
      } catch {
        failedTries += 1
      }
      if (!certain(fate)) await pause(served.alive ? 100 : 300)
    }
  }
  const queue = [...fates.entries()]
  const sending = Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) await untilCertain(next[1], next[0])
    }),
  )
  const struck = strike(served, fault, sending)
  await sending
  const goBack = await struck
  await goBack?.()
  return { ...(await judged(served, fates)), fault: fault.kind, failedTries, untruthful }
}

/** From now to so many minutes after closing, in milliseconds. */
async function untilClosing(served: ServedSurvey, minutesAfter: number): Promise<number> {
  const { closes_at } = await served.looking(db =>
    db.selectFrom('consultation').select('closes_at').executeTakeFirstOrThrow(),
  )
  return Date.parse(closes_at ?? '') + minutesAfter * 60_000 - Date.now()
}

/** Returns what undoes it when the round is over, where that is needed. */
async function strike(
  served: ServedSurvey,
  fault: Fault,
  sending: Promise<unknown>,
): Promise<(() => Promise<void>) | null> {
  switch (fault.kind) {
    case 'killed': {
      served.dieAfter(fault.afterStatements)
      const restarted = served.restart()
      const midway = await Promise.race([restarted.then(() => true), sending.then(() => false)])
      // A round that took fewer statements: it is killed when all was answered.
      if (!midway && served.alive) await served.kill()
      await restarted
      return null
    }
    case 'one of several killed':
      served.dieAfter(fault.afterStatements)
      // One that had less to do is spared, and what comes next finds them all.
      return async () => {
        served.dieAfter(Number.MAX_SAFE_INTEGER)
        await served.whole()
      }
    case 'disk full':
      await served.fillDisk(true)
      await pause(700)
      await served.fillDisk(false)
      return null
    case 'database locked': {
      const other = new Database(served.databaseUrl.slice('sqlite:'.length))
      other.exec('begin immediate')
      await pause(fault.milliseconds)
      other.exec('rollback')
      other.close()
      return null
    }
    case 'database restarted':
      await fault.restart()
      return null
    case 'closing': {
      const milliseconds = await untilClosing(served, fault.minutesAfter)
      await served.forward(milliseconds)
      return () => served.forward(-milliseconds)
    }
    case 'line broken':
    case 'sent twice':
      return null
  }
}

async function judged(
  served: ServedSurvey,
  fates: readonly Fate[],
): Promise<Omit<Verdict, 'fault' | 'failedTries' | 'untruthful'>> {
  const stored = await served.looking(db =>
    db
      .selectFrom('answer')
      .innerJoin('response', 'response.id', 'answer.response_id')
      .select(['response.id', 'response.reference', 'answer.question_key', 'answer.text'])
      .where('answer.text', 'is not', null)
      .execute(),
  )
  const byWords = new Map<string, { ids: Set<string>; references: Set<string>; texts: number }>()
  for (const { id, reference, text } of stored) {
    const seen = byWords.get(text ?? '') ?? { ids: new Set(), references: new Set(), texts: 0 }
    seen.ids.add(id)
    seen.references.add(reference)
    seen.texts += 1
    byWords.set(text ?? '', seen)
  }
  const whole = Math.max(0, ...[...byWords.values()].map(one => one.texts / one.ids.size))
  const found = (fate: Fate) => byWords.get(fate.ready.words)
  return {
    respondents: fates.length,
    acknowledged: fates.filter(fate => fate.reference !== null).length,
    tooLate: fates.filter(fate => fate.tooLate).length,
    lost: fates.filter(fate => {
      const own = found(fate)
      if (fate.reference === null) return !fate.tooLate
      return own === undefined || !own.references.has(fate.reference) || own.texts < whole
    }).length,
    twice: fates.filter(fate => (found(fate)?.ids.size ?? 0) > 1).length,
    storedTooLate: fates.filter(fate => fate.tooLate && found(fate) !== undefined).length,
  }
}

/** Minutes after closing at which answers that were begun before are still taken. */
export const withinGrace = graceMinutes - 1

/** Minutes after closing at which none are taken. */
export const afterGrace = graceMinutes + 1
