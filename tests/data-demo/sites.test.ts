import { parse } from 'csv-parse/sync'
import { buildDemonstrationCounty, buildSites, demonstrationFiles } from '../../data/demo/generate.ts'
import { isInside, nearestOn, outline } from '../../data/demo/terrain.ts'
import { readRegisterHours } from '../../server/sites/opening-text.ts'
import {
  readRegisterRooms,
  readRegisterServices,
  registerColumns,
} from '../../server/sites/register-layout.ts'

const county = buildDemonstrationCounty()
const sites = buildSites(county)
const files = demonstrationFiles(county)
const centres = sites.filter(({ kind }) => kind === 'centre' || kind === 'linked-site')

function content(name: string): string {
  return files.find(file => file.name === name)?.content ?? ''
}

function records(name: string): Record<string, string>[] {
  return parse<Record<string, string>>(content(name), { columns: true })
}

const register = () => records('council/sites-register.csv')

describe('the sites of the demonstration county', () => {
  it('has 38 children’s centres in five districts, run by council, schools and voluntary providers', () => {
    expect(centres).toHaveLength(38)
    const districts = county.districts.map(
      ({ code }) => centres.filter(({ at }) => at.districtCode === code).length,
    )
    expect(districts).toEqual([9, 8, 8, 7, 6])
    expect(new Set(centres.map(({ providerKind }) => providerKind))).toEqual(
      new Set(['council', 'school', 'voluntary']),
    )
    expect(centres.some(({ kind }) => kind === 'linked-site')).toBe(true)
  })

  it('has about a hundred venues of four kinds', () => {
    const venues = sites.filter(site => !centres.includes(site))
    expect(venues.length).toBeGreaterThan(90)
    expect(venues.length).toBeLessThan(115)
    for (const kind of ['library', 'school', 'gp-practice', 'community-building'])
      expect(venues.filter(venue => venue.kind === kind).length).toBeGreaterThan(15)
  })

  it('gives every site a reference of its own', () => {
    expect(new Set(sites.map(({ reference }) => reference)).size).toBe(sites.length)
  })

  it('ends the contracts of all other providers on one day, and none of the council’s', () => {
    const ends = new Set(
      centres.filter(site => site.providerKind !== 'council').map(site => site.contractEndsOn),
    )
    expect([...ends]).toEqual(['2027-03-31'])
    expect(
      centres.filter(site => site.providerKind === 'council' && site.contractEndsOn !== null),
    ).toHaveLength(0)
  })

  it('keeps two sites just over the boundary, within five kilometres', () => {
    const beyond = sites.filter(({ at }) => at.neighbourhoodCode === null)
    expect(beyond).toHaveLength(2)
    for (const site of beyond) {
      expect(isInside(site.at.point, outline)).toBe(false)
      expect(nearestOn(outline, site.at.point).away).toBeLessThan(5)
    }
  })

  it('costs about six million pounds a year, and owns up to what is not known', () => {
    const lines = centres.flatMap(({ costs }) =>
      costs === null ? [] : [costs.premises, costs.management, costs.backOffice, costs.frontline],
    )
    const known = lines.filter(line => line !== null)
    expect(known.reduce((sum, pounds) => sum + pounds, 0) / 1e6).toBeCloseTo(6, 0)
    expect(lines.length - known.length).toBeGreaterThan(2)
    expect(centres.flatMap(({ rooms }) => rooms).some(({ squareMetres }) => squareMetres === null)).toBe(true)
  })
})

describe('the files of sites', () => {
  it('writes the register in the layout that the sites room imports', () => {
    expect(content('council/sites-register.csv').split('\n')[0]?.split(',')).toEqual([...registerColumns])
    expect(register()).toHaveLength(sites.length)
  })

  it('writes hours, rooms and services that can be read', () => {
    for (const row of register()) {
      expect(typeof readRegisterHours(row['hours'] ?? '')).not.toBe('string')
      expect(typeof readRegisterRooms(row['rooms'] ?? '')).not.toBe('string')
      expect(typeof readRegisterServices(row['services'] ?? '')).not.toBe('string')
    }
    expect(readRegisterHours(register()[0]?.['hours'] ?? '')).toHaveLength(6)
  })

  it.each([
    ['childrens_centres.csv', ['EstablishmentName', 'Address', 'Postcode', 'lat', 'lon', 'SiteType', 'LAD24NM', 'LSOA21CD', 'Easting', 'Northing', 'LAD24CD']],
    ['libraries.csv', ['reporting', 'name', 'address1', 'address2', 'address3', 'postcode', 'type', 'operation_23', 'easting', 'northing', 'lat', 'long']],
    ['gp_practices.csv', ['code', 'name', 'address', 'postcode', 'easting', 'northing', 'lat', 'long', 'lad']],
    ['edubasealldata.csv', ['URN', 'LA (code)', 'EstablishmentName', 'TypeOfEstablishment (code)', 'TypeOfEstablishment (name)', 'EstablishmentStatus (code)', 'PhaseOfEducation (name)', 'Postcode', 'DistrictAdministrative (code)', 'UrbanRural (code)', 'Easting', 'Northing', 'LSOA (code)']],
  ])('%s has the columns of its model', (name, columns) => {
    const [first] = records(name)
    expect(columns.filter(column => !Object.keys(first ?? {}).includes(column))).toEqual([])
  }) // prettier-ignore

  it('writes the register of schools in Latin-1, accents and all', () => {
    const file = files.find(({ name }) => name === 'edubasealldata.csv')
    expect(file?.encoding).toBe('latin1')
    expect(file?.content).toContain("St Zoë's")
    expect(file?.content).not.toMatch(/[^\r\n -\u00ff]/)
  })

  it('lists a closed school, a mobile library and a school of the next county, as registers do', () => {
    expect(records('edubasealldata.csv').filter(row => row['EstablishmentStatus (name)'] === 'Closed')).toHaveLength(1)
    expect(records('libraries.csv').filter(({ type }) => type === 'Mobile Library')).toHaveLength(1)
    expect(records('edubasealldata.csv').filter(row => row['LA (name)'] === 'Ossenshire')).toHaveLength(1)
  }) // prettier-ignore
})
