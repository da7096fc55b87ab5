import { recordAction } from '../accounts/index.ts'
import { format } from '../platform/format.ts'
import { notFound } from '../platform/errors.ts'
import { pathParameter, showPage, type Pages } from '../platform/pages.ts'
import { takeFile, uploadedFiles, uploadProblems } from '../platform/receive-files.ts'
import { maximumFileBytes } from '../platform/tables/limits.ts'
import { discard } from '../platform/uploads.ts'
import { requireCounty } from './county-repository.ts'
import type { CountyNeeds } from './county-needs.ts'
import { kindNames, sourceLine } from './dataset.ts'
import { listDatasets } from './dataset-repository.ts'
import { importFile } from './import-service.ts'

/**
 * Pages of the published files: what was loaded, what became of each row, and loading another.
 *
 * @param pages - register of pages
 * @param needs - what they need from around them
 */
export function dataRoutes(pages: Pages, needs: CountyNeeds): void {
  const { db, clock, jobs } = needs

  const show = async (
    response: Parameters<typeof showPage>[0],
    errors: readonly object[] = [],
  ): Promise<void> => {
    const county = await requireCounty(db)
    const datasets = await listDatasets(db, county.id, 'all')
    await showPage(
      response,
      'county/data',
      {
        title: 'Published files',
        breadcrumbs: [{ text: 'County', href: '/county' }],
        wide: true,
        county,
        current: datasets.filter(one => one.replacedAt === null),
        replaced: datasets.filter(one => one.replacedAt !== null),
        kindNames,
        errors,
        maximumMegabytes: maximumFileBytes / 1_000_000,
      },
      errors.length > 0 ? 422 : 200,
    )
  }

  pages.get('/county/data', 'plan', (_request, response) => show(response))

  pages.post(
    '/county/data',
    'plan',
    async (request, response, visitor) => {
      const county = await requireCounty(db)
      const [file] = uploadedFiles(request)
      if (!file) {
        const problems = uploadProblems(request)
        await show(response, problems.length > 0 ? problems : [{ field: 'file', message: 'Choose a file' }])
        return
      }
      const taken = await takeFile(file)
      const label = `Loading ${file.originalName}`
      const id = jobs.start('county-file', label, async (progress, signal) => {
        try {
          const outcome = await importFile(db, county, taken.path, file.originalName, {
            storeSites: needs.storeSites,
            clock,
            importedBy: visitor.name,
            progress,
            signal,
          })
          if (outcome.outcome === 'taken') {
            await recordAction(db, visitor, {
              action: 'county.file-loaded',
              subject: county.id,
              summary: `Loaded ${outcome.fileName}: ${format.count(outcome.rowsTaken, 'row')} taken`,
              at: clock(),
            })
          }
          const words = {
            taken: `${outcome.fileName} is loaded`,
            'already-loaded': `${outcome.fileName} was loaded already`,
            'not-needed': `${outcome.fileName} is not needed`,
            refused: `${outcome.fileName} was refused`,
          }
          return { summary: words[outcome.outcome], details: [outcome.sentence], url: '/county/data' }
        } finally {
          await discard(taken.path)
        }
      })
      response.redirect(303, `/jobs/${id}`)
    },
    { files: { field: 'file', maximumFiles: 1, maximumBytes: maximumFileBytes, kinds: ['any'] } },
  )

  pages.get('/county/data/:id', 'plan', async (request, response) => {
    const county = await requireCounty(db)
    const id = pathParameter(request, 'id')
    const dataset = (await listDatasets(db, county.id, 'all')).find(one => one.id === id)
    if (!dataset) throw notFound('There is no such file in this county.')
    await showPage(response, 'county/dataset', {
      title: dataset.title,
      breadcrumbs: [
        { text: 'County', href: '/county' },
        { text: 'Published files', href: '/county/data' },
      ],
      dataset,
      kindName: kindNames[dataset.kind],
      source: sourceLine(dataset),
    })
  })
}
