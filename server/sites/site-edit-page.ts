import type { District } from '../county/index.ts'
import type { Typed } from '../platform/forms.ts'
import { providerKindNames, siteKindNames, type ProviderKind, type Site, type SiteKind } from './site.ts'

const dateParts = (field: string, date: string | null): Record<string, string> => {
  const [year = '', month = '', day = ''] = (date ?? '').split('-')
  return {
    [`${field}-day`]: day.replace(/^0/, ''),
    [`${field}-month`]: month.replace(/^0/, ''),
    [`${field}-year`]: year,
  }
}

/**
 * A site as the fields of its form.
 *
 * @param site - the site
 * @returns what each field shows
 */
export function typedOf(site: Site): Record<string, string> {
  return {
    siteName: site.name,
    reference: site.reference,
    siteKind: site.kind,
    providerKind: site.providerKind ?? '',
    providerName: site.providerName ?? '',
    address: site.address ?? '',
    postcode: site.postcode ?? '',
    phone: site.phone ?? '',
    note: site.note ?? '',
    positionWay: site.position === null ? 'unknown' : 'degrees',
    latitude: site.position?.[1].toFixed(5) ?? '',
    longitude: site.position?.[0].toFixed(5) ?? '',
    districtCode: site.beyondCounty ? 'beyond' : (site.districtCode ?? ''),
    ...dateParts('leaseEndsOn', site.leaseEndsOn),
    ...dateParts('contractEndsOn', site.contractEndsOn),
  }
}

const fieldNames: Readonly<Record<string, string>> = {
  siteName: 'Name',
  reference: 'Reference',
  siteKind: 'Kind',
  providerKind: 'Provider',
  providerName: 'Provider’s name',
  address: 'Address',
  postcode: 'Postcode',
  phone: 'Telephone',
  note: 'Note',
  positionWay: 'Position given as',
  latitude: 'Latitude',
  longitude: 'Longitude',
  districtCode: 'District',
}

const ways: Readonly<Record<string, string>> = {
  degrees: 'Latitude and longitude',
  grid: 'Easting and northing',
  postcode: 'The middle of its postcode',
  unknown: 'Not known',
}

/**
 * Where what was typed differs from what somebody else has saved.
 *
 * @param theirs - the fields as they stand now
 * @param yours - the fields as typed
 * @param districts - the county's districts
 * @returns one row for each field that differs
 */
export function detailDifferences(
  theirs: Record<string, string>,
  yours: Typed,
  districts: readonly District[],
): { field: string; theirs: string; yours: string }[] {
  const one = (field: string): string => String(yours[field] ?? '').trim()
  const said = (field: string, value: string): string => {
    if (value === '') return field === 'districtCode' ? 'The one its position lies in' : 'Not known'
    if (field === 'siteKind') return siteKindNames[value as SiteKind]
    if (field === 'providerKind') return providerKindNames[value as ProviderKind]
    if (field === 'positionWay') return ways[value] ?? value
    if (field !== 'districtCode') return value
    return value === 'beyond'
      ? 'Beyond the county'
      : (districts.find(district => district.code === value)?.name ?? value)
  }
  const date = (from: (part: string) => string): string =>
    ['day', 'month', 'year'].map(from).filter(Boolean).join(' ') || 'Not known'
  const fields = Object.entries(fieldNames).map(([field, title]) => ({
    field: title,
    theirs: said(field, theirs[field] ?? ''),
    yours: said(field, one(field)),
  }))
  const dates = (
    [
      ['leaseEndsOn', 'Lease ends'],
      ['contractEndsOn', 'Contract ends'],
    ] as const
  ).map(([field, title]) => ({
    field: title,
    theirs: date(part => theirs[`${field}-${part}`] ?? ''),
    yours: date(part => one(`${field}-${part}`)),
  }))
  return [...fields, ...dates].filter(row => row.theirs !== row.yours)
}
