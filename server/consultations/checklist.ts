/** One point that must be answered in words before a consultation is published. */
export interface CheckItem {
  readonly key: string
  readonly title: string
  /** What must be answered. */
  readonly question: string
  /** Why it is asked, in a sentence. */
  readonly why: string
  /** What the evidence is; null where an answer is enough. */
  readonly evidence: string | null
}

/**
 * The points, in the order in which they are asked. Source: Childcare Act 2006 sections 5A and 5D; Equality Act 2010
 * section 149; R v Brent LBC ex parte Gunning (1985); R (Moseley) v Haringey LBC [2014] UKSC 56; R (L) v
 * Buckinghamshire CC [2019] EWHC 1817 (Admin).
 */
export const checkItems = [
  {
    key: 'formative',
    title: 'Nothing is decided',
    question: 'How do you know that nothing is decided yet, and that answers can still change the proposals?',
    why: 'People must be asked while the proposals can still change.',
    evidence: 'Where this is recorded, such as the minutes of the meeting that agreed to consult',
  },
  {
    key: 'information',
    title: 'Enough to answer with',
    question: 'How does somebody who knows nothing of this learn what happens today and what would change?',
    why: 'People need enough information, the status quo included, to give an answer that means something.',
    evidence: null,
  },
  {
    key: 'options',
    title: 'Options that are not preferred',
    question: 'Which other ways were looked at, where are they described, and why are they not proposed?',
    why: 'Where there were realistic alternatives, fairness may need them to be mentioned with the reasons against them.',
    evidence: 'The page or document that describes them',
  },
  {
    key: 'time',
    title: 'Long enough',
    question:
      'Why is this long enough for people to find out, read and answer, also those who use no computer?',
    why: 'There must be adequate time, for the public and for the council to consider what it is told.',
    evidence: null,
  },
  {
    key: 'calendar',
    title: 'Holidays and elections',
    question: 'What did you do about the school holidays and the periods before elections that fall into it?',
    why: 'Families are away, and in the weeks before an election a council publishes nothing contentious.',
    evidence: null,
  },
  {
    key: 'equality',
    title: 'Equality',
    question: 'Who would be affected more than others, and where can people read that before they answer?',
    why: 'The public sector equality duty is met while a proposal is made, not afterwards.',
    evidence: 'The equality impact assessment, with its date',
  },
  {
    key: 'formats',
    title: 'Other formats and languages',
    question:
      'How can somebody read it who needs easy read, large print, British Sign Language or another language?',
    why: 'Those who would lose most are often those who find a long document hardest.',
    evidence: null,
  },
  {
    key: 'ways',
    title: 'Paper and phone',
    question: 'How does somebody answer without the website, and who helps them?',
    why: 'Many families have no good connection; their answers count the same.',
    evidence: null,
  },
  {
    key: 'sufficiency',
    title: 'Enough centres',
    question:
      'Why would there still be enough children’s centres for local need, as far as reasonably practicable?',
    why: 'Section 5A of the Childcare Act 2006. Say it expressly: a court should not have to look for it.',
    evidence: 'The sufficiency statement or needs assessment',
  },
  {
    key: 'significant-change',
    title: 'Every change is asked about',
    question: 'Does the consultation ask about every centre that would open, close or change significantly?',
    why: 'Section 5D of the Childcare Act 2006 requires consultation before each of them.',
    evidence: null,
  },
] as const satisfies readonly CheckItem[]

/** One of the points. */
export type CheckKey = (typeof checkItems)[number]['key']

/** Something that was noticed without anybody's help. */
export interface CheckFact {
  readonly sentence: string
  /** To be looked at: the answer should speak of it. */
  readonly doubtful: boolean
}

/** An answer to a point. */
export interface CheckAnswer {
  readonly item: CheckKey
  readonly answer: string
  readonly evidence: string
  /** ISO UTC */
  readonly answeredAt: string
  /** The name of the person. */
  readonly answeredBy: string
}

/** A point as it is published: what was noticed, and what was answered. */
export interface AnsweredCheck extends CheckAnswer {
  readonly title: string
  readonly question: string
  readonly facts: readonly CheckFact[]
}

/**
 * The point of a key.
 *
 * @param key - from an address
 * @returns the point; null when there is none
 */
export function checkItem(key: string): (CheckItem & { readonly key: CheckKey }) | null {
  return checkItems.find(item => item.key === key) ?? null
}

// The same words, whatever the case, the punctuation and the spaces.
function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

/**
 * Whether an answer says nothing of its own: a tick in words, one word over and over, or one sentence over and over.
 *
 * @param answer - what was typed
 * @returns false for what may be a true answer, however short
 */
export function saysNothing(answer: string): boolean {
  const words = wordsOf(answer)
  const times = new Map<string, number>()
  for (const word of words) times.set(word, (times.get(word) ?? 0) + 1)
  if (times.size < 3) return true
  if (Math.max(...times.values()) > words.length / 2) return true
  for (let span = 1; span <= words.length / 2; span += 1) {
    if (words.length % span === 0 && words.every((word, at) => word === words[at % span])) return true
  }
  return false
}

/**
 * The point that has been given an answer already, word for word.
 *
 * @param answer - what was typed
 * @param item - the point that it answers
 * @param answers - current answers
 * @returns title of another point with the same answer; null when there is none
 */
export function answeredElsewhere(
  answer: string,
  item: CheckKey,
  answers: readonly Pick<CheckAnswer, 'item' | 'answer'>[],
): string | null {
  const words = wordsOf(answer).join(' ')
  const same = answers.find(one => one.item !== item && wordsOf(one.answer).join(' ') === words)
  return same === undefined ? null : (checkItem(same.item)?.title ?? null)
}

/**
 * Joins what was noticed with what was answered.
 *
 * @param facts - what was noticed, by point
 * @param answers - current answers
 * @returns the answered points in order, and the titles of those that are not answered
 */
export function answeredChecklist(
  facts: ReadonlyMap<CheckKey, readonly CheckFact[]>,
  answers: readonly CheckAnswer[],
): { readonly answered: readonly AnsweredCheck[]; readonly open: readonly string[] } {
  const of = new Map(answers.map(answer => [answer.item, answer]))
  return {
    answered: checkItems.flatMap(({ key, title, question }) => {
      const answer = of.get(key)
      return answer === undefined ? [] : [{ ...answer, title, question, facts: facts.get(key) ?? [] }]
    }),
    open: checkItems.filter(item => !of.has(item.key)).map(item => item.title),
  }
}
