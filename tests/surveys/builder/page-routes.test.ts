import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { questionsOf } from '../../../server/model/survey.ts'
import { preparePublication, readPlan } from '../../../server/surveys/index.ts'
import { addedPage, hiddenIn, linkOn, startBuilding, type TestBuilding } from './building.ts'

describe('the pages about a page of questions', () => {
  let building: TestBuilding
  beforeEach(async () => {
    building = await startBuilding()
  })
  afterEach(() => building.app.close())

  it('adds, changes, moves and takes out pages and questions of every kind', async () => {
    const { app, analyst, id, at, titles } = building
    const kinds: Record<string, Record<string, string | string[]>> = {
      one: { options: 'Yes\nNo' },
      several: { options: 'A [a]\nB\n! None of these', also: ['other'] },
      agreement: {},
      'agreement-list': { items: 'It is near\nIt is warm' },
      ranking: { options: 'First\nSecond\nThird' },
      number: { minimum: '0', maximum: '12', unit: 'children' },
      date: { earliest: '1/1/2020', latest: '31/12/2026' },
      text: {},
      'long-text': { easyText: 'Why?' },
    }
    for (const [kind, fields] of Object.entries(kinds)) {
      await addedPage(analyst, at, { title: `About ${kind}` }, { kind, text: `Asked as ${kind}?`, ...fields })
    }
    const { plan } = await readPlan(app.db, id)
    const asked = questionsOf(plan.pages.slice(-9))
    expect(asked.map(question => question.kind)).toEqual(Object.keys(kinds))
    expect(asked[1]).toEqual({
      key: 'asked-as-several',
      kind: 'several',
      text: 'Asked as several?',
      options: [
        { value: 'a', text: 'A' },
        { value: 'b', text: 'B' },
        { value: 'none-of-these', text: 'None of these', exclusive: true },
      ],
      otherOption: true,
      required: false,
    })
    expect(asked[5]).toMatchObject({ minimum: 0, maximum: 12, unit: 'children' })
    expect(asked[6]).toMatchObject({ earliest: '2020-01-01', latest: '2026-12-31' })
    const list = await analyst.get(at)
    expect(list.text).not.toContain('must be solved')

    const page = linkOn(list, 'About ranking')
    const change = linkOn(await analyst.get(page), 'Asked as ranking?')
    const form = await analyst.get(change)
    expect(form.text).toContain('First [first]')
    const saved = await analyst.post(change, {
      ...hiddenIn(form, change),
      kind: 'ranking',
      text: 'In which order?',
      key: 'order',
      options: 'Second [second]\nFirst of all [first]',
    })
    expect([saved.status, saved.headers['location']]).toEqual([303, page])
    const before = await titles()
    const pageId = page.split('/').at(-1) ?? ''
    const moved = await analyst.post(`${at}/move`, { page: pageId, direction: 'up' })
    expect(moved.headers['location']).toBe(`${at}#up-${pageId}`)
    expect((await analyst.get(at)).text).toContain(`id="up-${pageId}"`)
    const after = await titles()
    expect([before.indexOf('About ranking') - 1, after.length]).toEqual([
      after.indexOf('About ranking'),
      before.length,
    ])
    await analyst.post(`${page}/place`, { after: '' })
    expect((await titles())[0]).toBe('About ranking')
    const placed = await analyst.get(page)
    expect(placed.text).toContain(`This is page 1 of ${before.length} now`)
    expect(placed.text).toContain('After “About several”')

    const remove = await analyst.get(`${page}/remove`)
    expect(remove.text).toContain('In which order?')
    await analyst.post(`${page}/remove`, hiddenIn(remove, `${page}/remove`))
    expect(await titles()).not.toContain('About ranking')
    const actions = await app.db
      .selectFrom('audit')
      .select('summary')
      .where('action', '=', 'survey.built')
      .execute()
    expect(actions.map(row => row.summary)).toContain('Took out the page “About ranking”')
  })

  it('says what is wrong beside the field, keeps what was typed, and stores nothing', async () => {
    const { app, analyst, id, at } = building
    const added = await analyst.post(`${at}/new-page`, { title: '', key: 'Not a key' })
    expect(added.status).toBe(422)
    expect(added.text).toContain('Enter the title of the page')
    expect(added.text).toContain('value="Not a key"')
    const page = `${at}/pages/standard-role`
    const wrong = await analyst.post(`${page}/new-question`, {
      kind: 'one',
      text: 'Pick',
      options: 'Only one',
    })
    expect([wrong.status, wrong.text.includes('Write at least two answers')]).toEqual([422, true])
    const twice = await analyst.post(`${page}/new-question`, {
      kind: 'one',
      text: 'Pick',
      options: 'Bus\nBus',
    })
    expect(twice.text).toContain('“Bus” stands there twice')
    const number = { kind: 'number', text: 'How many?', minimum: '5', maximum: '4' }
    expect((await analyst.post(`${page}/new-question`, number)).text).toContain('must not be below the least')
    expect((await analyst.post(`${page}/new-question`, { kind: 'sql', text: 'x' })).status).toBe(422)
    expect((await readPlan(app.db, id)).version).toBe(0)
  })

  it('gives one district a page of its own', async () => {
    const { app, analyst, id, at } = building
    const page = `${at}/pages/standard-mitigation`
    const districts = await building.districts()
    const [first = '', ...others] = districts
    const made = await analyst.post(`${page}/for-district`, { district: first })
    const own = made.headers['location'] as string
    const form = await analyst.get(own)
    await analyst.post(own, {
      ...hiddenIn(form, own),
      title: 'Only here',
      key: 'mitigation',
      districts: first,
    })
    const surveys = (await preparePublication(app.db, id))?.surveys ?? []
    for (const survey of surveys) {
      const asked = survey.definition.pages.find(one => one.key === 'mitigation')?.title
      expect([survey.districtCode, asked === 'Only here']).toEqual([
        survey.districtCode,
        survey.districtCode === first,
      ])
    }
    expect(others.length).toBeGreaterThan(0)
    const prepared = await preparePublication(app.db, id)
    expect(prepared?.problems.map(one => one.sentence).join()).not.toContain('mitigation')
  })

  it('keeps both when two people change different things of one page', async () => {
    const { app, analyst, planner, id, at } = building
    const page = `${at}/pages/standard-impact`
    const [mine, theirs] = [await analyst.get(page), await planner.get(`${page}/questions/impact-how`)]
    await planner.post(`${page}/questions/impact-how`, {
      ...hiddenIn(theirs, `${page}/questions/impact-how`),
      kind: 'long-text',
      key: 'impact-how',
      text: 'In what way?',
    })
    const saved = await analyst.post(page, { ...hiddenIn(mine, page), title: 'What it means', key: 'impact' })
    expect(saved.status).toBe(303)
    const { plan } = await readPlan(app.db, id)
    const now = plan.pages.find(one => one.id === 'standard-impact')
    expect([now?.title, now?.questions[1]?.text]).toEqual(['What it means', 'In what way?'])
  })

  it('adds one page for two clicks, and another one for the form gone back to and changed', async () => {
    const { analyst, at, titles } = building
    const form = hiddenIn(await analyst.get(`${at}/new-page?part=pages`), `${at}/new-page`)
    const first = await analyst.post(`${at}/new-page`, { ...form, title: 'Prams' })
    const second = await analyst.post(`${at}/new-page`, { ...form, title: 'Prams' })
    expect(second.headers['location']).toBe(first.headers['location'])
    await analyst.post(`${at}/new-page`, { ...form, title: 'Bicycles' })
    expect((await titles()).slice(-2)).toEqual(['Prams', 'Bicycles'])
  })

  it('gives a district its own page once, however often it is asked for', async () => {
    const { analyst, at, plan } = building
    const [district = ''] = await building.districts()
    const page = `${at}/pages/standard-mitigation`
    const [first, second] = [
      await analyst.post(`${page}/for-district`, { district }),
      await analyst.post(`${page}/for-district`, { district }),
    ]
    expect(second.headers['location']).toBe(first.headers['location'])
    expect((await plan()).pages.filter(one => one.key === 'mitigation')).toHaveLength(2)
    expect((await analyst.get(page)).text).not.toContain(`<option value="${district}"`)
  })

  it('shows both versions of a page that two people changed, and says so of one that is gone', async () => {
    const { analyst, planner, at, titles } = building
    const page = `${at}/pages/standard-impact`
    const mine = hiddenIn(await analyst.get(page), page)
    await planner.post(page, { ...hiddenIn(await planner.get(page), page), title: 'Theirs', key: 'impact' })
    const conflict = await analyst.post(page, { ...mine, title: 'Mine', key: 'impact', section: 'Part two' })
    expect([conflict.status, conflict.text.includes('Theirs'), conflict.text.includes('Part two')]).toEqual([
      409,
      true,
      true,
    ])
    expect(await titles()).toContain('Theirs')
    await planner.post(`${page}/remove`, hiddenIn(await planner.get(`${page}/remove`), `${page}/remove`))
    const gone = await analyst.post(page, hiddenIn(conflict, page))
    expect([gone.status, gone.text.includes('Part two')]).toEqual([409, true])
    expect((await analyst.post(`${at}/new-page`, hiddenIn(gone, `${at}/new-page`))).status).toBe(303)
    expect(await titles()).toContain('Mine')
  })
})
