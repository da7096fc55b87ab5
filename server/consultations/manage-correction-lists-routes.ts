import type { Request, Response } from 'express'
import type { AddingForm } from '../accounts/index.ts'
import { notFound } from '../platform/errors.ts'
import { addingForm } from '../platform/form-shown.ts'
import { readForm, typedFields } from '../platform/forms.ts'
import { newId } from '../platform/ids.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages, type Visitor } from '../platform/pages.ts'
import { listScenarios, readScenario } from '../scenarios/index.ts'
import { proposalForm } from './consultation-forms.ts'
import type { Consultation, ConsultationRecord, RecordedDistrict, RecordedOption } from './consultation.ts'
import { withOption, withoutOption, withoutProposal, withProposal } from './corrected-record.ts'
import { correctionOf, writeOnCorrection } from './correction-change-service.ts'
import type { Correction } from './correction-repository.ts'
import {
  changedMeanwhile,
  crumbsOf,
  goneAlready,
  type FindManaged,
  type ManageNeeds,
} from './managed-routes.ts'
import { optionForm } from './option-forms.ts'

const path = '/manage/consultations/:id/correction'

/**
 * The staff's pages for putting proposals and options into a correction, taking them out, and saying which place or
 * scenario they are about.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 * @param managed - reads the consultation that an address names
 */
