import { opened, type RoadProfile } from './profile-schema.ts'

/**
 * Rules of driving a car on an ordinary day.
 *
 * @returns the profile
 */
export function driving(): RoadProfile {
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
    slowedBy: {},
    // prettier-ignore
    cappedBy: {
      surface: {
        unpaved: 40, compacted: 50, fine_gravel: 40, gravel: 30, pebblestone: 30, dirt: 20, earth: 20, ground: 20,
        grass: 15, grass_paver: 20, mud: 10, sand: 15, cobblestone: 25, unhewn_cobblestone: 20, sett: 40,
      },
      smoothness: { bad: 40, very_bad: 20, horrible: 10 },
      tracktype: { grade2: 30, grade3: 20, grade4: 15, grade5: 10 },
      service: { alley: 10, driveway: 12, parking_aisle: 10, 'drive-through': 8 },
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
