import type { RawRestriction, Tags } from './raw-roads.ts'

/** Tags of ways for which some mode has a rule. */
// prettier-ignore
export const wayKeys = [
  'highway', 'route', 'man_made', 'public_transport', 'railway', 'area', 'area:highway', 'junction', 'construction',
  'access', 'foot', 'vehicle', 'motor_vehicle', 'motorcar', 'motorroad', 'oneway', 'oneway:foot', 'oneway:motorcar',
  'oneway:motor_vehicle', 'sidewalk', 'sidewalk:both', 'sidewalk:left', 'sidewalk:right', 'footway', 'service',
  'maxspeed', 'maxspeed:forward', 'maxspeed:backward', 'maxspeed:type', 'source:maxspeed', 'zone:maxspeed', 'lanes',
  'surface', 'smoothness', 'tracktype', 'sac_scale', 'trail_visibility', 'lit', 'ramp', 'ramp:stroller',
  'ramp:wheelchair', 'stroller', 'wheelchair', 'conveying', 'duration', 'informal', 'barrier', 'ford', 'designation',
  'name', 'ref',
] as const

/** Tags of points for which some mode has a rule. */
// prettier-ignore
export const nodeKeys = [
  'barrier', 'highway', 'access', 'foot', 'vehicle', 'motor_vehicle', 'motorcar', 'wheelchair', 'stroller', 'locked',
  'crossing', 'crossing:signals', 'bollard', 'ford',
] as const

/** Tags of relations that say what may not be done at a junction. */
// prettier-ignore
export const relationKeys = [
  'type', 'restriction', 'restriction:conditional', 'restriction:motorcar', 'restriction:motor_vehicle',
  'restriction:hgv', 'restriction:bus', 'restriction:bicycle', 'except',
] as const

/**
 * Whether a way can be of use to anybody: roads, paths, piers, platforms and ferries, but nothing planned or gone.
 *
 * @param tags - of the way
 * @returns true when some mode may use it
 */
export function mayBeTravelled(tags: Tags): boolean {
  if (tags.highway !== undefined) return !withoutRoad.has(tags.highway)
  return (
    tags.route === 'ferry' ||
    tags.man_made === 'pier' ||
    tags.railway === 'platform' ||
    tags.public_transport === 'platform'
  )
}

const withoutRoad = new Set([
  'proposed',
  'construction',
  'planned',
  'abandoned',
  'disused',
  'razed',
  'demolished',
  'no',
  'rest_area',
  'services',
  'bus_stop',
  'street_lamp',
  'emergency_bay',
])

/** Gives every distinct set of tags one number, in the order in which they are met. */
export class TagSets {
  readonly sets: Tags[] = [{}]
  readonly #numbers = new Map<string, number>([['', 0]])

  /**
   * The number of a set of tags.
   *
   * @param tags - any tags; order does not matter
   * @returns its index in `sets`
   */
  numberOf(tags: Tags): number {
    const keys = Object.keys(tags).sort()
    let text = ''
    for (const key of keys) text += `${key}\u0001${tags[key] ?? ''}\u0002`
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    const number = this.sets.length
    this.sets.push(Object.fromEntries(keys.map(key => [key, tags[key] ?? ''])))
    this.#numbers.set(text, number)
    return number
  }
}

/** Gives every distinct name one number. */
export class Names {
  readonly all: string[] = ['']
  readonly #numbers = new Map<string, number>([['', 0]])

  /**
   * The number of a name.
   *
   * @param name - what a road is called; nothing for none
   * @returns its index in `all`
   */
  numberOf(name: string): number {
    const known = this.#numbers.get(name)
    if (known !== undefined) return known
    this.#numbers.set(name, this.all.length)
    return this.all.push(name) - 1
  }
}

/** A relation as the parser gives it. */
export interface ParsedRelation {
  readonly members: readonly { readonly type: string; readonly ref: number; readonly role: string }[]
  readonly tags?: Tags
}

/**
 * The ways around a square that is mapped as a relation.
 *
 * Source: OpenStreetMap wiki, Relation:multipolygon.
 * @param relation - as parsed
 * @returns the ids of its outer ways; none when it is something else
 */
export function squareOf({ tags = {}, members }: ParsedRelation): number[] {
  if (tags.type !== 'multipolygon' || tags.highway === undefined || !mayBeTravelled(tags)) return []
  return members.filter(({ type, role }) => type === 'way' && role === 'outer').map(({ ref }) => ref)
}

/**
 * Reads a turn restriction.
 *
 * Source: OpenStreetMap wiki, Relation:restriction.
 * @param relation - as parsed
 * @returns the restriction; 'conditional' when it holds at certain times only; 'unreadable' when its members make no
 * sense; null when the relation is something else
 */
export function restrictionOf(
  relation: ParsedRelation,
): RawRestriction | 'conditional' | 'unreadable' | null {
  const tags = relation.tags ?? {}
  if (tags.type !== 'restriction') return null
  const [rule, mode] = ruleOf(tags)
  if (rule === null) return tags['restriction:conditional'] === undefined ? 'unreadable' : 'conditional'
  if (!/^(no|only)_/.test(rule)) return 'unreadable'
  const refs = (role: string, type: string): number[] =>
    relation.members.filter(member => member.role === role && member.type === type).map(member => member.ref)
  const from = refs('from', 'way')
  const to = refs('to', 'way')
  const viaNodes = refs('via', 'node')
  const viaWays = refs('via', 'way')
  const only = rule.startsWith('only_')
  const plain = from.length > 0 && to.length > 0 && (!only || to.length === 1)
  if (!plain || viaNodes.length > 1 || (viaNodes.length === 1) === viaWays.length > 0) return 'unreadable'
  const except = (tags.except ?? '').split(';').map(each => each.trim())
  return {
    only,
    uTurn: rule === 'no_u_turn',
    from,
    to,
    viaNode: viaNodes[0] ?? null,
    viaWays,
    except: except.filter(Boolean),
    mode,
  }
}

function ruleOf(tags: Tags): [rule: string | null, mode: string | null] {
  if (tags.restriction !== undefined) return [tags.restriction, null]
  for (const mode of ['motorcar', 'motor_vehicle', 'hgv', 'bus', 'bicycle']) {
    const rule = tags[`restriction:${mode}`]
    if (rule !== undefined) return [rule, mode]
  }
  return [null, null]
}
