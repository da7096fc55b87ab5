import type { Response } from 'express'
import { findPostcode, type Position } from '../county/index.ts'
import { normalisePostcode } from '../model/postcode.ts'
import { readForm, type FieldError } from '../platform/forms.ts'
import { pathParameter, showPage, type Pages } from '../platform/pages.ts'
import { journeySource, publicFigures } from '../scenarios/index.ts'
import { busDaysFrom } from './bus-days-service.ts'
import type { ConsultationRecord } from './consultation.ts'
import type { PublicNeeds } from './public-frame-routes.ts'
import { openingWords } from './opening-words-page.ts'
import { journeysFromPostcode, originOf } from './place-journeys-service.ts'
import { openPublic, type OpenedConsultation } from './public-frame-routes.ts'
import { examplePostcode } from './public-page.ts'
import { readRecord } from './publication-repository.ts'
import { whatChangesForm } from './what-changes-forms.ts'
import { placesByNearness, shownPlaces } from './nearest-places.ts'
import { whatChanges, type WhatChanges } from './what-changes-page.ts'

const path = '/consultations/:slug/what-changes'
const shownEachTime = 3

/**
 * “What changes for me”: a question, its answer, and the same answer on paper.
 *
 * @param pages - register of pages
 * @param needs - database, clock and the council's name
 */
export function whatChangesRoutes(pages: Pages, { db, clock, councilName }: PublicNeeds): void {
  const showQuestion = (
    response: Response,
    { consultation, speaker, frame }: OpenedConsultation,
    record: ConsultationRecord,
    more: { errors?: readonly FieldError[]; typed?: Record<string, unknown> },
  ): Promise<void> =>
    showPage(
      response,
      'consultations/what-changes',
      {
        title: speaker.plain('What changes for me'),
        ...frame,
        slug: consultation.slug,
        example: examplePostcode(record, null),
        districts: record.districts.map(district => ({
          district: district.name,
          places: record.places
            .filter(place => place.districtCode === district.code && place.position !== null)
            .map(place => ({ siteId: place.siteId, place: place.name }))
            .sort((a, b) => a.place.localeCompare(b.place, 'en-GB')),
        })),
        ...more,
      },
      more.errors ? 422 : 200,
    )

  /** Everything that changes for somebody; the postcode goes into one statement, and nowhere else. */
  const changesFrom = async (
    { consultation, speaker }: OpenedConsultation,
    record: ConsultationRecord,
    position: Position,
    postcode: string | null,
    from: 'postcode' | 'place',
  ): Promise<WhatChanges> => {
    const source = journeySource(db)
    const measured = await journeysFromPostcode(source, record, postcode)
    const figures = record.scenario === null ? null : await publicFigures(db, record.scenario, clock)
    const { today, proposed, venues } = shownPlaces(
      await placesByNearness(record, position, measured),
      shownEachTime,
    )
    const shown = new Map([...today, ...proposed, ...venues].map(({ place }) => [place.siteId, place]))
    const origin = await originOf(source, record, postcode)
    return whatChanges({ ...record, county: consultation.county }, position, measured, {
      count: shownEachTime,
      buses: figures?.buses ?? {},
      busDays: await busDaysFrom(db, record, origin, [...shown.values()]),
      speaker,
      from,
    })
  }

  pages.get(path, 'public', async (request, response) => {
    const opened = await openPublic(db, response, pathParameter(request, 'slug'), councilName)
    await showQuestion(response, opened, await readRecord(db, opened.consultation.recordHash), {})
  })

  // The postcode comes in the form's body and goes nowhere else: not into the address, a log, a cookie or the database.
  pages.post(path, 'public', async (request, response) => {
    const opened = await openPublic(db, response, pathParameter(request, 'slug'), councilName)
    const { consultation, speaker, frame } = opened
    const record = await readRecord(db, consultation.recordHash)
    const form = readForm(whatChangesForm, request.body)
    if (!form.ok) {
      const errors = form.errors.map(({ field }) => ({
        field,
        message: speaker.plain('Enter a full postcode, like CB1 2AB'),
      }))
      return showQuestion(response, opened, record, { errors, typed: form.typed })
    }
    const { postcode, place, print } = form.value
    const again = (message: string): Promise<void> =>
      showQuestion(response, opened, record, {
        errors: [{ field: 'postcode', message }],
        typed: form.value,
      })
    const chosen = record.places.find(one => one.siteId === place)
    const found = postcode === '' ? null : await findPostcode(db, consultation.county.id, postcode)
    const position = postcode === '' ? (chosen?.position ?? null) : (found?.position ?? null)
    if (position === null) {
      if (postcode === '') return again(speaker.plain('Enter a postcode, or choose a place near you'))
      const values = {
        postcode: normalisePostcode(postcode) ?? postcode,
        county: consultation.county.name,
      }
      return again(
        speaker.plain(
          'We don’t know the postcode {{postcode}}. Check it. If it is new, or outside {{county}}, choose a place near you instead',
          values,
        ),
      )
    }
    // Somebody who chose a place near them sets out from its postcode, where it has one.
    const from = postcode === '' ? (chosen?.postcode ?? null) : postcode
    const district = record.districts.find(one => one.code === (found?.districtCode ?? chosen?.districtCode))
    await showPage(response, 'consultations/what-changes-result', {
      title: speaker.plain('What changes for you'),
      ...frame,
      breadcrumbs: undefined,
      // A page to print speaks English otherwise, as staff's papers do.
      speaker,
      ...(print === 'yes'
        ? { layout: 'print' }
        : { backLink: `/consultations/${consultation.slug}/what-changes` }),
      onPaper: print === 'yes',
      near: postcode === '' ? (chosen?.name ?? '') : (normalisePostcode(postcode) ?? ''),
      asked: postcode === '' ? { place } : { postcode: normalisePostcode(postcode) ?? '' },
      slug: consultation.slug,
      consultationName: consultation.name,
      words: openingWords(consultation, clock(), speaker),
      district: district
        ? { district: district.name, href: `/consultations/${consultation.slug}/${district.slug}` }
        : null,
      result: await changesFrom(opened, record, position, from, postcode === '' ? 'place' : 'postcode'),
      publishedOn: speaker.format.date(consultation.publishedAt),
      correctedOn: consultation.correctedAt && speaker.format.date(consultation.correctedAt),
      contact: { phone: consultation.contactPhone, email: consultation.contactEmail },
    })
  })
}
