import { describe, expect, it } from '@jest/globals'
import { pageConflict, questionConflict } from '../../../server/surveys/builder/conflict-page.ts'

describe('two people’s versions', () => {
  const asked = {
    key: 'q',
    kind: 'number' as const,
    text: 'How many?',
    required: true,
    minimum: 0,
    unit: 'prams',
  }

  it('of a question stand beside each other, part by part', () => {
    const rows = questionConflict(asked, { ...asked, text: 'How many prams?', minimum: 1, maximum: 5 })
    const said = Object.fromEntries(rows.map(({ label, yours, theirs }) => [label, [yours, theirs]]))
    expect(said).toMatchObject({
      Question: ['How many?', 'How many prams?'],
      Limits: ['from 0', '1 to 5'],
      'What is counted': ['prams', 'prams'],
      'Has to be answered': ['Yes', 'Yes'],
    })
    expect(said['Easy words']).toBeUndefined()
    expect(questionConflict(asked, null).every(row => row.theirs === '')).toBe(true)
  })

  it('of a page name its districts', () => {
    const districts = [{ code: 'A', name: 'Ash', proposals: [], centres: [] }]
    const page = { key: 'p', title: 'P' }
    const rows = pageConflict(page, { ...page, districts: ['A', 'Z'], block: 'proposals' }, districts)
    expect(rows).toContainEqual({ label: 'Districts', yours: 'All districts', theirs: 'Ash, Z' })
    expect(rows).toContainEqual({ label: 'About each proposal', yours: 'No', theirs: 'Yes' })
  })
})
