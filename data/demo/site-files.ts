import { csv, type Cell } from './csv.ts'
import type { DemonstrationCounty } from './demonstration-county.ts'
import { longitudeLatitude } from './grid.ts'
import { hoursText, roomsText, servicesText } from './site-details.ts'
import type { DemonstrationSite } from './sites.ts'
import type { WrittenFile } from './written-file.ts'

/** The published registers: children's centres, schools, libraries and GP practices. */
export function publishedSiteFiles(county: DemonstrationCounty, sites: readonly DemonstrationSite[]): WrittenFile[] {
  return [
    { name: 'childrens_centres.csv', content: centres(county, sites), encoding: 'utf8' },
    { name: 'edubasealldata.csv', content: schoolRegister(county, sites), encoding: 'latin1' },
    { name: 'libraries.csv', content: libraries(county, sites), encoding: 'utf8' },
    { name: 'gp_practices.csv', content: practices(sites), encoding: 'utf8' },
  ]
} // prettier-ignore

/** The council's own register: what no published file says about its buildings. */
export function siteRegister(sites: readonly DemonstrationSite[]): WrittenFile {
  const header = [
    'reference', 'name', 'kind', 'provider_kind', 'provider_name', 'address', 'postcode', 'easting', 'northing', 'lease_ends_on',
    'contract_ends_on', 'hours', 'rooms', 'services', 'premises_cost', 'management_cost', 'back_office_cost', 'frontline_cost',
    'financial_year',
  ] // prettier-ignore
  const rows = sites.map((site): Cell[] => [
    site.reference,
    site.name,
    site.kind,
    site.providerKind,
    site.providerName,
    addressOf(site),
    site.at.postcode,
    site.at.easting,
    site.at.northing,
    site.leaseEndsOn,
    site.contractEndsOn,
    hoursText(site.hours),
    roomsText(site.rooms),
    servicesText(site.services),
    site.costs?.premises ?? null,
    site.costs?.management ?? null,
    site.costs?.backOffice ?? null,
    site.costs?.frontline ?? null,
    site.costs === null ? null : '2025-26',
  ])
  return { name: 'council/sites-register.csv', content: csv([header, ...rows]), encoding: 'utf8' }
}

function addressOf({ street, town }: DemonstrationSite): string {
  return `${street}, ${town}`
}

function centres(county: DemonstrationCounty, sites: readonly DemonstrationSite[]): string {
  const header = [
    'URN', 'EstablishmentName', 'Address', 'Postcode', 'lat', 'lon', 'SiteType', 'LA (name)', 'LAD24NM', 'LSOA21CD', 'Easting',
    'Northing', 'LAD24CD',
  ] // prettier-ignore
  const rows = sites.flatMap((site): Cell[][] => {
    if (site.centre === null) return []
    const [longitude, latitude] = longitudeLatitude(site.at.point)
    const type = site.kind === 'centre' ? 'Children’s centre' : 'Children’s centre linked site'
    return [[
      site.reference.replace('urn:', ''), site.name, addressOf(site), site.at.postcode, latitude, longitude,
      type.replace('’', "'"), county.name, districtName(county, site), site.at.neighbourhoodCode, site.at.easting,
      site.at.northing, site.at.districtCode,
    ]] // prettier-ignore
  })
  return csv([header, ...rows], 'plain', '\r\n')
}

