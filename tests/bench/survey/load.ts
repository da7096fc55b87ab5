import type { ServedSurvey } from '../../trial/served-survey.ts'
import type { Heard } from './light-lines.ts'

/** What a number of requests came to. */
export interface Measured {
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly cpuMilliseconds: number
  readonly statements: number
  readonly bytes: number
  readonly refused: number
}

/**
 * Sends requests over so many connections, each as soon as the one before is answered.
 *
 * @param served - the survey, for what it uses meanwhile
 * @param connections - requests at once
 * @param requests - each sends one, and says whether the answer is the right one
 * @param right - whether an answer is the right one
 */
export function measure(
  served: ServedSurvey,
  connections: number,
  requests: readonly (() => Promise<Heard>)[],
  right: (answer: Heard) => boolean,
): Promise<Measured> {
  let next = 0
  return measuring(served, requests.length, right, heard =>
    Promise.all(
      Array.from({ length: connections }, async () => {
        for (let request = requests[next++]; request !== undefined; request = requests[next++]) {
          const answer = await request()
          heard(answer, answer.milliseconds)
        }
      }),
    ),
  )
}

/**
 * Sends requests at a steady pace, as people do who know nothing of each other, whether those before are answered or
 * not. An answer's time counts from the moment at which its request was due, so that a wait for a free connection
 * counts too.
 *
 * @param served - the survey, for what it uses meanwhile
 * @param perSecond - requests that fall due in a second
 * @param requests - each sends one, and says whether the answer is the right one
 * @param right - whether an answer is the right one
 */
export function measurePace(
  served: ServedSurvey,
  perSecond: number,
  requests: readonly (() => Promise<Heard>)[],
  right: (answer: Heard) => boolean,
): Promise<Measured> {
  return measuring(served, requests.length, right, heard =>
    paced(perSecond, requests.length, async (number, due) => {
      const answer = await requests[number]?.()
      if (answer !== undefined) heard(answer, performance.now() - due)
    }),
  )
}

/**
 * Begins work at a steady pace, whether what was begun before has ended or not.
 *
 * @param perSecond - how often in a second
 * @param count - how often in all
 * @param begin - begins it; knows its number, and when it was due on the clock of `performance`
 * @returns resolves when all has ended
 */
export async function paced(
  perSecond: number,
  count: number,
  begin: (number: number, due: number) => Promise<void>,
): Promise<void> {
  const began = performance.now()
  const begun: Promise<void>[] = []
  for (let number = 0; number < count; number += 1) {
    const due = began + (number * 1000) / perSecond
    const wait = due - performance.now()
    if (wait > 1) await new Promise(resolve => setTimeout(resolve, wait))
    begun.push(begin(number, due))
  }
  await Promise.all(begun)
}

async function measuring(
  served: ServedSurvey,
  count: number,
  right: (answer: Heard) => boolean,
  run: (heard: (answer: Heard, milliseconds: number) => void) => Promise<unknown>,
): Promise<Measured> {
  const times: number[] = []
  let bytes = 0
  let refused = 0
  await served.usage()
  const began = performance.now()
  await run((answer, milliseconds) => {
    times.push(milliseconds)
    bytes += answer.bytes
    if (!right(answer)) refused += 1
  })
  const seconds = (performance.now() - began) / 1000
  const used = await served.usage()
  const at = quantiles(times)
  return {
    perSecond: count / seconds,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    cpuMilliseconds: used.cpuMilliseconds / count,
    statements: used.statements / count,
    bytes: bytes / count,
    refused,
  }
}

/**
 * The time within which a share of all was answered.
 *
 * @param times - of all, in any order
 * @returns gives it for a share from 0 to 1; NaN of none
 */
export function quantiles(times: readonly number[]): (share: number) => number {
  const sorted = [...times].sort((a, b) => a - b)
  return share => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN
}
