import type { Said } from '../platform/said.ts'
import { english, type Speaker } from '../platform/speaker.ts'
import type { Faq } from './consultation.ts'
import { textBlocks, type TextBlock } from './text-page.ts'
import type { ListedFaq } from './updates-repository.ts'

/** A question with its answer, in a list. */
export interface ListedQuestion {
  readonly question: string
  readonly blocks: readonly TextBlock[]
  /** When it was added, or changed last. */
  readonly dated: Said
  /** What was changed last, in the council's words; '' when nothing was. */
  readonly note: string
  /** Its own page, with every version. */
  readonly href: string
}

/**
 * A question in a list.
 *
 * @param slug - the consultation's part of the address
 * @param faq - the question
 * @param speaker - who speaks to the visitor
 * @returns what the list shows
 */
export function listedQuestion(slug: string, faq: ListedFaq, speaker: Speaker = english): ListedQuestion {
  const { say, format } = speaker
  return {
    question: faq.question,
    blocks: textBlocks(faq.answer),
    dated:
      faq.changedAt === null
        ? say('Added on {{date}}', { date: format.date(faq.addedAt) })
        : say('Changed on {{date}}', { date: format.date(faq.changedAt) }),
    note: faq.changeNote ?? '',
    href: `/consultations/${slug}/questions/${faq.id}`,
  }
}

/** How a question and its answer stood for some time. */
export interface QuestionVersion {
  /** 1 for the first. */
  readonly version: number
  readonly dated: Said
  /** What was changed, in the council's words; '' for the first version. */
  readonly note: string
  readonly question: string
  readonly blocks: readonly TextBlock[]
}

/**
 * Every version of a question.
 *
 * @param faq - the question with how it stood before
 * @param speaker - who speaks to the visitor
 * @returns the one in force first, then the newest
 */
export function questionVersions(faq: Faq, speaker: Speaker = english): QuestionVersion[] {
  const { say, format } = speaker
  // changes[0] is the newest change: what stood before it is the version before the one in force.
  return [{ at: null, questionBefore: faq.question, answerBefore: faq.answer }, ...faq.changes].map(
    (stood, at) => {
      const begun = faq.changes[at]
      const from = format.date(begun?.at ?? faq.addedAt)
      const dated =
        stood.at === null
          ? say('Since {{date}}', { date: from })
          : say('From {{date}} to {{until}}', { date: from, until: format.date(stood.at) })
      return {
        version: faq.changes.length - at + 1,
        dated,
        note: begun?.note ?? '',
        question: stood.questionBefore,
        blocks: textBlocks(stood.answerBefore),
      }
    },
  )
}

/** A line of what was added and changed. */
export interface QuestionLogLine {
  /** The day, as the visitor reads it. */
  readonly date: string
  readonly words: Said
  /** The council's words; '' when a question was added. */
  readonly note: string
  readonly question: string
  readonly href: string
}

/**
 * What was added to the questions and changed in them.
 *
 * @param slug - the consultation's part of the address
 * @param faqs - the questions
 * @param speaker - who speaks to the visitor
 * @returns newest first
 */
export function questionLog(
  slug: string,
  faqs: readonly Faq[],
  speaker: Speaker = english,
): QuestionLogLine[] {
  const { say, format } = speaker
  const lines = faqs.flatMap(faq => {
    const href = `/consultations/${slug}/questions/${faq.id}`
    const added = { at: faq.addedAt, words: say('Question added'), note: '', question: faq.question, href }
    return [
      ...faq.changes.map(change => ({
        at: change.at,
        words: say('Answer changed'),
        note: change.note,
        question: faq.question,
        href,
      })),
      added,
    ]
  })
  lines.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
  return lines.map(({ at, ...line }) => ({ ...line, date: format.date(at) }))
}
