import type { Request, Response } from 'express'
import { notFound } from '../platform/errors.ts'
import { readForm, typedFields } from '../platform/forms.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages, type Visitor } from '../platform/pages.ts'
import type { Consultation, ConsultationDistrict, Proposal } from './consultation.ts'
import { districtForm, proposalForm } from './consultation-forms.ts'
import {
  addProposal,
  changeProposal,
  listConsultationDistricts,
  listProposals,
  removeProposal,
  writeDistrictTexts,
} from './district-repository.ts'
import { changeDraft, seenMark } from './draft-change-service.ts'
import {
  changedMeanwhile,
  crumbsOf,
  goneAlready,
  unpublished,
  type FindManaged,
  type ManageNeeds,
} from './managed-routes.ts'
import { lossAt, proposedFor } from './place-words-page.ts'
import { draftRecord } from './record-service.ts'

const path = '/manage/consultations/:id/districts/:code'

/**
 * The staff's pages for a district's texts and proposals.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 * @param managed - reads the consultation that an address names
 */
export function manageDistrictRoutes(pages: Pages, { db, clock }: ManageNeeds, managed: FindManaged): void {
  const found = async (
    request: Request,
  ): Promise<{ consultation: Consultation; district: ConsultationDistrict; proposals: Proposal[] }> => {
    const consultation = unpublished(await managed(request))
    const code = pathParameter(request, 'code')
    const district = (await listConsultationDistricts(db, consultation.id)).find(one => one.code === code)
    if (!district) throw notFound('There is no such district in this consultation.')
    const proposals = (await listProposals(db, consultation.id)).filter(one => one.districtCode === code)
    return { consultation, district, proposals }
  }
  const districtMark = ({
    whatIsLost,
    whatIsProposed,
  }: Pick<ConsultationDistrict, 'whatIsLost' | 'whatIsProposed'>): string =>
    seenMark([whatIsLost, whatIsProposed])

  const showDistrict = async (
    request: Request,
    response: Response,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    const { consultation, district, proposals } = await found(request)
    const record = await draftRecord(db, consultation)
    const places = record.places.filter(place => place.districtCode === district.code)
    await showPage(
      response,
      'manage/district',
      {
        title: district.name,
        breadcrumbs: crumbsOf(consultation),
        consultation,
        district,
        seen: districtMark(district),
        proposals,
        at: `/manage/consultations/${consultation.id}/districts/${district.code}`,
        losses: places.flatMap(place => lossAt(place) ?? []),
        places: places.map(place => ({ title: place.name, proposed: proposedFor(place) })),
        ...again,
      },
      status,
    )
  }
  pages.get(path, 'consult', (request, response) => showDistrict(request, response))
  pages.post(path, 'consult', async (request, response, visitor) => {
    const { consultation, district } = await found(request)
    const form = readForm(districtForm, request.body)
    if (!form.ok) return showDistrict(request, response, form, 422)
    const { seen, ...texts } = form.value
    const stored = await changeDraft(db, consultation.id, {
      by: visitor,
      at: clock(),
      summary: `Changed the texts for ${district.name}`,
      asSeen: async tx => {
        const districts = await listConsultationDistricts(tx, consultation.id)
        const now = districts.find(one => one.code === district.code)
        return now !== undefined && (seen === '' || districtMark(now) === seen)
      },
      work: tx => writeDistrictTexts(tx, consultation.id, district.code, texts),
    })
    if (!stored) {
      const errors = [changedMeanwhile('whatIsLost', 'these texts')]
      return showDistrict(request, response, { errors, typed: typedFields(request.body) }, 422)
    }
    redirectWithNotice(
      response,
      `/manage/consultations/${consultation.id}`,
      `Texts for ${district.name} saved`,
    )
  })

  const showProposal = async (
    request: Request,
    response: Response,
    proposalId: string | null,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    const { consultation, district, proposals } = await found(request)
    const proposal = proposals.find(one => one.id === proposalId) ?? null
    if (proposalId !== null && proposal === null) throw notFound('There is no such proposal.')
    const record = await draftRecord(db, consultation)
    await showPage(
      response,
      'manage/proposal',
      {
        title: proposal === null ? `New proposal for ${district.name}` : proposal.title,
        breadcrumbs: [
          ...crumbsOf(consultation),
          {
            text: district.name,
            href: `/manage/consultations/${consultation.id}/districts/${district.code}`,
          },
        ],
        proposal,
        seen: seenMark(proposal),
        sites: [
          { value: '', text: 'No one place' },
          ...record.places
            .filter(place => place.districtCode === district.code)
            .map(place => ({ value: place.siteId, text: place.name })),
        ],
        ...again,
      },
      status,
    )
  }
  pages.get(`${path}/proposals/new`, 'consult', (request, response) => showProposal(request, response, null))
  pages.get(`${path}/proposals/:proposal`, 'consult', (request, response) =>
    showProposal(request, response, pathParameter(request, 'proposal')),
  )
  const saveProposal = async (
    request: Request,
    response: Response,
    visitor: Visitor,
    proposalId: string | null,
  ): Promise<void> => {
    const { consultation, district, proposals } = await found(request)
    if (proposalId !== null && !proposals.some(one => one.id === proposalId))
      throw notFound('There is no such proposal.')
    const form = readForm(proposalForm, request.body)
    if (!form.ok) return showProposal(request, response, proposalId, form, 422)
    const record = await draftRecord(db, consultation)
    const site = record.places.find(place => place.siteId === form.value.siteId)
    const { seen, ...texts } = form.value
    const proposal = { ...texts, siteId: site?.siteId ?? null }
    const summary = `${proposalId === null ? 'Added' : 'Changed'} the proposal ${proposal.title} for ${district.name}`
    const stored = await changeDraft(db, consultation.id, {
      by: visitor,
      at: clock(),
      summary,
      asSeen: async tx => {
        const all = await listProposals(tx, consultation.id)
        const added = { ...proposal, districtCode: district.code }
        // The same proposal twice is a form that was sent twice.
        if (proposalId === null) return !all.some(one => sameProposal(one, added))
        return seen === '' || seenMark(all.find(one => one.id === proposalId) ?? null) === seen
      },
      work: tx =>
        proposalId === null
          ? addProposal(tx, consultation.id, { ...proposal, districtCode: district.code })
          : changeProposal(tx, consultation.id, { ...proposal, id: proposalId }),
    })
    if (!stored && proposalId !== null) {
      const errors = [changedMeanwhile('whatChanges', 'this proposal')]
      return showProposal(request, response, proposalId, { errors, typed: typedFields(request.body) }, 422)
    }
    const at = `/manage/consultations/${consultation.id}/districts/${district.code}`
    redirectWithNotice(response, at, 'Proposal saved')
  }
  pages.post(`${path}/proposals/new`, 'consult', (request, response, visitor) =>
    saveProposal(request, response, visitor, null),
  )
  pages.post(`${path}/proposals/:proposal`, 'consult', (request, response, visitor) =>
    saveProposal(request, response, visitor, pathParameter(request, 'proposal')),
  )
  pages.post(`${path}/proposals/:proposal/remove`, 'consult', async (request, response, visitor) => {
    const { consultation, district, proposals } = await found(request)
    const proposal = proposals.find(one => one.id === pathParameter(request, 'proposal'))
    if (!proposal) throw goneAlready('This proposal')
    await changeDraft(db, consultation.id, {
      by: visitor,
      at: clock(),
      summary: `Took out the proposal ${proposal.title} for ${district.name}`,
      work: async tx => {
        if (!(await removeProposal(tx, consultation.id, proposal.id))) throw goneAlready('This proposal')
      },
    })
    const at = `/manage/consultations/${consultation.id}/districts/${district.code}`
    redirectWithNotice(response, at, 'Proposal taken out')
  })
}

function sameProposal(a: Proposal, b: Omit<Proposal, 'id'>): boolean {
  return (
    a.districtCode === b.districtCode &&
    a.title === b.title &&
    a.whatIsLost === b.whatIsLost &&
    a.whatChanges === b.whatChanges &&
    a.siteId === b.siteId
  )
}
