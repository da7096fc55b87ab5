import { opened, type RoadProfile } from './profile-schema.ts'

// prettier-ignore
const onFootWays = [
  'trunk', 'trunk_link', 'primary', 'primary_link', 'secondary', 'secondary_link', 'tertiary', 'tertiary_link',
  'unclassified', 'residential', 'living_street', 'road', 'service', 'track', 'path', 'bridleway', 'cycleway',
  'pedestrian', 'footway', 'crossing', 'corridor', 'elevator', 'pier', 'platform', 'ferry',
]

/**
 * Rules of walking with small children.
 *
 * @param name - of the profile
 * @param speed - km/h on a firm, level way
 * @returns the profile
 */
export function walking(name: string, speed: number): RoadProfile {
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
    cappedBy: {},
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
