import type { PublicFigures } from '../scenarios/index.ts'
import type { ConsultationRecord } from './consultation.ts'
import type { Updates } from './updates-repository.ts'

/** A row of a table: text, figures, and null for what is not known or withheld. */
export type DataRow = readonly (string | number | null)[]

/** One table of the data pack. */
export interface DataTable {
  readonly file: string
  /** The heading row first. */
  readonly rows: readonly DataRow[]
}

/** What the data pack is made of. */
export interface DataPackSources {
  readonly record: ConsultationRecord
  /** null where the consultation is about no scenario. */
  readonly figures: PublicFigures | null
  readonly updates: Pick<Updates, 'sessions'>
}

/** Files of the data pack, in the order in which they are listed. */
export const dataFiles = [
  'places.csv',
  'outreach.csv',
  'who-has-further-to-go.csv',
  'reach.csv',
  'journeys.csv',
  'criteria.csv',
  'options.csv',
  'drop-in-sessions.csv',
  'datasets.csv',
] as const

/** A file of the data pack. */
export type DataFile = (typeof dataFiles)[number]

/**
 * The districts of a record by their codes.
 *
 * @param record - what was published
 * @returns finds a district's name; '' for none
 */
export function districtNames({ districts }: ConsultationRecord): (code: string | null) => string {
  const names = new Map(districts.map(({ code, name }) => [code, name]))
  return code => names.get(code ?? '') ?? ''
}
