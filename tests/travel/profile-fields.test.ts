import { describe, expect, it } from '@jest/globals'
import { profileGroups, readProfile } from '../../server/travel/profile-fields.ts'
import { roadProfiles, roadProfileSchema, type RoadProfile } from '../../server/travel/roads/profiles.ts'

const typedAll = (profile: RoadProfile): Record<string, string> =>
  Object.fromEntries(profileGroups(profile).flatMap(group => group.fields.map(one => [one.field, one.value])))

describe('the form of speeds and rules', () => {
  it.each(Object.entries(roadProfiles))('shows all of %s, and gives it back unchanged', (_, profile) => {
    const read = readProfile(profile, typedAll(profile))
    expect(read).toEqual({ ok: true, profile })
    const shown = new Set(Object.keys(typedAll(profile)).map(field => field.split('.')[0]))
    const empty = Object.entries(profile)
      .filter(([, held]) => typeof held === 'object' && Object.keys(held).length === 0)
      .map(([key]) => key)
    const expected = Object.keys(roadProfileSchema.shape).filter(
      key => !['name', 'travels', ...empty].includes(key),
    )
    expect([...shown].sort()).toEqual(expected.sort())
  })

  it('takes numbers, choices and lists', () => {
    const read = readProfile(roadProfiles.driving, {
      'classes.residential.kmh': '22.5',
      'limits.heeded': 'no',
      'barriers.closed': 'bollard, , gate',
      'turns.uTurns': 'at-dead-ends',
    })
    expect(read).toMatchObject({
      ok: true,
      profile: {
        classes: { residential: { kmh: 22.5 } },
        limits: { heeded: false },
        barriers: { closed: ['bollard', 'gate'] },
        turns: { uTurns: 'at-dead-ends' },
      },
    })
  })

  it('says what is wrong, by field', () => {
    const read = readProfile(roadProfiles.driving, { offNetworkKmh: '', 'limits.share': '0.5' })
    expect(read).toEqual({
      ok: false,
      errors: [{ field: 'offNetworkKmh', message: 'Between home and road: enter a number' }],
    })
    expect(readProfile(roadProfiles.driving, { 'limits.share': '1.5' })).toMatchObject({
      errors: [{ field: 'limits.share', message: 'Share of the limit that is driven: must be 1 or less' }],
    })
  })
})
