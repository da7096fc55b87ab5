import type { Db } from '../db/index.ts'
import type { Clock } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { pathParameter, queryText, sendCsv, showPage, type Pages } from '../platform/pages.ts'
import { publishedConsultations } from '../paper/index.ts'

import { answerDeletionRoutes } from './answer-deletion-routes.ts'
import { buildFindings } from './build-findings.ts'
import { codingProgress } from './comment-repository.ts'
import { commentsRoutes } from './comments-routes.ts'
import { crossTable, groupings } from './cross-table.ts'
import { duplicatesRoutes } from './duplicates-routes.ts'
import { consultationOf, findingsFrame } from './findings-frame.ts'
import { chartOfDistrict, chartsAcrossDistricts } from './agreement-page.ts'
import { notesOf, shownTable } from './findings-page.ts'
import { findingsRows } from './findings-rows.ts'
import { readFindingsInput } from './findings-service.ts'
import { publicationRoutes } from './publication-routes.ts'
import { publicFindingsRoutes } from './public-findings-routes.ts'
import { signalsRoutes } from './signals-routes.ts'
import { countStanding } from './standing-repository.ts'
import { themesRoutes } from './themes-routes.ts'
import type { Uploads } from '../platform/uploads.ts'
import { whoAnsweredRoutes } from './who-answered-routes.ts'

/**
 * Pages of findings: what was answered, by whom, in whose words, and what the public is shown of it.
 *
 * @param pages - register of pages
 * @param needs - database, clock, uploads, the council's name from the settings ('' when the county's is used), and for how many months
 *   answers are kept after the decision
 */
export function findingsRoutes(
  pages: Pages,
  needs: { db: Db; clock: Clock; councilName: string; uploads: Uploads; answerMonths: number },
): void {
  const { db } = needs

  pages.get('/findings', 'analyse', async (_request, response) => {
    const consultations = await publishedConsultations(db)
    await showPage(response, 'findings/list', {
      title: 'Findings',
      consultations: await Promise.all(
        consultations.map(async consultation => ({
          ...consultation,
          ...(await countStanding(db, consultation.id)),
          progress: await codingProgress(db, consultation.id),
        })),
      ),
    })
  })

  pages.get('/findings/:consultation', 'analyse', async (request, response) => {
    const consultation = await consultationOf(db, pathParameter(request, 'consultation'))
    const input = await readFindingsInput(db, consultation)
    const findings = buildFindings(input, 'staff')
    const tables = findings.tables.filter(table => table.districtCode === null)
    await showPage(response, 'findings/overview', {
      title: `Findings: ${consultation.name}`,
      ...findingsFrame(consultation, input.districts, `/findings/${consultation.slug}`),
      findings,
      notes: notesOf(findings),
      charts: chartsAcrossDistricts(findings),
      responsesTables: tables.filter(table => table.part === 'responses').map(table => shownTable(table)),
      profileTables: tables.filter(table => table.part === 'profile').map(table => shownTable(table)),
      surveyTables: tables.filter(table => table.part === 'survey').map(table => shownTable(table)),
      equalityTables: tables.filter(table => table.part === 'equality').map(table => shownTable(table)),
      themeTables: tables.filter(table => table.part === 'themes').map(table => shownTable(table)),
    })
  })

  pages.get('/findings/:consultation/districts/:district', 'analyse', async (request, response) => {
    const consultation = await consultationOf(db, pathParameter(request, 'consultation'))
    const input = await readFindingsInput(db, consultation)
    const district = input.districts.find(({ slug }) => slug === pathParameter(request, 'district'))
    if (!district) throw notFound('There is no such district in this consultation.')
    const findings = buildFindings(input, 'staff')
    const tables = findings.tables.filter(table => table.districtCode === district.code)
    await showPage(response, 'findings/district', {
      title: `${district.name}: findings`,
      ...findingsFrame(
        consultation,
        input.districts,
        `/findings/${consultation.slug}/districts/${district.slug}`,
      ),
      district: findings.districts.find(({ code }) => code === district.code),
      chart: chartOfDistrict(findings, district.code),
      notes: notesOf(findings),
      surveyTables: tables.filter(table => table.part === 'survey').map(table => shownTable(table)),
      equalityTables: tables.filter(table => table.part === 'equality').map(table => shownTable(table)),
    })
  })

  pages.get('/findings/:consultation/results.csv', 'analyse', async (request, response) => {
    const consultation = await consultationOf(db, pathParameter(request, 'consultation'))
    const input = await readFindingsInput(db, consultation)
    const findings = buildFindings(input, 'staff')
    const wanted = queryText(request, 'district')
    const district = input.districts.find(({ slug }) => slug === wanted)
    const rows = findingsRows(
      findings,
      notesOf(findings),
      table => !district || table.districtCode === district.code,
    )
    sendCsv(response, `${consultation.slug}-${district?.slug ?? 'all'}-findings.csv`, rows)
  })

  pages.get('/findings/:consultation/groups', 'analyse', async (request, response) => {
    const consultation = await consultationOf(db, pathParameter(request, 'consultation'))
    const input = await readFindingsInput(db, consultation)
    const by = groupings(input)
    const questions = input.questions.filter(one => one.section === 'survey' && one.options.length > 0)
    const question = questions.find(one => one.key === queryText(request, 'question'))
    const grouping = by.find(one => one.key === queryText(request, 'by'))
    const table =
      question && grouping && question.key !== grouping.key ? crossTable(input, question, grouping) : null
    if (table && queryText(request, 'as') === 'csv') {
      const findings = { ...buildFindings(input, 'staff'), tables: [table] }
      sendCsv(response, `${consultation.slug}-groups.csv`, findingsRows(findings, table.notes))
      return
    }
    const names = new Map(input.districts.map(({ code, name }) => [code, name]))
    await showPage(response, 'findings/groups', {
      title: 'Groups of people',
      ...findingsFrame(consultation, input.districts, `/findings/${consultation.slug}/groups`),
      questionChoices: questions.map(one => ({
        value: one.key,
        text: `${one.text}${one.districts.length === 1 && input.districts.length > 1 ? ` (${names.get(one.districts[0] ?? '') ?? ''})` : ''}`,
      })),
      groupChoices: by.map(one => ({ value: one.key, text: one.name })),
      chosen: { question: question?.key ?? '', by: grouping?.key ?? '' },
      crossTable: table ? shownTable(table) : null,
    })
  })

  commentsRoutes(pages, needs)
  themesRoutes(pages, needs)
  duplicatesRoutes(pages, needs)
  signalsRoutes(pages, needs)
  whoAnsweredRoutes(pages, needs)
  publicationRoutes(pages, needs)
  publicFindingsRoutes(pages, needs)
  answerDeletionRoutes(pages, needs)
}
