import type { Request, Response } from 'express'
import { notFound } from '../platform/errors.ts'
import { joinDates, readForm, typedFields } from '../platform/forms.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import type { Consultation, RecordedPlace } from './consultation.ts'
import { changeDraft, seenMark } from './draft-change-service.ts'
import {
  changedMeanwhile,
  crumbsOf,
  unpublished,
  type FindManaged,
  type ManageNeeds,
} from './managed-routes.ts'
import { placeTextsForm } from './option-forms.ts'
import { listPlaceTexts, writePlaceTexts } from './place-text-repository.ts'
import { lossAt, proposedFor } from './place-words-page.ts'
import { draftRecord } from './record-service.ts'

const path = '/manage/consultations/:id/places'

/**
 * The staff's pages for what is said of each place.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 * @param managed - reads the consultation that an address names
 */
export function managePlacesRoutes(pages: Pages, { db, clock }: ManageNeeds, managed: FindManaged): void {
  pages.get(path, 'consult', async (request, response) => {
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
  const textsMark = ({
    why,
    replacedBy,
    fromOn,
  }: Pick<RecordedPlace, 'why' | 'replacedBy' | 'fromOn'>): string => seenMark([why, replacedBy, fromOn])
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
        seen: textsMark(place),
        proposed: proposedFor(place).text,
        ...again,
      },
      status,
    )
  }
  pages.get(`${path}/:site`, 'consult', (request, response) => showPlace(request, response))
  pages.post(`${path}/:site`, 'consult', async (request, response, visitor) => {
    const { consultation, place } = await placeAt(request)
    const form = readForm(placeTextsForm, joinDates(request.body, 'fromOn'))
    if (!form.ok) return showPlace(request, response, form, 422)
    const { seen, ...texts } = form.value
    const stored = await changeDraft(db, consultation.id, {
      by: visitor,
      at: clock(),
      summary: `Wrote about ${place.name}`,
      asSeen: async tx => {
        if (seen === '') return true
        const written = (await listPlaceTexts(tx, consultation.id)).find(one => one.siteId === place.siteId)
        return textsMark(written ?? { why: '', replacedBy: '', fromOn: null }) === seen
      },
      work: tx => writePlaceTexts(tx, consultation.id, { ...texts, siteId: place.siteId }),
    })
    if (!stored) {
      const errors = [changedMeanwhile('why', 'this place')]
      return showPlace(request, response, { errors, typed: typedFields(request.body) }, 422)
    }
    redirectWithNotice(response, `/manage/consultations/${consultation.id}/places`, `${place.name} saved`)
  })
}
