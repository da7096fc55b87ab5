import { describe, expect, it } from '@jest/globals'
import { readForm } from '../../../server/platform/forms.ts'
import type { PlanningSite } from '../../../server/scenarios/planning-inputs.ts'
import { planForm } from '../../../server/scenarios/suggestions/suggestion-forms.ts'

const site = (id: string): PlanningSite => ({
  id,
  reference: id,
  name: `Site ${id}`,
  kind: 'centre',
  existing: true,
  beyondCounty: false,
  districtCode: null,
  decile: null,
  position: null,
})
const form = planForm([site('a'), site('b'), site('c')], ['library', 'school'], mode =>
  mode === 'driving' ? 'seconds' : mode === 'straight-line' ? 'metres' : null,
)
const filled: Record<string, string | string[]> = {
  name: 'Ten Centres',
  goal: 'least-journey',
  within: '',
  mode: 'driving',
  deprivedCount: '2',
  centres: '2',
  zones: '3',
  zoneWorth: '0.5',
  rules: ['keepGates'],
  deprivedShare: '40',
  saving: '250000',
  worseChildren: '100',
  worseBy: '10',
  venueKinds: 'library',
  searchSeconds: '60',
  'rule-a': 'centre',
  'rule-b': 'not-used',
  'with-a': 'A',
  'with-c': 'A',
  'with-b': 'B',
}
const errorsOf = (changed: Record<string, string>): string[] => {
  const read = readForm(form, { ...filled, ...changed })
  return read.ok ? [] : read.errors.map(({ field, message }) => `${field}: ${message}`)
}

describe('the form that asks for a plan', () => {
  it('reads what matters and what must hold, with minutes as seconds and per cent as a share', () => {
    const read = readForm(form, filled)
    expect(read).toEqual({
      ok: true,
      value: {
        name: 'Ten Centres',
        request: {
          goal: 'least-journey',
          within: null,
          mode: 'driving',
          deprivedCount: 2,
          centres: 2,
          zones: 3,
          zoneWorth: 0.5,
          oneInEachDistrict: false,
          keepGates: true,
          deprivedShare: 0.4,
          saving: 250000,
          worse: { children: 100, by: 600 },
          venueKinds: ['library'],
          mustBeCentre: ['a'],
          mustStayOpen: [],
          mustNotBeUsed: ['b'],
          together: [['a', 'c']],
          searchSeconds: 60,
        },
      },
    })
  })

  it('leaves metres as they are', () => {
    const read = readForm(form, { ...filled, mode: 'straight-line', goal: 'most-within', within: '2500' })
    expect(read).toMatchObject({ ok: true, value: { request: { within: 2500, worse: { by: 10 } } } })
  })

  it('says what is missing', () => {
    expect(errorsOf({ name: '' })).toEqual(['name: Enter a name, so that you find this plan again'])
    expect(errorsOf({ goal: 'most-within' })).toEqual(['within: Enter how many minutes is near enough'])
    expect(errorsOf({ mode: 'by-balloon' })).toEqual(['mode: Select which journeys to count'])
    expect(errorsOf({ worseBy: '' })).toEqual([
      'worseBy: Enter both how many children and how much longer, or neither',
    ])
  })

  it('says when more sites must be Centres than there are to be', () => {
    expect(errorsOf({ centres: '1', 'rule-c': 'centre' })).toEqual([
      'centres: You asked for 1 Centre but marked 2 sites that must be one',
    ])
  })
})
