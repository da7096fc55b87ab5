import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { listSurveys } from '../../server/surveys/index.ts'
import { importScenario, publishScenario } from '../../server/scenarios/index.ts'
import { writeHours } from '../../server/sites/site-hours-repository.ts'
import { keepJourneyColumns } from '../../server/travel/index.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { actor, aPublishedConsultation, whileOpen } from './builders.ts'
import { hiddenOn } from './record-support.ts'

describe('places, the scenario, proposals and options in a correction', () => {
  let app: TestApplication
  let planner: Visitor
  let analyst: Visitor
  let visitor: Visitor
  let at: string
  let open: string
  let id: string
  let alder: string
  let cedar: string
  let firstScenario: string
  let otherScenario: string
  const reference = async (name: string): Promise<string> =>
    (await app.db.selectFrom('site').select('id').where('reference', '=', name).executeTakeFirstOrThrow()).id
  const version = async (): Promise<string> =>
    hiddenOn((await planner.get(`${at}/correction/texts/county`)).text, 'version')

  beforeAll(async () => {
    app = await testApplication({ clock: whileOpen })
    const { county, consultationId, slug } = await aPublishedConsultation(app.db)
    id = consultationId
    at = `/manage/consultations/${id}`
    open = `/consultations/${slug}`
    alder = await reference('alder')
    cedar = await reference('cedar')
    firstScenario = (await app.db.selectFrom('scenario').select('id').executeTakeFirstOrThrow()).id
    // Since publication the register has learnt other hours, and another scenario was published.
    await writeHours(app.db, alder, [{ season: 'all-year', weekday: 1, opens: '09:00', closes: '12:00' }])
    const now = (): Date => new Date(whileOpen)
    otherScenario = await importScenario(
      app.db,
      county.id,
      {
        name: 'Three centres',
        fates: ['alder', 'birch', 'cedar'].map(site => ({ site, fate: 'centre' as const })),
        outreach: [],
      },
      actor,
      now,
    )
    await publishScenario(app.db, county, otherScenario, actor, now, keepJourneyColumns())
    planner = await app.agent('planner')
    analyst = await app.agent('analyst')
    visitor = await app.agent()
  })
  afterAll(() => app.close())

  it('are closed before a correction is begun, and to those who may not', async () => {
    const pages = ['/places', `/places/${alder}`, '/scenario', '/proposals/fen/new', '/options/new']
    for (const page of pages) {
      expect([page, (await planner.get(`${at}/correction${page}`)).status]).toEqual([page, 404])
      expect([page, (await visitor.get(`${at}/correction${page}`)).status]).toEqual([page, 303])
      expect([page, (await (await app.agent('drop-in')).get(`${at}/correction${page}`)).status]).toEqual([
        page,
        403,
      ])
    }
    await planner.post(`${at}/correction/begin`)
    for (const page of pages) {
      expect([page, (await planner.get(`${at}/correction${page}`)).status]).toEqual([page, 200])
    }
    for (const page of ['/places/none', '/proposals/none/new', '/proposals/fen/none', '/options/none']) {
      expect([page, (await planner.get(`${at}/correction${page}`)).status]).toEqual([page, 404])
    }
  })

  it('take over what the register says today where somebody ticks it, and say it to the public once published', async () => {
    const list = await planner.get(`${at}/correction/places`)
    expect(list.text).toContain('opening hours')
    const form = await planner.get(`${at}/correction/places/${alder}`)
    expect(form.text).toContain('Monday, 9am to midday')
    const wrong = await planner.post(`${at}/correction/places/${alder}`, {
      version: hiddenOn(form.text, 'version'),
      why: 'The lease <b>ends</b>.',
      'fromOn-day': '31',
      'fromOn-month': '2',
      'fromOn-year': '2027',
    })
    expect([wrong.status, wrong.text.includes('The lease &lt;b&gt;ends')]).toEqual([422, true])
    const saved = await planner.post(`${at}/correction/places/${alder}`, {
      version: hiddenOn(form.text, 'version'),
      take: ['hours', 'forged'],
      why: 'The lease <b>ends</b>.',
      replacedBy: '',
      'fromOn-day': '1',
      'fromOn-month': '4',
      'fromOn-year': '2027',
    })
    expect(saved.status).toBe(303)
    // Whoever has an old page is told, and keeps what they typed.
    const stale = await analyst.post(`${at}/correction/places/${alder}`, {
      version: hiddenOn(form.text, 'version'),
      why: 'Mine',
    })
    expect([stale.status, stale.text.includes('Mine</textarea>')]).toEqual([422, true])
    expect((await visitor.get(`${open}/places/${alder}`)).text).not.toContain('9am to midday')
    const preview = await planner.get(`${at}/preview/places/${alder}`)
    expect(preview.text).toContain('Monday, 9am to midday')
    expect(preview.text).toContain('1 April 2027')
  })

  it('follow another published scenario, which nobody can forge', async () => {
    const forged = await planner.post(`${at}/correction/scenario`, {
      version: await version(),
      scenarioId: 'forged',
    })
    expect(forged.status).toBe(422)
    const chosen = await planner.post(`${at}/correction/scenario`, {
      version: await version(),
      scenarioId: otherScenario,
    })
    expect(chosen.status).toBe(303)
    const compared = await planner.get(`${at}/correction`)
    expect(compared.text).toContain('Alder Centre: what is proposed')
    expect(compared.text).toContain('The scenario with its figures')
  })

  it('take proposals and options in and out, with the questions that follow', async () => {
    const typed = { title: 'Cedar Centre opens longer', whatIsLost: '', whatChanges: 'Longer hours.' }
    const added = await planner.post(`${at}/correction/proposals/vale/new`, {
      ...typed,
      seen: await version(),
      siteId: cedar,
    })
    expect(added.status).toBe(303)
    const stale = await planner.post(`${at}/correction/proposals/vale/new`, { ...typed, seen: '1' })
    expect([stale.status, stale.text.includes('Longer hours.')]).toEqual([422, true])
    const fen = await planner.get(`${at}/correction/texts/fen`)
    const proposal = /correction\/proposals\/fen\/([^"]+)">Alder Centre/.exec(fen.text)?.[1] ?? ''
    expect((await planner.post(`${at}/correction/proposals/fen/new/remove`)).status).toBe(410)
    const another = { title: 'Alder Centre stays', whatIsLost: '', whatChanges: 'It would stay.' }
    await planner.post(`${at}/correction/proposals/fen/new`, { ...another, seen: await version() })
    expect((await planner.post(`${at}/correction/proposals/fen/${proposal}/remove`)).status).toBe(303)
    const option = { name: 'Shorter hours', whatItWas: 'All open, less.', whyNot: 'Saves little.' }
    await planner.post(`${at}/correction/options/new`, {
      ...option,
      seen: await version(),
      scenarioId: firstScenario,
    })
    expect((await planner.get(`${at}/correction/texts/options`)).text).toContain('Shorter hours')
    expect((await planner.post(`${at}/correction/options/status-quo/remove`)).status).toBe(404)
  })

  it('reach the public together, compared word for word, with the reason, in the dated log', async () => {
    const page = await planner.get(`${at}/correction`)
    await planner.post(`${at}/correction/ask`, {
      version: hiddenOn(page.text, 'version'),
      reason: 'The wrong scenario was published.',
    })
    const mark = hiddenOn((await analyst.get(`${at}/correction`)).text, 'mark')
    expect((await analyst.post(`${at}/correction/publish`, { mark })).status).toBe(303)
    const place = await visitor.get(`${open}/places/${alder}`)
    expect(place.text).toContain('Monday, 9am to midday')
    expect(place.text).not.toContain('would close')
    expect((await visitor.get(`${open}/vale`)).text).toContain('Cedar Centre opens longer')
    expect((await visitor.get(`${open}/options`)).text).toContain('All open, less.')
    const log = await visitor.get(`${open}/changes`)
    expect(log.text).toContain('Alder Centre: what is proposed')
    expect(log.text).toContain('The wrong scenario was published.')
    const second = await visitor.get(`${open}/record/2`)
    expect(second.text).toContain('Three centres')
    const first = await visitor.get(`${open}/record/1`)
    expect(first.text).toContain('Two centres')
    expect(first.text).toContain('no longer in force')
    const surveys = await listSurveys(app.db, id)
    expect(surveys.map(survey => survey.version).sort()).toEqual([1, 1, 2, 2])
    const asked = JSON.stringify(surveys.filter(survey => survey.version === 2))
    expect(asked).toContain('Cedar Centre opens longer')
    expect(
      (
        await app.db
          .selectFrom('proposal')
          .select('title')
          .where('consultation_id', '=', id)
          .orderBy('title')
          .execute()
      ).map(({ title }) => title),
    ).toEqual(['Alder Centre stays', 'Cedar Centre', 'Cedar Centre opens longer'])
    const said = await app.db
      .selectFrom('audit')
      .select('summary')
      .where('action', '=', 'consultation.correction-written')
      .orderBy('at')
      .execute()
    expect(said.map(({ summary }) => summary)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('Alder Centre'),
        expect.stringContaining('the scenario Three centres'),
        expect.stringContaining('took out the proposal Alder Centre'),
        expect.stringContaining('the option Shorter hours'),
      ]),
    )
  })
})
