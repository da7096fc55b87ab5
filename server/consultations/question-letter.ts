import type { Speaker } from '../platform/speaker.ts'
import { machineNote } from './machine-note.ts'
import type { DeclineReason } from './question-forms.ts'

/** What a reply to a question is about. */
export interface QuestionReply {
  /** The consultation's name, as the reader knows it. */
  readonly consultation: string
  /** The question, as it was typed. */
  readonly asked: string
  /** Staff's answer, as they wrote it; or why there is none. */
  readonly answer: { readonly text: string } | { readonly declined: DeclineReason }
  /** Address of the public question that answers it; null for none. */
  readonly publishedAt: string | null
  /** Address of the consultation. */
  readonly page: string
}

/**
 * The letter that replies to a question: staff's words, in a frame in the language in which the question was asked.
 *
 * @param speaker - who speaks to the reader
 * @param reply - question, answer and addresses
 * @returns subject and text
 */
export function questionLetter(
  speaker: Speaker,
  reply: QuestionReply,
): { readonly subject: string; readonly text: string } {
  const { plain } = speaker
  const { consultation, asked, answer, publishedAt, page } = reply
  const answered =
    'text' in answer
      ? [plain('This is our answer:'), answer.text]
      : [
          `${plain('We have not published this question and have no answer to it.')} ${declinedInWords(answer.declined, speaker)}`,
        ]
  const parts = [
    plain('You asked us about “{{consultation}}”:', { consultation }),
    asked,
    ...answered,
    ...(publishedAt === null
      ? []
      : [plain('You can read it, and see if it is changed later, at {{address}}', { address: publishedAt })]),
    plain(
      'Your question is not an answer to the consultation. If you want your views to be counted, answer its questions at {{address}}',
      { address: page },
    ),
    plain('We have now deleted your email address from your question. Please don’t reply to this message.'),
  ]
  const subject = plain('Your question about children’s centres')
  return { subject, text: [...parts, ...machineNote(speaker)].join('\n\n') }
}

/**
 * Why a question has no answer, in words that whoever asked can be told.
 *
 * @param because - the reason
 * @param speaker - who speaks to the reader
 * @returns a sentence
 */
function declinedInWords(because: DeclineReason, { plain }: Speaker): string {
  switch (because) {
    case 'not-about-this':
      return plain('It is not about this consultation.')
    case 'person':
      return plain('It is about a person who could be recognised.')
    case 'response':
      return plain('It is an answer to the consultation rather than a question about it.')
    case 'unclear':
      return plain('We could not tell what is asked.')
    case 'abusive':
      return plain('It is abusive.')
  }
}
