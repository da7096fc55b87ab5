/** As much of an answered survey as this needs to know. */
interface Answered {
  readonly channel: string
  readonly responseId?: string | undefined
  readonly answers: readonly {
    readonly questionKey: string
    readonly choices?: readonly string[] | undefined
  }[]
}

/** Ids of three responses of which the demonstration shows what arrived beside them. */
const ids = [
  '5b0f6c1e-8d4a-4f6b-9a53-0c2f7be1a001',
  '5b0f6c1e-8d4a-4f6b-9a53-0c2f7be1a002',
  '5b0f6c1e-8d4a-4f6b-9a53-0c2f7be1a003',
] as const

/** A sign that was seen as a response arrived. */
export interface DemonstrationSign {
  readonly responseId: string
  readonly signal: 'too-fast' | 'hidden-field'
  readonly reason: string
}

/** Signs that two of the responses show. */
export const signsOfAnswers: readonly DemonstrationSign[] = [
  {
    responseId: ids[1],
    signal: 'too-fast',
    reason:
      'The answers came 9 seconds after the first page was shown. To skim the 861 words of the questions takes at least 43 seconds.',
  },
  {
    responseId: ids[2],
    signal: 'hidden-field',
    reason: 'A field was filled that people neither see nor hear.',
  },
]

/**
 * The invented answers with ids for three of them, and one of the three as it came a second time, changed: somebody
 * went back after sending.
 *
 * @param answers - the invented answers; at least three came online and say how they like the whole plan
 * @returns all of them, and what came again
 */
export function withAnswersAgain<Given extends Answered>(
  answers: readonly Given[],
): { readonly all: readonly Given[]; readonly again: readonly Given[] } {
  const known = answers
    .filter(
      one => one.channel === 'online' && one.answers.some(({ questionKey }) => questionKey === 'overall'),
    )
    .slice(0, ids.length)
  const all = answers.map(one => {
    const responseId = ids[known.indexOf(one)]
    return responseId === undefined ? one : { ...one, responseId }
  })
  const first = all.find(one => one.responseId === ids[0])
  if (first === undefined) return { all, again: [] }
  const again = {
    ...first,
    answers: first.answers.map(answer =>
      answer.questionKey === 'overall'
        ? { ...answer, choices: [answer.choices?.[0] === 'disagree' ? 'strongly-disagree' : 'disagree'] }
        : answer,
    ),
  }
  return { all, again: [again] }
}
