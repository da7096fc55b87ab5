import type { Request, Response } from 'express'
import { notFound } from '../platform/errors.ts'
import { joinDates, readForm, typedFields } from '../platform/forms.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { listScenarios } from '../scenarios/index.ts'
import type { Consultation, ConsultationRecord, RecordedPlace } from './consultation.ts'
import { changedTexts } from './correctable-texts.ts'
import { withPlace, withRegister, withScenario } from './corrected-record.ts'
import { correctionOf, recordOfToday, writeOnCorrection } from './correction-change-service.ts'
import { correctedPlaceForm, correctedScenarioForm } from './correction-forms.ts'
import type { Correction } from './correction-repository.ts'
import { changedMeanwhile, crumbsOf, type FindManaged, type ManageNeeds } from './managed-routes.ts'
import { lostFirst, proposedFor } from './place-words-page.ts'
import { registerInWords, type GroupInWords } from './recorded-facts.ts'

const path = '/manage/consultations/:id/correction'

/**
 * The staff's pages for correcting what is published of places: what the register says of each, what the council wrote
 * about it, and the scenario by which something becomes of it.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 * @param managed - reads the consultation that an address names
 */
export function manageCorrectionPlacesRoutes(
  pages: Pages,
  { db, clock }: ManageNeeds,
  managed: FindManaged,
): void {
  const at = ({ id }: Consultation, rest = ''): string => `/manage/consultations/${id}/correction${rest}`
  const crumbs = (consultation: Consultation): { text: string; href: string }[] => [
    ...crumbsOf(consultation),
    { text: 'Correction', href: at(consultation) },
  ]
  const correcting = async (
    request: Request,
  ): Promise<{ consultation: Consultation; correction: Correction; today: ConsultationRecord }> => {
    const consultation = await managed(request)
    const correction = await correctionOf(db, consultation)
    const today = await recordOfToday(db, consultation, correction.record.scenario?.id ?? null)
    return { consultation, correction, today }
  }

  pages.get(`${path}/places`, 'consult', async (request, response) => {
    const { consultation, correction, today } = await correcting(request)
    const now = new Map(today.places.map(place => [place.siteId, place]))
    await showPage(response, 'manage/correction-places', {
      title: 'Places',
      breadcrumbs: crumbs(consultation),
      at: at(consultation, '/places'),
      scenarioHref: at(consultation, '/scenario'),
      places: lostFirst(correction.record.places.filter(place => !place.beyondCounty)).map(place => ({
        siteId: place.siteId,
        title: place.name,
        proposed: proposedFor(place).text,
        differing: differences(place, now.get(place.siteId))
          .map(({ label }) => label)
          .join(', '),
      })),
    })
  })

  const placeAt = async (
    request: Request,
  ): Promise<
    Awaited<ReturnType<typeof correcting>> & { place: RecordedPlace; own: RecordedPlace | undefined }
  > => {
    const found = await correcting(request)
    const siteId = pathParameter(request, 'site')
    const place = found.correction.record.places.find(one => one.siteId === siteId && !one.beyondCounty)
    if (!place) throw notFound('There is no such place in this consultation.')
    return { ...found, place, own: found.today.places.find(one => one.siteId === siteId) }
  }
  const showPlace = async (
    request: Request,
    response: Response,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    const { consultation, correction, place, own } = await placeAt(request)
    await showPage(
      response,
      'manage/correction-place',
      {
        title: place.name,
        breadcrumbs: [...crumbs(consultation), { text: 'Places', href: at(consultation, '/places') }],
        action: at(consultation, `/places/${place.siteId}`),
        version: correction.version,
        place,
        proposed: proposedFor(place).text,
        groups: differences(place, own),
        registerHref: `/sites/${place.siteId}`,
        ...again,
      },
      status,
    )
  }
  pages.get(`${path}/places/:site`, 'consult', (request, response) => showPlace(request, response))
  pages.post(`${path}/places/:site`, 'consult', async (request, response, visitor) => {
    const { consultation, correction, place, own } = await placeAt(request)
    const form = readForm(correctedPlaceForm, joinDates(request.body, 'fromOn'))
    if (!form.ok) return showPlace(request, response, form, 422)
    const { version, take, ...texts } = form.value
    const written = withPlace(correction.record, place.siteId, texts)
    const stored = await writeOnCorrection(db, consultation, {
      record: own === undefined ? written : withRegister(written, own, take),
      seen: version,
      what: place.name,
      by: visitor,
      at: clock(),
    })
    if (!stored) {
      const errors = [changedMeanwhile('why', 'this correction')]
      return showPlace(request, response, { errors, typed: typedFields(request.body) }, 422)
    }
    redirectWithNotice(response, at(consultation, '/places'), `${place.name} saved`)
  })

  const scenarios = async (consultation: Consultation): Promise<{ value: string; text: string }[]> =>
    (await listScenarios(db, consultation.countyId, clock))
      .filter(scenario => scenario.hash !== null)
      .map(scenario => ({ value: scenario.id, text: scenario.name }))
  const showScenario = async (
    request: Request,
    response: Response,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    const { consultation, correction } = await correcting(request)
    await showPage(
      response,
      'manage/correction-scenario',
      {
        title: 'The scenario and its figures',
        breadcrumbs: crumbs(consultation),
        action: at(consultation, '/scenario'),
        version: correction.version,
        chosen: correction.record.scenario,
        scenarios: await scenarios(consultation),
        ...again,
      },
      status,
    )
  }
  pages.get(`${path}/scenario`, 'consult', (request, response) => showScenario(request, response))
  pages.post(`${path}/scenario`, 'consult', async (request, response, visitor) => {
    const { consultation, correction } = await correcting(request)
    const known = await scenarios(consultation)
    const form = readForm(correctedScenarioForm(known.map(({ value }) => value)), request.body)
    if (!form.ok) return showScenario(request, response, form, 422)
    const { version, scenarioId } = form.value
    const record = withScenario(correction.record, await recordOfToday(db, consultation, scenarioId))
    const stored = await writeOnCorrection(db, consultation, {
      record,
      seen: version,
      what: `the scenario ${record.scenario?.name ?? ''}`,
      by: visitor,
      at: clock(),
    })
    if (!stored) {
      const errors = [changedMeanwhile('scenarioId', 'this correction')]
      return showScenario(request, response, { errors, typed: typedFields(request.body) }, 422)
    }
    const count = changedTexts(correction.record, record).length
    redirectWithNotice(
      response,
      at(consultation),
      count === 0 ? 'Nothing differs with this scenario' : 'Scenario saved',
    )
  })
}

/** What the register says otherwise today. */
function differences(
  published: RecordedPlace,
  today: RecordedPlace | undefined,
): (GroupInWords & { readonly today: string })[] {
  if (today === undefined) return []
  const now = new Map(registerInWords(today).map(({ group, text }) => [group, text]))
  return registerInWords(published).flatMap(one => {
    const text = now.get(one.group) ?? ''
    return text === one.text ? [] : [{ ...one, today: text }]
  })
}
