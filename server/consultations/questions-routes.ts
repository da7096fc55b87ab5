import type { Response } from 'express'
import { inTransaction } from '../db/index.ts'
import { notFound } from '../platform/errors.ts'
import { readForm } from '../platform/forms.ts'
import { newId } from '../platform/ids.ts'
import { pathParameter, showPage, type Pages } from '../platform/pages.ts'
import { rateLimit } from '../platform/security.ts'
import type { PublicNeeds } from './public-frame-routes.ts'
import { listFaqs } from './faq-repository.ts'
import { openingWords } from './opening-words-page.ts'
import { openPublic } from './public-frame-routes.ts'
import { readRecord } from './publication-repository.ts'
import { askForm, longestQuestion } from './question-forms.ts'
import { listedQuestion, questionLog, questionVersions } from './questions-page.ts'
import { addResidentQuestion, replyAddressDays } from './resident-question-repository.ts'

const path = '/consultations/:slug/questions'
const formIdShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * The public's pages of questions: those that people ask with their answers and versions, and a form to ask one.
 *
 * @param pages - register of pages
 * @param needs - database, clock and the council's name
 */
export function questionsRoutes(pages: Pages, { db, clock, councilName }: PublicNeeds): void {
  // A library full of people asks less.
  const limitQuestions = rateLimit(60, 600)
  const opened = (response: Response, slug: string) => openPublic(db, response, slug, councilName)

  pages.get(path, 'public', async (request, response) => {
    const slug = pathParameter(request, 'slug')
    const { consultation, speaker, frame } = await opened(response, slug)
    const faqs = await listFaqs(db, consultation.id)
    await showPage(response, 'consultations/questions', {
      title: speaker.plain('Questions people ask'),
      ...frame,
      slug,
      words: openingWords(consultation, clock(), speaker),
      faqs: faqs.map(faq =>
        listedQuestion(slug, { ...faq, changeNote: faq.changes[0]?.note ?? null }, speaker),
      ),
      log: questionLog(slug, faqs, speaker),
    })
  })

  const showAsk = async (
    response: Response,
    slug: string,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    const { consultation, speaker, frame } = await opened(response, slug)
    const record = await readRecord(db, consultation.recordHash)
    await showPage(
      response,
      'consultations/ask',
      {
        title: speaker.plain('Send us a question'),
        ...frame,
        breadcrumbs: [
          ...frame.breadcrumbs,
          { text: speaker.say('Questions people ask'), href: `/consultations/${slug}/questions` },
        ],
        slug,
        canAnswer: openingWords(consultation, clock()).canBegin,
        urgentHelp: consultation.urgentHelp,
        districts: [
          { value: '', text: speaker.say('The whole county, or I’m not sure') },
          ...record.districts.map(({ code, name }) => ({ value: code, text: name })),
        ],
        longestQuestion,
        replyAddressDays,
        formId: newId(),
        ...again,
      },
      status,
    )
  }
  pages.get(`${path}/ask`, 'public', (request, response) => showAsk(response, pathParameter(request, 'slug')))
  pages.post(
    `${path}/ask`,
    'public',
    async (request, response) => {
      await limitQuestions(request.ip ?? '')
      const slug = pathParameter(request, 'slug')
      const { consultation, speaker } = await opened(response, slug)
      const form = readForm(askForm, request.body)
      if (!form.ok) return showAsk(response, slug, form, 422)
      const { districtCode, question, email, formId } = form.value
      const { districts } = await readRecord(db, consultation.recordHash)
      await inTransaction(db, tx =>
        addResidentQuestion(
          tx,
          consultation.id,
          {
            formId: formIdShape.test(formId) ? formId : newId(),
            districtCode: districts.some(({ code }) => code === districtCode) ? districtCode : null,
            question,
            email: email.toLowerCase(),
            language: speaker.language,
          },
          clock(),
        ),
      )
      response.redirect(303, `/consultations/${slug}/questions/sent`)
    },
    // A question of the greatest length in any script, and no more.
    { form: { maximumBytes: 60_000, fields: 20 } },
  )

  pages.get(`${path}/sent`, 'public', async (request, response) => {
    const slug = pathParameter(request, 'slug')
    const { consultation, speaker, frame } = await opened(response, slug)
    await showPage(response, 'consultations/asked', {
      title: speaker.plain('We have your question'),
      ...frame,
      slug,
      canAnswer: openingWords(consultation, clock()).canBegin,
      urgentHelp: consultation.urgentHelp,
    })
  })

  pages.get(`${path}/:faq`, 'public', async (request, response) => {
    const slug = pathParameter(request, 'slug')
    const { consultation, speaker, frame } = await opened(response, slug)
    const faq = (await listFaqs(db, consultation.id)).find(({ id }) => id === pathParameter(request, 'faq'))
    if (!faq) throw notFound('There is no such question.')
    await showPage(response, 'consultations/question', {
      title: speaker.say(faq.question),
      ...frame,
      words: openingWords(consultation, clock(), speaker),
      breadcrumbs: [
        ...frame.breadcrumbs,
        { text: speaker.say('Questions people ask'), href: `/consultations/${slug}/questions` },
      ],
      versions: questionVersions(faq, speaker),
    })
  })
}
