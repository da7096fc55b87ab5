import type { Response } from 'express'
import { addedOnce, recordAction } from '../accounts/index.ts'
import { listDistricts, requireCounty } from '../county/index.ts'
import { inTransaction } from '../db/index.ts'
import { londonDate, londonTime, londonTimeOfDay } from '../platform/clock.ts'
import { addingForm } from '../platform/form-shown.ts'
import { joinDates, readForm } from '../platform/forms.ts'
import { redirectWithNotice, showPage, type Pages, type Visitor } from '../platform/pages.ts'
import { listScenarios } from '../scenarios/index.ts'
import type { Consultation } from './consultation.ts'
import { datesForm, newConsultationForm, textsForm } from './consultation-forms.ts'
import { addConsultation, listConsultations, type ConsultationChange } from './consultation-repository.ts'
import { changeDraft } from './draft-change-service.ts'
import { addConsultationDistricts } from './district-repository.ts'
import {
  changedMeanwhile,
  consultationsCrumb,
  crumbsOf,
  managedIn,
  unpublished,
  type ManageNeeds,
} from './managed-routes.ts'
import { manageActionsRoutes } from './manage-actions-routes.ts'
import { manageChecklistRoutes } from './manage-checklist-routes.ts'
import { manageContactRoutes } from './manage-contact-routes.ts'
import { manageCorrectionRoutes } from './manage-correction-routes.ts'
import { manageDatesRoutes } from './manage-dates-routes.ts'
import { manageDecisionRoutes } from './manage-decision-routes.ts'
import { manageFollowUpRoutes } from './manage-follow-up-routes.ts'
import { manageOptionsRoutes } from './manage-options-routes.ts'
import { managePlacesRoutes } from './manage-places-routes.ts'
import { manageOverviewRoutes } from './manage-overview-routes.ts'
import { managePreviewRoutes } from './manage-preview-routes.ts'
import { keepingWhatWasTyped } from './kept-form-routes.ts'
import { manageDistrictRoutes } from './manage-district-routes.ts'
import { openingWords } from './opening-words-page.ts'

const list = '/manage/consultations'

/**
 * The staff's pages for preparing a consultation.
 *
 * @param register - register of pages
 * @param needs - database, clock, kept files, and for how many months answers are kept after the decision
 */