function schoolRegister(county: DemonstrationCounty, sites: readonly DemonstrationSite[]): string {
  const header = [
    'URN', 'LA (code)', 'LA (name)', 'EstablishmentNumber', 'EstablishmentName', 'TypeOfEstablishment (code)',
    'TypeOfEstablishment (name)', 'EstablishmentTypeGroup (name)', 'EstablishmentStatus (code)', 'EstablishmentStatus (name)',
    'PhaseOfEducation (name)', 'StatutoryLowAge', 'StatutoryHighAge', 'NumberOfPupils', 'PercentageFSM', 'Street', 'Locality',
    'Town', 'County (name)', 'Postcode', 'DistrictAdministrative (code)', 'DistrictAdministrative (name)', 'UrbanRural (code)',
    'Easting', 'Northing', 'LSOA (code)',
  ] // prettier-ignore
  const schools = sites.filter(({ urn }) => urn !== null)
  const rows = schools.map((site, index): Cell[] => {
    const nursery = site.kind === 'nursery'
    const academy = /Academy/.test(site.name)
    const type = nursery
      ? ['15', 'Local authority nursery school']
      : academy
        ? ['34', 'Academy converter']
        : ['01', 'Community school']
    const neighbourhood = county.neighbourhoods.find(({ code }) => code === site.at.neighbourhoodCode)
    const own = neighbourhood !== undefined
    return [
      site.urn, own ? '999' : '998', own ? county.name : 'Ossenshire', String(2001 + index), plainQuotes(site.name), ...type,
      academy ? 'Academies' : 'Local authority maintained schools', '1', 'Open', nursery ? 'Nursery' : 'Primary',
      nursery ? 2 : 4, nursery ? 5 : 11, nursery ? 60 + 7 * (index % 6) : 110 + 31 * (index % 11),
      Math.round(100 * (neighbourhood?.indices[8]?.score ?? 0.1)), site.street.split(', ').at(-1) ?? '', '',
      site.town, own ? county.name : 'Ossenshire', site.at.postcode, site.at.districtCode, own ? neighbourhood.districtName : 'Lower Ossen',
      neighbourhood?.figures.ruralUrban.code ?? '', site.at.easting, site.at.northing, site.at.neighbourhoodCode ?? '',
    ] // prettier-ignore
  })
  // The register keeps schools that have closed.
  const [first] = rows
  const closed = first?.map((cell, at) =>
    header[at] === 'URN' ? 900_099 : header[at] === 'EstablishmentName' ? 'Kingsmead Infant School' : header[at] === 'EstablishmentStatus (code)' ? '2' : header[at] === 'EstablishmentStatus (name)' ? 'Closed' : cell,
  ) // prettier-ignore
  return csv([header, ...(closed === undefined ? [] : [closed]), ...rows], 'quoted', '\r\n')
}

function libraries(county: DemonstrationCounty, sites: readonly DemonstrationSite[]): string {
  const header = [
    'reporting', 'name', 'address1', 'address2', 'address3', 'postcode', 'type', 'operation_23', 'easting', 'northing', 'lat', 'long',
  ] // prettier-ignore
  const all = sites.filter(({ kind }) => kind === 'library')
  const row = (site: DemonstrationSite, name: string, type: string): Cell[] => {
    const [longitude, latitude] = longitudeLatitude(site.at.point)
    const council = site.providerName.replace(' County Council', '')
    return [
      council, name, site.street, site.town, council, site.at.postcode, type, 'LA', site.at.easting, site.at.northing, latitude, longitude,
    ] // prettier-ignore
  }
  const [central] = all
  return csv(
    [
      header,
      ...all.map(site => row(site, site.name.replace(/ Library$/, ''), 'Static Library')),
      ...(central === undefined ? [] : [row(central, `${county.name} Mobile`, 'Mobile Library')]),
    ],
    'quoted',
  )
}

function practices(sites: readonly DemonstrationSite[]): string {
  const rows = sites.flatMap((site): Cell[][] => {
    if (site.practiceCode === null) return []
    const [longitude, latitude] = longitudeLatitude(site.at.point)
    const name = site.name.toUpperCase()
    const address = `${name}, ${addressOf(site).toUpperCase()}`
    return [[site.practiceCode, name, address, site.at.postcode, site.at.easting, site.at.northing, latitude, longitude, site.at.districtCode]]
  }) // prettier-ignore
  return csv(
    [['code', 'name', 'address', 'postcode', 'easting', 'northing', 'lat', 'long', 'lad'], ...rows],
    'quoted',
  )
}

function districtName(county: DemonstrationCounty, { at }: DemonstrationSite): string {
  return county.districts.find(({ code }) => code === at.districtCode)?.name ?? ''
}

/** The register of schools is written in Latin-1, which has accents but no typographic quotation marks. */
function plainQuotes(text: string): string {
  return text.replaceAll('’', "'")
}
