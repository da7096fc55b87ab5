import { z } from 'zod'

const shares = z.record(z.string(), z.number().positive().max(1))
const values = z.array(z.string())
const valuesByKey = z.record(z.string(), values)
const seconds = z.number().min(0).max(3600)
const kmh = z.number().positive().max(200)

/** Every speed and rule by which one mode of travel uses the roads, as plain data. */
export const roadProfileSchema = z.strictObject({
  name: z.string(),
  /** On foot both directions are open unless `oneway:foot` says otherwise; by car one-way streets and turns are kept. */
  travels: z.enum(['on-foot', 'by-car']),
  /** Speed by class of road (the value of `highway`, or `ferry`, `pier`, `platform`) where no limit is mapped. Other classes are not used. */
  classes: z.record(
    z.string(),
    z.strictObject({
      kmh,
      /** Never faster than this, whatever the limit; the same as `kmh` when absent. */
      mostKmh: kmh.optional(),
      /** Used only where a tag says so: one of these keys has one of these values. */
      onlyWith: valuesByKey.optional(),
      /** Where the speed limit is unknown or above this, used only with one of these. */
      onlyWithAbove: z.strictObject({ limitKmh: kmh, onlyWith: valuesByKey }).optional(),
    }),
  ),
  /** How fast the way between a place and the nearest road is made. */
  offNetworkKmh: kmh,
  access: z.strictObject({
    /** The keys that say who may use a way, the most telling first; the first with a known value counts. */
    keys: values,
    open: values,
    /** May be used to reach a place, so at a lower speed: it should rarely be a short cut. */
    limited: values,
    limitedShare: z.number().positive().max(1),
    closed: values,
  }),
  /** Tags that close a way whatever else is mapped. */
  closedBy: valuesByKey,
  /** What is left of the speed by key and value; the least of those that hold counts. */
  slowedBy: z.record(z.string(), shares),
  /** Speeds in km/h, by key and value, that are never exceeded; the least of those that hold counts. */
  cappedBy: z.record(z.string(), z.record(z.string(), kmh)),
  limits: z.strictObject({
    /** Whether `maxspeed` is heeded. */
    heeded: z.boolean(),
    /** What is driven of the limit on an ordinary day. */
    share: z.number().positive().max(1),
  }),
  barriers: z.strictObject({
    /** Kinds that close the way unless an access tag opens it. */
    closed: values,
    /** Kinds that cannot be passed even by those who may. */
    impassable: values,
    /** Tags by which even those can be passed. */
    passableWith: valuesByKey,
  }),
  /** Seconds lost in passing a point, by `key=value`; the largest of those that hold counts. */
  pointSeconds: z.record(z.string(), seconds),
  ferry: z.strictObject({
    /** Where no crossing time is mapped. */
    kmh,
    /** Waiting and boarding, spread over the crossing. */
    boardingSeconds: z.number().min(0).max(7200),
  }),
  turns: z.strictObject({
    /** Whether turn restrictions are kept. */
    restricted: z.boolean(),
    /** Modes in a restriction's `except`, or in `restriction:<mode>`, that mean this one. */
    modes: values,
    /**
     * Where one may turn round: at every junction, or at dead ends only. The second makes a graph of more than twice the
     * size, for a difference only near restricted turns.
     */
    uTurns: z.enum(['at-junctions', 'at-dead-ends']),
  }),
  /** Classes beside which nobody can set out or arrive. */
  notSnappedTo: values,
  /** A network cut off from the rest is snapped to only when it has this many junctions. */
  smallestNetworkJunctions: z.number().int().min(1),
})

/** See {@link roadProfileSchema}. */
export type RoadProfile = z.infer<typeof roadProfileSchema>

/** Values of access tags that open a way. */
export const opened: string[] = ['yes', 'designated', 'permissive', 'official', 'public']
