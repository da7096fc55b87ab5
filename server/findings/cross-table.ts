import { DISTANCE_BANDS } from '../model/survey.ts'
import { suppressTable, type PublishedCount } from '../model/suppression.ts'
import type { AskedQuestion } from './asked-questions.ts'
import type { FindingsInput } from './build-findings.ts'
import type { CountedResponse } from './counted-responses.ts'
import type { CountTable } from './findings.ts'
import { countRow } from './question-tables.ts'

/** Something by which respondents can be told apart. */
export interface Grouping {
  readonly key: string
  readonly name: string
  readonly groups: readonly { readonly key: string; readonly label: string }[]
  /** Somebody may belong to several groups. */
  readonly several: boolean
  groupsOf(response: CountedResponse): readonly string[]
}

/**
 * Everything by which answers may be broken down: what people said of themselves, and where they live.
 *
 * @param input - what findings are made from
 * @returns the groupings that the consultation has
 */
export function groupings({ questions, living }: FindingsInput): Grouping[] {
  const asked = questions
    .filter(question => question.options.length > 0)
    .filter(
      question =>
        question.section === 'equality' || ['role', 'children', 'centres'].includes(question.surveyKey),
    )
    .map((question): Grouping => ({
      key: question.key,
      name: question.text,
      several: question.several,
      groups: question.options.map(({ value, text }) => ({ key: value, label: text })),
      groupsOf: response => {
        const chosen = response.choices[question.key] ?? []
        return question.several || chosen.length === 1 ? chosen : []
      },
    }))
  const home = (response: CountedResponse) => living.neighbourhoods.get(response.neighbourhoodCode ?? '')
  const places: Grouping[] = [
    {
      key: 'idaci',
      name: 'How deprived the neighbourhood is (income deprivation affecting children)',
      several: false,
      groups: [
        { key: 'most', label: 'Most deprived 30%' },
        { key: 'middle', label: 'Middle 40%' },
        { key: 'least', label: 'Least deprived 30%' },
      ],
      groupsOf: response => {
        const decile = home(response)?.idaciDecile ?? null
        return decile === null ? [] : [decile <= 3 ? 'most' : decile <= 7 ? 'middle' : 'least']
      },
    },
    {
      key: 'rural',
      name: 'Town or country',
      several: false,
      groups: [
        { key: 'false', label: 'Urban' },
        { key: 'true', label: 'Rural' },
      ],
      groupsOf: response => {
        const rural = home(response)?.rural ?? null
        return rural === null ? [] : [String(rural)]
      },
    },
    {
      key: 'distance',
      name: 'How far the nearest centre of today is',
      several: false,
      groups: DISTANCE_BANDS.map(({ value, text }) => ({ key: value, label: text })),
      groupsOf: response => (response.distanceBand === null ? [] : [response.distanceBand]),
    },
  ]
  return [...asked, ...places]
}

/**
 * The answers to a question by groups of people. Small counts are withheld for staff too, so that nobody who knows the
 * exact answers to the question, or the size of each group to the nearest 5, can work one out.
 *
 * @param input - what findings are made from
 * @param question - a question of the survey, not of its equality part, with answers to choose from
 * @param by - by what people are told apart
 * @returns the table: groups in rows, answers in columns
 */
export function crossTable(input: FindingsInput, question: AskedQuestion, by: Grouping): CountTable {
  const responses = input.responses.counted.filter(({ districtCode }) =>
    question.districts.includes(districtCode),
  )
  const answersOf = (response: CountedResponse): readonly string[] => {
    const chosen = response.choices[question.key] ?? []
    return question.several || chosen.length === 1 ? chosen : []
  }
  const members = by.groups.map(({ key }) => responses.map(response => by.groupsOf(response).includes(key)))
  const chose = question.options.map(({ value }) =>
    responses.map(response => answersOf(response).includes(value)),
  )
  const cells: (PublishedCount | undefined)[][] = by.groups.map(() => [])
  for (const rows of by.several ? members.map((_, at) => [at]) : [members.map((_, at) => at)]) {
    for (const columns of question.several ? chose.map((_, at) => [at]) : [chose.map((_, at) => at)]) {
      const shown = protectedBlock(
        withOthers(rows.map(at => members[at] ?? [])),
        withOthers(columns.map(at => chose[at] ?? [])),
      )
      rows.forEach((row, i) => {
        columns.forEach((column, j) => {
          const own = cells[row]
          if (own) own[column] = shown[i]?.[j] ?? null
        })
      })
    }
  }
  return {
    id: `cross.${question.key}.${by.key}`,
    part: 'survey',
    questionId: question.key,
    agreement: false,
    title: `${question.text} – by ${by.name.charAt(0).toLowerCase()}${by.name.slice(1)}`,
    districtCode: null,
    placeName: 'All who were asked',
    base: null,
    rowsAre: by.name,
    columns: question.options.map(option => option.text),
    rows: by.groups.map(({ label }, at) =>
      countRow(
        label,
        'count',
        question.options.map((_, column) => cells[at]?.[column] ?? null),
        null,
      ),
    ),
    notes: [
      ...(question.several || by.several
        ? ['People could choose several answers or belong to several groups.']
        : []),
      'Numbers under 10 are not shown, and others are rounded to the nearest 5. People who did not say which group is theirs are in no row.',
    ],
  }
}

// Whoever is in none of the groups makes one more, so that rows and columns sum to everybody.
function withOthers(members: readonly (readonly boolean[])[]): readonly (readonly boolean[])[] {
  const everyone = members[0]?.length ?? 0
  const others = Array.from(
    { length: everyone },
    (_, person) => !members.some(group => group[person] === true),
  )
  return [...members, others]
}

function protectedBlock(
  rows: readonly (readonly boolean[])[],
  columns: readonly (readonly boolean[])[],
): readonly (readonly PublishedCount[])[] {
  const counts = rows.map(row =>
    columns.map(column => row.filter((inside, person) => inside && column[person] === true).length),
  )
  // The size of each group stands rounded in another table, so it has to be reckoned with here. Where the group's size
  // would have to be withheld for the sake of a cell, all of the group's cells are withheld instead.
  const table = suppressTable(counts, { columns: 'exact', rows: 'rounded' })
  return table.cells.map((row, at) => (table.rowTotals?.[at] === null ? row.map(() => null) : row))
}
