/** What a published file is about; one import of a kind takes the place of the one before. */
export const datasetKinds = [
  'districts',
  'lookup',
  'population',
  'deprivation',
  'deprivation-overall',
  'deprivation-children',
  'boundaries',
  'centroids',
  'rural-urban',
  'census-age',
  'census-cars',
  'census-households',
  'census-household-language',
  'census-english',
  'census-ethnic-group',
  'census-tenure',
  'postcodes',
  'childrens-centres',
  'schools',
  'libraries',
  'gp-practices',
] as const

/** What a published file is about. Files are loaded in this order, whatever order a folder has them in. */
export type DatasetKind = (typeof datasetKinds)[number]

/** What the kinds of file are called. */
export const kindNames: Readonly<Record<DatasetKind, string>> = {
  districts: 'District boundaries',
  lookup: 'Lookup between areas of 2011 and 2021',
  population: 'Population by age',
  deprivation: 'Indices of Deprivation',
  'deprivation-overall': 'Index of Multiple Deprivation',
  'deprivation-children': 'Income deprivation affecting children',
  boundaries: 'Neighbourhood boundaries',
  centroids: 'Population-weighted centroids',
  'rural-urban': 'Rural-urban classification',
  'census-age': 'Census: age',
  'census-cars': 'Census: cars or vans',
  'census-households': 'Census: household composition',
  'census-household-language': 'Census: household language',
  'census-english': 'Census: proficiency in English',
  'census-ethnic-group': 'Census: ethnic group',
  'census-tenure': 'Census: tenure',
  postcodes: 'Postcodes',
  'childrens-centres': 'Children’s centres',
  schools: 'Schools',
  libraries: 'Libraries',
  'gp-practices': 'GP practices',
}

/** Why a row of a file was not taken. */
export interface Refusal {
  /** As a spreadsheet counts them: the first line of the file is 1. */
  readonly row: number
  readonly reason: string
}

/** One import of a published file. */
export interface Dataset {
  readonly id: string
  readonly kind: DatasetKind
  readonly title: string
  readonly fileName: string
  readonly publisher: string
  readonly sha256: string
  readonly bytes: number
  /** What its rows are of, such as `LSOA 2011` or `postcodes`. */
  readonly geography: string
  /** What its figures are of, such as `mid-2020`; empty where the file does not say. */
  readonly period: string
  readonly licence: string
  /** What was done to the figures on the way in; null when they are as published. */
  readonly method: string | null
  readonly rowsTaken: number
  /** Rows of other counties. */
  readonly rowsOutside: number
  readonly rowsRefused: number
  /** The first 200. */
  readonly refusals: readonly Refusal[]
  /** ISO UTC. */
  readonly importedAt: string
  /** Who loaded it; null when a command did. */
  readonly importedBy: string | null
  /** When a later import took its place, ISO UTC; null while its figures are in use. */
  readonly replacedAt: string | null
}

/** A dataset before it is stored. */
export type NewDataset = Omit<Dataset, 'id' | 'replacedAt'>

/**
 * The line that says where a figure comes from.
 *
 * @param dataset - the dataset that it came with
 * @returns a sentence such as `Source: English Indices of Deprivation 2019, MHCLG, LSOA 2011. Open Government
 * Licence v3.0.`, and the method where there is one
 */
export function sourceLine(
  dataset: Pick<Dataset, 'title' | 'publisher' | 'period' | 'geography' | 'licence' | 'method'>,
): string {
  const period = dataset.title.includes(dataset.period) ? '' : dataset.period
  const parts = [dataset.title, dataset.publisher, period, dataset.geography].filter(part => part !== '')
  const method = dataset.method === null ? '' : ` ${dataset.method}`
  return `Source: ${parts.join(', ')}.${method} ${dataset.licence}.`
}
