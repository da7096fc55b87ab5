import { contradictionIn, positionFrom, type WrittenPlace } from '../national-grid.ts'
import { normalisePostcode } from '../../model/postcode.ts'
import type { ProviderKind, PublishedSiteKind } from '../published-site.ts'
import { cell, cellOrNull, column, numberFrom } from './columns.ts'
import {
  openGovernmentLicence,
  type Heading,
  type RowReading,
  type SiteRecord,
  type TableReading,
} from './layout.ts'

/** Columns that any register of places has. */
interface PlaceColumns {
  readonly name: number
  readonly addresses: readonly number[]
  readonly postcode: number
  readonly district: number
  readonly neighbourhoods: readonly number[]
  readonly phone: number
  readonly place: (cells: readonly string[]) => WrittenPlace
}

function placeColumns(heading: Heading): PlaceColumns {
  const lat = column(heading, /^lat(itude)?$/i)
  const lon = column(heading, /^lon(g|gitude)?$/i)
  const easting = column(heading, /^eastings?$/i)
  const northing = column(heading, /^northings?$/i)
  const names = [
    /^address$/i,
    /^street$/i,
    /^locality$/i,
    /^address ?1$/i,
    /^address ?2$/i,
    /^address ?3$/i,
    /^town$/i,
  ]
  return {
    name: column(heading, /^establishmentname$/i, /^(library |practice |organisation )?name$/i),
    addresses: [...new Set(names.map(name => column(heading, name)).filter(at => at >= 0))],
    postcode: column(heading, /^post ?code$/i),
    district: column(
      heading,
      /^lad(\d\d_?(cd|code))?$/i,
      /^districtadministrative \(code\)$/i,
      /^(os)?laua$/i,
    ),
    neighbourhoods: [
      column(heading, /^lsoa(20)?11_?(cd|code)$/i),
      column(heading, /^lsoa(20)?21_?(cd|code)$/i),
      column(heading, /^lsoa \(code\)$/i),
    ].filter(at => at >= 0),
    phone: column(heading, /^telephone(num(ber)?)?$/i, /^phone( ?number)?$/i),
    place: cells => ({
      lon: numberFrom(cell(cells, lon)),
      lat: numberFrom(cell(cells, lat)),
      easting: numberFrom(cell(cells, easting)),
      northing: numberFrom(cell(cells, northing)),
    }),
  }
}

/** A row as a site, unless it contradicts itself. */
function reading(cells: readonly string[], columns: PlaceColumns, site: SiteRecord): RowReading<SiteRecord> {
  const wrong = contradictionIn(columns.place(cells))
  return wrong === null ? { record: site } : { refused: `${site.name}: ${wrong}` }
}

interface Particulars {
  readonly reference: string
  readonly kind: PublishedSiteKind
  readonly providerKind: ProviderKind | null
  readonly note?: string
}

function siteFrom(cells: readonly string[], columns: PlaceColumns, particulars: Particulars): SiteRecord {
  const lines = columns.addresses.map(at => cell(cells, at)).filter(line => line !== '')
  return {
    name: cell(cells, columns.name),
    address: lines.length === 0 ? null : lines.join(', '),
    postcode: normalisePostcode(cell(cells, columns.postcode)),
    position: positionFrom(columns.place(cells)),
    districtCode: cellOrNull(cells, columns.district),
    neighbourhoodCodes: columns.neighbourhoods
      .map(at => cell(cells, at))
      .filter(code => /^[EW]01\d{6}$/.test(code)),
    phone: cellOrNull(cells, columns.phone),
    providerName: null,
    note: null,
    ...particulars,
  }
}

/** A reference for a place that the file gives none: stays the same for as long as name and postcode do. */
function madeReference(kind: string, cells: readonly string[], columns: PlaceColumns): string {
  const postcode = normalisePostcode(cell(cells, columns.postcode)) ?? ''
  const words = `${postcode} ${cell(cells, columns.name)}`.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  return `${kind}:${words.replace(/^-|-$/g, '')}`
}

