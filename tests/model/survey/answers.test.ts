import { describe, expect, it } from '@jest/globals'
import fc from '../../support/fast-check.ts'
import {
  checkAnswer,
  cleanFileName,
  optionsOf,
  problemInEnglish,
  readDate,
  readNumber,
  readRanking,
  type SurveyQuestion,
} from '../../../server/model/survey.ts'

const ranking: SurveyQuestion = {
  key: 'order',
  kind: 'ranking',
  text: 'Which matter most?',
  options: ['a', 'b', 'c'].map(value => ({ value, text: value.toUpperCase() })),
  required: false,
}
const number: SurveyQuestion = {
  key: 'children',
  kind: 'number',
  text: 'How many?',
  minimum: 0,
  maximum: 20,
  required: false,
}
const date: SurveyQuestion = {
  key: 'when',
  kind: 'date',
  text: 'When?',
  earliest: '2020-02-29',
  latest: '2026-12-31',
  required: false,
}

describe('a ranking', () => {
  it('keeps the order that was given, each option once, and may be partial', () => {
    expect(checkAnswer(ranking, ['c', 'a'], '')).toEqual({
      answer: { questionKey: 'order', choices: ['c', 'a'], text: null },
      problem: null,
      reason: null,
    })
  })

  it('refuses an option in two places, and one that was not offered', () => {
    expect(checkAnswer(ranking, ['c', 'a', 'c'], '').problem).toBe('Put “C” in one place only')
    expect(checkAnswer(ranking, ['x'], '').problem).toBe('Choose from the answers on this page')
  })

  it('must be whole when it is required', () => {
    const required = { ...ranking, required: true }
    expect(checkAnswer(required, ['c', 'a'], '').problem).toBe('Put all of them in order')
    expect(checkAnswer(required, ['c', 'a', 'b'], '').problem).toBeNull()
  })

  const places = (typed: Record<string, string>): ReturnType<typeof readRanking> =>
    readRanking(ranking, value => typed[value] ?? '')

  it('reads places, closes gaps, and refuses ties with words', () => {
    expect(places({ a: '3', c: ' 1 ' })).toEqual({ choices: ['c', 'a'], reason: null })
    expect(places({ a: '２', b: '١' }).choices).toEqual(['b', 'a'])
    const tie = places({ a: '2', b: '2' }).reason
    expect(tie && problemInEnglish(tie)).toBe('“A” and “B” are both in place 2: give each a place of its own')
    const beyond = places({ a: '4' }).reason
    expect(beyond && problemInEnglish(beyond)).toBe('Give “A” a place from 1 to 3')
    expect(places({ a: 'first' }).reason).not.toBeNull()
  })

  it('comes back from its places as it was', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(['a', 'b', 'c']), order => {
        const typed = Object.fromEntries(order.map((value, at) => [value, String(at + 1)]))
        expect(places(typed)).toEqual({ choices: order, reason: null })
        expect(checkAnswer(ranking, order, '').answer.choices).toEqual(order)
      }),
    )
  })
})

describe('a number', () => {
  it('is read in digits of any script, with thousands and decimals as people write them', () => {
    expect(
      [
        '3',
        ' ３ ',
        '٣',
        '1,234',
        '1 234 567',
        '1,5',
        '0,50',
        '-0',
        '+7',
        '.5',
        '007',
        '１，２３４',
        '-2.0',
      ].map(readNumber),
    ).toEqual(['3', '3', '3', '1234', '1234567', '1.5', '0.5', '0', '7', '0.5', '7', '1234', '-2'])
  })

  it('is nothing else', () => {
    expect(
      ['', 'three', '1e3', '0x10', '1.2.3', '1,2,3', '--1', '.', '1234567890123456', 'NaN', '12,34,567'].map(
        readNumber,
      ),
    ).toEqual(Array.from({ length: 11 }, () => null))
  })

  it('is whole unless decimals are allowed, and within its limits', () => {
    const problem = (typed: string, more: Partial<SurveyQuestion> = {}): string | null =>
      checkAnswer({ ...number, ...more }, [], typed).problem
    expect(checkAnswer(number, [], '１２').answer.text).toBe('12')
    expect(problem('2.5')).toBe('Write a whole number, such as 3')
    expect(problem('2,5', { decimals: 1 })).toBeNull()
    expect(problem('2.55', { decimals: 1 })).toBe('Write a number with at most 1 digits after the point')
    expect(problem('-1')).toBe('Write 0 or more')
    expect(problem('21')).toBe('Write 20 or less')
    expect(problem('two')).toBe('Write a number in digits, such as 3')
    expect(problem('')).toBeNull()
    expect(problem('', { required: true })).toBe('Write a number')
  })

  it('is the same when it is read again', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -999_999, max: 999_999 }),
        fc.integer({ min: 0, max: 99 }),
        (whole, part) => {
          const typed = `${whole}.${part}`
          const once = readNumber(typed)
          expect(Number(once)).toBe(Number(typed))
          expect(readNumber(once ?? '')).toBe(once)
          expect(readNumber(whole.toLocaleString('en-GB'))).toBe(String(whole))
        },
      ),
    )
  })
})

