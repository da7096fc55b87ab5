import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { answersFile } from './answers.ts'
import { mapFiles } from './boundary-files.ts'
import { countyFiles } from './county-files.ts'
import { buildCounty, type DemonstrationCounty } from './demonstration-county.ts'
import { networkFiles, networkList } from './network-files.ts'
import { publishedSiteFiles, siteRegister } from './site-files.ts'
import { buildSites } from './sites.ts'
import { planFiles } from './plan-files.ts'
import type { WrittenFile } from './written-file.ts'

export { demonstrationSeed } from './demonstration-county.ts'
export type { DemonstrationCounty } from './demonstration-county.ts'
export type { AnsweredSurvey } from './answers.ts'
export { networkFiles, type NetworkFile } from './network-files.ts'
export { dateOf, type ConsultationFile } from './consultation.ts'
export type { RelativeDay, RelativeMoment } from './consultation-text.ts'
export type { AppraisalFile } from './appraisal.ts'
export type { ScenarioFile } from './scenarios.ts'
export { buildSites, type DemonstrationSite } from './sites.ts'

/** Makes the invented county. The same seed makes the same county, to the last byte of its files. */
export function buildDemonstrationCounty(seed?: number): DemonstrationCounty {
  return buildCounty(seed)
}

/**
 * Every file of the demonstration: published files in the folder itself, the map's layers in `map/`, what the council
 * itself knows and plans in `council/`. The networks that journeys are measured on come from `networkFiles`.
 */
export function demonstrationFiles(county: DemonstrationCounty): WrittenFile[] {
  const sites = buildSites(county)
  return [
    ...countyFiles(county),
    ...publishedSiteFiles(county, sites),
    ...mapFiles(county),
    siteRegister(sites),
    ...planFiles(sites, county.seed),
    answersFile(county, sites),
  ]
}

/**
 * Writes the demonstration county as a folder of files, in the layouts in which a real county's files are published.
 *
 * @param folder - made if it is not there; files of the same names are replaced
 * @param on - a day of the school year that the buses' timetable is to be for, `YYYY-MM-DD`
 */
export async function writeDemonstrationCounty(folder: string, on = '2026-09-21'): Promise<void> {
  const county = buildDemonstrationCounty()
  const networks = networkFiles(county, on)
  const write = async (name: string, content: Uint8Array): Promise<void> => {
    const file = path.join(folder, name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, content)
  }
  for (const { name, content, encoding } of [...demonstrationFiles(county), networkList(networks)])
    await write(name, Buffer.from(content, encoding))
  for (const { name, content } of networks) await write(name, content)
}
