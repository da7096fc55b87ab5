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

const opened = ['yes', 'designated', 'permissive', 'official', 'public']
// prettier-ignore
const onFootWays = [
  'trunk', 'trunk_link', 'primary', 'primary_link', 'secondary', 'secondary_link', 'tertiary', 'tertiary_link',
  'unclassified', 'residential', 'living_street', 'road', 'service', 'track', 'path', 'bridleway', 'cycleway',
  'pedestrian', 'footway', 'crossing', 'corridor', 'elevator', 'pier', 'platform', 'ferry',
]

function walking(name: string, speed: number): RoadProfile {
  const pavement = {
    foot: opened,
    sidewalk: ['both', 'left', 'right', 'yes', 'separate'],
    'sidewalk:both': ['yes', 'separate'],
    'sidewalk:left': ['yes', 'separate'],
    'sidewalk:right': ['yes', 'separate'],
  }
  const alongside = { kmh: speed, onlyWithAbove: { limitKmh: 65, onlyWith: pavement } }
  const ramps = { ramp: ['yes'], 'ramp:stroller': ['yes'], 'ramp:wheelchair': ['yes'], stroller: ['yes'] }
  return {
    name,
    travels: 'on-foot',
    classes: {
      ...Object.fromEntries(onFootWays.map(way => [way, { kmh: speed }])),
      trunk: alongside,
      trunk_link: alongside,
      steps: { kmh: speed / 2, onlyWith: ramps },
    },
    offNetworkKmh: speed,
    access: {
      keys: ['foot', 'access'],
      open: [...opened, 'destination', 'customers', 'delivery', 'permit', 'residents'],
      limited: [],
      limitedShare: 1,
      closed: [
        'no',
        'private',
        'use_sidepath',
        'agricultural',
        'forestry',
        'military',
        'emergency',
        'discouraged',
      ],
    },
    closedBy: {
      motorroad: ['yes'],
      sac_scale: [
        'mountain_hiking',
        'demanding_mountain_hiking',
        'alpine_hiking',
        'demanding_alpine_hiking',
        'difficult_alpine_hiking',
      ],
      smoothness: ['very_horrible', 'impassable'],
      trail_visibility: ['horrible', 'no'],
      stroller: ['no'],
      ford: ['yes', 'stepping_stones'],
    },
    // prettier-ignore
    slowedBy: {
      surface: {
        unpaved: 0.8, compacted: 0.95, fine_gravel: 0.9, gravel: 0.7, pebblestone: 0.7, dirt: 0.7, earth: 0.7,
        ground: 0.7, grass: 0.6, grass_paver: 0.85, mud: 0.5, sand: 0.5, woodchips: 0.7, rock: 0.5, stone: 0.6,
        cobblestone: 0.8, sett: 0.9, 'unhewn_cobblestone': 0.7,
      },
      smoothness: { bad: 0.85, very_bad: 0.7, horrible: 0.5 },
      tracktype: { grade2: 0.9, grade3: 0.8, grade4: 0.7, grade5: 0.6 },
      stroller: { limited: 0.7 },
    },
    limits: { heeded: false, share: 1 },
    barriers: {
      closed: ['fence', 'wall', 'hedge', 'ditch', 'border_control', 'debris', 'log', 'spikes'],
      impassable: [
        'kissing_gate',
        'stile',
        'turnstile',
        'full-height_turnstile',
        'horse_stile',
        'motorcycle_barrier',
        'jersey_barrier',
      ],
      passableWith: { stroller: ['yes'], wheelchair: ['yes', 'designated'] },
    },
    pointSeconds: {
      'barrier=gate': 5,
      'barrier=swing_gate': 5,
      'barrier=cycle_barrier': 5,
    },
    ferry: { kmh: 10, boardingSeconds: 300 },
    turns: { restricted: false, modes: ['foot'], uTurns: 'at-junctions' },
    notSnappedTo: ['ferry'],
    smallestNetworkJunctions: 30,
  }
}

