import type { Response } from 'express'
import { normalisePostcode } from '../model/postcode.ts'
import { isEmpty, pagesThatApply, type GivenAnswer, type SurveyPage } from '../model/survey.ts'
import { notFound } from '../platform/errors.ts'
import { fieldError, type FieldError, type Typed } from '../platform/forms.ts'
import { pathParameter, queryText, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { hiddenFieldFilled, hiddenFieldSignal } from './arrival-signals.ts'
import { answersOf, emptyDraft, neighboursOf, pageMark, type Draft, type SavedPage } from './draft.ts'
import { leaveToken } from './device-tokens-routes.ts'
import { beginDraft, sealOldDraft } from './draft-repository.ts'
import { placeOfPostcode } from './respondent-place-service.ts'
import { saveWithoutLoss } from './saving-service.ts'
import { recordSignals } from './signal-repository.ts'
import { readSurveyPage, type ReadPage } from './survey-forms.ts'
import { placeInWords } from './shown-answers-page.ts'
import { shownPage } from './survey-page.ts'
import { nextUnsaved } from './draft-progress.ts'
import { readFilePermission } from './file-permission-repository.ts'
import {
  readVisit,
  showKept,
  standingOf,
  surveyFrame,
  surveyPath,
  whileInTime,
  type BegunVisit,
  type SurveyNeeds,
  type Visit,
} from './survey-visit-routes.ts'
import { wordsOf } from './survey-words.ts'

const nothingWrong: { errors: readonly FieldError[]; typed: Typed } = { errors: [], typed: {} }

/** Which page is shown, and how. */
interface Asked {
  readonly page: SurveyPage
  /** `check` when it was opened from the check page. */
  readonly returnTo: string
  /** The one question that is shown in the easy read survey; '' for all. */
  readonly part: string
}

/**
 * The pages of questions.
 *
 * @param pages - register of pages
 * @param needs - database, clock, and what opens drafts
 */
export function questionRoutes(pages: Pages, needs: SurveyNeeds): void {
  pages.get(
    `${surveyPath}/:page`,
    'public',
    whileInTime(needs, async (seen, request, response) => {
      const page = pageOf(seen, pathParameter(request, 'page'))
      const returnTo = queryText(request, 'return') === 'check' ? 'check' : ''
      const part = seen.easy ? partOf(page, queryText(request, 'part')) : ''
      await showQuestions(needs, seen, { page, returnTo, part }, response)
    }),
  )

  pages.post(
    `${surveyPath}/:page`,
    'public',
    async (request, response) => {
      const seen = await readVisit(needs, request, response)
      const page = pageOf(seen, pathParameter(request, 'page'))
      const part = oneField(request.body, 'part')
      const asked: Asked = {
        page,
        returnTo: oneField(request.body, 'return') === 'check' ? 'check' : '',
        part: part === '' ? '' : partOf(page, part),
      }
      await savePosted(needs, seen, asked, request.body, response)
    },
    { form: { maximumBytes: 1_000_000, fields: 1000 } },
  )
}

function oneField(body: unknown, name: string): string {
  const value = (body as Record<string, unknown> | undefined)?.[name]
  return typeof value === 'string' ? value : ''
}

function pageOf(seen: Visit, key: string): SurveyPage {
  const page = seen.answering.definition.pages.find(one => one.key === key)
  if (page === undefined) throw notFound('There is no such question.')
  return page
}

function isToWrite({ questions }: SurveyPage): boolean {
  return questions.some(question => question.kind === 'long-text')
}

function partOf(page: SurveyPage, wanted: string): string {
  const [first] = page.questions
  if (page.questions.length < 2 || first === undefined) return ''
  return page.questions.find(question => question.key === wanted)?.key ?? first.key
}

// The question before or after one of the same page, in the easy read survey.
function partBeside(page: SurveyPage, part: string, step: 1 | -1): string | null {
  const at = page.questions.findIndex(question => question.key === part)
  return at < 0 ? null : (page.questions[at + step]?.key ?? null)
}

async function showQuestions(
  needs: SurveyNeeds,
  seen: BegunVisit,
  { page, returnTo, part }: Asked,
  response: Response,
  { errors, typed } = nothingWrong,
): Promise<void> {
  const { at, draft, speaker, easy, answering } = seen
  const answers = answersOf(draft)
  const near = neighboursOf(answering.definition.pages, answers, page.key)
  if (near === null) {
    response.redirect(303, `${at}/check`)
    return
  }
  const words = wordsOf(speaker, answering.definition, answers)
  const before = partBeside(page, part, -1)
  const back = near.before === null ? at : `${at}/${near.before.key}`
  const shown = shownPage(page, answers, { words, easy, part })
  const place = draft.pages.get(page.key)?.place ?? null
  await showPage(
    response,
    'surveys/page',
    {
      title: (shown.questionIsHeading ? shown.questions[0]?.question : undefined)?.text ?? shown.heading.text,
      ...surveyFrame(needs, seen),
      backLink:
        before !== null ? `${at}/${page.key}?part=${before}` : returnTo === 'check' ? `${at}/check` : back,
      at,
      action: `${at}/${page.key}`,
      skip: '',
      page: shown,
      step: { number: near.number, of: near.count, about: false },
      returnTo,
      seen: pageMark(draft.pages.get(page.key)),
      place: placeInWords(place, speaker),
      urgentHelp: seen.consultation.urgentHelp,
      firstToWrite: page === pagesThatApply(answering.definition.pages, answers).find(isToWrite),
      keptAside: draft.asides.has(page.key) ? `${at}/choose/${page.key}` : '',
      unfinished: draft === emptyDraft ? null : { until: speaker.format.date(draft.expiresAt) },
      errors,
      typed,
    },
    errors.length > 0 ? 422 : 200,
  )
}

/** The draft with a page as it was just sent, and what is wrong with that page. */
async function withPage(
  { db }: SurveyNeeds,
  seen: Visit,
  draft: Draft,
  { page, part }: Asked,
  read: ReadPage,
): Promise<{ draft: Draft; saved: SavedPage; errors: FieldError[] }> {
  const before = draft.pages.get(page.key)
  const own = new Set(page.questions.filter(one => part === '' || one.key === part).map(one => one.key))
  const fileOf = (key: string): GivenAnswer | undefined =>
    before?.answers.find(answer => answer.questionKey === key)
  const isFile = (key: string): boolean =>
    page.questions.some(question => question.kind === 'file' && question.key === key)
  const errors = [...read.errors]
  for (const question of page.questions) {
    const kept = fileOf(question.key)
    const missing =
      question.kind === 'file' && own.has(question.key) && question.required && (!kept || isEmpty(kept))
    // Files may be forbidden while the survey is open; then nobody is kept from going on.
    if (missing && (await readFilePermission(db, seen.consultation.id)) !== null)
      errors.push({ field: question.key, message: 'Choose a file' })
  }
  let place = read.forgetPlace ? null : (before?.place ?? null)
  const postcode = page.questions.find(one => one.kind === 'postcode' && own.has(one.key))
  if (postcode !== undefined && errors.length === 0 && read.postcode !== '') {
    place = await placeOfPostcode(db, seen.consultation, read.postcode)
    if (place === null) {
      const values = {
        postcode: normalisePostcode(read.postcode) ?? '',
        county: seen.consultation.county.name,
      }
      errors.push(
        fieldError(
          postcode.key,
          postcode.required
            ? 'We don’t know the postcode {{postcode}} in {{county}}. Check it'
            : 'We don’t know the postcode {{postcode}} in {{county}}. Check it, or leave this empty',
          values,
        ),
      )
    }
  } else if (postcode?.required === true && errors.length === 0 && place === null) {
    errors.push({ field: postcode.key, message: 'Enter a full postcode, like CB1 2AB' })
  }
  const now = read.answers.map(answer =>
    isFile(answer.questionKey) ? (fileOf(answer.questionKey) ?? answer) : answer,
  )
  const others = (before?.answers ?? []).filter(
    old => !now.some(answer => answer.questionKey === old.questionKey),
  )
  const saved: SavedPage = { answers: part === '' ? now : [...others, ...now], place }
  return { draft: { ...draft, pages: new Map([...draft.pages, [page.key, saved]]) }, saved, errors }
}

async function savePosted(
  needs: SurveyNeeds,
  seen: Visit,
  asked: Asked,
  body: unknown,
  response: Response,
): Promise<void> {
  const { db, pepper, draftDays } = needs
  const { page, part, returnTo } = asked
  const { at, answering } = seen
  const questions = page.questions.filter(one => part === '' || one.key === part)
  const read = readSurveyPage({ ...page, questions }, body)
  const kept = answering.draft
  const { draft, saved, errors } = await withPage(needs, seen, kept ?? emptyDraft, asked, read)
  if (kept?.sentAt != null) return showKept(needs, seen, response, draft, 'sent already')
  const standing = kept === null ? (seen.canBegin ? 'counts' : 'too-late') : standingOf(seen, kept.begunAt)
  if (standing === 'too-late') return showKept(needs, seen, response, draft, 'too late')
  if (errors.length > 0) {
    const again = { errors, typed: read.typed }
    return showQuestions(needs, { ...seen, draft: kept ?? emptyDraft, standing }, asked, response, again)
  }
  if (kept !== null && hiddenFieldFilled(body))
    await recordSignals(db, [hiddenFieldSignal(kept.responseId, seen.now)])
  if (kept === null) {
    // The earlier answers are gone, but what was just written need not be: it begins a new draft.
    const span = { at: seen.now, days: draftDays }
    const token = await beginDraft(db, pepper, answering.surveyId, span, new Map([[page.key, saved]]))
    leaveToken(needs, response, seen, token)
    redirectWithNotice(
      response,
      `${at}/${nextUnsaved(answering.definition, draft)}`,
      'We no longer had your earlier answers: they are kept for {{count}} days. What you wrote just now is saved.',
      { count: draftDays },
    )
    return
  }
  const [inUse] = answering.onDevice
  const sealed =
    kept.key === null && inUse !== undefined
      ? await sealOldDraft(db, pepper, kept, inUse.token, seen.now)
      : kept
  const outcome = await saveWithoutLoss(db, sealed, page.key, saved, {
    seen: oneField(body, 'seen'),
    at: seen.now,
  })
  if (outcome === 'kept aside') {
    response.redirect(303, `${at}/choose/${page.key}`)
    return
  }
  const nextPart = part === '' ? null : partBeside(page, part, 1)
  const after = neighboursOf(answering.definition.pages, answersOf(draft), page.key)?.after
  const back = returnTo === 'check' ? '&return=check' : ''
  const next =
    nextPart !== null
      ? `${at}/${page.key}?part=${nextPart}${back}`
      : returnTo === 'check' || !after
        ? `${at}/check`
        : `${at}/${after.key}`
  if (read.postcode !== '' && saved.place !== null) {
    const [, ...more] = placeInWords(saved.place, seen.speaker)
    if (more.length > 0) {
      redirectWithNotice(response, next, 'Your postcode was found, and we have forgotten it. {{kept}}', {
        kept: more.map(line => line.text).join('. '),
      })
      return
    }
  }
  response.redirect(303, next)
}
