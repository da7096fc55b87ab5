import type { Request, Response } from 'express'
import { notFound } from '../platform/errors.ts'
import { readForm, typedFields } from '../platform/forms.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { listScenarios } from '../scenarios/index.ts'
import type { Consultation, ConsultationOption } from './consultation.ts'
import { changeDraft, seenMark } from './draft-change-service.ts'
import {
  changedMeanwhile,
  crumbsOf,
  goneAlready,
  unpublished,
  type FindManaged,
  type ManageNeeds,
} from './managed-routes.ts'
import { optionForm } from './option-forms.ts'
import { addOption, changeOption, listOptions, removeOption } from './option-repository.ts'
import { draftRecord } from './record-service.ts'

const path = '/manage/consultations/:id/options'

/**
 * The staff's pages for options that were looked at.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 * @param managed - reads the consultation that an address names
 */
export function manageOptionsRoutes(pages: Pages, { db, clock }: ManageNeeds, managed: FindManaged): void {
  pages.get(path, 'consult', async (request, response) => {
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
    const options = await listOptions(db, consultation.id)
    // Keeping everything as it is stands there before anybody has written about it.
    const option =
      options.find(one => one.id === optionId || (one.statusQuo && optionId === 'status-quo')) ?? null
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
        seen: seenMark(option),
        statusQuo,
        isNew: option === null,
        scenarios: statusQuo ? [] : await publishedScenarios(consultation),
        ...again,
      },
      status,
    )
  }
  pages.get(`${path}/:option`, 'consult', (request, response) => showOption(request, response))
  pages.post(`${path}/:option`, 'consult', async (request, response, visitor) => {
    const optionId = pathParameter(request, 'option')
    const { consultation, option } = await found(request, optionId)
    const form = readForm(optionForm, request.body)
    if (!form.ok) return showOption(request, response, form, 422)
    const { seen, ...texts } = form.value
    const statusQuo = option?.statusQuo ?? optionId === 'status-quo'
    const known = statusQuo ? [] : await publishedScenarios(consultation)
    const scenarioId = known.some(({ value }) => value !== '' && value === texts.scenarioId)
      ? texts.scenarioId
      : null
    const written = { ...texts, scenarioId, statusQuo }
    const stored = await changeDraft(db, consultation.id, {
      by: visitor,
      at: clock(),
      summary: `${option === null ? 'Added' : 'Changed'} the option ${written.name}`,
      asSeen: async tx => {
        const options = await listOptions(tx, consultation.id)
        // The same option twice is a form that was sent twice.
        if (option === null) return !options.some(one => sameOption(one, written))
        return seen === '' || seenMark(options.find(one => one.id === option.id) ?? null) === seen
      },
      work: tx =>
        option === null
          ? addOption(tx, consultation.id, written)
          : changeOption(tx, consultation.id, { ...written, id: option.id }),
    })
    if (!stored && option !== null) {
      const errors = [changedMeanwhile('whatItWas', 'this option')]
      return showOption(request, response, { errors, typed: typedFields(request.body) }, 422)
    }
    redirectWithNotice(response, `/manage/consultations/${consultation.id}/options`, 'Option saved')
  })
  pages.post(`${path}/:option/remove`, 'consult', async (request, response, visitor) => {
    const consultation = unpublished(await managed(request))
    const id = pathParameter(request, 'option')
    const option = (await listOptions(db, consultation.id)).find(one => one.id === id)
    if (option === undefined) throw goneAlready('This option')
    if (option.statusQuo) throw notFound('There is no such option.')
    await changeDraft(db, consultation.id, {
      by: visitor,
      at: clock(),
      summary: `Took out the option ${option.name}`,
      work: async tx => {
        if (!(await removeOption(tx, consultation.id, option.id))) throw goneAlready('This option')
      },
    })
    redirectWithNotice(response, `/manage/consultations/${consultation.id}/options`, 'Option taken out')
  })
}

function sameOption(a: ConsultationOption, b: Omit<ConsultationOption, 'id'>): boolean {
  return (
    a.name === b.name &&
    a.whatItWas === b.whatItWas &&
    a.whyNot === b.whyNot &&
    a.scenarioId === b.scenarioId &&
    a.statusQuo === b.statusQuo
  )
}
