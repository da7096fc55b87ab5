import type { Request, Response } from 'express'
import { recordAction } from '../accounts/index.ts'
import { listDistricts, requireCounty } from '../county/index.ts'
import { inTransaction } from '../db/index.ts'
import { londonDate, londonTime, londonTimeOfDay } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { joinDates, readForm, type FieldError } from '../platform/forms.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages, type Visitor } from '../platform/pages.ts'
import { listScenarios } from '../scenarios/index.ts'
import type { Consultation } from './consultation.ts'
import { contactForm, datesForm, newConsultationForm, textsForm } from './consultation-forms.ts'
import {
  addConsultation,
  changeConsultation,
  findConsultation,
  listConsultations,
  type ConsultationChange,
} from './consultation-repository.ts'
import { addConsultationDistricts, listConsultationDistricts, listProposals } from './district-repository.ts'
import {
  consultationsCrumb,
  crumbsOf,
  publishedAlready,
  unpublished,
  type FindManaged,
  type ManageNeeds,
} from './managed-routes.ts'
import { manageDistrictRoutes } from './manage-district-routes.ts'
import { manageUpdatesRoutes } from './manage-updates-routes.ts'
import { openingWords } from './opening-words-page.ts'
import { readUpdates } from './updates-repository.ts'
import { readinessOf } from './readiness.ts'
import { draftRecord } from './record-service.ts'
import { countyPage, districtPage } from './public-page.ts'

const list = '/manage/consultations'

/** What somebody else did meanwhile. */
const changedMeanwhile = (field: string): FieldError => ({
  field,
  message:
    'Somebody else has changed this consultation since you opened this page. What you typed is still here: send it again to keep it, or reload the page to see theirs',
})

/**
 * The staff's pages for preparing a consultation.
 *
 * @param pages - register of pages
 * @param needs - database, clock and kept files
 */
