import { createHash } from 'node:crypto'
import type { DistanceBand, GivenAnswer, SurveyPage } from '../model/survey.ts'

/** How a response reached the council. */
export type Channel = 'online' | 'paper' | 'phone'

/** Who helped to answer, or answered for somebody. */
export type HelpedBy = 'family-or-friend' | 'staff' | 'interpreter' | 'other'

/** Who answered, as far as they were asked and said it. */
export interface AboutResponse {
  readonly helpedBy: HelpedBy | null
  /** true for the official response of an organisation, false for that of one of its people; null for anybody else. */
  readonly official: boolean | null
  /** How many members an organisation has. */
  readonly members: number | null
  /** Of how many other districts the same person had sent answers before; which ones is not kept. */
  readonly alsoAnswered: number | null
}

/** An answer on its way into a response. */
export interface SentAnswer extends GivenAnswer {
  /** Its choices stand from first to last, so that another order is another answer. */
  readonly ranked?: true
}

/**
 * Marks the answers whose order counts.
 *
 * @param pages - the questions that were asked
 * @param answers - what was answered
 * @returns the same answers; those to rankings are marked
 */
export function withRanks(pages: readonly SurveyPage[], answers: readonly GivenAnswer[]): SentAnswer[] {
  const rankings = pages.flatMap(rankingsOf)
  if (rankings.length === 0) return [...answers]
  return answers.map(answer => (rankings.includes(answer.questionKey) ? { ...answer, ranked: true } : answer))
}

// A page never changes, and few ask for a ranking.
const rankingsBefore = new WeakMap<SurveyPage, readonly string[]>()

function rankingsOf(page: SurveyPage): readonly string[] {
  const known = rankingsBefore.get(page)
  if (known !== undefined) return known
  const found = page.questions.filter(question => question.kind === 'ranking').map(question => question.key)
  rankingsBefore.set(page, found)
  return found
}

/** One person's or organisation's response, before it is stored. */
export interface NewResponse {
  /** Made before the first send; a replay carries the same. */
  readonly responseId: string
  readonly surveyId: string
  readonly channel: Channel
  /** When the council had it, ISO UTC: for paper, the day it was handed in. */
  readonly receivedAt: string
  /** When it was sent or keyed, ISO UTC. */
  readonly submittedAt: string
  /** Begun before closing and sent within the stated minutes after it. */
  readonly withinGrace: boolean
  /** Language that it was answered in, such as `en`. */
  readonly language: string
  /** Somebody helped to answer. */
  readonly helped: boolean
  /** null when no postcode was given, or it was not found. */
  readonly neighbourhoodCode: string | null
  readonly distanceBand: DistanceBand | null
  readonly answers: readonly SentAnswer[]
  /** Equality answers that came at the same time, as on paper; online ones follow. */
  readonly equality: readonly SentAnswer[]
  /** What stood on paper where the answers cannot say it, as plain data. */
  readonly asWritten?: unknown
  readonly about?: AboutResponse
}

function inOrder(answers: readonly SentAnswer[]): unknown[] {
  // Boxes may be ticked in any order; responses from before rankings are stored with their choices sorted.
  return answers
    .map(answer => {
      const { choices: given, ranked } = answer
      const choices = ranked === true || given.length < 2 ? given : [...given].sort()
      return [answer.questionKey, choices, answer.text] as const
    })
    .sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0))
}

/**
 * What a response says, in one form whatever order it came in; moments are left out, so that a replay is the same.
 *
 * @param response - the response
 * @returns JSON
 */
export function payloadOf(response: NewResponse): string {
  const about = response.about ?? null
  const said = about !== null && Object.values(about).some(value => value !== null)
  return JSON.stringify({
    surveyId: response.surveyId,
    channel: response.channel,
    language: response.language,
    helped: response.helped,
    neighbourhoodCode: response.neighbourhoodCode,
    distanceBand: response.distanceBand,
    answers: inOrder(response.answers),
    equality: inOrder(response.equality),
    asWritten: response.asWritten ?? null,
    // Left out where nothing was said, so that the payload of a response from before stays the same.
    ...(said ? { about } : {}),
  })
}

/**
 * SHA-256 of what a response says.
 *
 * @param payload - from `payloadOf`
 * @returns 64 hexadecimal characters
 */
export function payloadHash(payload: string): string {
  return createHash('sha256').update(payload).digest('hex')
}

// No vowels, so that no word appears; no letters or digits that look like others.
const alphabet = 'BCDFGHJKMNPQRTVWXZ346789'
const tenLetters = BigInt(alphabet.length) ** 10n

/**
 * The reference on a receipt, told by the response's id, so that a replay gets the same.
 *
 * @param responseId - id of the response
 * @param attempt - 0, or more when another response has that reference already
 * @returns such as `K7QM-4TRX-9B`
 */
export function referenceOf(responseId: string, attempt: number): string {
  const bytes = createHash('sha256').update(`${responseId}:${attempt}`).digest()
  // What ten letters hold is less than 2^53, so that the rest is done with plain numbers.
  let number = Number(bytes.readBigUInt64BE() % tenLetters)
  let letters = ''
  for (let at = 0; at < 10; at += 1) {
    letters += alphabet.charAt(number % alphabet.length)
    number = Math.floor(number / alphabet.length)
  }
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`
}
