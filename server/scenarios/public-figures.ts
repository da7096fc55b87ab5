import { z } from 'zod'
import { travelModes } from '../travel/index.ts'

const count = z.number().nullable()
const group = z.object({
  grouping: z.enum(['all', 'district', 'decile', 'rurality', 'car-access']),
  key: z.string(),
  name: z.string(),
  /** Children by the length of their journey: within each limit, beyond the last, and those with no way. */
  children: count,
  bands: z.array(count),
  median: z.number().nullable(),
  ninetieth: z.number().nullable(),
})
const change = z.object({
  further: count,
  closer: count,
  same: count,
  /** Children who could go somewhere today and nowhere then; among those further away. */
  losing: count,
  notKnown: count,
})
const place = z.object({
  siteId: z.string(),
  nearestNow: count,
  nearestThen: count,
  /** Null for a place that stays: nobody who goes there today has further to go. */
  loses: z
    .object({
      /** All who have further to go, those who are left without any way among them. */
      further: count,
      noFurther: count,
      /** By how much further, in the order of `bands`. */
      furtherBy: z.array(count),
      /** Null where nobody in the county is left without a way by this way of travelling, or the number is small. */
      losing: count,
      notKnown: count,
      meanNow: z.number().nullable(),
      meanThen: z.number().nullable(),
    })
    .nullable(),
  /** The place to which most of today's families would be nearest; null for none, or the same. */
  nextSiteId: z.string().nullable(),
  /** Children for whom it would be the nearest place, and nearer than any is today; null where it is withheld. */
  closer: count,
  /** Neighbourhoods' parts of which nobody knows how many children live there; they are in no other figure. */
  partsNotKnown: z.number(),
})
const mode = z.object({
  mode: z.enum(travelModes),
  unit: z.enum(['metres', 'seconds']),
  method: z.string(),
  /** Upper ends of the bands of journeys. */
  limits: z.array(z.number()),
  /** A change of at most so much counts as none. */
  tolerance: z.number(),
  /** Upper ends of the bands of a longer journey. */
  bands: z.array(z.number()),
  change,
  places: z.array(place),
  groups: z.array(z.object({ when: z.enum(['today', 'centres', 'centres-and-zones']), group })),
  neighbourhoods: z.array(
    z.object({
      code: z.string(),
      today: z.number().nullable(),
      centres: z.number().nullable(),
      centresAndZones: z.number().nullable(),
      /** Share, from 0 to 1, of its families who can go to a place today and then; null when it is not known. */
      reachedToday: z.number().nullable(),
      reachedThen: z.number().nullable(),
    }),
  ),
})

/** How a published scenario's figures look to the public: counts under ten are withheld, and others rounded to five. */
export const publicFiguresSchema = z.object({
  format: z.literal('doorstep-public-figures/1'),
  scenarioHash: z.string(),
  counts: z.object({
    centres: z.number(),
    centreBuildings: z.number(),
    zones: z.number(),
    byFate: z.record(z.string(), z.number()),
  }),
  existing: z.number(),
  saving: z.object({ low: z.number().nullable(), high: z.number().nullable() }),
  /** The way of travelling by which the council judges plans. */
  main: z.enum(travelModes),
  modes: z.array(mode),
  neighbourhoods: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      districtCode: z.string(),
      children: count,
      decile: z.number().nullable(),
      rural: z.boolean().nullable(),
    }),
  ),
  districts: z.array(z.object({ code: z.string(), name: z.string() })),
  datasets: z.array(
    z.object({
      kind: z.string(),
      title: z.string(),
      publisher: z.string(),
      period: z.string(),
      geography: z.string(),
      licence: z.string(),
      method: z.string().nullable(),
      sha256: z.string(),
    }),
  ),
  /** The last and first buses of an ordinary weekday near a place, by site id. */
  buses: z.record(
    z.string(),
    z.object({
      date: z.string(),
      stops: z.number(),
      /** Seconds since midnight. */
      firstArrives: z.number().nullable(),
      lastLeaves: z.number().nullable(),
      leaving: z.number(),
    }),
  ),
})

/** How a published scenario's figures look to the public. */
export type PublicFigures = z.infer<typeof publicFiguresSchema>

/** What a scenario does by one way of travelling, as the public sees it. */
export type PublicModeFigures = PublicFigures['modes'][number]

/** What a scenario does to the families of one place, as the public sees it. */
export type PublicPlaceFigures = PublicModeFigures['places'][number]
