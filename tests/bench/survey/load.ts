import type { Answered } from '../../trial/respondent.ts'
import type { ServedSurvey } from '../../trial/served-survey.ts'

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
 */
export async function measure(
  served: ServedSurvey,
  connections: number,
  requests: readonly (() => Promise<Answered>)[],
  right: (answer: Answered) => boolean,
): Promise<Measured> {
  const times: number[] = []
  let bytes = 0
  let refused = 0
  let next = 0
  await served.usage()
  const began = performance.now()
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (;;) {
        const request = requests[next++]
        if (request === undefined) return
        const answer = await request()
        times.push(answer.milliseconds)
        bytes += answer.bytes
        if (!right(answer)) refused += 1
      }
    }),
  )
  const seconds = (performance.now() - began) / 1000
  const used = await served.usage()
  times.sort((a, b) => a - b)
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? NaN
  return {
    perSecond: requests.length / seconds,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    cpuMilliseconds: used.cpuMilliseconds / requests.length,
    statements: used.statements / requests.length,
    bytes: bytes / requests.length,
    refused,
  }
}