describe('a date', () => {
  it('is a real day', () => {
    expect(['2024-2-29', '29/2/2024', '29.02.2024', '２０２４-02-29', '2000-02-29'].map(readDate)).toEqual([
      '2024-02-29',
      '2024-02-29',
      '2024-02-29',
      '2024-02-29',
      '2000-02-29',
    ])
    expect(
      [
        '2023-02-29',
        '1900-02-29',
        '2024-04-31',
        '2024-00-10',
        '2024-13-01',
        '24-01-01',
        '0999-01-01',
        'today',
        '',
      ].map(readDate),
    ).toEqual(Array.from({ length: 9 }, () => null))
  })

  it('knows every day of the calendar, and no other', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 9999 }),
        fc.integer({ min: 0, max: 14 }),
        fc.integer({ min: 0, max: 33 }),
        (year, month, day) => {
          const made = new Date(Date.UTC(year, month - 1, day))
          const real = made.getUTCMonth() === month - 1 && made.getUTCDate() === day && month > 0
          const read = readDate(`${year}-${month}-${day}`)
          expect(read).toBe(real ? made.toISOString().slice(0, 10) : null)
        },
      ),
    )
  })

  it('stays within its limits, both of which belong to it', () => {
    const problem = (typed: string): string | null => checkAnswer(date, [], typed).problem
    expect(problem('2020-02-29')).toBeNull()
    expect(problem('2020-02-28')).toBe('Write 29 2 2020 or a later date')
    expect(problem('1/1/2027')).toBe('Write 31 12 2026 or an earlier date')
    expect(problem('30/2/2021')).toBe('Write a real date, such as 27 3 2026')
    expect(checkAnswer(date, [], '30/2/2021').answer.text).toBe('30/2/2021')
  })
})

describe('a file', () => {
  it('is kept by its name only, without path, reordering or controls', () => {
    expect(
      [
        'C:\\Users\\me\\letter.pdf',
        '../../etc/passwd',
        '\u202Efdp.exe',
        '.htaccess',
        'a<b>.png',
        'a\nb.pdf',
      ].map(cleanFileName),
    ).toEqual(['letter.pdf', 'passwd', 'fdp.exe', 'htaccess', 'a_b_.png', 'a b.pdf'])
    expect(cleanFileName(`${'x'.repeat(400)}.pdf`)).toMatch(/^x{196}\.pdf$/)
  })
})

describe('any answer', () => {
  const kinds: SurveyQuestion[] = [
    ranking,
    number,
    date,
    { ...ranking, kind: 'one' },
    { ...ranking, kind: 'several', otherOption: true },
    { ...ranking, kind: 'agreement' },
    { ...number, kind: 'text' },
    { ...number, kind: 'long-text' },
    { ...number, kind: 'file' },
  ]

  it('is kept the same when what was kept is checked again', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.array(fc.constantFrom('a', 'b', 'c', 'other', 'agree', 'x', '', '__proto__')),
        fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('3', '1,000', '1/2/2024')),
        (question, choices, typed) => {
          const { answer } = checkAnswer(question, choices, typed)
          const again = checkAnswer(question, answer.choices, answer.text ?? '')
          expect(again.answer).toEqual(answer)
          const offered = optionsOf(question).map(option => option.value)
          expect(answer.choices.every(choice => offered.includes(choice))).toBe(true)
          expect(new Set(answer.choices).size).toBe(answer.choices.length)
        },
      ),
    )
  })

  it('has a reason that says the problem, with every value in its place', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds.map(kind => ({ ...kind, required: true }))),
        fc.array(fc.constantFrom('a', 'b', 'c', 'x')),
        fc.string({ maxLength: 700 }),
        (question, choices, typed) => {
          const { problem, reason } = checkAnswer(question, choices, typed)
          expect(problem === null).toBe(reason === null)
          if (reason) expect(problemInEnglish(reason)).toBe(problem)
          expect(problem ?? '').not.toContain('{{')
        },
      ),
    )
  })
})
