import type { Vintage } from '../county.ts'
import { positionFrom } from '../national-grid.ts'
import { cell, cellOrNull, column, numberFrom } from './columns.ts'
import {
  openGovernmentLicence,
  ordnanceSurveyLicence,
  type Heading,
  type LookupRecord,
  type TableReading,
} from './layout.ts'

const lsoaCode = /^lsoa(20)?(11|21)_?(cd|code)$/i

function vintageOf(heading: Heading, at: number): Vintage {
  return /11/.test(heading.cells[at] ?? '') ? 'LSOA 2011' : 'LSOA 2021'
}

/**
 * The lookup between LSOAs of 2011 and of 2021. Source: ONS Open Geography, LSOA (2011) to LSOA (2021) to local authority
 * district, exact fit.
 *
 * @param heading - a row that may be the header
 * @returns how to read it; null when it is something else
 */
export function recogniseLookup(heading: Heading): TableReading | null {
  const at2011 = column(heading, /^lsoa(20)?11_?(cd|code)$/i)
  const at2021 = column(heading, /^lsoa(20)?21_?(cd|code)$/i)
  const changeAt = column(heading, /^chgind$/i, /^change_?(code|ind(icator)?)$/i)
  if (at2011 < 0 || at2021 < 0 || changeAt < 0) return null
  const name2011 = column(heading, /^lsoa(20)?11_?(nm|name)$/i)
  const name2021 = column(heading, /^lsoa(20)?21_?(nm|name)$/i)
  const districtAt = column(heading, /^(lad|ltla)\d\d_?(cd|code)$/i)
  const districtNameAt = column(heading, /^(lad|ltla)\d\d_?(nm|name)$/i)
  return {
    kind: 'lookup',
    content: 'lookup',
    title: 'Lookup between LSOAs of 2011 and 2021',
    publisher: 'ONS Open Geography',
    licence: openGovernmentLicence,
    period: '2011 to 2021',
    preference: 1,
    definition: null,
    read(cells) {
      const [code2011, code2021] = [cell(cells, at2011), cell(cells, at2021)]
      if (code2011 === '' && code2021 === '') return null
      const change = cell(cells, changeAt).toUpperCase()
      if (![code2011, code2021].every(code => /^[EW]01\d{6}$/.test(code)) || !/^[USMX]$/.test(change)) {
        return {
          refused: `“${code2011}”, “${code2021}” and “${change}” are not two LSOAs and how they changed`,
        }
      }
      return {
        record: {
          code2011,
          code2021,
          name2011: cellOrNull(cells, name2011),
          name2021: cellOrNull(cells, name2021),
          change: change as LookupRecord['change'],
          districtCode: cellOrNull(cells, districtAt),
          districtName: cellOrNull(cells, districtNameAt),
        },
      }
    },
  }
}

/**
 * Population-weighted centroids: a code, and a position in degrees or on the National Grid. Source: ONS Open Geography,
 * LSOA population-weighted centroids.
 *
 * @param heading - a row that may be the header
 * @returns how to read it; null when it is something else
 */
export function recogniseCentroids(heading: Heading): TableReading | null {
  const places = {
    lon: column(heading, /^lon(g|gitude)?$/i),
    lat: column(heading, /^lat(itude)?$/i),
    x: column(heading, /^x$/i, /^east(ings?)?$/i),
    y: column(heading, /^y$/i, /^north(ings?)?$/i),
  }
  if ((places.lon < 0 || places.lat < 0) && (places.x < 0 || places.y < 0)) return null
  // Schools, postcodes and other places have positions and an LSOA too, and a name or an address of their own.
  if (column(heading, /postcode|^pcds?\d?$|establishment|address|^name$/i) >= 0) return null
  const at = column(heading, lsoaCode)
  if (at < 0) {
    return column(heading, /^(oa|msoa)(20)?\d\d_?(cd|code)$/i) < 0
      ? null
      : {
          content: 'not-needed',
          title: 'Population-weighted centroids',
          sentence: 'These are centroids of output areas or MSOAs; the county counts by LSOAs.',
        }
  }
  return {
    kind: 'centroids',
    content: 'centroids',
    title: 'Population-weighted centroids',
    publisher: 'ONS Open Geography',
    licence: ordnanceSurveyLicence,
    period: vintageOf(heading, at).slice(-4),
    preference: 1,
    definition: null,
    vintage: vintageOf(heading, at),
    read(cells) {
      const code = cell(cells, at)
      if (code === '') return null
      if (!/^[EW]01\d{6}$/.test(code)) return { refused: `“${code}” is not the code of an LSOA` }
      const number = (place: number): number | null => numberFrom(cell(cells, place)) ?? null
      const [x, y] = [number(places.x), number(places.y)]
      const degrees = x !== null && y !== null && Math.abs(x) <= 180 && Math.abs(y) <= 90
      const position = positionFrom({
        lon: number(places.lon) ?? (degrees ? x : null),
        lat: number(places.lat) ?? (degrees ? y : null),
        easting: x,
        northing: y,
      })
      return position
        ? { record: { code, position } }
        : { refused: `${code} has no position in Great Britain` }
    },
  }
}

/**
 * The rural-urban classification of 2011 or of 2021. Source: ONS and Defra, rural-urban classification of small areas.
 *
 * @param heading - a row that may be the header
 * @returns how to read it; null when it is something else
 */
export function recogniseRuralUrban(heading: Heading): TableReading | null {
  const at = column(heading, lsoaCode)
  const classAt = column(heading, /^ruc(20)?(11|21)_?(cd|code)$/i)
  if (at < 0 || classAt < 0) return null
  const nameAt = column(heading, /^ruc(20)?(11|21)_?(nm|name)$/i, /^classification$/i)
  const vintage = vintageOf(heading, at)
  return {
    kind: 'rural-urban',
    content: 'figures',
    title: `Rural-urban classification ${vintage.slice(-4)}`,
    publisher: 'ONS and Defra',
    licence: openGovernmentLicence,
    period: vintage.slice(-4),
    preference: 1,
    definition: null,
    vintage,
    tellsDistricts: false,
    measures: [
      { name: 'ruralClass', nature: 'class' },
      { name: 'rural', nature: 'class' },
    ],
    read(cells) {
      const code = cell(cells, at)
      if (code === '') return null
      const words = cell(cells, classAt).toUpperCase()
      // 2011: A to C are urban, D to F rural; 2021: the first letter says it.
      const rural =
        /^[A-C]\d/.test(words) || words.startsWith('U')
          ? 0
          : /^[D-F]\d/.test(words) || words.startsWith('R')
            ? 1
            : null
      if (!/^[EW]01\d{6}$/.test(code) || rural === null) {
        return { refused: `“${code}” and “${words}” are not an LSOA and its class` }
      }
      return {
        record: {
          code,
          name: null,
          districtCode: null,
          districtName: null,
          values: [cellOrNull(cells, nameAt) ?? words, rural],
        },
      }
    },
  }
}
