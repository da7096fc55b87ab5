import { describe, expect, it } from '@jest/globals'
import { roadProfiles, roadProfileSchema } from '../../../server/travel/roads/profiles.ts'
import { stretchNotes } from '../../../server/travel/roads/road-graph.ts'
import { pointUse, wayUse } from '../../../server/travel/roads/way-rules.ts'

const buggy = roadProfiles['walking-with-a-buggy']
const { driving } = roadProfiles

type Tags = Record<string, string>
const walked = (tags: Tags): number | null => wayUse(tags, buggy)?.forwardKmh ?? null
const driven = (tags: Tags): [number, number] | null => {
  const use = wayUse(tags, driving)
  return use === null ? null : [use.forwardKmh, use.backwardKmh]
}
const MPH = 1.609344

describe('profiles', () => {
  it.each(Object.values(roadProfiles))('$name is plain data that its schema takes', profile => {
    expect(roadProfileSchema.parse(JSON.parse(JSON.stringify(profile)))).toEqual(profile)
  })

  it('walk at the speeds that were asked for', () => {
    expect(walked({ highway: 'residential' })).toBe(4)
    expect(wayUse({ highway: 'footway' }, roadProfiles['toddlers-walk'])?.forwardKmh).toBe(3.2)
    expect(buggy.offNetworkKmh).toBe(4)
    expect(roadProfiles['toddlers-walk'].offNetworkKmh).toBe(3.2)
  })
})

describe('with a buggy', () => {
  it.each<Tags>([
    { highway: 'motorway' },
    { highway: 'motorway_link' },
    { highway: 'steps' },
    { highway: 'construction' },
    { highway: 'primary', motorroad: 'yes', foot: 'yes' },
    { highway: 'footway', access: 'private' },
    { highway: 'footway', foot: 'no' },
    { highway: 'residential', foot: 'use_sidepath' },
    { highway: 'path', sac_scale: 'alpine_hiking' },
    { highway: 'path', smoothness: 'impassable' },
    { highway: 'trunk' },
    { highway: 'trunk', maxspeed: '70 mph' },
    { highway: 'footway', ford: 'stepping_stones' },
  ])('one does not walk %j', tags => expect(walked(tags)).toBeNull())

  it.each<Tags>([
    { highway: 'path' },
    { highway: 'bridleway' },
    { highway: 'cycleway' },
    { highway: 'pedestrian', area: 'yes' },
    { highway: 'residential', access: 'private', foot: 'yes' },
    { highway: 'service', access: 'destination' },
    { highway: 'trunk', maxspeed: '30 mph' },
    { highway: 'trunk', sidewalk: 'left' },
    { highway: 'primary', oneway: 'yes' },
    { railway: 'platform' },
    { man_made: 'pier' },
  ])('one walks %j both ways', tags => {
    const use = wayUse(tags, buggy)
    expect(use).toMatchObject({ forwardKmh: 4, backwardKmh: 4 })
  })

  it('steps with a ramp are walked at half the speed', () => {
    expect(walked({ highway: 'steps', 'ramp:stroller': 'yes' })).toBe(2)
  })

  it('rough ground takes longer, the roughest tag counts', () => {
    expect(walked({ highway: 'path', surface: 'gravel' })).toBeCloseTo(2.8)
    expect(walked({ highway: 'track', surface: 'compacted', tracktype: 'grade5' })).toBeCloseTo(2.4)
    expect(walked({ highway: 'path', surface: 'moon dust' })).toBe(4)
  })

  it('one-way for walkers is kept', () => {
    expect(wayUse({ highway: 'footway', 'oneway:foot': 'yes' }, buggy)).toMatchObject({
      forwardKmh: 4,
      backwardKmh: 0,
    })
  })

  it('kissing gates and stiles are not passed, even where the path is open to walkers', () => {
    expect(pointUse({ barrier: 'kissing_gate', foot: 'yes' }, buggy).closed).toBe(true)
    expect(pointUse({ barrier: 'stile' }, buggy).closed).toBe(true)
    expect(pointUse({ barrier: 'kissing_gate', wheelchair: 'yes' }, buggy).closed).toBe(false)
  })

  it('bollards and gates are, unless they are private or locked', () => {
    expect(pointUse({ barrier: 'bollard' }, buggy)).toEqual({ closed: false, seconds: 0 })
    expect(pointUse({ barrier: 'gate' }, buggy)).toEqual({ closed: false, seconds: 5 })
    expect(pointUse({ barrier: 'gate', access: 'private' }, buggy).closed).toBe(true)
    expect(pointUse({ barrier: 'gate', access: 'private', foot: 'yes' }, buggy).closed).toBe(false)
    expect(pointUse({ barrier: 'gate', locked: 'yes' }, buggy).closed).toBe(true)
  })
})

