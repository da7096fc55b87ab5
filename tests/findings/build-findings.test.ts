import { describe, expect, it } from '@jest/globals'
import { buildFindings, type FindingsInput } from '../../server/findings/build-findings.ts'
import { findingsJson, type Audience, type CountTable } from '../../server/findings/findings.ts'
import { agreementCounts } from '../../server/findings/agreement-page.ts'
import { book, inputOf } from './input.ts'
import type { TestAnswers } from './support.ts'
import { notesOf } from '../../server/findings/findings-page.ts'
import { everyoneAsBase } from '../../server/findings/protected-counts.ts'

const times = (count: number, answers: TestAnswers): TestAnswers[] =>
  Array.from({ length: count }, () => answers)
const tableOf = (input: FindingsInput, audience: Audience, id: string): CountTable => {
  const table = buildFindings(input, audience).tables.find(one => one.id === id)
  if (!table) throw new Error(`There is no table ${id}.`)
  return table
}
const countsOf = (table: CountTable): Record<string, (number | null)[]> =>
  Object.fromEntries(table.rows.map(row => [row.label, row.counts]))

describe('the questions of several districts', () => {
  it('are one question where the words differ only by the district’s name, and proposals stay apart', () => {
    expect(book.questions.map(question => [question.key, question.districts])).toEqual([
      ['role', ['D1', 'D2', 'D3']],
      ['often', ['D1', 'D2', 'D3']],
      ['overall', ['D1', 'D2', 'D3']],
      ['proposal-1--1', ['D1']],
      ['proposal-1--2', ['D2']],
      ['proposal-1--3', ['D3']],
      ['impact', ['D1', 'D2', 'D3']],
      ['missed', ['D1', 'D2', 'D3']],
      ['sex', ['D1', 'D2', 'D3']],
      ['gender-identity', ['D1', 'D2', 'D3']],
    ])
    expect(book.questions.find(question => question.key === 'proposal-1--2')?.text).toBe(
      'One centre in Fenland: Do you agree with this?',
    )
    expect(book.questions.find(question => question.key === 'impact')?.text).toBe(
      'What would change in your district mean for you?',
    )
  })
})

describe('what staff see', () => {
  const input = inputOf([
    ...times(3, {
      choices: { role: ['parent', 'staff'], often: ['weekly'], overall: ['agree'], impact: ['same'] },
    }),
    ...times(2, { channel: 'paper', choices: { role: ['staff'], overall: ['agree', 'disagree'] } }),
    ...times(1, { channel: 'paper', choices: { role: ['parent'] }, texts: { missed: 'The bus' } }),
    ...times(4, {
      district: 'D2',
      choices: { role: ['parent'], overall: ['strongly-agree'], impact: ['worse'] },
    }),
  ])

  it('counts paper and online in the same figures, by channel, with their bases', () => {
    const table = tableOf(input, 'staff', 'overall.D1')
    expect(table.columns).toEqual(['Online', 'Paper', 'All'])
    expect(countsOf(table)).toMatchObject({
      Agree: [3, 0, 3],
      'Base: gave an answer': [3, 0, 3],
      'More than one ticked': [0, 2, 2],
      'No answer': [0, 1, 1],
      Asked: [3, 3, 6],
    })
    expect(table.base?.words).toBe('3 who answered')
    expect(table.rows.find(row => row.label === 'Agree')?.share).toBe(1)
  })

  it('counts each of several choices of one person, and the person once in the base', () => {
    const counts = countsOf(tableOf(input, 'staff', 'role.D1'))
    expect(counts).toMatchObject({
      'A parent': [3, 1, 4],
      Staff: [3, 2, 5],
      'Base: gave an answer': [3, 3, 6],
    })
    expect(counts).not.toHaveProperty('More than one ticked')
  })

  it('asks a conditional question only of those whom the survey asked', () => {
    expect(countsOf(tableOf(input, 'staff', 'often.D1'))).toMatchObject({
      Asked: [3, 1, 4],
      'Every week': [3, 0, 3],
    })
  })

  it('counts answers in words, and nothing that people wrote of themselves', () => {
    expect(countsOf(tableOf(input, 'staff', 'missed.D1'))).toMatchObject({ 'Wrote an answer': [0, 1, 1] })
    expect(
      buildFindings(input, 'staff').tables.filter(table => table.questionId === 'gender-identity'),
    ).toEqual([])
  })

  it('sums districts to the county', () => {
    expect(countsOf(tableOf(input, 'staff', 'overall.all'))).toMatchObject({
      'Strongly agree': [4, 0, 4],
      Agree: [3, 0, 3],
      Asked: [7, 3, 10],
    })
  })

  it('leaves out what came too late or was taken back, and says how many', () => {
    const late = inputOf([
      { receivedAt: '2026-10-02T11:00:00.000Z', channel: 'paper', choices: { overall: ['agree'] } },
      { receivedAt: '2026-09-30T23:05:00.000Z', withinGrace: true, choices: { overall: ['agree'] } },
      { receivedAt: '2026-09-30T11:00:00.000Z', channel: 'paper', choices: { overall: ['agree'] } },
    ])
    const findings = buildFindings(late, 'staff')
    expect(findings.responses).toBe(2)
    expect(findings.notCounted).toEqual({ withdrawn: 0, late: 1 })
    expect(buildFindings(late, 'public').notCounted).toBeNull()
  })

  it('says of one what is one, and of several what are several', () => {
    const notes = (withdrawn: number, late: number): string =>
      notesOf({ ...buildFindings(inputOf([{}]), 'staff'), notCounted: { withdrawn, late } })
        .map(({ text }) => text)
        .join(' ')
    expect(notes(1, 1)).toContain(
      '1 response was taken back and is not counted. 1 paper form came in after the last day. It is kept and can be read, and is not counted.',
    )
    expect(notes(1200, 2)).toContain(
      '1,200 responses were taken back and are not counted. 2 paper forms came in after the last day. They are kept and can be read, and are not counted.',
    )
    expect([everyoneAsBase(1).words, everyoneAsBase(2).words]).toEqual(['1 response', 'all 2 responses'])
  })

  it('still withholds small equality groups', () => {
    const few = inputOf([
      ...times(30, { choices: { sex: ['female'] } }),
      ...times(4, { choices: { sex: ['male'] } }),
      ...times(20, { choices: {} }),
    ])
    const counts = countsOf(tableOf(few, 'staff', 'sex.D1'))
    expect(counts['Male']).toEqual([null])
    expect(
      Object.values(counts)
        .flat()
        .filter(count => count !== null)
        .every(count => count >= 10 && count % 5 === 0),
    ).toBe(true)
  })

  it('breaks nothing down when nobody has answered', () => {
    const findings = buildFindings(inputOf([]), 'staff')
    expect(findings.responses).toBe(0)
    expect(findingsJson.parse(JSON.parse(JSON.stringify(findings)))).toEqual(findings)
    expect(
      buildFindings(inputOf([]), 'public').tables.flatMap(table => table.rows.flatMap(row => row.share)),
    ).not.toContain(NaN)
  })
})

