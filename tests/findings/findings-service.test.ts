import { expect, it } from '@jest/globals'
import { addDataset, addNeighbourhoods, replaceFigures } from '../../server/county/index.ts'
import type { Db } from '../../server/db/index.ts'
import { buildFindings, type FindingsInput } from '../../server/findings/build-findings.ts'
import { codeComment } from '../../server/findings/coding-repository.ts'
import { readFindingsInput } from '../../server/findings/findings-service.ts'
import { publishedConsultations } from '../../server/paper/index.ts'
import { addSurvey } from '../../server/surveys/index.ts'
import { withdrawResponse } from '../../server/surveys/response-repository.ts'
import { eachDatabase } from '../support/databases.ts'
import { aFrame, ann, at, readComments } from './comments.ts'
import { kindsDefinition } from './kinds-definition.ts'
import { aConsultation, aResponse, type TestConsultation } from './support.ts'

async function inputOf(db: Db, { id }: TestConsultation): Promise<FindingsInput> {
  const consultation = (await publishedConsultations(db)).find(one => one.id === id)
  if (!consultation) throw new Error('It is not published.')
  return readFindingsInput(db, consultation)
}

/** Figures for three neighbourhoods: a child and a decile in the first, nothing known of the second, none in the third. */
async function someFigures(db: Db, countyId: string): Promise<void> {
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
    rowsTaken: 3,
    rowsOutside: 0,
    rowsRefused: 0,
    refusals: [],
    importedAt: at.toISOString(),
    importedBy: null,
  })
  const codes = ['E01000001', 'E01000002', 'E01000003']
  const named = codes.map(code => ({ code, name: code, districtCode: 'D1' }))
  await addNeighbourhoods(db, countyId, named, datasetId)
  const measures: Record<string, (number | null)[]> = {
    children0to4: [1, null, 0],
    idaciDecile: [10, null, 1],
    rural: [1, null, 0],
  }
  const figures = Object.entries(measures).flatMap(([measure, values]) =>
    values.map((value, place) => ({ measure, neighbourhoodCode: codes[place] ?? '', value, text: null })),
  )
  await replaceFigures(db, countyId, Object.keys(measures), figures, datasetId, at.toISOString())
}

