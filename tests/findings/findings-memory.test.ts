import { expect, it } from '@jest/globals'
import { addDataset, addNeighbourhoods, replaceFigures } from '../../server/county/index.ts'
import type { Db } from '../../server/db/index.ts'
import { buildFindings, type FindingsInput } from '../../server/findings/build-findings.ts'
import { codeComment } from '../../server/findings/coding-repository.ts'
import type { Findings } from '../../server/findings/findings.ts'
import { readFindingsInput } from '../../server/findings/findings-service.ts'
import { agreeFrame, openFrame, wordTheme } from '../../server/findings/theme-repository.ts'
import { publishedConsultations } from '../../server/paper/index.ts'
import { addEqualityAnswers, addSurvey, correctResponse } from '../../server/surveys/index.ts'
import { withdrawResponse } from '../../server/surveys/response-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aFrame, ann, at, readComments } from './comments.ts'
import { aConsultation, aDefinition, aResponse, type TestConsultation } from './support.ts'

async function inputOf(db: Db, { id }: TestConsultation): Promise<FindingsInput> {
  const consultation = (await publishedConsultations(db)).find(one => one.id === id)
  if (!consultation) throw new Error('It is not published.')
  return readFindingsInput(db, consultation)
}

/** The last column of a table's rows, by label. */
function lastCounts({ tables }: Findings, id: string): Record<string, number | null> {
  const table = tables.find(one => one.id === id)
  return Object.fromEntries((table?.rows ?? []).map(row => [row.label, row.counts.at(-1) ?? null]))
}

interface Known {
  readonly consultation: TestConsultation
  /** A response on paper with words in it, its comment, and twelve online. */
  readonly paper: string
  readonly comment: string
  readonly online: readonly string[]
  readonly frameId: string
  readonly themes: readonly string[]
}

/** Everything on which findings depend: what changes, and a figure or word that it changes. */
const dependencies: readonly {
  readonly what: string
  change(db: Db, known: Known): Promise<unknown>
  figure(findings: Findings, input: FindingsInput): unknown
  readonly before: unknown
  readonly after: unknown
}[] = [
  {
    what: 'a new response',
    change: (db, { consultation }) => aResponse(db, consultation, { choices: { overall: ['agree'] } }),
    figure: findings => findings.responses,
    before: 13,
    after: 14,
  },
  {
    what: 'a response that is taken back',
    change: (db, { online }) => withdrawResponse(db, online[3] ?? '', at),
    figure: findings => [findings.responses, findings.notCounted?.withdrawn],
    before: [13, 0],
    after: [12, 1],
  },
  {
    what: 'a paper form that is read again: other choices, as many as before',
    change: (db, { paper }) =>
      correctResponse(db, paper, {
        receivedAt: '2026-09-10T10:00:00.000Z',
        helped: false,
        neighbourhoodCode: null,
        distanceBand: null,
        answers: [
          { questionKey: 'overall', choices: ['disagree'], text: null },
          { questionKey: 'missed', choices: [], text: 'The bus' },
        ],
        equality: [],
        asWritten: null,
      }),
    figure: findings => lastCounts(findings, 'overall.all')['Disagree'],
    before: 0,
    after: 1,
  },
  {
    what: 'a paper form that came in after the last day',
    change: (db, { paper }) =>
      correctResponse(db, paper, {
        receivedAt: '2026-10-02T10:00:00.000Z',
        helped: false,
        neighbourhoodCode: null,
        distanceBand: null,
        answers: [
          { questionKey: 'overall', choices: ['agree'], text: null },
          { questionKey: 'missed', choices: [], text: 'The bus' },
        ],
        equality: [],
        asWritten: null,
      }),
    figure: findings => findings.notCounted?.late,
    before: 0,
    after: 1,
  },
  {
    what: 'an answer about equality that comes later',
    change: async (db, { online }) => {
      for (const id of online) {
        await addEqualityAnswers(db, id, [{ questionKey: 'sex', choices: ['male'], text: null }])
      }
    },
    figure: (_findings, { responses }) =>
      responses.counted.filter(({ choices }) => choices['sex']?.includes('male')).length,
    before: 0,
    after: 12,
  },
  {
    what: 'a comment that is coded',
    change: (db, { comment, frameId, themes }) =>
      codeComment(db, { answerId: comment, themes: [themes[1] ?? ''] }, frameId, 'first', ann, at),
    figure: findings => lastCounts(findings, 'themes'),
    before: { Buses: 1, Money: 0 },
    after: { Buses: 0, Money: 1 },
  },
  {
    what: 'a theme that is worded differently',
    change: (db, { frameId, themes }) =>
      wordTheme(db, frameId, { id: themes[0] ?? '', name: 'Buses and trains', meaning: '' }),
    figure: findings => Object.keys(lastCounts(findings, 'themes')),
    before: ['Buses', 'Money'],
    after: ['Buses and trains', 'Money'],
  },
  {
    what: 'the next version of the themes',
    change: async (db, { consultation, frameId }) => {
      await agreeFrame(db, frameId, { note: '', by: 'Ann', at })
      const next = await openFrame(db, consultation.id, at)
      await db.deleteFrom('theme_wording').where('frame_id', '=', next.id).execute()
    },
    figure: findings => findings.tables.some(table => table.id === 'themes'),
    before: true,
    after: false,
  },
  {
    what: 'the next version of a survey',
    change: (db, { consultation }) => {
      const definition = aDefinition({ code: 'D1', name: 'City' })
      const pages = definition.pages.map(page =>
        page.key === 'overall'
          ? { ...page, questions: page.questions.map(one => ({ ...one, text: 'Is it a good plan?' })) }
          : page,
      )
      const survey = { consultationId: consultation.id, districtCode: 'D1' }
      return addSurvey(db, { ...survey, definition: { ...definition, pages } }, at)
    },
    figure: (_findings, { questions }) =>
      questions.filter(({ surveyKey }) => surveyKey === 'overall').map(({ text }) => text),
    before: ['Do you agree with the plan?'],
    after: [
      'Is it a good plan? (version 2 of the survey)',
      'Do you agree with the plan? (version 1 of the survey)',
    ],
  },
  {
    what: 'a later last day',
    change: async (db, { consultation, online }) => {
      const late = { received_at: '2026-10-02T10:00:00.000Z' }
      await db
        .updateTable('response')
        .set(late)
        .where('id', '=', online[0] ?? '')
        .execute()
      await inputOf(db, consultation)
      await db.updateTable('consultation').set({ closes_at: '2026-10-03T22:59:00.000Z' }).execute()
    },
    figure: findings => [findings.consultation.closesAt, findings.responses],
    before: ['2026-09-30T22:59:00.000Z', 13],
    after: ['2026-10-03T22:59:00.000Z', 13],
  },
  {
    what: 'the consultation’s name',
    change: db => db.updateTable('consultation').set({ name: 'Family hubs' }).execute(),
    figure: findings => findings.consultation.name,
    before: 'Children’s centres',
    after: 'Family hubs',
  },
  {
    what: 'a district’s name',
    change: db =>
      db.updateTable('consultation_district').set({ name: 'Old City' }).where('slug', '=', 'city').execute(),
    figure: findings => findings.districts[0]?.name,
    before: 'City',
    after: 'Old City',
  },
  {
    what: 'what is known of who answered',
    change: (db, { online }) =>
      db
        .updateTable('response')
        .set({ distance_band: 'over-5-km', official: 1 })
        .where('id', 'in', online)
        .execute(),
    figure: (_findings, { responses }) => responses.counted.filter(one => one.official).length,
    before: 0,
    after: 12,
  },
  {
    what: 'figures of who lives there',
    change: async (db, { consultation: { countyId } }) => {
      const datasetId = await addDataset(db, countyId, {
        kind: 'population',
        title: 'Children by age',
        fileName: 'children.csv',
        publisher: 'Testshire Council',
        sha256: '0'.repeat(64),
        bytes: 1,
        geography: 'LSOA 2021',
        period: 'mid-2024',
        licence: 'Open Government Licence v3.0',
        method: null,
        rowsTaken: 1,
        rowsOutside: 0,
        rowsRefused: 0,
        refusals: [],
        importedAt: at.toISOString(),
        importedBy: null,
      })
      const code = 'E01000001'
      await addNeighbourhoods(db, countyId, [{ code, name: code, districtCode: 'D1' }], datasetId)
      const figure = { measure: 'idaciDecile', neighbourhoodCode: code, value: 1, text: null }
      await replaceFigures(db, countyId, ['idaciDecile'], [figure], datasetId, at.toISOString())
    },
    figure: findings => findings.tables.some(table => table.id === 'profile-idaci'),
    before: false,
    after: true,
  },
]

