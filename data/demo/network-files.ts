import type { DemonstrationCounty } from './demonstration-county.ts'
import { roadFile } from './road-files.ts'
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

/** The roads and streets, and the buses. */
export function networkFiles(county: DemonstrationCounty): NetworkFile[] {
  return [
    {
      name: 'roads/sedgeshire.osm.pbf',
      kind: 'roads',
      publisher: 'Sedgeshire County Council',
      licence: 'An invented network of an invented county: use it as you like.',
      period: 'September 2026',
      content: roadFile(county),
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
