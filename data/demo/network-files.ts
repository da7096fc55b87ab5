import type { DemonstrationCounty } from './demonstration-county.ts'
import { timetableYear } from './bus-days.ts'
import { drawStreets, roadFile } from './road-files.ts'
import { timetableFile } from './timetable-files.ts'
import type { WrittenFile } from './written-file.ts'

/** A network that journeys are measured on, as the council would be given it. */
export interface NetworkFile {
  /** In the demonstration's folder. */
  readonly name: string
  readonly kind: 'roads' | 'timetable'
  readonly publisher: string
  readonly licence: string
  /** What the file describes the state of. */
  readonly period: string
  readonly content: Uint8Array
}

const publisher = 'Sedgeshire County Council'
const licence = 'Invented, as its county is: use it as you like.'

/**
 * The roads and streets, and the buses.
 *
 * @param county - as it was drawn
 * @param on - a day of the school year that the timetable is to be for, `YYYY-MM-DD`
 */
export function networkFiles(county: DemonstrationCounty, on: string): NetworkFile[] {
  const graph = drawStreets(county)
  return [
    {
      name: 'roads/sedgeshire.osm.pbf',
      kind: 'roads',
      publisher,
      licence,
      period: on.slice(0, 4),
      content: roadFile(county, graph),
    },
    {
      name: 'timetable/sedgeshire-gtfs.zip',
      kind: 'timetable',
      publisher,
      licence,
      period: timetableYear(on).period,
      content: timetableFile(county, graph, on),
    },
  ]
}

/** `council/networks.json`: who published the networks, when, and on what terms. Files are named from the folder. */
export function networkList(files: readonly NetworkFile[]): WrittenFile {
  const list = files.map(({ name, kind, publisher, licence, period }) => ({
    file: name,
    kind,
    publisher,
    licence,
    period,
  }))
  return { name: 'council/networks.json', content: `${JSON.stringify(list, null, 1)}\n`, encoding: 'utf8' }
}
