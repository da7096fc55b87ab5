import type { Request, Response } from 'express'
import { notFound } from '../platform/errors.ts'
import { csvText, pathParameter, sendCsv, showPage, type Pages } from '../platform/pages.ts'
import { zipOf } from '../platform/tables/zip.ts'
import { publicFigures } from '../scenarios/index.ts'
import type { PublicNeeds } from './public-frame-routes.ts'
import { dataFiles, type DataPackSources } from './data-pack.ts'
import { columnsInWords } from './data-pack-columns-page.ts'
import { dataTable } from './data-pack-page.ts'
import { tableInWords } from './data-pack-words-page.ts'
import { methodPage, methodText } from './method-page.ts'
import { openPublic, type OpenedConsultation } from './public-frame-routes.ts'
import { readRecord } from './publication-repository.ts'
import { readUpdates } from './updates-repository.ts'

const path = '/consultations/:slug/data'

/**
 * The data behind a consultation, to be downloaded, and how it was made.
 *
 * @param pages - register of pages
 * @param needs - database, clock and the council's name
 */
export function dataPackRoutes(pages: Pages, { db, clock, councilName }: PublicNeeds): void {
  const opened = async (
    request: Request,
    response: Response,
    withSessions = true,
  ): Promise<OpenedConsultation & { slug: string; sources: DataPackSources }> => {
    const slug = pathParameter(request, 'slug')
    const found = await openPublic(db, response, slug, councilName)
    const record = await readRecord(db, found.consultation.recordHash)
    const figures = record.scenario === null ? null : await publicFigures(db, record.scenario, clock)
    // What never changes comes from memory after the first time: three statements at most.
    const updates = withSessions ? await readUpdates(db, found.consultation.id) : { sessions: [] }
    return { ...found, slug, sources: { record, figures, updates } }
  }

  pages.get(path, 'public', async (request, response) => {
    const { slug, sources, speaker, frame } = await opened(request, response)
    await showPage(response, 'consultations/data', {
      title: speaker.plain('The data'),
      ...frame,
      slug,
      tables: dataFiles.map(file => {
        const table = dataTable(file, sources)
        const columns = columnsInWords(table, file, sources.figures, speaker)
        return { file, ...tableInWords(file, speaker), rows: table.rows.length - 1, columns }
      }),
      hash: sources.record.scenario?.hash ?? null,
    })
  })

  pages.get(`${path}/method`, 'public', async (request, response) => {
    const { slug, sources, speaker, frame } = await opened(request, response, false)
    await showPage(response, 'consultations/method', {
      title: speaker.plain('How the figures were made'),
      ...frame,
      breadcrumbs: [
        ...frame.breadcrumbs,
        { text: speaker.say('The data'), href: `/consultations/${slug}/data` },
      ],
      slug,
      page: methodPage(sources.record, sources.figures, speaker),
    })
  })

  pages.get(`${path}/everything.zip`, 'public', async (request, response) => {
    const { slug, sources } = await opened(request, response)
    const files = dataFiles.map(file => ({ name: file, content: csvText(dataTable(file, sources).rows) }))
    const columns = dataFiles.flatMap(file =>
      columnsInWords(dataTable(file, sources), file, sources.figures).map(({ heading, means }) => [
        file,
        heading,
        means.text,
      ]),
    )
    const archive = zipOf([
      { name: 'how-the-figures-were-made.txt', content: methodText(sources.record, sources.figures) },
      {
        name: 'what-the-columns-mean.csv',
        content: csvText([['File', 'Column', 'What it means'], ...columns]),
      },
      ...files,
    ])
    response.attachment(`${slug}-data.zip`).type('application/zip').send(archive)
  })

  pages.get(`${path}/:file`, 'public', async (request, response) => {
    const file = dataFiles.find(one => one === pathParameter(request, 'file'))
    if (file === undefined) throw notFound('There is no such file.')
    const { slug, sources } = await opened(request, response)
    sendCsv(response, `${slug}-${file}`, dataTable(file, sources).rows)
  })
}
