import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import { openingTimes } from '../consultations/index.ts'
import { normalisePostcode } from '../model/postcode.ts'
import { answerCounts } from '../model/opening-state.ts'
import { questionsOf, type GivenAnswer, type SurveyDefinition } from '../model/survey.ts'
import { readAsset } from '../platform/assets.ts'
import { notFound } from '../platform/errors.ts'
import { freshToken } from '../platform/form-token.ts'
import { fieldError, type FieldError, type Typed } from '../platform/forms.ts'
import { newId } from '../platform/ids.ts'
import { queryText, showPage, type Pages } from '../platform/pages.ts'
import type { Surroundings } from '../platform/render.ts'
import { speakerOf } from '../platform/speaker.ts'
import { hiddenField, hiddenFieldFilled } from './arrival-signals.ts'
import { readStamp, writeStamp } from './begin-stamp.ts'
import { deviceFacts } from './device-storage.ts'
import { answersForThemselves, whoAnswers } from './about-response.ts'
import { answersOf, type Draft, type RespondentPlace } from './draft.ts'
import { filesToKeep } from './draft-file-service.ts'
import { placeOfPostcode } from './respondent-place-service.ts'
import { readSurvey } from './survey-repository.ts'
import { readVisit, surveyFrame, surveyPath, type SurveyNeeds, type Visit } from './survey-visit-routes.ts'
import { acknowledge, answerWrong, refuse, wantsJson } from './whole-survey-answer-routes.ts'
import { wholePages } from './whole-survey-page.ts'
import { draftOfResponse } from './whole-survey-repository.ts'
import { receiptOfReplay, sendWhole, type WholeSurvey } from './whole-survey-service.ts'
import { readWhole, wholeFields, type ReadWhole } from './whole-survey.ts'

/** What the whole survey on one page needs. */
export interface WholeSurveyNeeds extends SurveyNeeds {
  /** Signs when the server gave out a survey. */
  readonly secret: string
}

/**
 * The whole survey on one page: one long form without JavaScript; with it, the pages that work without a connection.
 * Declared before the survey's other pages, whose addresses hold the key of a page.
 *
 * @param pages - register of pages
 * @param needs - database, clock, the council's name, and the secret that signs
 */
export function wholeSurveyRoutes(pages: Pages, needs: WholeSurveyNeeds): void {
  const { db, secret } = needs
  // Read when the product starts, like the settings that it is told.
  const worker = readAsset('survey-worker.js')

  const showWhole = (
    seen: Visit,
    response: Response,
    given: {
      draft: Draft | null
      shell?: boolean
      responseId: string
      stamp: string
      errors?: readonly FieldError[]
      typed?: Typed
    },
  ): Promise<void> => {
    const speaker = speakerOf(response)
    return showPage(
      response,
      'surveys/offline',
      {
        title: speaker.plain('Answer for {{district}}', { district: seen.district.name }),
        ...surveyFrame(needs, seen),
        scripts: ['survey-whole.js'],
        device: {
          ...deviceFacts(seen.at, given.draft, needs.draftDays, seen.now),
          // A copy is shown for as long as it is kept, and must not be believed what time it is.
          ...(given.shell === true ? { now: 0 } : {}),
        },
        backLink: seen.at,
        at: seen.at,
        action: `${seen.at}/whole`,
        shell: given.shell === true,
        whole: wholePages(seen.answering.definition, given.draft, speaker),
        responseId: given.responseId,
        stamp: given.stamp,
        fields: wholeFields,
        decoy: hiddenField,
        days: needs.draftDays,
        urgentHelp: seen.consultation.urgentHelp,
        errors: given.errors ?? [],
        typed: given.typed ?? {},
      },
      (given.errors ?? []).length > 0 ? 422 : 200,
    )
  }

  pages.get(`${surveyPath}/offline`, 'public', async (request, response) => {
    const seen = await readVisit(needs, request, response)
    const shell = queryText(request, 'shell') === 'yes'
    const kept = seen.answering.draft
    const draft = shell || kept?.sentAt != null ? null : kept
    if (shell && !seen.canBegin) throw notFound('The survey is not open.')
    if (!seen.canBegin && draft === null) {
      response.redirect(303, seen.at)
      return
    }
    await showWhole(seen, response, {
      draft,
      shell,
      responseId: draft?.responseId ?? newId(),
      stamp: writeStamp(secret, { surveyId: seen.answering.surveyId, begunAt: seen.now }),
    })
  })

  pages.get(`${surveyPath}/token.json`, 'public', (_request, response) => {
    response.json({ token: freshToken(response) })
  })

  pages.get(`${surveyPath}/worker.js`, 'public', async (request, response) => {
    const seen = await readVisit(needs, request, response)
    const { asset } = response.locals['surroundings'] as Surroundings
    const assets = ['public.css', 'survey-whole.js', 'favicon.svg'].map(asset)
    const version = createHash('sha256')
      .update(JSON.stringify([assets, seen.answering.surveyId]))
      .digest('hex')
      .slice(0, 16)
    const settings = {
      at: seen.at,
      version,
      assets,
      shell: `${seen.at}/offline?shell=yes`,
    }
    response
      .set('Service-Worker-Allowed', seen.at)
      .type('text/javascript')
      .send(`self.doorstep=${JSON.stringify(settings)};\n${worker}`)
  })

  pages.post(
    `${surveyPath}/whole`,
    'public',
    async (request, response) => {
      const seen = await readVisit(needs, request, response)
      const { speaker } = seen
      const first = readWhole(seen.answering.definition, request.body)
      const { whole, read } = await wholeOf(needs, seen, first, request)
      const standing = standingOf(seen, whole.begunAt)
      if (standing === 'too-late' || standing === 'too-early') {
        const receipt = await receiptOfReplay(db, whole, seen.now)
        if (receipt !== null) {
          acknowledge(needs, seen, request, response, receipt, [])
          return
        }
        return refuse(needs, seen, request, response, whole, standing)
      }
      const { place, errors } = await placeOf(needs, seen, read)
      // Answers that waited for a line may come with nobody there to put a postcode right: it alone is left out.
      const wrong = [
        ...read.errors.filter(error => !read.waited || error.field !== read.postcode?.field),
        ...errors,
      ]
      if (wrong.length > 0) {
        if (wantsJson(request)) {
          answerWrong(response, speaker, wrong)
          return
        }
        const again = { ...seen, answering: { ...seen.answering, definition: whole.definition } }
        return showWhole(again, response, {
          draft: null,
          responseId: whole.responseId,
          stamp: read.stamp,
          errors: wrong,
          typed: read.typed,
        })
      }
      const receipt = await sendWhole(
        db,
        { ...whole, place },
        { at: seen.now, withinGrace: standing === 'counts-within-grace' },
      )
      const leftOut =
        read.postcode !== null && place.neighbourhoodCode === null && place.distanceBand === null
          ? [speaker.plain('We did not know the postcode, so it was left out.')]
          : []
      acknowledge(needs, seen, request, response, receipt, leftOut)
    },
    { form: { maximumBytes: 1_000_000, fields: 2000 } },
  )
}

