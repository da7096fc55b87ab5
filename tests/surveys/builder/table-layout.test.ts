import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import { districtSurvey, surveyProblems } from '../../../server/model/survey.ts'
import { questionsFromTable, type ReadTable } from '../../../server/surveys/builder/table-layout.ts'

const read = (...rows: string[][]): ReadTable => {
  let ids = 0
  return questionsFromTable(
    rows.map((cells, at) => ({ number: at + 1, cells })),
    () => `id-${(ids += 1)}`,
  )
}
const refused = (...rows: string[][]): string[] =>
  read(...rows)
    .rows.map(row => row.refused)
    .filter(Boolean)

describe('a table of questions', () => {
  it('becomes pages, with kinds by any of their names', () => {
    const table = read(
      ['Question', 'Kind', 'Options', 'Required', 'Key', 'Page', 'Section', 'Hint', 'Condition'],
      [
        'Who are you?',
        'Checkboxes',
        'A parent|A carer [carer]|! Neither|Other, please specify',
        'yes',
        'who',
        '',
        'You',
      ],
      ['Is it near?', 'radio', 'Yes\nNo', '', '', 'Getting there', 'You', 'By bus', 'who = A parent | carer'],
      ['How long?', 'number', '', 'no', '', 'Getting there', 'You'],
      [],
      ['Do you agree?', 'matrix', 'It is near|It is warm', '', 'views', '', '', '', 'who != neither'],
      ['In which order?', 'rank', 'A|B|C'],
      ['Anything else?'],
    )
    expect(table.rows.map(row => row.refused)).toEqual(['', '', '', '', '', ''])
    expect(table.ok).toBe(true)
    expect(
      table.pages.map(page => [page.key, page.section, page.questions.map(question => question.kind)]),
    ).toEqual([
      ['who', 'You', ['several']],
      ['getting-there', 'You', ['one', 'number']],
      ['views', undefined, ['agreement-list']],
      ['in-which-order', undefined, ['ranking']],
      ['anything-else', undefined, ['long-text']],
    ])
    const [who] = table.pages[0]?.questions ?? []
    expect(who).toEqual({
      key: 'who',
      kind: 'several',
      text: 'Who are you?',
      options: [
        { value: 'a-parent', text: 'A parent' },
        { value: 'carer', text: 'A carer' },
        { value: 'neither', text: 'Neither', exclusive: true },
      ],
      otherOption: true,
      required: true,
    })
    expect(table.pages[1]?.condition).toEqual({
      questionKey: 'who',
      has: 'any of',
      values: ['a-parent', 'carer'],
    })
    expect(table.pages[2]?.condition?.has).toBe('none of')
    const survey = districtSurvey(
      { title: 'T', pages: table.pages, equality: [] },
      { code: 'D', name: 'D', proposals: [], centres: [] },
    )
    expect(surveyProblems(survey)).toEqual([])
  })

  it('may be a plain list of questions', () => {
    const table = read(['What do you think?'], ['What have we missed?'], [''])
    expect(table.pages.map(page => [page.title, page.questions[0]?.kind])).toEqual([
      ['What do you think?', 'long-text'],
      ['What have we missed?', 'long-text'],
    ])
  })

  it('says of each row why it cannot be taken', () => {
    const head = ['question', 'kind', 'options', 'key', 'required', 'condition', 'minimum']
    expect(refused(head, ['', 'text'])).toEqual([
      'There is no question in this row: write one, or empty the row. All answers of a question stand in one cell, divided by |',
    ])
    expect(refused(head, ['Q', 'star rating'])[0]).toContain('The kind “star rating” is not known')
    expect(refused(head, ['Q', 'one', 'Only'])).toEqual([
      'At least two answers are needed in the column options',
    ])
    expect(refused(head, ['Q', 'text', 'A|B'])[0]).toContain('has no answers to choose from')
    expect(refused(head, ['Q', 'text', '', '__proto__'])[0]).toContain('must be small letters')
    expect(refused(head, ['Q', 'text', '', 'a'], ['R', 'text', '', 'a'])).toEqual([
      'The key “a” stands in an earlier row: choose another',
    ])
    expect(refused(head, ['Q', 'text', '', '', 'perhaps'])).toEqual([
      '“perhaps” is neither: write yes or no in the column required',
    ])
    expect(refused(head, ['Q', 'text', '', '', '', 'x = y'])[0]).toContain(
      'names no question of an earlier row',
    )
    expect(refused(head, ['Q', 'one', 'A|B', 'q'], ['R', 'text', '', '', '', 'q = C'])[0]).toContain(
      'does not offer the answer “C”',
    )
    expect(refused(head, ['Q', 'text', '', '', '', '', '3'])).toEqual([
      'Only numbers and dates have a minimum and a maximum: empty these columns',
    ])
    expect(refused(head, ['x'.repeat(601)])).toEqual([
      'The column question has more than 600 characters: shorten it',
    ])
    expect(read(head).ok).toBe(false)
  })

  it('takes formulas, markup and reordering marks for the text that they are', () => {
    const table = read(
      ['question', 'options'],
      ['=HYPERLINK("http://x";"y")', '+1|@SUM(A1)|<b>x</b>'],
      ['a\u202eb\u0000c'],
    )
    expect(table.pages[0]?.questions[0]?.text).toBe('=HYPERLINK("http://x";"y")')
    expect(table.pages[0]?.questions[0]?.options?.map(option => option.text)).toEqual([
      '+1',
      '@SUM(A1)',
      '<b>x</b>',
    ])
    expect(table.pages[1]?.questions[0]?.text).toBe('abc')
  })

  it('of any cells is read without breaking, and what it gives can be built', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        'question',
        'kind',
        'options',
        '',
        'one',
        'several',
        'a|b|c',
        'yes',
        '__proto__',
        'constructor',
        'q = a',
      ),
    )
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 9 }), { maxLength: 8 }), rows => {
        const table = read(
          ['question', 'kind', 'options', 'key', 'page', 'section', 'hint', 'required', 'condition'],
          ...rows,
        )
        const asked = table.pages.reduce((sum, page) => sum + page.questions.length, 0)
        expect(asked).toBe(table.rows.filter(row => row.refused === '').length)
        const keys = table.pages.flatMap(page => page.questions.map(question => question.key))
        expect(new Set(keys).size).toBe(keys.length)
        expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
      }),
    )
  })
})
