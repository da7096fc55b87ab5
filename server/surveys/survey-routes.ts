import type { Response } from 'express'
import { momentInWords, shownContact } from '../consultations/index.ts'
import { redirectWithNotice, queryText, showPage, type Pages } from '../platform/pages.ts'
import { aboutKey, answersForThemselves, pageOfWho, whoAnswers } from './about-response.ts'
import { afterSendingRoutes } from './after-sending-routes.ts'
import { answersOf, askedOf, markOf, type Draft } from './draft.ts'
import { choiceRoutes } from './choice-routes.ts'
import { copyRoutes } from './copy-routes.ts'
import type { DeviceDraft } from './draft-reading-repository.ts'
import { beginDraft, forgetDraft } from './draft-repository.ts'
import { nextUnsaved } from './draft-progress.ts'
import { filesToKeep } from './draft-file-service.ts'
import { fileRoutes } from './file-routes.ts'
import { otherDistrictRoutes } from './other-district-routes.ts'
import { questionRoutes } from './question-routes.ts'
import { returnRoutes } from './return-routes.ts'
import { sendDraft } from './sending-service.ts'
import { leaveToken, takeToken } from './device-tokens-routes.ts'
import { firstNeeded } from './needed-files-service.ts'
import { shownAnswers } from './shown-answers-page.ts'
import { wordsOf } from './survey-words.ts'
import {
  readVisit,
  standingOf,
  surveyFrame,
  surveyPath,
  whileInTime,
  type SurveyNeeds,
  type Visit,
} from './survey-visit-routes.ts'
import { whoRoutes } from './who-routes.ts'
import { whoInWords } from './who-page.ts'

/**
 * The survey of a district, one page at a time, without JavaScript.
 *
 * @param pages - register of pages
 * @param needs - database, clock, uploads, and what opens drafts
 */
export function surveyRoutes(pages: Pages, needs: SurveyNeeds): void {
  startRoutes(pages, needs)
  checkRoutes(pages, needs)
  forgetRoutes(pages, needs)
  returnRoutes(pages, needs)
  whoRoutes(pages, needs)
  fileRoutes(pages, needs)
  choiceRoutes(pages, needs)
  afterSendingRoutes(pages, needs)
  copyRoutes(pages, needs)
  otherDistrictRoutes(pages, needs)
  // Last: their addresses end with the key of any page of the survey.
  questionRoutes(pages, needs)
}

function shownDraft(seen: Visit, draft: Draft): Record<string, unknown> {
  const { answering, speaker, at } = seen
  return {
    sent: draft.sentAt !== null,
    reference: draft.reference,
    begun: momentInWords(draft.begunAt, speaker),
    until: speaker.format.date(draft.expiresAt),
    inTime: standingOf(seen, draft.begunAt).startsWith('counts'),
    next: `${at}/${nextUnsaved(answering.definition, draft)}`,
  }
}

function shownOther(seen: Visit, draft: DeviceDraft): Record<string, unknown> {
  return {
    id: draft.id,
    begun: momentInWords(draft.begunAt, seen.speaker),
    answered: draft.pages,
    reference: draft.sentAt === null ? '' : (draft.reference ?? ''),
  }
}

function startRoutes(pages: Pages, needs: SurveyNeeds): void {
  const { db, pepper, draftDays } = needs
  pages.get(surveyPath, 'public', async (request, response) => {
    const seen = await readVisit(needs, request, response)
    const { draft, onDevice } = seen.answering
    await showPage(response, 'surveys/start', {
      title: seen.speaker.plain('Answer for {{district}}', { district: seen.district.name }),
      ...surveyFrame(needs, seen),
      backLink: `/consultations/${seen.consultation.slug}/${seen.district.slug}`,
      at: seen.at,
      consultationHref: `/consultations/${seen.consultation.slug}`,
      days: draftDays,
      graceMinutes: seen.consultation.graceMinutes,
      found: queryText(request, 'found') === 'none' ? 'none' : '',
      draft: draft === null ? null : shownDraft(seen, draft),
      onDevice: onDevice.filter(one => one.id !== draft?.id).map(one => shownOther(seen, one)),
      contact: shownContact(seen.consultation),
    })
  })

  pages.post(`${surveyPath}/start`, 'public', async (request, response) => {
    const seen = await readVisit(needs, request, response)
    const first = seen.answering.definition.pages[0]
    if (!seen.canBegin || first === undefined) {
      response.redirect(303, seen.at)
      return
    }
    const asked = (request.body as Record<string, unknown>)['who']
    const who = asked === 'organisation' || asked === 'helping' ? asked : 'self'
    const saved = new Map(
      who === 'self' ? [] : [[aboutKey, pageOfWho({ ...answersForThemselves, who })] as const],
    )
    const span = { at: seen.now, days: draftDays }
    const token = await beginDraft(db, pepper, seen.answering.surveyId, span, saved)
    leaveToken(needs, response, seen, token)
    response.redirect(303, who === 'self' ? `${seen.at}/${first.key}` : `${seen.at}/who/answers`)
  })

  pages.post(`${surveyPath}/use/draft`, 'public', async (request, response) => {
    const seen = await readVisit(needs, request, response)
    const wanted = (request.body as Record<string, unknown>)['draft']
    const chosen = seen.answering.onDevice.find(one => one.id === wanted)
    if (chosen !== undefined) leaveToken(needs, response, seen, chosen.token)
    response.redirect(303, seen.at)
  })
}