const nowhere: RespondentPlace = { neighbourhoodCode: null, distanceBand: null }

function standingOf(seen: Visit, begunAt: Date | null): ReturnType<typeof answerCounts> {
  const times = openingTimes(seen.consultation)
  return times === null
    ? 'too-early'
    : answerCounts(times, begunAt === null ? null : begunAt.getTime(), seen.now.getTime())
}

/** Finds the version of the survey that was answered, and when it was begun: by the draft, else by the stamp. */
async function wholeOf(
  needs: WholeSurveyNeeds,
  seen: Visit,
  first: ReadWhole,
  request: Request,
): Promise<{ whole: WholeSurvey; read: ReadWhole }> {
  const { db, secret } = needs
  const responseId = first.responseId ?? newId()
  const { consultation, district, answering } = seen
  const draft = await draftOfResponse(db, consultation.id, district.code, responseId)
  const stamp = readStamp(secret, first.stamp)
  const wanted = draft?.surveyId ?? stamp?.surveyId ?? answering.surveyId
  const other = wanted === answering.surveyId ? null : await readSurvey(db, wanted)
  const fits = other?.consultationId === consultation.id && other.districtCode === district.code
  const definition = fits ? other.definition : answering.definition
  const read = fits ? readWhole(definition, request.body) : first
  const own = answering.draft?.responseId === responseId ? answering.draft : null
  const { who, organisation, ...about } = own === null ? answersForThemselves : whoAnswers(own)
  return {
    read,
    whole: {
      consultationId: consultation.id,
      districtCode: district.code,
      surveyId: fits ? other.id : answering.surveyId,
      definition,
      responseId,
      answers: own === null ? read.answers : withFiles(read.answers, definition, own),
      equality: read.equality,
      place: nowhere,
      language: seen.speaker.language,
      helped: who === 'helping' || read.typed['helped'] === 'yes',
      about,
      organisation,
      files: own === null || own.sentAt !== null ? [] : await filesToKeep(needs, own, definition),
      draft,
      begunAt: draft?.begunAt ?? stamp?.begunAt ?? null,
      hiddenFieldFilled: hiddenFieldFilled(request.body),
      pepper: needs.pepper,
      days: needs.draftDays,
      holdsReceipt: own !== null,
    },
  }
}

/** Files were sent with the draft; they cannot come with the other answers. */
function withFiles(
  answers: readonly GivenAnswer[],
  definition: SurveyDefinition,
  draft: Draft,
): GivenAnswer[] {
  const files = new Set(
    questionsOf(definition.pages)
      .filter(question => question.kind === 'file')
      .map(question => question.key),
  )
  const kept = answersOf(draft).filter(answer => files.has(answer.questionKey))
  return [...answers.filter(answer => !files.has(answer.questionKey)), ...kept]
}

async function placeOf(
  { db }: WholeSurveyNeeds,
  seen: Visit,
  read: ReadWhole,
): Promise<{ place: RespondentPlace; errors: FieldError[] }> {
  // Page by page the postcode may have been looked up before; it is not on the device a second time.
  const saved = [...(seen.answering.draft?.pages.values() ?? [])].find(page => page.place !== null)?.place
  const ownDraft = seen.answering.draft?.responseId === read.responseId
  if (read.postcode === null) return { place: (ownDraft ? saved : null) ?? nowhere, errors: [] }
  const { field } = read.postcode
  if (read.errors.some(error => error.field === field)) return { place: nowhere, errors: [] }
  const place = await placeOfPostcode(db, seen.consultation, read.postcode.typed)
  if (place !== null) return { place, errors: [] }
  if (read.waited) return { place: nowhere, errors: [] }
  const unknown = fieldError(
    field,
    'We don’t know the postcode {{postcode}} in {{county}}. Check it, or leave this empty',
    { postcode: normalisePostcode(read.postcode.typed) ?? '', county: seen.consultation.county.name },
  )
  return { place: nowhere, errors: [unknown] }
}
