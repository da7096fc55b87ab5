import { centroids, districtBoundaries, neighbourhoodBoundaries } from './boundary-files.ts'
import { children0to4, type DemonstrationCounty } from './demonstration-county.ts'
import {
  cars,
  deprivation,
  english,
  ethnicGroups,
  loneParents,
  population,
  postcodes,
  ruralUrban,
} from './figure-files.ts'
import { total } from './people.ts'
import type { WrittenFile } from './written-file.ts'

/** The published files of the county, in the layouts in which they are published. */
export function countyFiles(county: DemonstrationCounty): WrittenFile[] {
  const rows = [...county.neighbourhoods, ...county.beyond]
  const files: Record<string, string> = {
    'county.json': countyDescription(county),
    'lsoa2021_boundaries.geojson': neighbourhoodBoundaries(county),
    'lad2024_boundaries.geojson': districtBoundaries(county),
    'lsoa2021_population_weighted_centroids.csv': centroids(rows, county.seed),
    'sapelsoasyoa_mid2024_lsoa2021.csv': population(rows),
    'File_7_IoD2025_All_Ranks_Scores_Deciles_Population_Denominators.csv': deprivation(rows),
    'census2021-ts045-lsoa.csv': cars(rows),
    'census2021-ts003-lsoa-query.csv': loneParents(rows),
    'census2021-ts021-lsoa-query.csv': ethnicGroups(rows),
    'census2021-ts029-lsoa.csv': english(rows),
    'ruc21_lsoa21.csv': ruralUrban(rows),
    'codepoint_open_fn.csv': postcodes(county),
  }
  return Object.entries(files).map(([name, content]) => ({ name, content, encoding: 'utf8' }))
}

function countyDescription(county: DemonstrationCounty): string {
  const description = {
    name: county.name,
    code: county.code,
    districts: county.districts.map(({ code }) => code),
    neighbourhoods: 'LSOA 2021',
    demonstration: true,
  }
  return `${JSON.stringify(description, null, 2)}\n`
}

/** What the county holds, in numbers, for a line in a log. */
export function summaryOf(county: DemonstrationCounty): string {
  const children = total(county.neighbourhoods.map(children0to4))
  return `${county.name}: ${county.neighbourhoods.length} neighbourhoods, ${children} children aged 0 to 4, ${county.postcodes.length} postcodes`
}