eachDatabase('what findings are made from', database => {
  it('is every response that counts; withdrawn and late ones are told apart, other consultations’ left out', async () => {
    const { db } = database
    const consultation = await aConsultation(db)
    const other = await aConsultation(db, 'others')
    const agrees = { choices: { overall: ['agree'] } }
    const id = await aResponse(db, consultation, { ...agrees, neighbourhoodCode: 'E01000001' })
    const graced = { receivedAt: '2026-09-30T23:10:00.000Z', withinGrace: true }
    await aResponse(db, consultation, { ...agrees, ...graced })
    await aResponse(db, consultation, { channel: 'paper', receivedAt: '2026-10-01T11:00:00.000Z' })
    await withdrawResponse(db, await aResponse(db, consultation, agrees), at)
    await aResponse(db, other, agrees)
    const { responses, consultation: about, districts } = await inputOf(db, consultation)
    expect([responses.withdrawn, responses.late, responses.counted.length]).toEqual([1, 1, 2])
    expect(responses.counted.find(one => one.id === id)).toMatchObject({
      neighbourhoodCode: 'E01000001',
      districtCode: 'D1',
    })
    expect(about.slug).toBe('centres')
    expect(districts.map(({ code }) => code)).toEqual(['D1', 'D2', 'D3'])
    expect((await inputOf(db, other)).responses.counted).toHaveLength(1)
  })

  it('is all that one person answered, once each, whatever they wrote into it', async () => {
    const { db } = database
    const consultation = await aConsultation(db)
    const sly = 'survey\u001foverall\u001f+agree\u001f\u001e\u001d|,"]}survey\u001foverall\u001f+agree\u001f'
    const id = await aResponse(db, consultation, {
      choices: { role: ['parent', 'staff'], overall: ['disagree'], sex: ['female'] },
      texts: { missed: sly, role: 'Lamplighter', 'gender-identity': sly },
    })
    const { responses } = await inputOf(db, consultation)
    const [counted] = responses.counted
    expect([counted?.id, responses.counted.length]).toEqual([id, 1])
    const given = Object.entries(counted?.choices ?? {}).filter(([, choices]) => choices.length > 0)
    expect(Object.fromEntries(given)).toEqual({
      role: ['parent', 'staff'],
      overall: ['disagree'],
      sex: ['female'],
    })
    expect([...(counted?.worded ?? [])].sort()).toEqual(['gender-identity', 'missed', 'role'])
  })

  it('is who lives there: what is not known of a neighbourhood is null, and never nobody', async () => {
    const { db } = database
    const consultation = await aConsultation(db)
    expect((await inputOf(db, consultation)).living).toEqual({ neighbourhoods: new Map(), sources: [] })
    await someFigures(db, consultation.countyId)
    const { living } = await inputOf(db, consultation)
    const of = (children0to4: number | null, idaciDecile: number | null, rural: boolean | null) => ({
      districtCode: 'D1',
      children0to4,
      idaciDecile,
      rural,
    })
    expect([...living.neighbourhoods]).toEqual([
      ['E01000001', of(1, 10, true)],
      ['E01000002', of(null, null, null)],
      ['E01000003', of(0, 1, false)],
    ])
    // One file, one source.
    expect(living.sources).toEqual([
      expect.stringContaining('Children by age, Testshire Council, mid-2024, LSOA 2021'),
    ])
  })

  it('is the themes of what was written, with whoever wrote it', async () => {
    const { db } = database
    const consultation = await aConsultation(db)
    const id = await aResponse(db, consultation, { texts: { missed: 'The bus is late' } })
    await aResponse(db, consultation, { texts: { missed: 'Nothing' } })
    expect((await inputOf(db, consultation)).themes).toEqual([])
    const { frameId, themes } = await aFrame(db, consultation, 'Buses', 'Money')
    const comments = await readComments(db, consultation)
    const bus = comments.find(({ text }) => text === 'The bus is late')?.id ?? ''
    const coding = { answerId: bus, themes: themes.slice(0, 1) }
    await codeComment(db, coding, frameId, 'first', ann, at)
    expect((await inputOf(db, consultation)).themes).toEqual([
      { name: 'Buses', responses: new Set([id]) },
      { name: 'Money', responses: new Set() },
    ])
  })

  it('is what was ranked, in its order, and numbers, dates and statements as they were stored', async () => {
    const { db } = database
    const consultation = await aConsultation(db, 'kinds', kindsDefinition)
    await aResponse(db, consultation, {
      choices: { order: ['staff', 'place', 'hours'], 'views--late': ['disagree'] },
      texts: { count: '3', born: '2026-05-01' },
    })
    const { tables } = buildFindings(await inputOf(db, consultation), 'staff')
    const lastOf = (id: string): Record<string, number | null> =>
      Object.fromEntries(
        (tables.find(table => table.id === id)?.rows ?? []).map(row => [
          row.label,
          row.counts.at(-1) ?? null,
        ]),
      )
    expect(lastOf('order.places.D1')).toEqual({ Place: 2, Hours: 3, Staff: 1 })
    expect(lastOf('count.numbers.D1')).toMatchObject({ Median: 3 })
    expect(lastOf('born.D1')).toMatchObject({ 'May 2026': 1 })
    expect(lastOf('views--late.D1')).toMatchObject({ Disagree: 1 })
  })

  it('is what each version of a survey asked, for those who answered it', async () => {
    const { db } = database
    const consultation = await aConsultation(db)
    await aResponse(db, consultation, { choices: { overall: ['agree'] } })
    const [first] = consultation.surveys
    if (!first) throw new Error('There is no survey.')
    const pages = first.definition.pages.filter(({ key }) => key !== 'overall')
    const definition = { ...first.definition, pages }
    const newest = await addSurvey(
      db,
      { consultationId: consultation.id, districtCode: 'D1', definition },
      at,
    )
    const surveys = [newest, ...consultation.surveys.slice(1)]
    const id = await aResponse(db, { ...consultation, surveys }, { choices: { impact: ['same'] } })
    const { responses } = await inputOf(db, consultation)
    const later = responses.counted.find(one => one.id === id)
    expect(Object.keys(later?.choices ?? {})).not.toContain('overall')
    expect(responses.counted.map(one => one.choices['overall']?.[0])).toEqual(
      expect.arrayContaining(['agree', undefined]),
    )
  })
})