function driving(): RoadProfile {
  const explicitly = { motor_vehicle: opened, motorcar: opened, vehicle: opened, access: opened }
  return {
    name: 'driving',
    travels: 'by-car',
    classes: {
      motorway: { kmh: 100, mostKmh: 105 },
      motorway_link: { kmh: 50, mostKmh: 65 },
      trunk: { kmh: 75, mostKmh: 95 },
      trunk_link: { kmh: 40, mostKmh: 55 },
      primary: { kmh: 50, mostKmh: 80 },
      primary_link: { kmh: 35, mostKmh: 50 },
      secondary: { kmh: 45, mostKmh: 75 },
      secondary_link: { kmh: 35, mostKmh: 50 },
      tertiary: { kmh: 40, mostKmh: 65 },
      tertiary_link: { kmh: 30, mostKmh: 45 },
      unclassified: { kmh: 35, mostKmh: 55 },
      residential: { kmh: 25, mostKmh: 35 },
      living_street: { kmh: 10, mostKmh: 15 },
      road: { kmh: 25, mostKmh: 40 },
      service: { kmh: 15, mostKmh: 20 },
      track: { kmh: 12, mostKmh: 15, onlyWith: explicitly },
      pedestrian: { kmh: 8, mostKmh: 8, onlyWith: { motor_vehicle: opened, motorcar: opened } },
      ferry: { kmh: 20, onlyWith: explicitly },
    },
    offNetworkKmh: 4,
    access: {
      keys: ['motorcar', 'motor_vehicle', 'vehicle', 'access'],
      open: opened,
      limited: ['destination', 'customers', 'delivery', 'permit', 'residents'],
      limitedShare: 0.6,
      closed: [
        'no',
        'private',
        'agricultural',
        'forestry',
        'military',
        'emergency',
        'bus',
        'psv',
        'discouraged',
      ],
    },
    closedBy: {
      smoothness: ['very_horrible', 'impassable'],
      ford: ['stepping_stones'],
      'area:highway': ['footway'],
    },
    // prettier-ignore
    slowedBy: {
      surface: { unpaved: 0.7, compacted: 0.8, gravel: 0.6, fine_gravel: 0.7, dirt: 0.5, earth: 0.5, ground: 0.5, grass: 0.4, mud: 0.3, sand: 0.4, cobblestone: 0.6, sett: 0.8 },
      smoothness: { bad: 0.8, very_bad: 0.5, horrible: 0.3 },
      tracktype: { grade2: 0.9, grade3: 0.7, grade4: 0.5, grade5: 0.4 },
      service: { alley: 0.6, driveway: 0.7, parking_aisle: 0.6, 'drive-through': 0.5 },
    },
    limits: { heeded: true, share: 0.85 },
    barriers: {
      closed: [
        'bollard',
        'block',
        'chain',
        'fence',
        'wall',
        'hedge',
        'ditch',
        'jersey_barrier',
        'log',
        'debris',
        'planter',
        'spikes',
        'bus_trap',
        'sump_buster',
        'horse_stile',
        'motorcycle_barrier',
        'cycle_barrier',
        'kissing_gate',
        'stile',
        'turnstile',
        'full-height_turnstile',
        'hampshire_gate',
      ],
      impassable: [],
      passableWith: {},
    },
    pointSeconds: {
      'highway=traffic_signals': 12,
      'highway=crossing': 1,
      'highway=stop': 4,
      'highway=give_way': 2,
      'highway=mini_roundabout': 2,
      'barrier=gate': 30,
      'barrier=lift_gate': 20,
      'barrier=toll_booth': 20,
    },
    ferry: { kmh: 20, boardingSeconds: 900 },
    turns: { restricted: true, modes: ['motorcar', 'motor_vehicle', 'vehicle'], uTurns: 'at-junctions' },
    notSnappedTo: ['motorway', 'motorway_link', 'ferry'],
    smallestNetworkJunctions: 30,
  }
}

/** The profiles that a county starts with. Where each figure comes from is told in `docs/journey-times.md`. */
export const roadProfiles: Readonly<
  Record<'walking-with-a-buggy' | 'toddlers-walk' | 'driving', RoadProfile>
> = {
  'walking-with-a-buggy': walking('walking-with-a-buggy', 4),
  'toddlers-walk': walking('toddlers-walk', 3.2),
  driving: driving(),
}
