import type { Request, Response } from 'express'
import { notFound } from '../platform/errors.ts'
import { pathParameter, showPage, type Pages } from '../platform/pages.ts'
import type { FindManaged, ManageNeeds } from './managed-routes.ts'
import { countyPage, districtPage } from './public-page.ts'
import { draftRecord } from './record-service.ts'
import { readUpdates } from './updates-repository.ts'

const list = '/manage/consultations'

/**
 * The public pages of a consultation as they would be if it were published now.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 * @param managed - reads the consultation that an address names
 */
export function managePreviewRoutes(pages: Pages, { db, clock }: ManageNeeds, managed: FindManaged): void {
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
}
