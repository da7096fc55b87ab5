import { positionFrom } from '../national-grid.ts'
import { normalisePostcode } from '../../model/postcode.ts'
import { cell, cellOrNull, column, numberFrom } from './columns.ts'
import { ordnanceSurveyLicence, type Heading, type TableReading } from './layout.ts'

/**
 * Postcodes as Code-Point Open publishes them: ten columns and no header. Source: Ordnance Survey, Code-Point Open
 * product guide.
 *
 * @param heading - a row that may be the first of the file
 * @returns how to read it; null when it is something else
 */
export function recogniseCodePointOpen(heading: Heading): TableReading | null {
  const [postcode, quality, easting, northing, country, , , , district, ward] = heading.cells
  const code = /^([EWSN]\d{8})?$/
  const fits =
    heading.cells.length >= 9 &&
    normalisePostcode(postcode ?? '') !== null &&
    /^\d{2}$/.test(quality ?? '') &&
    /^\d{1,7}$/.test(easting ?? '') &&
    /^\d{1,7}$/.test(northing ?? '') &&
    /^[EWSN]\d{8}$/.test(country ?? '') &&
    code.test(district ?? '') &&
    code.test(ward ?? '')
  if (!fits) return null
  return {
    kind: 'postcodes',
    content: 'postcodes',
    title: 'Code-Point Open',
    publisher: 'Ordnance Survey',
    licence: ordnanceSurveyLicence,
    period: '',
    preference: 1,
    definition: null,
    read(cells) {
      const written = cell(cells, 0)
      if (written === '') return null
      const found = normalisePostcode(written)
      if (found === null) return { refused: `“${written}” is not a postcode` }
      const position = positionFrom({
        easting: numberFrom(cell(cells, 2)),
        northing: numberFrom(cell(cells, 3)),
      })
      if (position === null) return { refused: `${found} has no position` }
      return { record: { postcode: found, position, districtCode: cell(cells, 8), neighbourhoods: {} } }
    },
  }
}

/**
 * Postcodes as the ONS Postcode Directory and the National Statistics Postcode Lookup have them, in any year's names.
 * Terminated postcodes are passed over. Source: ONS Geography, ONSPD and NSPL user guides.
 *
 * @param heading - a row that may be the header
 * @returns how to read it; null when it is something else
 */
export function recognisePostcodeDirectory(heading: Heading): TableReading | null {
  const at = column(heading, /^pcds$/i, /^pcd8$/i, /^pcd7$/i, /^pcd2?$/i, /^postcode$/i)
  const districtAt = column(heading, /^(os)?laua$/i, /^(lad|ltla)\d\d_?(cd|code)?$/i)
  const places = {
    lat: column(heading, /^lat(itude)?$/i),
    lon: column(heading, /^long?(itude)?$/i),
    easting: column(heading, /^(os)?east1m$/i, /^eastings?$/i),
    northing: column(heading, /^(os)?n(o)?rth1m$/i, /^northings?$/i),
  }
  if (at < 0 || districtAt < 0 || (places.lat < 0 && places.easting < 0)) return null
  // Registers of places have a postcode and a district too, and a name or an address.
  if (column(heading, /name$|address/i) >= 0) return null
  const endedAt = column(heading, /^doterm$/i)
  const qualityAt = column(heading, /^(os)?gr(i)?dind$/i)
  const at2011 = column(heading, /^lsoa(20)?11_?(cd|code)?$/i)
  const at2021 = column(heading, /^lsoa(20)?21_?(cd|code)?$/i)
  return {
    kind: 'postcodes',
    content: 'postcodes',
    title: 'Postcode directory',
    publisher: 'ONS Geography',
    licence: ordnanceSurveyLicence,
    period: '',
    // It knows each postcode's neighbourhood, which Code-Point Open does not.
    preference: at2011 >= 0 || at2021 >= 0 ? 2 : 1,
    definition: null,
    read(cells) {
      const written = cell(cells, at)
      if (written === '') return null
      if (cell(cells, endedAt) !== '') return { passed: 'is no longer in use' }
      const found = normalisePostcode(written)
      if (found === null) return { refused: `“${written}” is not a postcode` }
      const number = (place: number): number | null => numberFrom(cell(cells, place)) ?? null
      // 9 means that the position is not known; the columns then hold 0 or 99.999999.
      const known = cell(cells, qualityAt) !== '9'
      const position = known
        ? positionFrom({
            lon: number(places.lon),
            lat: number(places.lat),
            easting: number(places.easting),
            northing: number(places.northing),
          })
        : null
      if (position === null) return { refused: `${found} has no position` }
      const [lsoa2011, lsoa2021] = [cellOrNull(cells, at2011), cellOrNull(cells, at2021)]
      return {
        record: {
          postcode: found,
          position,
          districtCode: cell(cells, districtAt),
          neighbourhoods: {
            ...(lsoa2011 === null ? {} : { 'LSOA 2011': lsoa2011 }),
            ...(lsoa2021 === null ? {} : { 'LSOA 2021': lsoa2021 }),
          },
        },
      }
    },
  }
}