function checkRoutes(pages: Pages, needs: SurveyNeeds): void {
  pages.get(
    `${surveyPath}/check`,
    'public',
    whileInTime(needs, async (seen, _request, response) => {
      const { definition } = seen.answering
      const { draft, at, speaker } = seen
      const missing = await firstNeeded(needs.db, seen.consultation.id, definition, draft)
      if (missing !== null) {
        response.redirect(303, `${at}/${missing.key}?return=check`)
        return
      }
      const asked = askedOf(draft, definition)
      const words = wordsOf(speaker, definition, answersOf(draft))
      await showPage(response, 'surveys/check', {
        title: speaker.plain('Check your answers'),
        ...surveyFrame(needs, seen),
        backLink: `${at}/${asked.at(-1)?.key ?? ''}`,
        at,
        who: whoInWords(whoAnswers(draft), speaker),
        answers: shownAnswers(definition, draft, speaker),
        keptAside: asked
          .filter(page => draft.asides.has(page.key))
          .map(page => ({ title: words(page.title).text, href: `${at}/choose/${page.key}` })),
        mark: markOf(draft, definition),
      })
    }),
  )

  pages.post(
    `${surveyPath}/send`,
    'public',
    whileInTime(needs, async (seen, request, response) => {
      const { definition } = seen.answering
      const { draft } = seen
      if (seen.standing === 'too-early') {
        response.redirect(303, seen.at)
        return
      }
      if ((await firstNeeded(needs.db, seen.consultation.id, definition, draft)) !== null) {
        response.redirect(303, `${seen.at}/check`)
        return
      }
      if ((request.body as Record<string, unknown>)['mark'] !== markOf(draft, definition)) {
        redirectWithNotice(
          response,
          `${seen.at}/check`,
          'Your answers have changed since this page was shown, perhaps in another tab. Check them once more.',
        )
        return
      }
      await sendDraft(needs.db, draft, definition, {
        at: seen.now,
        withinGrace: seen.standing === 'counts-within-grace',
        language: seen.speaker.language,
        files: await filesToKeep(needs, draft, definition),
      })
      response.redirect(303, `${seen.at}/equality`)
    }),
  )
}

function forgetRoutes(pages: Pages, needs: SurveyNeeds): void {
  pages.get(`${surveyPath}/forget`, 'public', async (request, response: Response) => {
    const seen = await readVisit(needs, request, response)
    const { draft } = seen.answering
    if (draft === null) {
      response.redirect(303, seen.at)
      return
    }
    const sent = draft.sentAt !== null
    await showPage(response, 'surveys/forget', {
      title: seen.speaker.plain(sent ? 'Make this device forget' : 'Stop and delete your answers'),
      ...surveyFrame(needs, seen),
      backLink: seen.at,
      at: seen.at,
      sent,
    })
  })

  pages.post(`${surveyPath}/forget`, 'public', async (request, response) => {
    const seen = await readVisit(needs, request, response)
    const { draft, onDevice } = seen.answering
    if (draft !== null) {
      await forgetDraft(needs.db, draft.id)
      const own = onDevice.find(one => one.id === draft.id)
      if (own !== undefined) takeToken(needs, response, seen, own.token)
    }
    redirectWithNotice(
      response,
      `/consultations/${seen.consultation.slug}/${seen.district.slug}`,
      draft?.sentAt == null
        ? 'Your answers were deleted. Nothing was sent.'
        : 'This device has forgotten your survey. The answers that you sent stay with us.',
    )
  })
}
