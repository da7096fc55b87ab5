import { z } from 'zod'
import { providerKinds, publishedSiteKinds, type PublishedSite, type StoredSites } from '../county/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { newId } from '../platform/ids.ts'

/** What a file last said about a site, field by field; kept to tell what the council has changed since. */
const publishedFields = z.object({
  name: z.string(),
  kind: z.enum(publishedSiteKinds),
  provider_kind: z.enum(providerKinds).nullable(),
  provider_name: z.string().nullable(),
  address: z.string().nullable(),
  postcode: z.string().nullable(),
  phone: z.string().nullable(),
  note: z.string().nullable(),
  lon: z.number(),
  lat: z.number(),
  district_code: z.string().nullable(),
  neighbourhood_code: z.string().nullable(),
  beyond_county: z.number(),
})

type PublishedFields = z.infer<typeof publishedFields>

const described = [
  'name',
  'kind',
  'provider_kind',
  'provider_name',
  'address',
  'postcode',
  'phone',
  'note',
] as const
const placed = ['lon', 'lat', 'district_code', 'neighbourhood_code', 'beyond_county'] as const

type Stored = { readonly [Field in keyof PublishedFields]: string | number | null } & {
  readonly published: string | null
}

function fieldsOf(site: PublishedSite): PublishedFields {
  return {
    name: site.name,
    kind: site.kind,
    provider_kind: site.providerKind,
    provider_name: site.providerName,
    address: site.address,
    postcode: site.postcode,
    phone: site.phone,
    note: site.note,
    lon: site.position[0],
    lat: site.position[1],
    district_code: site.districtCode,
    neighbourhood_code: site.neighbourhoodCode,
    beyond_county: site.beyondCounty ? 1 : 0,
  }
}

/**
 * What of a file's newer word goes into the register. A field follows the file as long as the council has not changed
 * it: that is, while it still says what the file said last time, or says nothing. A position moves together with its
 * district and neighbourhood.
 */
function taken(stored: Stored, now: PublishedFields): Record<string, string | number | null> {
  const before = stored.published === null ? null : publishedFields.parse(JSON.parse(stored.published))
  const change: Record<string, string | number | null> = {}
  for (const field of described) {
    const followed = stored[field] === null || (before !== null && stored[field] === before[field])
    // A file that has stopped telling something has not told that it is untrue.
    if (followed && now[field] !== null && now[field] !== stored[field]) change[field] = now[field]
  }
  const unplaced = stored.lon === null || stored.lat === null
  const followed = before !== null && placed.every(field => stored[field] === before[field])
  if (unplaced || followed) {
    for (const field of placed) if (now[field] !== stored[field]) change[field] = now[field]
    if (unplaced) change['position_source'] = 'published'
  }
  return change
}

/**
 * Stores what a published file tells of places, matched by reference. What the council has changed stays: each field
 * follows the file only while it says what the file said last time, or is not known. Sites that the file no longer has
 * stay in the register, for a published list may lag behind the council's own.
 *
 * @param db - the database, or a transaction
 * @param countyId - the county
 * @param datasetId - the import that they came with
 * @param sites - each reference once
 * @param now - the moment; for tests
 * @returns how many sites came new into the register, and how many of its sites say something else now
 */
export async function storePublishedSites(
  db: Db,
  countyId: string,
  datasetId: string,
  sites: readonly PublishedSite[],
  now: Date = new Date(),
): Promise<StoredSites> {
  return inTransaction(db, async tx => {
    const at = now.toISOString()
    const rows = await tx
      .selectFrom('site')
      .select(['id', 'reference', 'published', ...described, ...placed])
      .where('county_id', '=', countyId)
      .execute()
    const known = new Map(rows.map(row => [row.reference, row]))
    const fresh = []
    let changed = 0
    for (const site of sites) {
      const fields = fieldsOf(site)
      const stored = known.get(site.reference)
      if (stored === undefined) {
        fresh.push({
          id: newId(),
          county_id: countyId,
          reference: site.reference,
          ...fields,
          position_source: 'published',
          published: JSON.stringify(fields),
          dataset_id: datasetId,
          created_at: at,
          updated_at: at,
          version: 1,
        })
        continue
      }
      const change = taken(stored, fields)
      const isChanged = Object.keys(change).length > 0
      if (isChanged) changed += 1
      await tx
        .updateTable('site')
        .set(set => ({
          ...change,
          published: JSON.stringify(fields),
          dataset_id: datasetId,
          ...(isChanged ? { updated_at: at, updated_by: null, version: set('version', '+', 1) } : {}),
        }))
        .where('id', '=', stored.id)
        .execute()
    }
    for (let from = 0; from < fresh.length; from += 400) {
      await tx
        .insertInto('site')
        .values(fresh.slice(from, from + 400))
        .execute()
    }
    return { added: fresh.length, changed }
  })
}
