import type { Speaker } from '../platform/speaker.ts'
import type { Findings } from './findings.ts'
import { chartOfDistrict, chartsAcrossDistricts } from './agreement-page.ts'
import { notesOf, shownTable } from './findings-page.ts'
import { findingsWords } from './findings-words-page.ts'

/**
 * What people said, as anybody may read it: of one district, or of all together.
 *
 * @param findings - as they were published
 * @param districtSlug - the district's part of the address; null for all
 * @param speaker - who speaks to the visitor
 * @returns what the templates of the public page receive
 */
export function publicFindingsPage(
  findings: Findings,
  districtSlug: string | null,
  speaker: Speaker,
): Record<string, unknown> {
  const words = findingsWords(
    speaker,
    findings.districts.map(({ name }) => name),
  )
  const district = findings.districts.find(({ slug }) => slug === districtSlug) ?? null
  const tables = findings.tables.filter(table => table.districtCode === (district?.code ?? null))
  const part = (name: string) =>
    tables.filter(table => table.part === name).map(table => shownTable(table, words))
  const chart = district ? chartOfDistrict(findings, district.code, words) : null
  return {
    findings,
    district,
    notes: notesOf(findings, words),
    charts: district ? (chart ? [{ chart, tables: [] }] : []) : chartsAcrossDistricts(findings, words),
    responsesTables: part('responses'),
    profileTables: part('profile'),
    surveyTables: part('survey'),
    equalityTables: part('equality'),
    themeTables: part('themes'),
  }
}