export function manageConsultationsRoutes(pages: Pages, needs: ManageNeeds): void {
  const { db, clock } = needs
  const managed: FindManaged = async request => {
    const county = await requireCounty(db)
    const consultation = await findConsultation(db, pathParameter(request, 'id'))
    if (consultation?.countyId !== county.id) throw notFound('There is no such consultation.')
    return consultation
  }
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
    const id = await inTransaction(db, async tx => {
      const added = await addConsultation(tx, county.id, { name: form.value.name, scenarioId }, clock())
      await addConsultationDistricts(tx, added, await listDistricts(tx, county.id))
      await recordAction(tx, visitor, {
        action: 'consultation.added',
        subject: added,
        summary: `Began the consultation ${form.value.name}`,
        at: clock(),
      })
      return added
    })
    redirectWithNotice(response, `${list}/${id}`, 'Consultation begun')
  })
  const knownScenario = async (countyId: string, scenarioId: string): Promise<string | null> =>
    (await publishedScenarios(countyId)).some(({ value }) => value !== '' && value === scenarioId)
      ? scenarioId
      : null

  pages.get(`${list}/:id`, 'consult', async (request, response) => {
    const consultation = await managed(request)
    const districts = await listConsultationDistricts(db, consultation.id)
    const proposals = await listProposals(db, consultation.id)
    const updates = await readUpdates(db, consultation.id)
    const draft = consultation.publishedAt === null
    const record = draft ? await draftRecord(db, consultation) : null
    await showPage(response, 'manage/overview', {
      title: consultation.name,
      breadcrumbs: [consultationsCrumb],
      consultation,
      words: openingWords(consultation, clock()),
      missing: record === null ? [] : readinessOf(consultation, record).missing,
      districts: districts.map(district => ({
        code: district.code,
        title: district.name,
        count: proposals.filter(proposal => proposal.districtCode === district.code).length,
        publicHref: `/consultations/${consultation.slug}/${district.slug}`,
        surveyHref: `${list}/${consultation.id}/survey/${district.code}`,
      })),
      counts: {
        documents: updates.documents.length,
        faqs: updates.faqs.length,
        sessions: updates.sessions.length,
      },
    })
  })

  /** Stores a change to an unpublished consultation, unless somebody else made one since the form was shown. */
  const store = async (
    consultation: Consultation,
    seen: number,
    change: ConsultationChange,
    what: string,
    visitor: Visitor,
  ): Promise<boolean> => {
    return inTransaction(db, async tx => {
      const now = await findConsultation(tx, consultation.id)
      if (now?.version !== seen) return false
      if (!(await changeConsultation(tx, consultation.id, change, clock()))) throw publishedAlready()
      await recordAction(tx, visitor, {
        action: 'consultation.changed',
        subject: consultation.id,
        summary: `Changed ${what} of the consultation ${consultation.name}`,
        at: clock(),
      })
      return true
    })
  }

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
      return showTexts(response, consultation, { errors: [changedMeanwhile('name')], typed: form.value }, 422)
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
      return showDates(response, consultation, { errors: [changedMeanwhile('opensOn')], typed }, 422)
    }
    redirectWithNotice(response, `${list}/${consultation.id}`, 'Dates saved')
  })

  const showContact = (response: Response, consultation: Consultation, again: object = {}, status = 200) =>
    showPage(
      response,
      'manage/contact',
      { title: 'Contact and other ways', breadcrumbs: crumbsOf(consultation), consultation, ...again },
      status,
    )
  pages.get(`${list}/:id/contact`, 'consult', async (request, response) => {
    await showContact(response, unpublished(await managed(request)))
  })
  pages.post(`${list}/:id/contact`, 'consult', async (request, response, visitor) => {
    const consultation = unpublished(await managed(request))
    const form = readForm(contactForm, request.body)
    if (!form.ok) return showContact(response, consultation, form, 422)
    const { version, ...change } = form.value
    if (!(await store(consultation, version, change, 'the contact', visitor))) {
      return showContact(
        response,
        consultation,
        { errors: [changedMeanwhile('contactEmail')], typed: form.value },
        422,
      )
    }
    redirectWithNotice(response, `${list}/${consultation.id}`, 'Contact saved')
  })

  const preview = async (
    request: Request,
    response: Response,
    districtCode: string | null,
  ): Promise<void> => {
    const consultation = await managed(request)
    const record = await draftRecord(db, consultation)
    const updates = await readUpdates(db, consultation.id)
    const shared = {
      layout: 'public',
      notice: null,
      demonstration: record.county.demonstration,
      preview: true,
    }
    const codes = new Map(record.districts.map(district => [district.name, district.code]))
    const previewed = <Link extends { readonly name: string }>(
      link: Link,
    ): Link & { readonly href: string } => ({
      ...link,
      href: `${list}/${consultation.id}/preview/${codes.get(link.name) ?? ''}`,
    })
    const backLink = { href: `${list}/${consultation.id}`, text: 'Back from the preview' }
    if (districtCode === null) {
      const page = countyPage(consultation, record, updates, clock())
      return showPage(response, 'consultations/county', {
        title: `Preview: ${page.name}`,
        ...shared,
        backLink,
        page: { ...page, districts: page.districts.map(previewed) },
      })
    }
    const slug = record.districts.find(district => district.code === districtCode)?.slug ?? ''
    const page = districtPage(consultation, record, updates, slug, clock())
    if (page === null) throw notFound('There is no such district in this consultation.')
    // The map and the survey exist once it is published.
    const shown = { ...page, hasMap: false, others: page.others.map(previewed) }
    await showPage(response, 'consultations/district', {
      title: `Preview: ${page.district}`,
      ...shared,
      backLink,
      page: shown,
    })
  }
  pages.get(`${list}/:id/preview`, 'consult', (request, response) => preview(request, response, null))
  pages.get(`${list}/:id/preview/:district`, 'consult', (request, response) =>
    preview(request, response, pathParameter(request, 'district')),
  )

  manageDistrictRoutes(pages, needs, managed)
  manageUpdatesRoutes(pages, needs, managed)
}