/**
 * A council's list of children's centres and linked sites.
 *
 * @param heading - a row that may be the header
 * @returns how to read it; null when it is something else
 */
export function recogniseCentres(heading: Heading): TableReading | null {
  const typeAt = column(heading, /^sitetype$/i, /^site type$/i, /^typeofestablishment \(name\)$/i, /^type$/i)
  const columns = placeColumns(heading)
  const listed = heading.below.filter(row => cell(row.cells, typeAt) !== '')
  const centres = listed.filter(row => /children'?’?s centre/i.test(cell(row.cells, typeAt)))
  if (columns.name < 0 || typeAt < 0 || listed.length === 0 || centres.length < listed.length) return null
  const numberAt = column(heading, /^urn$/i)
  const providerAt = column(heading, /^provider( ?kind| ?type)?$/i)
  const providerNameAt = column(heading, /^provider ?name$/i)
  return {
    kind: 'childrens-centres',
    content: 'sites',
    title: 'Children’s centres and linked sites',
    publisher: 'The council’s register of children’s centres',
    licence: openGovernmentLicence,
    period: '',
    preference: 1,
    definition: null,
    read(cells) {
      if (cell(cells, columns.name) === '') return null
      const linked = /linked/i.test(cell(cells, typeAt))
      const kind = linked ? 'linked-site' : 'centre'
      const number = cell(cells, numberAt)
      const reference = number === '' ? madeReference('centre', cells, columns) : `urn:${number}`
      const site = siteFrom(cells, columns, {
        reference,
        kind,
        providerKind: providerFrom(cell(cells, providerAt)),
      })
      return reading(cells, columns, { ...site, providerName: cellOrNull(cells, providerNameAt) })
    },
  }
}

function providerFrom(words: string): ProviderKind | null {
  if (/council|authority/i.test(words)) return 'council'
  if (/school|academy/i.test(words)) return 'school'
  if (/nhs|health/i.test(words)) return 'health'
  if (/volunt|charity|community/i.test(words)) return 'voluntary'
  return /private/i.test(words) ? 'private' : null
}

/**
 * The national register of schools, which lists children's centres too. Closed and proposed ones are passed over.
 * Source: DfE, Get Information about Schools.
 *
 * @param heading - a row that may be the header
 * @returns how to read it; null when it is something else
 */
export function recogniseSchools(heading: Heading): TableReading | null {
  const numberAt = column(heading, /^urn$/i)
  const typeAt = column(heading, /^typeofestablishment \(name\)$/i)
  const codeAt = column(heading, /^typeofestablishment \(code\)$/i)
  const columns = placeColumns(heading)
  if (numberAt < 0 || columns.name < 0 || (typeAt < 0 && codeAt < 0)) return null
  const phaseAt = column(heading, /^phaseofeducation \(name\)$/i)
  const statusAt = column(heading, /^establishmentstatus \(code\)$/i)
  const statusNameAt = column(heading, /^establishmentstatus \(name\)$/i)
  return {
    kind: 'schools',
    content: 'sites',
    title: 'Get Information about Schools',
    publisher: 'Department for Education',
    licence: openGovernmentLicence,
    period: '',
    preference: 1,
    definition: null,
    read(cells) {
      const number = cell(cells, numberAt)
      if (number === '' && cell(cells, columns.name) === '') return null
      if (!/^\d{5,7}$/.test(number)) return { refused: `“${number}” is not the number of a school` }
      if (
        ['2', '4'].includes(cell(cells, statusAt)) ||
        /^(closed|proposed to open)/i.test(cell(cells, statusNameAt))
      ) {
        return { passed: 'is closed or not yet open' }
      }
      const [type, code] = [cell(cells, typeAt), cell(cells, codeAt)]
      const linked = code === '48' || /children'?’?s centre linked/i.test(type)
      const centre = code === '47' || /children'?’?s centre$/i.test(type)
      const nursery = /nursery/i.test(cell(cells, phaseAt)) || /nursery school/i.test(type)
      const kind = linked ? 'linked-site' : centre ? 'centre' : nursery ? 'nursery' : 'school'
      const providerKind = kind === 'school' || kind === 'nursery' ? 'school' : null
      return reading(
        cells,
        columns,
        siteFrom(cells, columns, { reference: `urn:${number}`, kind, providerKind }),
      )
    },
  }
}

/**
 * Public libraries, as the yearly data set of libraries has them. Source: Arts Council England, basic dataset for
 * libraries.
 *
 * @param heading - a row that may be the header
 * @returns how to read it; null when it is something else
 */
export function recogniseLibraries(heading: Heading): TableReading | null {
  const typeAt = column(heading, /^type( of library)?$/i, /^library type$/i)
  const columns = placeColumns(heading)
  const libraries = heading.below.filter(row => /library/i.test(cell(row.cells, typeAt)))
  if (columns.name < 0 || typeAt < 0 || libraries.length === 0) return null
  const runAt = column(heading, /^operation/i)
  const councilAt = column(heading, /^reporting( service)?$/i, /^library service$/i)
  return {
    kind: 'libraries',
    content: 'sites',
    title: 'Basic dataset for libraries',
    publisher: 'Arts Council England',
    licence: openGovernmentLicence,
    period: '',
    preference: 1,
    definition: null,
    read(cells) {
      if (cell(cells, columns.name) === '') return null
      const type = cell(cells, typeAt)
      const mobile = /mobile/i.test(type)
      const archive = /archive/i.test(type)
      const run = cell(cells, runAt)
      const site = siteFrom(cells, columns, {
        reference: madeReference('library', cells, columns),
        kind: 'library',
        providerKind: /^(LA|CR|ICL)$/i.test(run)
          ? /^LA$/i.test(run)
            ? 'council'
            : 'voluntary'
          : /^C$/i.test(run)
            ? 'voluntary'
            : null,
        ...(mobile
          ? { note: 'A mobile library: the position is where it is kept.' }
          : archive
            ? { note: 'An archive, listed with the libraries.' }
            : {}),
      })
      const named = /librar|archive/i.test(site.name)
        ? site.name
        : `${site.name} ${archive ? 'Archive' : 'Library'}`
      return reading(cells, columns, { ...site, name: named, providerName: cellOrNull(cells, councilAt) })
    },
  }
}

/**
 * GP practices, as NHS lists have them with positions added. Source: NHS England, organisation data service.
 *
 * @param heading - a row that may be the header
 * @returns how to read it; null when it is something else
 */
export function recogniseGpPractices(heading: Heading): TableReading | null {
  const codeAt = column(heading, /^(practice |organisation )?code$/i)
  const columns = placeColumns(heading)
  const practices = heading.below.filter(row => /^[A-Z]\d{5}$/.test(cell(row.cells, codeAt)))
  if (columns.name < 0 || codeAt < 0 || columns.postcode < 0 || practices.length === 0) return null
  return {
    kind: 'gp-practices',
    content: 'sites',
    title: 'GP practices',
    publisher: 'NHS England',
    licence: openGovernmentLicence,
    period: '',
    preference: 1,
    definition: null,
    read(cells) {
      const code = cell(cells, codeAt)
      if (code === '') return null
      if (!/^[A-Z]\d{5}$/.test(code)) return { refused: `“${code}” is not the code of a GP practice` }
      const site = siteFrom(cells, columns, {
        reference: `gp:${code}`,
        kind: 'gp-practice',
        providerKind: 'health',
      })
      const address = site.address && inTitleCase(site.address)
      return reading(cells, columns, { ...site, name: inTitleCase(site.name), address })
    },
  }
}

// The NHS writes names in capitals.
function inTitleCase(words: string): string {
  if (words !== words.toUpperCase()) return words
  return words
    .toLowerCase()
    .replace(/(^|[\s(,/-])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase())
    .replace(/\bGp\b/g, 'GP')
    .replace(/\bNhs\b/g, 'NHS')
}