describe('by car', () => {
  it.each<Tags>([
    { highway: 'footway' },
    { highway: 'cycleway' },
    { highway: 'steps' },
    { highway: 'pedestrian' },
    { highway: 'track' },
    { highway: 'residential', access: 'private' },
    { highway: 'unclassified', motor_vehicle: 'no' },
    { highway: 'service', motor_vehicle: 'agricultural;forestry' },
    { highway: 'busway' },
    { highway: 'primary', oneway: 'reversible' },
    { route: 'ferry' },
  ])('one does not drive %j', tags => expect(driven(tags)).toBeNull())

  it('a speed without a limit is that of the class', () => {
    expect(driven({ highway: 'residential' })).toEqual([25, 25])
    expect(driven({ highway: 'track', motor_vehicle: 'yes' })).toEqual([12, 12])
  })

  it('a limit is driven to a share, and never above what the class of road allows in practice', () => {
    const [forward] = driven({ highway: 'primary', maxspeed: '40 mph' }) ?? []
    expect(forward).toBeCloseTo(40 * MPH * 0.85)
    expect(driven({ highway: 'unclassified', maxspeed: '60 mph' })).toEqual([55, 55])
    expect(driven({ highway: 'motorway', maxspeed: 'none' })?.[0]).toBe(105)
    const both = driven({ highway: 'primary', maxspeed: '30 mph', 'maxspeed:backward': '20 mph' })
    expect(both?.[1]).toBeCloseTo(20 * MPH * 0.85)
  })

  it('rough ground caps the speed', () => {
    expect(driven({ highway: 'tertiary', surface: 'gravel' })).toEqual([30, 30])
    expect(driven({ highway: 'service', surface: 'gravel' })).toEqual([15, 15])
  })

  it('roads for access only are slower, so that they are rarely a short cut', () => {
    expect(driven({ highway: 'residential', access: 'destination' })?.[0]).toBeCloseTo(15)
  })

  it.each<[Tags, boolean, boolean]>([
    [{ oneway: 'yes' }, true, false],
    [{ oneway: '1' }, true, false],
    [{ oneway: '-1' }, false, true],
    [{ oneway: 'no', junction: 'roundabout' }, true, true],
    [{ junction: 'roundabout' }, true, false],
    [{ oneway: 'yes', 'oneway:motor_vehicle': 'no' }, true, true],
    [{}, true, true],
  ])('%j', (tags, forward, backward) => {
    const [there = 0, back = 0] = driven({ highway: 'residential', ...tags }) ?? []
    expect([there > 0, back > 0]).toEqual([forward, backward])
  })

  it('motorways are one way unless the map says otherwise', () => {
    expect(driven({ highway: 'motorway' })).toEqual([100, 0])
    expect(driven({ highway: 'motorway', oneway: 'no' })).toEqual([100, 100])
  })

  it('nobody sets out from a motorway', () => {
    expect(wayUse({ highway: 'motorway' }, driving)?.maySnap).toBe(false)
    expect(wayUse({ highway: 'primary' }, driving)?.maySnap).toBe(true)
  })

  it('bollards close a road; a gate costs time; an access tag opens either', () => {
    expect(pointUse({ barrier: 'bollard' }, driving).closed).toBe(true)
    expect(pointUse({ barrier: 'bollard', motor_vehicle: 'yes' }, driving).closed).toBe(false)
    expect(pointUse({ barrier: 'gate' }, driving)).toEqual({ closed: false, seconds: 30 })
    expect(pointUse({ barrier: 'lift_gate', access: 'private' }, driving).closed).toBe(true)
    expect(pointUse({ highway: 'traffic_signals' }, driving)).toEqual({ closed: false, seconds: 12 })
  })
})

describe('ferries', () => {
  it('take the time that is mapped, and one cannot set out from their middle', () => {
    expect(wayUse({ route: 'ferry', duration: '00:20' }, buggy)).toMatchObject({
      maySnap: false,
      notes: stretchNotes.ferry,
      ferry: { crossingSeconds: 1200, kmh: 10, boardingSeconds: 300 },
    })
    expect(wayUse({ route: 'ferry', motor_vehicle: 'yes' }, driving)?.ferry).toMatchObject({
      crossingSeconds: null,
    })
    expect(wayUse({ route: 'ferry', foot: 'no' }, buggy)).toBeNull()
  })
})

describe('notes', () => {
  it.each<[Tags, number]>([
    [{ highway: 'path', surface: 'ground', lit: 'no' }, stretchNotes.unpaved | stretchNotes.unlit],
    [{ highway: 'footway', surface: 'asphalt', lit: 'yes' }, stretchNotes.lit],
    [{ highway: 'track', tracktype: 'grade3' }, stretchNotes.unpaved],
    [{ highway: 'residential' }, 0],
    [{ highway: 'steps', ramp: 'yes' }, stretchNotes.steps],
  ])('of %j', (tags, notes) => expect(wayUse(tags, buggy)?.notes).toBe(notes))
})
