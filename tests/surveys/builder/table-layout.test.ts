import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { districtSurvey, surveyProblems } from '../../../server/model/survey.ts'
import { linesFromOptions, optionsFromLines } from '../../../server/surveys/builder/option-lines.ts'
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
    expect(refused(head, ['', 'text'])).toEqual(['There is no question in this row'])
    expect(refused(head, ['Q', 'star rating'])[0]).toContain('The kind “star rating” is not known')
    expect(refused(head, ['Q', 'one', 'Only'])).toEqual([
      'At least two answers are needed in the column options',
    ])
    expect(refused(head, ['Q', 'text', 'A|B'])[0]).toContain('has no answers to choose from')
    expect(refused(head, ['Q', 'text', '', '__proto__'])[0]).toContain('must be small letters')
    expect(refused(head, ['Q', 'text', '', 'a'], ['R', 'text', '', 'a'])).toEqual([
      'The key “a” stands in an earlier row',
    ])
    expect(refused(head, ['Q', 'text', '', '', 'perhaps'])).toEqual(['“perhaps” is neither yes nor no'])
    expect(refused(head, ['Q', 'text', '', '', '', 'x = y'])[0]).toContain(
      'names no question of an earlier row',
    )
    expect(refused(head, ['Q', 'one', 'A|B', 'q'], ['R', 'text', '', '', '', 'q = C'])[0]).toContain(
      'does not offer the answer “C”',
    )
    expect(refused(head, ['Q', 'text', '', '', '', '', '3'])).toEqual([
      'Only numbers and dates have a minimum and a maximum',
    ])
    expect(refused(head, ['x'.repeat(601)])).toEqual(['The column question has more than 600 characters'])
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

describe('answers one on each line', () => {
  it('come back as they were written', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.record({
            value: fc.stringMatching(/^[a-z0-9]{1,8}$/),
            text: fc.stringMatching(/^[A-Z][a-z ]{0,10}[a-z]$/).map(text => text.replace(/\s+/g, ' ')),
            exclusive: fc.boolean(),
          }),
          { selector: option => option.text },
        ),
        drawn => {
          const options = drawn.map(({ value, text, exclusive }, at) => ({
            value: `${value}${at}`,
            text,
            ...(exclusive ? { exclusive } : {}),
          }))
          fc.pre(new Set(options.map(option => option.value)).size === options.length)
          expect(optionsFromLines(linesFromOptions(options))).toEqual({ options, problems: [] })
        },
      ),
    )
  })

  it('get codes of their own, and keep codes that stand there', () => {
    expect(optionsFromLines('Bus\nBus pass\n\nBy car [bus]').options.map(option => option.value)).toEqual([
      'bus-2',
      'bus-pass',
      'bus',
    ])
    expect(optionsFromLines('A [x]\nB [x]').problems).toEqual(['The code “x” stands there twice'])
    expect(optionsFromLines('A [__proto__]').problems).toHaveLength(1)
  })
})