export function manageConsultationsRoutes(
  register: Pages,
  needs: ManageNeeds & { readonly answerMonths: number },
): void {
  const pages = keepingWhatWasTyped(register)
  const { db, clock } = needs
  const managed = managedIn(db)
  const publishedScenarios = async (countyId: string): Promise<{ value: string; text: string }[]> => [
    { value: '', text: 'Choose later' },
    ...(await listScenarios(db, countyId, clock))
      .filter(scenario => scenario.publishedAt !== null)
      .map(scenario => ({ value: scenario.id, text: scenario.name })),
  ]

  pages.get(list, 'consult', async (_request, response) => {
    const county = await requireCounty(db)
    const now = clock()
    await showPage(response, 'manage/list', {
      title: 'Consultations',
      consultations: (await listConsultations(db, county.id)).map(consultation => ({
        title: consultation.name,
        href: `${list}/${consultation.id}`,
        published: consultation.publishedAt !== null,
        words: openingWords(consultation, now),
      })),
    })
  })

  const showNew = async (response: Response, again: object = {}, status = 200): Promise<void> => {
    const county = await requireCounty(db)
    await showPage(
      response,
      'manage/new',
      {
        title: 'New consultation',
        breadcrumbs: [consultationsCrumb],
        scenarios: await publishedScenarios(county.id),
        ...again,
      },
      status,
    )
  }
  pages.get(`${list}/new`, 'consult', (_request, response) => showNew(response))
  pages.post(`${list}/new`, 'consult', async (request, response, visitor) => {
    const county = await requireCounty(db)
    const form = readForm(newConsultationForm, request.body)
    if (!form.ok) return showNew(response, form, 422)
    const scenarioId = await knownScenario(county.id, form.value.scenarioId)
    const id = await inTransaction(db, tx =>
      addedOnce(tx, addingForm(request), clock(), async () => {
        const added = await addConsultation(tx, county.id, { name: form.value.name, scenarioId }, clock())
        await addConsultationDistricts(tx, added, await listDistricts(tx, county.id))
        await recordAction(tx, visitor, {
          action: 'consultation.added',
          consultation: added,
          summary: `Began the consultation ${form.value.name}`,
          at: clock(),
        })
        return added
      }),
    )
    redirectWithNotice(response, `${list}/${id}`, 'Consultation begun')
  })
  const knownScenario = async (countyId: string, scenarioId: string): Promise<string | null> =>
    (await publishedScenarios(countyId)).some(({ value }) => value !== '' && value === scenarioId)
      ? scenarioId
      : null

  /** Stores a change to an unpublished consultation, unless somebody else made one since the form was shown. */
  const store = async (
    consultation: Consultation,
    seen: number,
    change: ConsultationChange,
    what: string,
    visitor: Visitor,
  ): Promise<boolean> =>
    changeDraft(db, consultation.id, {
      by: visitor,
      at: clock(),
      summary: `Changed ${what} of the consultation ${consultation.name}`,
      columns: change,
      seen,
    })

  const showTexts = async (
    response: Response,
    consultation: Consultation,
    again: object = {},
    status = 200,
  ) =>
    showPage(
      response,
      'manage/texts',
      {
        title: 'Name and texts',
        breadcrumbs: crumbsOf(consultation),
        consultation,
        scenarios: await publishedScenarios(consultation.countyId),
        ...again,
      },
      status,
    )
  pages.get(`${list}/:id/texts`, 'consult', async (request, response) => {
    await showTexts(response, unpublished(await managed(request)))
  })
  pages.post(`${list}/:id/texts`, 'consult', async (request, response, visitor) => {
    const consultation = unpublished(await managed(request))
    const form = readForm(textsForm, request.body)
    if (!form.ok) return showTexts(response, consultation, form, 422)
    const { version, scenarioId, ...texts } = form.value
    const change = { ...texts, scenarioId: await knownScenario(consultation.countyId, scenarioId) }
    if (!(await store(consultation, version, change, 'the texts', visitor))) {
      // As it is now: the form that is shown again carries the version that somebody else has made of it.
      const now = unpublished(await managed(request))
      return showTexts(response, now, { errors: [changedMeanwhile('name')], typed: form.value }, 422)
    }
    redirectWithNotice(response, `${list}/${consultation.id}`, 'Texts saved')
  })

  const showDates = (response: Response, consultation: Consultation, again: object = {}, status = 200) => {
    const parts = (iso: string | null): { on: string; at: string } =>
      iso === null
        ? { on: '', at: '' }
        : { on: londonDate(new Date(iso)), at: londonTimeOfDay(new Date(iso)) }
    return showPage(
      response,
      'manage/dates',
      {
        title: 'Dates',
        breadcrumbs: crumbsOf(consultation),
        consultation,
        opens: parts(consultation.opensAt),
        closes: parts(consultation.closesAt),
        ...again,
      },
      status,
    )
  }
  pages.get(`${list}/:id/dates`, 'consult', async (request, response) => {
    await showDates(response, unpublished(await managed(request)))
  })
  pages.post(`${list}/:id/dates`, 'consult', async (request, response, visitor) => {
    const consultation = unpublished(await managed(request))
    const form = readForm(datesForm, joinDates(request.body, 'opensOn', 'closesOn', 'decisionOn'))
    if (!form.ok) return showDates(response, consultation, form, 422)
    const { version, graceMinutes, decisionOn, decisionBy } = form.value
    const change = {
      opensAt: londonTime(form.value.opensOn, form.value.opensTime),
      closesAt: londonTime(form.value.closesOn, form.value.closesTime),
      graceMinutes,
      decisionOn,
      decisionBy,
    }
    if (!(await store(consultation, version, change, 'the dates', visitor))) {
      const typed = joinDates(request.body)
      const now = unpublished(await managed(request))
      return showDates(response, now, { errors: [changedMeanwhile('opensOn')], typed }, 422)
    }
    redirectWithNotice(response, `${list}/${consultation.id}`, 'Dates saved')
  })

  manageOverviewRoutes(pages, needs, managed)
  manageActionsRoutes(pages, needs, managed)
  manageContactRoutes(pages, needs, managed)
  managePreviewRoutes(pages, needs, managed)
  manageChecklistRoutes(pages, needs, managed)
  manageDatesRoutes(pages, needs, managed)
  manageCorrectionRoutes(pages, needs, managed)
  manageDecisionRoutes(pages, needs, managed)
  manageFollowUpRoutes(pages, needs, managed)
  manageDistrictRoutes(pages, needs, managed)
  manageOptionsRoutes(pages, needs, managed)
  managePlacesRoutes(pages, needs, managed)
}
