import type { RoadProfile } from './profiles.ts'
import type { Tags } from './raw-roads.ts'
import { stretchNotes } from './road-graph.ts'
import { durationSeconds, limitsOf } from './speed-limits.ts'

/** How one mode may use a way. */
export interface WayUse {
  /** Along and against the way's course; 0 where it may not be used so. */
  readonly forwardKmh: number
  readonly backwardKmh: number
  /** See `stretchNotes`. */
  readonly notes: number
  readonly maySnap: boolean
  /** How a ferry's time over its whole length comes about; null for all others. Its speeds only say which ways it goes. */
  readonly ferry: {
    /** As mapped; null where it is not. */
    readonly crossingSeconds: number | null
    readonly kmh: number
    readonly boardingSeconds: number
  } | null
}

/**
 * Says how a mode may use a way.
 *
 * @param tags - of the way
 * @param profile - the mode's rules
 * @returns its speeds; null where the mode may not use it at all
 */
export function wayUse(tags: Tags, profile: RoadProfile): WayUse | null {
  const kind = kindOf(tags)
  const rule = profile.classes[kind]
  if (rule === undefined) return null
  const limits = limitsOf(tags)
  const access = accessOf(tags, profile)
  if (access === 'closed' || hasOneOf(tags, profile.closedBy)) return null
  if (rule.onlyWith !== undefined && !hasOneOf(tags, rule.onlyWith)) return null
  if (rule.onlyWithAbove !== undefined && !hasOneOf(tags, rule.onlyWithAbove.onlyWith)) {
    if (!((limits.forward ?? Infinity) <= rule.onlyWithAbove.limitKmh)) return null
  }
  const ferry = kind === 'ferry'
  const share = (access === 'limited' ? profile.access.limitedShare : 1) * shareLeft(tags, profile)
  const cap = capOf(tags, profile)
  const speed = (limit: number | null): number => {
    if (ferry) return profile.ferry.kmh
    if (!profile.limits.heeded || limit === null) return Math.min(rule.kmh, cap) * share
    return Math.min(limit * profile.limits.share, rule.mostKmh ?? rule.kmh, cap) * share
  }
  const { forward, backward } = directions(tags, profile)
  if (!forward && !backward) return null
  return {
    forwardKmh: forward ? speed(limits.forward) : 0,
    backwardKmh: backward ? speed(limits.backward) : 0,
    notes: notesOf(tags, kind),
    maySnap: !profile.notSnappedTo.includes(kind),
    ferry: ferry ? { crossingSeconds: durationSeconds(tags.duration), ...profile.ferry } : null,
  }
}

/** The class of a way, as profiles name it. */
function kindOf(tags: Tags): string {
  if (tags.highway !== undefined) return tags.highway
  if (tags.route === 'ferry') return 'ferry'
  return tags.man_made === 'pier' ? 'pier' : 'platform'
}

/**
 * Whether some key has one of its listed values.
 *
 * @param tags - of a way or point
 * @param wanted - values by key
 * @returns true when one does
 */
export function hasOneOf(tags: Tags, wanted: Readonly<Record<string, readonly string[]>>): boolean {
  return Object.entries(wanted).some(([key, values]) => {
    const value = tags[key]
    return value !== undefined && values.includes(value)
  })
}

/**
 * Who may pass, by the most telling tag that has a value with a meaning.
 *
 * @param tags - of a way or point
 * @param profile - the mode's rules
 * @returns what the tag says; null when no tag says anything
 */
export function accessOf(tags: Tags, profile: RoadProfile): 'open' | 'limited' | 'closed' | null {
  const { keys, open, limited, closed } = profile.access
  for (const key of keys) {
    for (const value of (tags[key] ?? '').split(';').map(each => each.trim())) {
      if (open.includes(value)) return 'open'
      if (limited.includes(value)) return 'limited'
      if (closed.includes(value)) return 'closed'
    }
  }
  return null
}

function shareLeft(tags: Tags, profile: RoadProfile): number {
  let least = 1
  for (const [key, shares] of Object.entries(profile.slowedBy)) {
    const value = tags[key]
    if (value !== undefined) least = Math.min(least, shares[value] ?? 1)
  }
  return least
}

function capOf(tags: Tags, profile: RoadProfile): number {
  let least = Infinity
  for (const [key, caps] of Object.entries(profile.cappedBy)) {
    const value = tags[key]
    if (value !== undefined) least = Math.min(least, caps[value] ?? Infinity)
  }
  return least
}

function directions(tags: Tags, profile: RoadProfile): { forward: boolean; backward: boolean } {
  const onFoot = profile.travels === 'on-foot'
  const keys = onFoot ? ['oneway:foot'] : ['oneway:motorcar', 'oneway:motor_vehicle', 'oneway']
  const said = keys.map(key => tags[key]).find(value => value !== undefined)
  if (said === 'yes' || said === '1' || said === 'true') return { forward: true, backward: false }
  if (said === '-1' || said === 'reverse') return { forward: false, backward: true }
  // A reversible lane is open one way at a time, nobody knows when.
  if (said === 'reversible') return { forward: false, backward: false }
  const implied =
    !onFoot &&
    said === undefined &&
    (tags.junction === 'roundabout' || tags.junction === 'circular' || tags.highway === 'motorway')
  return { forward: true, backward: !implied }
}

const unpavedSurfaces = new Set(
  'unpaved compacted fine_gravel gravel pebblestone dirt earth ground grass grass_paver mud sand woodchips rock'.split(
    ' ',
  ),
)

function notesOf(tags: Tags, kind: string): number {
  let notes = 0
  const surface = tags.surface
  const unpaved =
    surface === undefined
      ? kind === 'track' && tags.tracktype !== 'grade1' && tags.tracktype !== undefined
      : unpavedSurfaces.has(surface)
  if (unpaved) notes |= stretchNotes.unpaved
  if (tags.lit === 'no' || tags.lit === 'disused') notes |= stretchNotes.unlit
  else if (tags.lit !== undefined) notes |= stretchNotes.lit
  if (kind === 'ferry') notes |= stretchNotes.ferry
  if (kind === 'steps') notes |= stretchNotes.steps
  return notes
}

/** How one mode may pass a point. */
export interface PointUse {
  readonly closed: boolean
  /** Seconds lost there. */
  readonly seconds: number
}

/**
 * Says how a mode may pass a point: a gate, a crossing, a bollard.
 *
 * @param tags - of the point
 * @param profile - the mode's rules
 * @returns whether it is closed, and what it costs to pass
 */
export function pointUse(tags: Tags, profile: RoadProfile): PointUse {
  const { closed, impassable, passableWith } = profile.barriers
  let seconds = 0
  for (const [tag, lost] of Object.entries(profile.pointSeconds)) {
    const [key = '', value] = tag.split('=')
    if (tags[key] === value) seconds = Math.max(seconds, lost)
  }
  const barrier = tags.barrier
  if (barrier === undefined) return { closed: false, seconds }
  const access = accessOf(tags, profile)
  if (impassable.includes(barrier)) return { closed: !hasOneOf(tags, passableWith), seconds }
  if (access !== null) return { closed: access === 'closed', seconds }
  return { closed: closed.includes(barrier) || tags.locked === 'yes', seconds }
}
