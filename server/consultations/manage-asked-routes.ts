import type { Request, Response } from 'express'
import { addedBefore } from '../accounts/index.ts'
import { notFound } from '../platform/errors.ts'
import { addingForm } from '../platform/form-shown.ts'
import { readForm, typedFields, type FieldError } from '../platform/forms.ts'
import { languageOf } from '../platform/languages.ts'
import { pageNumber } from '../platform/page-number.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import type { Consultation, Faq } from './consultation.ts'
import { listFaqs } from './faq-repository.ts'
import { crumbsOf, managedIn, type ManageNeeds } from './managed-routes.ts'
import { districtChoices } from './managed-updates.ts'
import { declineReasons, settleForms, type DeclineReason } from './question-forms.ts'
import { settleQuestion, type QuestionDecision } from './question-service.ts'
import {
  countResidentQuestions,
  listResidentQuestions,
  questionsOnPage,
  replyAddressDays,
  type QuestionState,
  type ResidentQuestion,
} from './resident-question-repository.ts'

const path = '/manage/consultations/:id/questions/sent'

const stateNames: Record<QuestionState, string> = {
  waiting: 'Waits for us',
  answered: 'Answered by email',
  merged: 'Answered by a published question',
  moved: 'Published',
  declined: 'Declined',
}

/**
 * The staff's inbox of questions that people sent, apart from answers to the consultation.
 *
 * @param pages - register of pages
 * @param needs - database, clock and the product's address
 */
export function manageAskedRoutes(pages: Pages, needs: ManageNeeds & { readonly publicUrl: string }): void {
  const { db } = needs
  const managed = managedIn(db)
  const at = ({ id }: Consultation): string => `/manage/consultations/${id}/questions/sent`
  const waysBack = (consultation: Consultation): { text: string; href: string }[] => [
    ...crumbsOf(consultation),
    { text: 'Questions', href: `/manage/consultations/${consultation.id}/questions` },
  ]
  const districtOf = async (consultation: Consultation): Promise<(code: string | null) => string> => {
    const names = new Map(
      (await districtChoices(db, consultation.id)).map(({ value, text }) => [value, text]),
    )
    return code => (code === null ? 'Not said' : (names.get(code) ?? code))
  }

  pages.get(path, 'consult', async (request, response) => {
    const consultation = await managed(request)
    const district = await districtOf(consultation)
    const page = pageNumber(request)
    await showPage(response, 'manage/asked', {
      title: 'Questions that people sent',
      breadcrumbs: waysBack(consultation),
      consultation,
      at: at(consultation),
      pageNumber: page,
      pageCount: Math.max(
        1,
        Math.ceil((await countResidentQuestions(db, consultation.id)) / questionsOnPage),
      ),
      questions: (await listResidentQuestions(db, consultation.id, { page })).map(question => ({
        ...question,
        district: district(question.districtCode),
        stateName: stateNames[question.state],
        languageName: languageOf(question.language)?.englishName ?? question.language,
      })),
    })
  })

  const theQuestion = async (
    request: Request,
    consultation: Consultation,
  ): Promise<{ question: ResidentQuestion; faqs: Faq[] }> => {
    const id = pathParameter(request, 'question')
    const [question] = await listResidentQuestions(db, consultation.id, { id })
    if (!question) throw notFound('There is no such question.')
    return { question, faqs: await listFaqs(db, consultation.id) }
  }
  const showQuestion = async (
    request: Request,
    response: Response,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    const consultation = await managed(request)
    const { question, faqs } = await theQuestion(request, consultation)
    const district = await districtOf(consultation)
    await showPage(
      response,
      'manage/asked-question',
      {
        title: 'A question that somebody sent',
        breadcrumbs: [...waysBack(consultation), { text: 'Sent in', href: at(consultation) }],
        consultation,
        at: `${at(consultation)}/${question.id}`,
        asked: {
          ...question,
          district: district(question.districtCode),
          stateName: stateNames[question.state],
          languageName: languageOf(question.language)?.englishName ?? question.language,
        },
        replyAddressDays,
        because:
          question.declinedBecause !== null && question.declinedBecause in declineReasons
            ? declineReasons[question.declinedBecause as DeclineReason]
            : '',
        faqs,
        chosen: null,
        reasons: Object.entries(declineReasons).map(([value, text]) => ({ value, text })),
        ...again,
      },
      status,
    )
  }
  pages.get(`${path}/:question`, 'consult', (request, response) => showQuestion(request, response))

  /** What a form decides, or its mistakes. */
  const decisionOf = (
    kind: string,
    body: unknown,
    question: ResidentQuestion,
    faqs: readonly Faq[],
  ): QuestionDecision | readonly FieldError[] => {
    switch (kind) {
      case 'answer': {
        if (!question.wantsReply) {
          return [
            {
              field: 'reply',
              message: 'There is no address to reply to for this question: publish it instead',
            },
          ]
        }
        const form = readForm(settleForms.answer, body)
        return form.ok ? { kind, answer: form.value.reply } : form.errors
      }
      case 'move': {
        const form = readForm(settleForms.move, body)
        return form.ok ? { kind, ...form.value } : form.errors
      }
      case 'merge': {
        const form = readForm(settleForms.merge, body)
        if (!form.ok) return form.errors
        const faq = faqs.find(({ id }) => id === form.value.faqId)
        if (!faq) return [{ field: 'faqId', message: 'Choose the question that answers it' }]
        const { mergedAnswer: answer, note } = form.value
        if (answer !== faq.answer && note === '') {
          return [{ field: 'note', message: 'Say what you changed in the answer: it is kept with the date' }]
        }
        return { kind, faq, answer, note }
      }
      case 'decline': {
        const form = readForm(settleForms.decline, body)
        return form.ok ? { kind, ...form.value } : form.errors
      }
      default:
        throw notFound('There is no such page.')
    }
  }

  // First choose which published question answers it; then look at its answer.
  pages.post(`${path}/:question/choose`, 'consult', async (request, response) => {
    const { faqs } = await theQuestion(request, await managed(request))
    const typed = typedFields(request.body)
    const chosen = faqs.find(({ id }) => id === typed['faqId'])
    const errors = chosen ? [] : [{ field: 'faqId', message: 'Choose the question that answers it' }]
    await showQuestion(request, response, { chosen: chosen ?? null, errors }, chosen ? 200 : 422)
  })
  pages.post(`${path}/:question/:decision`, 'consult', async (request, response, visitor) => {
    const consultation = await managed(request)
    const { question, faqs } = await theQuestion(request, consultation)
    const done = (replied: boolean): void => {
      redirectWithNotice(
        response,
        at(consultation),
        replied ? 'Settled. The reply is in the outbox' : 'Settled',
      )
    }
    // A second arrival would find no address to reply to any more.
    const before = await addedBefore(db, addingForm(request))
    if (before !== null) {
      done(before === 'answered')
      return
    }
    const kind = pathParameter(request, 'decision')
    const decision = decisionOf(kind, request.body, question, faqs)
    if (!('kind' in decision)) {
      const typed = typedFields(request.body)
      const chosen = faqs.find(({ id }) => id === typed['faqId']) ?? null
      return showQuestion(request, response, { errors: decision, typed, chosen }, 422)
    }
    await settleQuestion(needs, visitor, consultation, question, decision, addingForm(request))
    done(question.wantsReply)
  })
}