export function manageCorrectionListsRoutes(
  pages: Pages,
  { db, clock }: ManageNeeds,
  managed: FindManaged,
): void {
  const at = ({ id }: Consultation, rest = ''): string => `/manage/consultations/${id}/correction${rest}`
  const crumbs = (consultation: Consultation, part: string, title: string) => [
    ...crumbsOf(consultation),
    { text: 'Correction', href: at(consultation) },
    { text: title, href: at(consultation, `/texts/${part}`) },
  ]
  const correcting = async (
    request: Request,
  ): Promise<{ consultation: Consultation; correction: Correction }> => {
    const consultation = await managed(request)
    return { consultation, correction: await correctionOf(db, consultation) }
  }
  /** False when somebody else wrote on the correction meanwhile. */
  const write = (
    { consultation }: { consultation: Consultation },
    visitor: Visitor,
    seen: unknown,
    record: ConsultationRecord,
    what: string,
    form: AddingForm = null,
  ): Promise<boolean> =>
    writeOnCorrection(db, consultation, { record, seen: Number(seen), what, by: visitor, at: clock(), form })

  const districtAt = async (
    request: Request,
  ): Promise<Awaited<ReturnType<typeof correcting>> & { district: RecordedDistrict }> => {
    const found = await correcting(request)
    const slug = pathParameter(request, 'district')
    const district = found.correction.record.districts.find(one => one.slug === slug)
    if (!district) throw notFound('There is no such district in this consultation.')
    return { ...found, district }
  }
  const proposalOf = (request: Request, { proposals }: RecordedDistrict) => {
    const id = pathParameter(request, 'proposal')
    const proposal = proposals.find(one => one.id === id) ?? null
    if (proposal === null && id !== 'new') throw notFound('There is no such proposal.')
    return proposal
  }
  const showProposal = async (
    request: Request,
    response: Response,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    const { consultation, correction, district } = await districtAt(request)
    const proposal = proposalOf(request, district)
    await showPage(
      response,
      'manage/proposal',
      {
        title: proposal === null ? `New proposal for ${district.name}` : proposal.title,
        breadcrumbs: crumbs(consultation, district.slug, district.name),
        proposal,
        seen: correction.version,
        sites: [
          { value: '', text: 'No one place' },
          ...correction.record.places
            .filter(place => place.districtCode === district.code)
            .map(place => ({ value: place.siteId, text: place.name })),
        ],
        ...again,
      },
      status,
    )
  }
  pages.get(`${path}/proposals/:district/:proposal`, 'consult', (request, response) =>
    showProposal(request, response),
  )
  pages.post(`${path}/proposals/:district/:proposal`, 'consult', async (request, response, visitor) => {
    const found = await districtAt(request)
    const { consultation, correction, district } = found
    const proposal = proposalOf(request, district)
    const form = readForm(proposalForm, request.body)
    if (!form.ok) return showProposal(request, response, form, 422)
    const { seen, siteId, ...texts } = form.value
    const record = withProposal(correction.record, district.code, {
      ...texts,
      id: proposal?.id ?? newId(),
      siteId: correction.record.places.some(place => place.siteId === siteId) ? siteId : null,
    })
    const adding = proposal === null ? addingForm(request) : null
    if (!(await write(found, visitor, seen, record, `the proposal ${texts.title}`, adding))) {
      const errors = [changedMeanwhile('whatChanges', 'this correction')]
      return showProposal(request, response, { errors, typed: typedFields(request.body) }, 422)
    }
    redirectWithNotice(response, at(consultation, `/texts/${district.slug}`), 'Proposal saved')
  })
  pages.post(
    `${path}/proposals/:district/:proposal/remove`,
    'consult',
    async (request, response, visitor) => {
      const found = await districtAt(request)
      const { consultation, correction, district } = found
      const id = pathParameter(request, 'proposal')
      const proposal = district.proposals.find(one => one.id === id)
      if (proposal === undefined) throw goneAlready('This proposal')
      const record = withoutProposal(correction.record, proposal.id)
      if (
        !(await write(found, visitor, correction.version, record, `took out the proposal ${proposal.title}`))
      ) {
        return showProposal(
          request,
          response,
          { errors: [changedMeanwhile('title', 'this correction')] },
          422,
        )
      }
      redirectWithNotice(response, at(consultation, `/texts/${district.slug}`), 'Proposal taken out')
    },
  )

  const optionAt = async (
    request: Request,
  ): Promise<Awaited<ReturnType<typeof correcting>> & { option: RecordedOption | null }> => {
    const found = await correcting(request)
    const id = pathParameter(request, 'option')
    const option = found.correction.record.options.find(one => one.id === id) ?? null
    if (option === null && id !== 'new') throw notFound('There is no such option.')
    return { ...found, option }
  }
  const scenarios = async ({
    consultation: { countyId },
    correction: { record },
  }: Awaited<ReturnType<typeof correcting>>): Promise<{ value: string; text: string }[]> => [
    { value: '', text: 'None: there are no figures for it' },
    ...(await listScenarios(db, countyId, clock))
      .filter(scenario => scenario.hash !== null && scenario.id !== record.scenario?.id)
      .map(scenario => ({ value: scenario.id, text: scenario.name })),
  ]
  const showOption = async (
    request: Request,
    response: Response,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    const { consultation, correction, option } = await optionAt(request)
    await showPage(
      response,
      'manage/option',
      {
        title: option?.name ?? 'New option',
        breadcrumbs: crumbs(consultation, 'options', 'Options'),
        option: {
          ...(option ?? { name: '', whatItWas: '', whyNot: '' }),
          scenarioId: option?.scenario?.id ?? null,
        },
        seen: correction.version,
        statusQuo: option?.statusQuo ?? false,
        isNew: option === null,
        scenarios: option?.statusQuo === true ? [] : await scenarios({ consultation, correction }),
        ...again,
      },
      status,
    )
  }
  pages.get(`${path}/options/:option`, 'consult', (request, response) => showOption(request, response))
  pages.post(`${path}/options/:option`, 'consult', async (request, response, visitor) => {
    const found = await optionAt(request)
    const { consultation, correction, option } = found
    const form = readForm(optionForm, request.body)
    if (!form.ok) return showOption(request, response, form, 422)
    const { seen, scenarioId, ...texts } = form.value
    const statusQuo = option?.statusQuo ?? false
    const known = !statusQuo && (await scenarios(found)).some(({ value }) => value === scenarioId)
    const chosen = known && scenarioId !== '' ? await readScenario(db, scenarioId) : null
    const record = withOption(correction.record, {
      ...texts,
      id: option?.id ?? newId(),
      statusQuo,
      scenario: chosen?.hash == null ? null : { id: chosen.id, name: chosen.name, hash: chosen.hash },
    })
    const adding = option === null ? addingForm(request) : null
    if (!(await write(found, visitor, seen, record, `the option ${texts.name}`, adding))) {
      const errors = [changedMeanwhile('whatItWas', 'this correction')]
      return showOption(request, response, { errors, typed: typedFields(request.body) }, 422)
    }
    redirectWithNotice(response, at(consultation, '/texts/options'), 'Option saved')
  })
  pages.post(`${path}/options/:option/remove`, 'consult', async (request, response, visitor) => {
    const found = await correcting(request)
    const { consultation, correction } = found
    const id = pathParameter(request, 'option')
    const option = correction.record.options.find(one => one.id === id)
    if (option === undefined) throw goneAlready('This option')
    if (option.statusQuo) throw notFound('There is no such option.')
    const record = withoutOption(correction.record, option.id)
    if (!(await write(found, visitor, correction.version, record, `took out the option ${option.name}`))) {
      return showOption(request, response, { errors: [changedMeanwhile('name', 'this correction')] }, 422)
    }
    redirectWithNotice(response, at(consultation, '/texts/options'), 'Option taken out')
  })
}
