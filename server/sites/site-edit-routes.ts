import type { Request, Response } from 'express'
import { listDistricts, requireCounty, type County } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import type { Clock } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { joinDates, readForm, typedFields, type FieldError, type Typed } from '../platform/forms.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { partMark, savePart } from './edit-service.ts'
import { detailDifferences, typedOf } from './site-edit-page.ts'
import { addToRegister, checkSite } from './site-edit-service.ts'
import { siteForm } from './site-forms.ts'
import { findSite, writeDetails } from './site-repository.ts'
import { providerKindNames, providerKinds, siteKindNames, siteKinds, type Site } from './site.ts'

const dates = ['leaseEndsOn', 'contractEndsOn'] as const

/**
 * Pages for adding a site and changing what it is and where.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 * @param needs.db - the database
 * @param needs.clock - tells the time
 */
export function siteEditRoutes(pages: Pages, { db, clock }: { db: Db; clock: Clock }): void {
  interface Shown {
    readonly site: Site | null
    readonly typed: Typed
    readonly mark: string
    readonly errors?: readonly FieldError[]
    readonly mayConfirm?: boolean
    readonly overtaken?: Overtaken
  }
  const show = async (response: Response, county: County, shown: Shown, status = 200): Promise<void> => {
    const districts = await listDistricts(db, county.id)
    await showPage(
      response,
      'sites/edit',
      {
        title: shown.site === null ? 'Add a site' : `Change ${shown.site.name}`,
        scripts: ['map.js'],
        breadcrumbs: crumbs(shown.site),
        county,
        errors: [],
        mayConfirm: false,
        overtaken: null,
        ...shown,
        choices: {
          kinds: siteKinds.map(value => ({ value, text: siteKindNames[value] })),
          providers: [
            { value: '', text: 'Not known' },
            ...providerKinds.map(value => ({ value, text: providerKindNames[value] })),
          ],
          districts: [
            { value: '', text: 'The one its position lies in' },
            ...districts.map(({ code, name }) => ({ value: code, text: name })),
            { value: 'beyond', text: 'Beyond the county' },
          ],
        },
      },
      status,
    )
  }
  const known = async (request: Request, county: County): Promise<Site> => {
    const site = await findSite(db, county.id, pathParameter(request, 'id'))
    if (site === null) throw notFound('There is no such site.')
    return site
  }

  pages.get('/sites/new', 'plan', async (_request, response) => {
    const county = await requireCounty(db)
    await show(response, county, { site: null, typed: { positionWay: 'degrees' }, mark: '' })
  })

  pages.post('/sites/new', 'plan', async (request, response, visitor) => {
    const county = await requireCounty(db)
    const typed = typedFields(request.body)
    const form = readForm(siteForm, joinDates(request.body, ...dates))
    const checked = form.ok ? await checkSite(db, county.id, form.value, null) : null
    if (!form.ok || checked?.ok !== true) {
      const errors = form.ok ? (checked?.ok === false ? checked.errors : []) : form.errors
      const mayConfirm = checked?.ok === false && checked.mayConfirm
      await show(response, county, { site: null, typed, mark: '', errors, mayConfirm }, 422)
      return
    }
    const id = await addToRegister(db, county.id, checked.details, { actor: visitor, at: clock() })
    redirectWithNotice(response, `/sites/${id}`, `${checked.details.name} added`)
  })

  pages.get('/sites/:id/edit', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const site = await known(request, county)
    await show(response, county, { site, typed: typedOf(site), mark: partMark(typedOf(site)) })
  })

  pages.post('/sites/:id/edit', 'plan', async (request, response, visitor) => {
    const county = await requireCounty(db)
    const site = await known(request, county)
    const typed = typedFields(request.body)
    const seen = typeof typed['mark'] === 'string' ? typed['mark'] : ''
    const form = readForm(siteForm, joinDates(request.body, ...dates))
    const checked = form.ok ? await checkSite(db, county.id, form.value, site) : null
    if (!form.ok || checked?.ok !== true) {
      const errors = form.ok ? (checked?.ok === false ? checked.errors : []) : form.errors
      const mayConfirm = checked?.ok === false && checked.mayConfirm
      await show(response, county, { site, typed, mark: seen, errors, mayConfirm }, 422)
      return
    }
    const saving = await savePart(db, {
      countyId: county.id,
      siteId: site.id,
      seen,
      read: (_tx, now) => Promise.resolve(typedOf(now)),
      write: tx => writeDetails(tx, site.id, checked.details),
      summary: 'Changed the details of',
      actor: visitor,
      at: clock(),
    })
    if (saving.saved) {
      redirectWithNotice(response, `/sites/${site.id}`, 'Details saved')
      return
    }
    const overtaken = {
      by: saving.changedBy,
      at: saving.changedAt,
      rows: detailDifferences(saving.now, typed, await listDistricts(db, county.id)),
    }
    await show(response, county, { site, typed, mark: partMark(saving.now), overtaken }, 409)
  })
}

/** What somebody else saved in the meantime, beside what was typed. */
export interface Overtaken {
  readonly by: string | null
  readonly at: string
  readonly rows: readonly { readonly field: string; readonly theirs: string; readonly yours: string }[]
}

function crumbs(site: Site | null): { text: string; href: string }[] {
  const register = { text: 'Sites', href: '/sites' }
  return site === null ? [register] : [register, { text: site.name, href: `/sites/${site.id}` }]
}
