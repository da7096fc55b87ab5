import type { Request, Response } from 'express'
import { z } from 'zod'
import { recordAction } from '../accounts/index.ts'
import { format } from '../platform/format.ts'
import { notFound } from '../platform/errors.ts'
import { readForm, type FieldError, type Typed } from '../platform/forms.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { countyForm } from './county-forms.ts'
import type { CountyNeeds } from './county-needs.ts'
import {
  activateCounty,
  addCounty,
  currentCounty,
  findCounty,
  listCounties,
  requireCounty,
} from './county-repository.ts'
import { needsReloading, redefineCounty } from './county-service.ts'
import { vintages, type County } from './county.ts'
import { dataRoutes } from './data-routes.ts'
import { listDatasets } from './dataset-repository.ts'
import { keepBeyondMetres } from './imports/sites.ts'
import { knownOf } from './known-service.ts'
import { needRoutes } from './need-routes.ts'
import { readSetting, writeSetting } from './setting-repository.ts'

const vintageChoices = vintages.map(vintage => ({
  value: vintage,
  text: vintage,
  hint: {
    text:
      vintage === 'LSOA 2011'
        ? 'The areas of the Indices of Deprivation 2019 and of population estimates to mid-2020'
        : 'The areas of the Census 2021, the Indices of Deprivation 2025 and newer estimates',
  },
}))

/**
 * Pages of the county: what is known of it, the files that it came from, and need.
 *
 * @param pages - register of pages
 * @param needs - what they need from around them
 */
export function countyRoutes(pages: Pages, needs: CountyNeeds): void {
  const { db, clock } = needs

  pages.get('/county', 'plan', async (_request, response) => {
    const county = await currentCounty(db)
    const counties = await listCounties(db)
    if (county === null) {
      await showPage(response, 'county/none', { title: 'County', counties })
      return
    }
    await showPage(response, 'county/county', {
      title: county.name,
      county,
      counties,
      known: await knownOf(db, county),
      sources: (await listDatasets(db, county.id)).filter(one => one.kind === 'population'),
    })
  })

  const showForm = (
    response: Response,
    county: County | null,
    typed: Typed,
    errors: readonly FieldError[] = [],
  ): Promise<void> =>
    showPage(
      response,
      'county/edit',
      {
        title: county === null ? 'Add a county' : `Change ${county.name}`,
        backLink: '/county',
        county,
        vintageChoices,
        typed,
        errors,
        mustForget: errors.some(error => error.field === 'forget'),
      },
      errors.length > 0 ? 422 : 200,
    )

  const keptBeyond = (county: County): Promise<number> =>
    readSetting(db, county.id, 'keepBeyondMetres', z.number(), keepBeyondMetres)

  pages.get('/county/new', 'plan', (_request, response) =>
    showForm(response, null, { keepBeyondMetres: String(keepBeyondMetres), vintage: 'LSOA 2021' }),
  )

  pages.post('/county/new', 'plan', async (request, response, visitor) => {
    const form = readForm(countyForm, request.body)
    if (!form.ok) {
      await showForm(response, null, form.typed, form.errors)
      return
    }
    const now = clock()
    const description = descriptionFrom(form.value)
    const added = await addCounty(db, { ...description, demonstration: false }, now.toISOString())
    await redefineCounty(db, added, added, now.toISOString())
    await writeSetting(db, added.id, 'keepBeyondMetres', form.value.keepBeyondMetres)
    await activateCounty(db, added.id)
    await recordAction(db, visitor, {
      action: 'county.added',
      subject: added.id,
      summary: `Added the county ${added.name}`,
      at: now,
    })
    redirectWithNotice(response, '/county/data', `${added.name} is added. Now load its published files`)
  })

  pages.get('/county/edit', 'plan', async (_request, response) => {
    const county = await requireCounty(db)
    await showForm(response, county, {
      county: county.name,
      code: county.code ?? '',
      districts: county.districtCodes.join('\n'),
      vintage: county.vintage,
      keepBeyondMetres: String(await keptBeyond(county)),
    })
  })

  pages.post('/county/edit', 'plan', async (request, response, visitor) => {
    const county = await requireCounty(db)
    const form = readForm(countyForm, request.body)
    if (!form.ok) {
      await showForm(response, county, form.typed, form.errors)
      return
    }
    const description = { ...descriptionFrom(form.value), demonstration: county.demonstration }
    const loaded = await listDatasets(db, county.id)
    const forgets = needsReloading(county, description) && loaded.length > 0
    if (forgets && !form.value.forget) {
      const message =
        'Confirm that figures and boundaries are forgotten, and that you will load the files again'
      await showForm(response, county, typedFrom(request), [{ field: 'forget', message }])
      return
    }
    const now = clock()
    await redefineCounty(db, county, description, now.toISOString())
    await writeSetting(db, county.id, 'keepBeyondMetres', form.value.keepBeyondMetres)
    await recordAction(db, visitor, {
      action: 'county.changed',
      subject: county.id,
      summary: `Changed ${description.name}: ${format.count(description.districtCodes.length, 'district')}, ${description.vintage}${forgets ? '; its figures are to be loaded again' : ''}`,
      at: now,
    })
    redirectWithNotice(
      response,
      forgets ? '/county/data' : '/county',
      forgets ? 'Saved. Load the published files again' : 'Saved',
    )
  })

  pages.post('/county/:id/activate', 'plan', async (request, response, visitor) => {
    const county = await findCounty(db, pathParameter(request, 'id'))
    if (county === null) throw notFound('There is no such county.')
    await activateCounty(db, county.id)
    await recordAction(db, visitor, {
      action: 'county.activated',
      subject: county.id,
      summary: `Made ${county.name} the county that everybody works on`,
      at: clock(),
    })
    redirectWithNotice(response, '/county', `You are now working on ${county.name}`)
  })

  dataRoutes(pages, needs)
  needRoutes(pages, needs)
}

function descriptionFrom(value: z.infer<typeof countyForm>): {
  name: string
  code: string | null
  districtCodes: string[]
  vintage: County['vintage']
} {
  return { name: value.county, code: value.code, districtCodes: value.districts, vintage: value.vintage }
}

function typedFrom(request: Request): Typed {
  return request.body as Typed
}
