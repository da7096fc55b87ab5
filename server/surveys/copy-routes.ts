import { z } from 'zod'
import { queueMail } from '../accounts/index.ts'
import { momentInWords } from '../consultations/index.ts'
import { pagesThatApply } from '../model/survey.ts'
import { emailAddress, readForm } from '../platform/forms.ts'
import { redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { rateLimit } from '../platform/security.ts'
import { showReceipt } from './after-sending-routes.ts'
import { withdrawalWord } from './letters.ts'
import { cleanTyped } from './survey-forms.ts'
import { listAnswers, readResponse } from './response-reading-repository.ts'
import { shownAnswersOfPage, type ShownAnswer } from './shown-answers-page.ts'
import {
  afterSending,
  surveyFrame,
  surveyPath,
  type SentVisit,
  type SurveyNeeds,
} from './survey-visit-routes.ts'
import { wordsOf } from './survey-words.ts'

const addressForm = z.object({ email: emailAddress() })

/**
 * A copy of what was sent: to print, or by e-mail.
 *
 * @param pages - register of pages
 * @param needs - database, clock, and the council's name
 */
export function copyRoutes(pages: Pages, needs: SurveyNeeds): void {
  const { db, pepper, publicUrl } = needs
  const limitLetters = rateLimit(3, 3600)

  const whatWasSent = async (
    seen: SentVisit,
  ): Promise<{ answers: ShownAnswer[]; withdrawnAt: string | null }> => {
    const { draft, answering, consultation, speaker } = seen
    const response = await readResponse(db, draft.responseId)
    const answers = await listAnswers(db, consultation.id, {
      responseId: draft.responseId,
      section: 'survey',
    })
    const words = wordsOf(speaker, answering.definition, answers)
    const place =
      response === null
        ? null
        : { neighbourhoodCode: response.neighbourhoodCode, distanceBand: response.distanceBand }
    return {
      answers: pagesThatApply(answering.definition.pages, answers)
        .flatMap(page => shownAnswersOfPage(page, answers, place, { words, speaker }))
        .filter(answer => answer.lines.length > 0),
      withdrawnAt: response?.withdrawnAt ?? null,
    }
  }

  pages.get(
    `${surveyPath}/sent/copy`,
    'public',
    afterSending(needs, async (seen, _request, response) => {
      const { draft, speaker, at } = seen
      const { answers, withdrawnAt } = await whatWasSent(seen)
      await showPage(response, 'surveys/copy', {
        title: speaker.plain('A copy of your answers'),
        ...surveyFrame(needs, seen),
        backLink: `${at}/sent`,
        reference: draft.reference,
        word: withdrawalWord(pepper, draft.responseId),
        sentAt: momentInWords(draft.sentAt, speaker),
        withdrawnAt: withdrawnAt === null ? '' : momentInWords(withdrawnAt, speaker),
        answers,
      })
    }),
  )

  pages.post(
    `${surveyPath}/sent/email`,
    'public',
    afterSending(needs, async (seen, request, response) => {
      const { draft, speaker, at, now, consultation, district } = seen
      const read = readForm(addressForm, request.body)
      if (!read.ok)
        return showReceipt(needs, seen, response, { errors: read.errors, typed: cleanTyped(read.typed) })
      await limitLetters(draft.responseId)
      const { answers } = await whatWasSent(seen)
      const paragraphs = [
        speaker.plain('We received your answers for {{district}} at {{moment}}. Thank you.', {
          district: district.name,
          moment: momentInWords(draft.sentAt, speaker),
        }),
        speaker.plain('Your reference: {{reference}}', { reference: draft.reference ?? '' }),
        speaker.plain('Your withdrawal word: {{word}}', { word: withdrawalWord(pepper, draft.responseId) }),
        speaker.plain('Until the consultation closes you can withdraw your answers with both of them:'),
        `${publicUrl}/consultations/${consultation.slug}/withdraw`,
        ...answers.map(answer => `${answer.question.text}\n${answer.lines.map(String).join('\n')}`),
      ]
      const queued = await queueMail(db, {
        to: read.value.email,
        subject: speaker.plain('A copy of your answers'),
        text: `${paragraphs.join('\n\n')}\n`,
        purpose: 'Copy of answers',
        at: now,
        seal: needs.letters,
      })
      redirectWithNotice(
        response,
        `${at}/sent`,
        queued
          ? needs.sendsMail
            ? 'We will send you a copy. We keep your email address only until it is sent.'
            : 'Your letter waits: letters are not being sent at the moment. Our privacy notice says how long we keep it.'
          : 'Too many letters went to that address in the last hour. Try again later.',
      )
    }),
  )
}
