import { closeRepeats, findBursts } from '../model/integrity-signals.ts'
import { similarTexts } from '../model/similar-texts.ts'
import type { ArrivalSignal, ResponseSignal, StoredAnswer, StoredResponse } from '../surveys/index.ts'

/** A sign that answers may not come from people answering alone. It never makes an answer count less. */
export type Sign = ArrivalSignal | 'copied-text' | 'same-answers' | 'burst'

/** The signs in the order in which they are shown, each in the analyst's words. */
export const SIGNS: readonly { readonly sign: Sign; readonly text: string; readonly meaning: string }[] = [
  {
    sign: 'too-fast',
    text: 'Sent faster than people read',
    meaning:
      'Less time passed between the first page and sending than skimming the questions takes. Somebody who has read them elsewhere can be as fast.',
  },
  {
    sign: 'hidden-field',
    text: 'A hidden field was filled',
    meaning:
      'People neither see nor hear this field. Programs fill it, and seldom a tool that fills in forms.',
  },
  {
    sign: 'no-page',
    text: 'No page was asked for',
    meaning: 'The answers came without the survey being opened first.',
  },
  {
    sign: 'same-answers',
    text: 'The same answers within minutes',
    meaning:
      'Eight answers and more agree in everything with a response that came up to ten minutes before. A couple at one table may agree.',
  },
  {
    sign: 'copied-text',
    text: 'Copied or nearly copied words',
    meaning:
      'A long text is the same as another’s, or nearly. Campaigns suggest words, and people who use them mean them.',
  },
  {
    sign: 'burst',
    text: 'Many at once',
    meaning:
      'Far more responses came within ten minutes than is usual for this consultation. A newsletter or a meeting does that too.',
  },
]

/** Responses that show the same sign together, or one by itself. */
export interface SignGroup {
  readonly sign: Sign
  readonly reason: string
  /** Ids; where they repeat each other the first is not itself a repeat. */
  readonly responses: readonly string[]
  /** Those that a count without this sign leaves out. */
  readonly leftOut: readonly string[]
}

/** Longest time between responses with the same answers, in milliseconds. */
const sameWithinMs = 600_000
/** Fewer answers agree by chance. */
const fewestAnswers = 8

/** What the signs are read from. */
export interface SignsInput {
  /** Not withdrawn, the first received first. */
  readonly responses: readonly StoredResponse[]
  readonly answers: readonly Pick<StoredAnswer, 'responseId'>[]
  /** What they wrote in their own words. */
  readonly comments: readonly { readonly responseId: string; readonly text: string }[]
  readonly arrivals: readonly ResponseSignal[]
  /** SHA-256 of what each online response said, by id. */
  readonly payloads: ReadonlyMap<string, string>
}

/**
 * Finds every sign in the responses to a consultation.
 *
 * @param input - responses, their answers and the signs that were recorded on arrival
 * @param writeMoment - writes a moment (ISO UTC) for a sentence
 * @returns groups in the order of the signs
 */
export function findSigns(input: SignsInput, writeMoment: (iso: string) => string): SignGroup[] {
  const known = new Map(input.responses.map(one => [one.id, one]))
  const online = input.responses.filter(one => one.channel === 'online')
  const sentMs = (response: StoredResponse): number => Date.parse(response.submittedAt)
  const single = input.arrivals
    .filter(one => known.has(one.responseId))
    .map(({ signal, reason, responseId }): SignGroup => {
      return { sign: signal, reason, responses: [responseId], leftOut: [responseId] }
    })

  const answered = new Map<string, number>()
  for (const { responseId } of input.answers) answered.set(responseId, (answered.get(responseId) ?? 0) + 1)
  const same = closeRepeats(
    online
      .filter(one => (answered.get(one.id) ?? 0) >= fewestAnswers)
      .flatMap(one => {
        const key = input.payloads.get(one.id)
        return key === undefined ? [] : [{ id: one.id, key, atMs: sentMs(one) }]
      }),
    sameWithinMs,
  ).map((ids): SignGroup => {
    const first = known.get(ids[0] ?? '')?.submittedAt ?? ''
    const last = known.get(ids.at(-1) ?? '')?.submittedAt ?? ''
    return {
      sign: 'same-answers',
      reason: `${ids.length} responses with the same answers came between ${writeMoment(first)} and ${writeMoment(last)}.`,
      responses: ids,
      leftOut: ids.slice(1),
    }
  })

  const copied = similarTexts(
    input.comments.map(({ responseId, text }) => ({ owner: responseId, text })),
  ).map(({ shared, owners, sameWords }): SignGroup => {
    const words = shared.length > 240 ? `${shared.slice(0, 240)}…` : shared
    return {
      sign: 'copied-text',
      reason: `${sameWords ? 'The same words' : 'Nearly the same words'}: “${words}”`,
      responses: owners,
      leftOut: owners.slice(1),
    }
  })

  const bursts = findBursts(online.map(sentMs)).map((burst): SignGroup => {
    const ids = burst.members.map(at => online[at]?.id ?? '')
    const [from, to] = [burst.fromMs, burst.toMs].map(ms => writeMoment(new Date(ms).toISOString()))
    return {
      sign: 'burst',
      reason: `${ids.length} responses came between ${from ?? ''} and ${to ?? ''}. ${burst.usual} in ten minutes ${burst.usual === 1 ? 'is' : 'are'} usual.`,
      responses: ids,
      leftOut: ids,
    }
  })
  const order = SIGNS.map(({ sign }) => sign)
  return [...single, ...same, ...copied, ...bursts].sort(
    (a, b) => order.indexOf(a.sign) - order.indexOf(b.sign),
  )
}
