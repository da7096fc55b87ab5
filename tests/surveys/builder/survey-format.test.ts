import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from '@jest/globals'
import {
  districtSurvey,
  LARGEST_SURVEY,
  planProblems,
  surveyProblems,
  type PlannedDistrict,
} from '../../../server/model/survey.ts'
import { projectRoot } from '../../../server/platform/paths.ts'
import { largestQuestionFile } from '../../../server/surveys/builder/read-file-service.ts'
import { questionsFromTable, type ReadTable } from '../../../server/surveys/builder/table-layout.ts'
import { kindNames, placesOf } from '../../../server/surveys/builder/table-words.ts'
import { largestPlanBytes, planAsJson, planFromJson, planFormat } from '../../../server/surveys/plan-json.ts'

const district: PlannedDistrict = {
  code: 'E07000008',
  name: 'Fen',
  proposals: [],
  centres: [{ id: 'oak', name: 'Oak' }],
}
const fromTable = (...rows: string[][]): ReadTable => {
  let pages = 0
  return questionsFromTable(
    rows.map((cells, at) => ({ number: at + 1, cells })),
    () => `p${(pages += 1)}`,
  )
}

describe('what docs/survey-format.md says', () => {
  let text = ''
  beforeAll(async () => {
    text = await readFile(`${projectRoot}/docs/survey-format.md`, 'utf8')
  })
  /** The cells of its table, as they are read. */
  const tableRows = (): string[][] =>
    text
      .split('\n')
      .filter(line => line.startsWith('| ') && !line.startsWith('| heading'))
      .map(line =>
        line
          .slice(2, -2)
          .split(/ (?<!\\)\| /)
          .map(cell => cell.replaceAll('\\|', '|')),
      )

  it('has an example that is imported as it stands, and can be published', () => {
    const [, example = ''] = /```json\n([\s\S]*?)```/.exec(text) ?? []
    const read = planFromJson(example)
    expect(read).toMatchObject({ ok: true })
    if (!read.ok) return
    expect(planProblems(read.plan, [district])).toEqual([])
    expect(surveyProblems(districtSurvey(read.plan, district))).toEqual([])
    expect(JSON.parse(planAsJson(read.plan))).toEqual(JSON.parse(example))
  })

  it('names the format, its limits, every kind and what has to be there', () => {
    expect(text).toContain(planFormat)
    expect([largestPlanBytes, largestQuestionFile]).toEqual([1_000_000, 5_000_000])
    expect(text).toContain(
      `At most 1 MB, ${LARGEST_SURVEY.pages} pages and ${LARGEST_SURVEY.questions} questions`,
    )
    expect(text).toContain(`at most 5 MB, 2,000 rows, 50 columns and ${LARGEST_SURVEY.questions} questions`)
    const kinds = /^- `kind`: .*$/m.exec(text)?.[0] ?? ''
    for (const kind of Object.keys(kindNames)) expect(kinds).toContain(`\`${kind}\``)
    const needed = /^- (`format`.*?)\. What/m.exec(text)?.[1]?.split(';') ?? []
    const names = needed.map(part => [...part.matchAll(/`([a-z]+)`/g)].map(([, name]) => name))
    const page = {
      key: 'p',
      title: 'P',
      questions: [{ key: 'q', kind: 'text', text: 'Q?', required: false }],
    }
    const whole = { format: planFormat, title: 'T', pages: [page], equality: [] }
    expect(names).toEqual([Object.keys(whole), Object.keys(page), Object.keys(page.questions[0] ?? {})])
    expect(planFromJson(JSON.stringify(whole)).ok).toBe(true)
    for (const [at, part] of [whole, page, page.questions[0] ?? {}].entries()) {
      for (const name of names[at] ?? []) {
        const without = { ...part, [name ?? '']: undefined }
        const questions = at === 2 ? [without] : page.questions
        const pages = at === 1 ? [without] : [{ ...page, questions }]
        const file = at === 0 ? without : { ...whole, pages }
        expect([name, planFromJson(JSON.stringify(file)).ok]).toEqual([name, false])
      }
    }
  })

  it('names every heading of a table and no other, as the builder does', async () => {
    const headings = tableRows().flatMap(([named = '']) => named.split(', '))
    expect([...(placesOf(headings)?.keys() ?? [])].sort()).toEqual([...headings].sort())
    expect(headings).toHaveLength(13)
    const page = await readFile(`${projectRoot}/views/builder/file.ejs`, 'utf8')
    for (const heading of headings) expect(page).toMatch(new RegExp(`\\['[^']*${heading}[^']*', `))
  })

  it('has cells that are read as it says', () => {
    const said = (heading: string): string =>
      tableRows().find(([named]) => named?.includes(heading))?.[1] ?? ''
    const [condition = ''] = /role = [^`]+/.exec(said('condition')) ?? []
    const [date1, date2] = [...said('minimum').matchAll(/`([^`]+)`/g)].map(([, cell]) => cell ?? '')
    const read = fromTable(
      ['key', 'question', 'kind', 'options', 'page', 'condition', 'minimum'],
      ['role', 'Who?', 'radio', 'Parent|Carer|Bus [bus]|Other, please say', '', '', ''],
      ['centres', 'Which?', 'checkboxes', 'Oak|! None', '', '', ''],
      ['', 'When?', 'date', '', 'Then', condition, date1 ?? ''],
      ['', 'And when?', 'date', '', 'Then', '', date2 ?? ''],
      ['', 'Stored?', 'date', '', 'Then', '', '46108'],
      ['', 'Open?', '', '', '', '', ''],
      ['', 'Closed?', '', 'Yes|No', '', '', ''],
    )
    expect(read.rows.map(row => row.refused).filter(Boolean)).toEqual([])
    const asked = read.pages.flatMap(page => page.questions)
    expect(asked[0]).toMatchObject({ kind: 'one', otherOption: true })
    expect(asked[0]?.options?.map(option => option.value)).toEqual(['parent', 'carer', 'bus'])
    expect(asked[1]?.options?.[1]).toEqual({ value: 'none', text: 'None', exclusive: true })
    expect(asked.slice(2, 5).map(question => question.earliest)).toEqual(Array(3).fill('2026-03-27'))
    expect(asked.slice(5).map(question => question.kind)).toEqual(['long-text', 'one'])
    expect(read.pages[2]).toMatchObject({
      condition: { questionKey: 'role', has: 'any of', values: ['parent', 'carer'] },
      also: [{ questionKey: 'centres', has: 'none of', values: ['none'] }],
    })
    expect(fromTable(['Why?'], ['How?']).pages.map(page => page.questions[0]?.kind)).toEqual([
      'long-text',
      'long-text',
    ])
  })
})