eachDatabase('findings that were made before', database => {
  const known = async (): Promise<Known> => {
    const { db } = database
    const consultation = await aConsultation(db)
    const agrees = { choices: { overall: ['agree'] } }
    const online: string[] = []
    for (let index = 0; index < 12; index += 1) online.push(await aResponse(db, consultation, agrees))
    const paper = await aResponse(db, consultation, {
      ...agrees,
      channel: 'paper',
      texts: { missed: 'The bus' },
    })
    const { frameId, themes } = await aFrame(db, consultation, 'Buses', 'Money')
    const comment = (await readComments(db, consultation))[0]?.id ?? ''
    const found = { answerId: comment, themes: themes.slice(0, 1) }
    await codeComment(db, found, frameId, 'first', ann, at)
    return { consultation, paper, comment, online, frameId, themes }
  }

  it('are given again while nothing has changed, one for each consultation', async () => {
    const { db } = database
    const { consultation } = await known()
    const other = await aConsultation(db, 'other')
    const first = await inputOf(db, consultation)
    const others = await inputOf(db, other)
    expect(await inputOf(db, consultation)).toBe(first)
    expect(await inputOf(db, other)).toBe(others)
    expect(others).not.toBe(first)
    expect(buildFindings(first, 'staff')).toBe(buildFindings(first, 'staff'))
    expect(buildFindings(first, 'public')).not.toEqual(buildFindings(first, 'staff'))
  })

  it.each(dependencies)('are not given after $what', async ({ change, figure, before, after }) => {
    const { db } = database
    const all = await known()
    const first = await inputOf(db, all.consultation)
    expect(figure(buildFindings(first, 'staff'), first)).toEqual(before)
    expect(await inputOf(db, all.consultation)).toBe(first)
    await change(db, all)
    const then = await inputOf(db, all.consultation)
    expect(figure(buildFindings(then, 'staff'), then)).toEqual(after)
  })
})
