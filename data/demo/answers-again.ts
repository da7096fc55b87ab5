import type { RelativeMoment } from './consultation-text.ts'

/** As much of an answered survey as this needs to know. */
interface Answered {
  readonly channel: string
  readonly responseId?: string | undefined
  readonly answers: readonly {
    readonly questionKey: string
    readonly choices?: readonly string[] | undefined
  }[]
}

/** A sign that was seen as a response arrived. */
export interface DemonstrationSign {
  readonly responseId: string
  readonly signal: 'too-fast' | 'hidden-field' | 'no-page'
  readonly reason: string
}

const idOf = (number: number): string => `5b0f6c1e-8d4a-4f6b-9a53-0c2f7be1a${String(number).padStart(3, '0')}`

/** The response that came again, changed; the next ones show signs, and the last one was given twice in a row. */
const changed = idOf(1)
const copied = idOf(20)

const tooFast = (seconds: number): string =>
  `The answers came ${seconds} seconds after the first page was shown. To skim the 861 words of the questions takes at least 43 seconds.`
const hidden = 'A field was filled that people neither see nor hear.'

const seen: readonly (readonly [DemonstrationSign['signal'], string])[] = [
  ['too-fast', tooFast(9)],
  ['hidden-field', hidden],
  ['too-fast', tooFast(14)],
  ['too-fast', tooFast(31)],
  ['hidden-field', hidden],
  ['no-page', 'The answers came without any page of the survey being asked for first.'],
  ['too-fast', tooFast(26)],
]

/** Signs that a few of the responses show. */
export const signsOfAnswers: readonly DemonstrationSign[] = seen.map(([signal, reason], at) => ({
  responseId: idOf(at + 2),
  signal,
  reason,
}))

// Far enough apart that they are of several districts.
const apart = 173

/**
 * The invented answers with ids for a few of them, one of these given once more by somebody else at the same table, and
 * another as it came a second time, changed: somebody went back after sending.
 *
 * @param answers - the invented answers; some came online and say how they like the whole plan
 * @returns all of them, and what came again
 */
export function withAnswersAgain<Given extends Answered>(
  answers: readonly Given[],
): { readonly all: readonly Given[]; readonly again: readonly Given[] } {
  const known = answers.filter(
    one => one.channel === 'online' && one.answers.some(({ questionKey }) => questionKey === 'overall'),
  )
  const ids = new Map<Given, string>()
  for (const [at, id] of [changed, ...signsOfAnswers.map(one => one.responseId)].entries()) {
    const one = known[at * apart] ?? known[at]
    if (one) ids.set(one, id)
  }
  const all = answers.map(one => {
    const responseId = ids.get(one)
    return responseId === undefined ? one : { ...one, responseId }
  })
  const first = all.find(one => one.responseId === changed)
  const again = first === undefined ? [] : [withOtherView(first)]
  return { all: [...all, ...secondOfATable(known, ids)], again }
}

function withOtherView<Given extends Answered>(first: Given): Given {
  return {
    ...first,
    answers: first.answers.map(answer =>
      answer.questionKey === 'overall'
        ? { ...answer, choices: [answer.choices?.[0] === 'disagree' ? 'strongly-disagree' : 'disagree'] }
        : answer,
    ),
  }
}

/** Two people at one table who agree in everything: the second sends the same a few minutes later. */
function secondOfATable<Given extends Answered>(
  known: readonly Given[],
  ids: ReadonlyMap<Given, string>,
): Given[] {
  const one = known.find(given => given.answers.length >= 12 && !ids.has(given) && momentOf(given) !== null)
  const moment = one === undefined ? null : momentOf(one)
  if (one === undefined || moment === null) return []
  const [hour = 0, minute = 0] = moment.time.split(':').map(Number)
  const time = `${String(hour).padStart(2, '0')}:${String(minute + 4).padStart(2, '0')}`
  return [{ ...one, responseId: copied, received: { ...moment, time } }]
}

// Within an hour, so that the day stays.
function momentOf(given: Answered): RelativeMoment | null {
  const { received } = given as { readonly received?: RelativeMoment }
  return received !== undefined && Number(received.time.slice(3)) < 56 ? received : null
}
