import { open } from 'node:fs/promises'
import { recordAction } from '../accounts/index.ts'
import { requireCounty } from '../county/index.ts'
import { inTransaction } from '../db/index.ts'
import { readForm, type FieldError, type Typed } from '../platform/forms.ts'
import type { Jobs } from '../platform/jobs.ts'
import { redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { uploadedFiles, uploadProblems, type UploadedFile } from '../platform/receive-files.ts'
import type { Uploads } from '../platform/uploads.ts'
import { barrierRoutes } from './barrier-routes.ts'
import { settleCountyBases } from './bases-service.ts'
import type { TravelNeeds } from './journeys-run.ts'
import { journeySettingsRoutes } from './journey-settings-routes.ts'
import { overviewPage } from './overview-page.ts'
import { siteJourneysRoutes } from './site-journeys-routes.ts'
import { travelFileForm } from './travel-forms.ts'
import { travelFileKindNames, travelFileKinds, type TravelFileKind } from './travel-file.ts'
import { replaceTravelFiles } from './travel-file-repository.ts'
import { defineTravelWork, travelWork } from './travel-work.ts'

/** What the pages of journeys need from around them. */
export interface TravelRoutesNeeds extends TravelNeeds {
  readonly uploads: Uploads
  readonly jobs: Jobs
}

/** A county's roads are 60 MB or so, a national timetable several hundred. */
const rule = { field: 'file', maximumFiles: 1, maximumBytes: 600_000_000, kinds: ['any'] } as const

const kindHints: Readonly<Record<TravelFileKind, string>> = {
  roads: 'An OpenStreetMap extract, .osm.pbf',
  timetable: 'GTFS, a zip file: such as the Bus Open Data Service publishes for a region',
  barriers: 'Lines or areas that families cannot cross, GeoJSON',
  matrix:
    'From the council’s own mapping team: CSV with the columns origin (a postcode or a neighbourhood’s code), site (its reference), and minutes, seconds or metres',
}

/**
 * Pages of journeys: what they are measured on, working them out, and what came of it.
 *
 * @param pages - register of pages
 * @param needs - what they need from around them
 */
export function travelRoutes(pages: Pages, needs: TravelRoutesNeeds): void {
  const { db, clock, jobs, uploads } = needs
  defineTravelWork(jobs, needs)

  const show = async (
    response: Parameters<typeof showPage>[0],
    errors: readonly FieldError[] = [],
    typed: Typed = {},
  ): Promise<void> => {
    const county = await requireCounty(db)
    await showPage(
      response,
      'journeys/overview',
      {
        title: 'Journeys',
        wide: true,
        county,
        page: await overviewPage(db, county),
        kinds: travelFileKinds.map(kind => ({
          value: kind,
          text: travelFileKindNames[kind],
          hint: { text: kindHints[kind] },
        })),
        errors,
        typed,
      },
      errors.length > 0 ? 422 : 200,
    )
  }

  pages.get('/journeys', 'plan', (_request, response) => show(response))

  pages.post(
    '/journeys/files',
    'plan',
    async (request, response, visitor) => {
      const county = await requireCounty(db)
      const form = readForm(travelFileForm, request.body)
      const [file] = uploadedFiles(request)
      const errors = [...uploadProblems(request), ...(form.ok ? [] : form.errors)]
      if (!file && uploadProblems(request).length === 0)
        errors.push({ field: 'file', message: 'Choose a file' })
      const wrong = file && form.ok ? await wrongKind(file, form.value.kind) : null
      if (wrong !== null) errors.push({ field: 'file', message: wrong })
      if (!file || !form.ok || errors.length > 0) {
        await show(response, errors, request.body as Typed)
        return
      }
      const { fileName, ...kept } = { fileName: file.originalName, ...(await uploads.keep(file.path)) }
      const { accountId, name } = visitor
      const id = await jobs.begin(travelWork.file, `Loading ${fileName}`, {
        countyId: county.id,
        actor: { accountId, name },
        file: { ...form.value, ...kept, fileName },
      })
      response.redirect(303, `/jobs/${id}`)
    },
    { files: rule },
  )

  pages.post('/journeys/files/:kind/stop-using', 'plan', async (request, response, visitor) => {
    const county = await requireCounty(db)
    const kind = travelFileKinds.find(one => one === request.params['kind'])
    const at = clock()
    if (kind !== undefined) {
      await inTransaction(db, async tx => {
        await replaceTravelFiles(tx, county.id, kind, at.toISOString())
        await settleCountyBases(tx, county.id, at.toISOString())
        await recordAction(tx, visitor, {
          action: 'travel.file-not-used',
          subject: county.id,
          summary: `${travelFileKindNames[kind]}: no longer used`,
          at,
        })
      })
    }
    redirectWithNotice(response, '/journeys', 'The file is no longer used')
  })

  pages.post('/journeys/work-out', 'plan', async (_request, response, visitor) => {
    const county = await requireCounty(db)
    const { accountId, name } = visitor
    const id = await jobs.begin(travelWork.journeys, `Working out journeys in ${county.name}`, {
      countyId: county.id,
      actor: { accountId, name },
    })
    response.redirect(303, `/jobs/${id}`)
  })

  journeySettingsRoutes(pages, needs)
  barrierRoutes(pages, needs)
  siteJourneysRoutes(pages, needs)
}

/** A first look at the bytes, so that a wrong file is told at once; the whole is read in the background. */
async function wrongKind(file: UploadedFile, kind: TravelFileKind): Promise<string | null> {
  const handle = await open(file.path)
  try {
    const start = Buffer.alloc(64)
    await handle.read(start, 0, 64, 0)
    if (kind === 'roads' && !start.includes('OSMHeader'))
      return `${file.originalName} is not an OpenStreetMap extract (.osm.pbf)`
    if (kind === 'timetable' && !start.subarray(0, 2).equals(Buffer.from('PK')))
      return `${file.originalName} is not a zip file. A timetable comes as a GTFS zip file`
    if (kind === 'barriers' && !/^\uFEFF?\s*\{/.test(start.toString('utf8')))
      return `${file.originalName} is not GeoJSON`
    return null
  } finally {
    await handle.close()
  }
}
