import type { Request, Response } from 'express'
import { recordAction } from '../accounts/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { notFound } from '../platform/errors.ts'
import { joinDates, readForm } from '../platform/forms.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages, type Visitor } from '../platform/pages.ts'
import { listScenarios } from '../scenarios/index.ts'
import type { Consultation, ConsultationOption, RecordedPlace } from './consultation.ts'
import { beginChange } from './consultation-repository.ts'
import {
  crumbsOf,
  publishedAlready,
  unpublished,
  type FindManaged,
  type ManageNeeds,
} from './managed-routes.ts'
import { optionForm, placeTextsForm } from './option-forms.ts'
import { addOption, changeOption, listOptions, removeOption } from './option-repository.ts'
import { writePlaceTexts } from './place-text-repository.ts'
import { lossAt, proposedFor } from './place-words-page.ts'
import { draftRecord } from './record-service.ts'

const path = '/manage/consultations/:id'

/**
 * The staff's pages for options that were looked at, and for what is said of each place.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 * @param managed - reads the consultation that an address names
 */
export function manageOptionsRoutes(pages: Pages, { db, clock }: ManageNeeds, managed: FindManaged): void {
  const change = async (
    consultation: Consultation,
    visitor: Visitor,
    summary: string,
    work: (tx: Db) => Promise<unknown>,
  ): Promise<void> =>
    inTransaction(db, async tx => {
      if (!(await beginChange(tx, consultation.id, clock()))) throw publishedAlready()
      await work(tx)
      await recordAction(tx, visitor, {
        action: 'consultation.changed',
        subject: consultation.id,
        summary,
        at: clock(),
      })
    })

  pages.get(`${path}/options`, 'consult', async (request, response) => {
    const consultation = await managed(request)
    const { options } = await draftRecord(db, consultation)
    await showPage(response, 'manage/options', {
      title: 'Options that were looked at',
      breadcrumbs: crumbsOf(consultation),
      at: `/manage/consultations/${consultation.id}/options`,
      draft: consultation.publishedAt === null,
      options,
    })
  })

  const found = async (
    request: Request,
    optionId: string,
  ): Promise<{ consultation: Consultation; option: ConsultationOption | null }> => {
    const consultation = unpublished(await managed(request))
    const option = (await listOptions(db, consultation.id)).find(one => one.id === optionId) ?? null
    // Keeping everything as it is stands there before anybody has written about it.
    if (option === null && optionId !== 'new' && optionId !== 'status-quo')
      throw notFound('There is no such option.')
    return { consultation, option }
  }
  const publishedScenarios = async ({
    countyId,
    scenarioId,
  }: Consultation): Promise<{ value: string; text: string }[]> => [
    { value: '', text: 'None: there are no figures for it' },
    ...(await listScenarios(db, countyId, clock))
      .filter(scenario => scenario.hash !== null && scenario.id !== scenarioId)
      .map(scenario => ({ value: scenario.id, text: scenario.name })),
  ]
  const showOption = async (request: Request, response: Response, again: object = {}, status = 200) => {
    const optionId = pathParameter(request, 'option')
    const { consultation, option } = await found(request, optionId)
    const at = `/manage/consultations/${consultation.id}/options`
    const statusQuo = option?.statusQuo ?? optionId === 'status-quo'
    await showPage(
      response,
      'manage/option',
      {
        title: option?.name ?? (statusQuo ? 'Keep everything as it is' : 'New option'),
        breadcrumbs: [...crumbsOf(consultation), { text: 'Options', href: at }],
        option: option ?? {
          name: statusQuo ? 'Keep everything as it is' : '',
          whatItWas: statusQuo ? 'Every children’s centre of today would stay as it is.' : '',
          whyNot: '',
          scenarioId: null,
        },
        statusQuo,
        isNew: option === null,
        scenarios: statusQuo ? [] : await publishedScenarios(consultation),
        ...again,
      },
      status,
    )
  }
  pages.get(`${path}/options/:option`, 'consult', (request, response) => showOption(request, response))
  pages.post(`${path}/options/:option`, 'consult', async (request, response, visitor) => {
    const optionId = pathParameter(request, 'option')
    const { consultation, option } = await found(request, optionId)
    const form = readForm(optionForm, request.body)
    if (!form.ok) return showOption(request, response, form, 422)
    const options = await listOptions(db, consultation.id)
    const statusQuo = option?.statusQuo ?? (optionId === 'status-quo' && !options.some(one => one.statusQuo))
    const known = statusQuo ? [] : await publishedScenarios(consultation)
    const scenarioId = known.some(({ value }) => value !== '' && value === form.value.scenarioId)
      ? form.value.scenarioId
      : null
    const written = { ...form.value, scenarioId, statusQuo }
    const summary = `${option === null ? 'Added' : 'Changed'} the option ${written.name}`
    await change(consultation, visitor, summary, tx =>
      option === null
        ? addOption(tx, consultation.id, written)
        : changeOption(tx, consultation.id, { ...written, id: option.id }),
    )
    redirectWithNotice(response, `/manage/consultations/${consultation.id}/options`, 'Option saved')
  })
  pages.post(`${path}/options/:option/remove`, 'consult', async (request, response, visitor) => {
    const { consultation, option } = await found(request, pathParameter(request, 'option'))
    if (option === null || option.statusQuo) throw notFound('There is no such option.')
    await change(consultation, visitor, `Took out the option ${option.name}`, tx =>
      removeOption(tx, consultation.id, option.id),
    )
    redirectWithNotice(response, `/manage/consultations/${consultation.id}/options`, 'Option taken out')
  })

  pages.get(`${path}/places`, 'consult', async (request, response) => {
    const consultation = await managed(request)
    const record = await draftRecord(db, consultation)
    const districts = new Map(record.districts.map(({ code, name }) => [code, name]))
    await showPage(response, 'manage/places', {
      title: 'What is said of each place',
      breadcrumbs: crumbsOf(consultation),
      at: `/manage/consultations/${consultation.id}/places`,
      draft: consultation.publishedAt === null,
      places: record.places
        .filter(place => !place.beyondCounty)
        .map(place => ({
          siteId: place.siteId,
          title: place.name,
          district: districts.get(place.districtCode ?? '') ?? '',
          proposed: proposedFor(place).text,
          isLost: lossAt(place) !== null,
          written: [
            place.why === '' ? '' : 'why',
            place.replacedBy === '' ? '' : 'what replaces it',
            place.fromOn === null ? '' : 'from when',
          ]
            .filter(part => part !== '')
            .join(', '),
        }))
        .sort((a, b) => Number(b.isLost) - Number(a.isLost)),
    })
  })
  const placeAt = async (request: Request): Promise<{ consultation: Consultation; place: RecordedPlace }> => {
    const consultation = unpublished(await managed(request))
    const record = await draftRecord(db, consultation)
    const place = record.places.find(one => one.siteId === pathParameter(request, 'site'))
    if (!place) throw notFound('There is no such place in this consultation.')
    return { consultation, place }
  }
  const showPlace = async (request: Request, response: Response, again: object = {}, status = 200) => {
    const { consultation, place } = await placeAt(request)
    await showPage(
      response,
      'manage/place',
      {
        title: place.name,
        breadcrumbs: [
          ...crumbsOf(consultation),
          { text: 'Places', href: `/manage/consultations/${consultation.id}/places` },
        ],
        place,
        proposed: proposedFor(place).text,
        ...again,
      },
      status,
    )
  }
  pages.get(`${path}/places/:site`, 'consult', (request, response) => showPlace(request, response))
  pages.post(`${path}/places/:site`, 'consult', async (request, response, visitor) => {
    const { consultation, place } = await placeAt(request)
    const form = readForm(placeTextsForm, joinDates(request.body, 'fromOn'))
    if (!form.ok) return showPlace(request, response, form, 422)
    await change(consultation, visitor, `Wrote about ${place.name}`, tx =>
      writePlaceTexts(tx, consultation.id, { ...form.value, siteId: place.siteId }),
    )
    redirectWithNotice(response, `/manage/consultations/${consultation.id}/places`, `${place.name} saved`)
  })
}
