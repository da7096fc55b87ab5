import { createHash } from 'node:crypto'
import { z } from 'zod'
import { FATES } from '../model/fates.ts'
import { travelModes } from '../travel/index.ts'
import type { ConsultationRecord } from './consultation.ts'

const position = z.tuple([z.number(), z.number()]).nullable()

const proposal = z.object({
  id: z.string(),
  title: z.string(),
  whatIsLost: z.string(),
  whatChanges: z.string(),
  siteId: z.string().nullable(),
})

const district = z.object({
  code: z.string(),
  slug: z.string(),
  name: z.string(),
  whatIsLost: z.string(),
  whatIsProposed: z.string(),
  proposals: z.array(proposal),
})

const place = z.object({
  siteId: z.string(),
  name: z.string(),
  address: z.string().nullable(),
  postcode: z.string().nullable(),
  position,
  districtCode: z.string().nullable(),
  beyondCounty: z.boolean(),
  existing: z.boolean(),
  fate: z.enum(FATES).nullable(),
  leadName: z.string().nullable(),
  hours: z.array(
    z.object({
      season: z.enum(['all-year', 'term-time', 'holidays']),
      weekday: z.number(),
      opens: z.string(),
      closes: z.string(),
    }),
  ),
  sessions: z.array(
    z.object({
      weekday: z.number(),
      starts: z.string(),
      ends: z.string(),
      fromOn: z.string().nullable(),
      toOn: z.string().nullable(),
      activity: z.string(),
    }),
  ),
  // Records of the first format have none of what follows with a default.
  services: z
    .array(
      z.object({
        service: z.string(),
        partner: z.string(),
        weekday: z.number().nullable(),
        note: z.string().nullable(),
      }),
    )
    .default([]),
  criteria: z
    .array(
      z.object({
        criterion: z.number(),
        low: z.number(),
        high: z.number(),
        afterWorks: z.object({ low: z.number(), high: z.number() }).nullable(),
      }),
    )
    .default([]),
  why: z.string().default(''),
  replacedBy: z.string().default(''),
  fromOn: z.string().nullable().default(null),
})

const scenario = z.object({ id: z.string(), name: z.string(), hash: z.string() }).nullable()

const option = z.object({
  id: z.string(),
  name: z.string(),
  whatItWas: z.string(),
  whyNot: z.string(),
  statusQuo: z.boolean(),
  scenario,
})

const record: z.ZodType<ConsultationRecord> = z.object({
  format: z.enum(['doorstep-consultation/1', 'doorstep-consultation/2']),
  name: z.string(),
  introduction: z.string(),
  whatIsLost: z.string(),
  whatIsProposed: z.string(),
  reasons: z.string(),
  county: z.object({ id: z.string(), name: z.string(), demonstration: z.boolean() }),
  scenario,
  detourFactor: z.number(),
  // Records that were published before journeys were measured have none.
  journeys: z
    .object({
      originsHash: z.string(),
      bases: z.array(
        z.object({
          hash: z.string(),
          mode: z.enum(travelModes),
          unit: z.enum(['metres', 'seconds']),
          method: z.string(),
        }),
      ),
    })
    .nullable()
    .default(null),
  districts: z.array(district),
  places: z.array(place),
  options: z.array(option).default([]),
})

/**
 * What is published as text, and its hash.
 *
 * @param given - the record
 * @returns JSON with its parts in one order, and the SHA-256 of it
 */
export function writeRecord(given: ConsultationRecord): { json: string; hash: string } {
  const json = JSON.stringify(record.parse(given))
  return { json, hash: createHash('sha256').update(json).digest('hex') }
}

// Records never change, so those that were read last are kept by their hash.
const kept = new Map<string, ConsultationRecord>()
const mostKept = 20

/**
 * A record that was read before.
 *
 * @param hash - SHA-256 of its text
 * @returns the record, or null when its text must be read
 */
export function knownRecord(hash: string): ConsultationRecord | null {
  return kept.get(hash) ?? null
}

/**
 * Reads a record's text once; later it is found by its hash.
 *
 * @param hash - SHA-256 of the text
 * @param json - the text
 * @returns the record
 */
export function recordFrom(hash: string, json: string): ConsultationRecord {
  const read = record.parse(JSON.parse(json))
  // The oldest makes room, never the one that somebody is just about to read.
  const [oldest] = kept.keys()
  if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest)
  kept.set(hash, read)
  return read
}

/**
 * Reads a record that may still change, and is not kept by its hash.
 *
 * @param json - the text
 * @returns the record
 */
export function readRecordText(json: string): ConsultationRecord {
  return record.parse(JSON.parse(json))
}
