import { recordAction } from '../accounts/index.ts'
import { logChange } from '../consultations/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import type { Clock } from '../platform/clock.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { pathParameter, redirectWithNotice, sendCsv, showPage, type Pages } from '../platform/pages.ts'
import { english } from '../platform/speaker.ts'
import { buildFindings } from './build-findings.ts'
import { codingProgress } from './comment-repository.ts'
import type { Findings } from './findings.ts'
import { consultationOf, findingsFrame } from './findings-frame.ts'
import { chartOfDistrict, chartsAcrossDistricts, notesOf, shownTable } from './findings-page.ts'
import { findingsRows } from './findings-rows.ts'
import { readFindingsInput } from './findings-service.ts'
import { publicationReadiness } from './publication-service.ts'
import {
  findingsHash,
  listPublications,
  publishFindings,
  readPublicFindings,
  withdrawFindings,
} from './publication-repository.ts'

const nothingPublic = 'The findings of this consultation have not been published.'

/**
 * Publishing findings, and the public pages that show what was published, word for word.
 *
 * @param pages - register of pages
 * @param needs - database, clock, and the council's name from the settings
 */
export function publicationRoutes(
  pages: Pages,
  { db, clock, councilName }: { db: Db; clock: Clock; councilName: string },
): void {
  pages.get('/findings/:consultation/publish', 'analyse', async (request, response) => {
    const consultation = await consultationOf(db, pathParameter(request, 'consultation'))
    const [input, publications, readiness, progress] = await Promise.all([
      readFindingsInput(db, consultation),
      listPublications(db, consultation.id),
      publicationReadiness(db, consultation, clock()),
      codingProgress(db, consultation.id),
    ])
    await showPage(response, 'findings/publish', {
      title: 'Publish the findings',
      ...findingsFrame(consultation, input.districts, `/findings/${consultation.slug}/publish`),
      publications,
      readiness,
      progress,
      preview: publicPage(buildFindings(input, 'public'), null),
    })
  })

  pages.post('/findings/:consultation/publish', 'analyse', async (request, response, visitor) => {
    const consultation = await consultationOf(db, pathParameter(request, 'consultation'))
    const { closed } = await publicationReadiness(db, consultation, clock())
    if (!closed)
      throw new AppError('still-open', 409, 'Findings can be published once the consultation has closed.')
    const findings = buildFindings(await readFindingsInput(db, consultation), 'public')
    const published = await inTransaction(db, async tx => {
      // A second click, or a second person: what is public already stays the version that it is.
      const [newest] = await listPublications(tx, consultation.id)
      if (newest?.withdrawnAt === null && newest.hash === findingsHash(findings)) return null
      const done = await publishFindings(tx, consultation.id, findings, visitor.name, clock())
      await recordAction(tx, visitor, {
        action: 'findings.published',
        subject: consultation.id,
        summary: `Published version ${done.version} of the findings of “${consultation.name}” (${done.hash.slice(0, 12)})`,
        at: clock(),
      })
      return done
    })
    redirectWithNotice(
      response,
      `/findings/${consultation.slug}/publish`,
      published === null
        ? 'Nothing has changed: what is public already is the same'
        : `Version ${published.version} is public`,
    )
  })

  pages.post('/findings/:consultation/withdraw', 'analyse', async (request, response, visitor) => {
    const consultation = await consultationOf(db, pathParameter(request, 'consultation'))
    await inTransaction(db, async tx => {
      if (!(await withdrawFindings(tx, consultation.id, clock()))) return
      await logChange(tx, consultation.id, {
        kind: 'findings',
        summary: 'What people said was taken back and can’t be read for now.',
        at: clock(),
      })
      await recordAction(tx, visitor, {
        action: 'findings.withdrawn',
        subject: consultation.id,
        summary: `Took the published findings of “${consultation.name}” back`,
        at: clock(),
      })
    })
    redirectWithNotice(
      response,
      `/findings/${consultation.slug}/publish`,
      'The findings are not public any more',
    )
  })

  pages.get('/consultations/:consultation/findings.csv', 'public', async (request, response) => {
    const found = await readPublicFindings(db, pathParameter(request, 'consultation'))
    if (found === null) throw notFound(nothingPublic)
    const { findings, published } = found
    const name = `${findings.consultation.slug}-findings-version-${published.version}.csv`
    sendCsv(response, name, findingsRows(findings, notesOf(findings)))
  })

  const show = async (
    response: Parameters<typeof showPage>[0],
    slug: string,
    districtSlug: string | null,
  ): Promise<void> => {
    const found = await readPublicFindings(db, slug)
    if (found === null) throw notFound(nothingPublic)
    const { findings, published, county } = found
    const district = findings.districts.find(one => one.slug === districtSlug) ?? null
    if (districtSlug !== null && district === null)
      throw notFound('There is no such district in this consultation.')
    await showPage(response, 'findings/public', {
      title: district ? `What people said about ${district.name}` : 'What people said',
      layout: 'public',
      // What was found is written in English alone, and the page says so to browsers.
      speaker: english,
      wide: true,
      councilName: councilName || county.name,
      demonstration: county.demonstration,
      breadcrumbs: [
        { text: 'Consultations', href: '/' },
        { text: findings.consultation.name, href: `/consultations/${slug}` },
      ],
      published,
      ...publicPage(findings, district?.slug ?? null),
    })
  }

  pages.get('/consultations/:consultation/findings', 'public', (request, response) =>
    show(response, pathParameter(request, 'consultation'), null),
  )

  pages.get('/consultations/:consultation/findings/:district', 'public', (request, response) =>
    show(response, pathParameter(request, 'consultation'), pathParameter(request, 'district')),
  )
}

function publicPage(findings: Findings, districtSlug: string | null): Record<string, unknown> {
  const district = findings.districts.find(({ slug }) => slug === districtSlug) ?? null
  const tables = findings.tables.filter(table => table.districtCode === (district?.code ?? null))
  const part = (name: string) => tables.filter(table => table.part === name).map(shownTable)
  const chart = district ? chartOfDistrict(findings, district.code) : null
  return {
    findings,
    district,
    notes: notesOf(findings),
    charts: district ? (chart ? [{ chart, tables: [] }] : []) : chartsAcrossDistricts(findings),
    responsesTables: part('responses'),
    profileTables: part('profile'),
    surveyTables: part('survey'),
    equalityTables: part('equality'),
    themeTables: part('themes'),
  }
}