describe('what the public sees', () => {
  const answers = [
    ...times(40, { choices: { role: ['parent'], often: ['weekly'], overall: ['agree'], impact: ['worse'] } }),
    ...times(23, { choices: { role: ['parent'], often: ['less'], overall: ['disagree'], impact: ['same'] } }),
    ...times(12, { choices: { role: ['staff'], overall: ['dont-know'], impact: ['better'] } }),
    ...times(3, { choices: { role: ['staff'], overall: ['neither'], impact: ['better'] } }),
    ...times(25, { district: 'D2', choices: { role: ['parent'], overall: ['agree'], impact: ['same'] } }),
  ]
  const input = inputOf(answers)

  it('has exact numbers of responses, and no other number that is not rounded', () => {
    const findings = buildFindings(input, 'public')
    expect(findings.districts.map(district => district.responses)).toEqual([78, 25, 0])
    for (const table of findings.tables.filter(one => !['responses', 'profile-district'].includes(one.id))) {
      for (const count of table.rows.flatMap(row => row.counts)) {
        expect(count === null || (count >= 10 && count % 5 === 0)).toBe(true)
      }
    }
  })

  it('withholds the three who neither agree nor disagree, and another number that would give them away', () => {
    const alone = inputOf(answers.filter(one => one.district === undefined))
    const counts = countsOf(tableOf(alone, 'public', 'overall.D1'))
    expect(counts['Agree']).toEqual([40])
    expect(counts['Neither agree nor disagree']).toEqual([null])
    expect(
      Object.values(counts)
        .flat()
        .filter(count => count === null).length,
    ).toBeGreaterThan(1)
  })

  it('says what percentages are of, from published numbers only', () => {
    const table = tableOf(input, 'public', 'impact.D1')
    expect(table.base?.words).toMatch(/^(about 80 who answered|all 78 responses)$/)
    expect(agreementCounts(tableOf(input, 'public', 'overall.D1'))).toBeNull()
  })

  it('has the equality groups of the whole county only, and the same numbers as staff', () => {
    const findings = buildFindings(input, 'public')
    expect(
      findings.tables.filter(table => table.part === 'equality').map(table => table.districtCode),
    ).toEqual([null])
    expect(tableOf(input, 'public', 'sex.all').rows).toEqual(tableOf(input, 'staff', 'sex.all').rows)
  })

  it('shows nothing of a conditional question that few were asked', () => {
    const few = inputOf([
      ...times(57, { choices: { role: ['staff'], overall: ['agree'] } }),
      ...times(5, { choices: { role: ['parent'], often: ['weekly'], overall: ['agree'] } }),
      ...times(4, { choices: { role: ['parent'], often: ['less'], overall: ['agree'] } }),
    ])
    expect(tableOf(few, 'public', 'often.D1').rows.flatMap(row => row.counts)).toEqual([null, null, null])
  })
})
