import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { questionsOf } from '../../../server/model/survey.ts'
import { listSurveys, preparePublication, readPlan } from '../../../server/surveys/index.ts'
import { testApplication, type TestApplication, type Visitor } from '../../support/application.ts'
import { aDraftConsultation, aPublishedConsultation, whileOpen } from '../../consultations/builders.ts'
import { addedPage, hiddenIn, linkOn } from './building.ts'

const hostile = '<script>alert(1)</script> \u202eevil "quotes"'

describe('building the questions of a consultation', () => {
  let app: TestApplication
  let analyst: Visitor
  let planner: Visitor
  let id: string
  let at: string
  beforeEach(async () => {
    app = await testApplication({ clock: whileOpen })
    analyst = await app.agent('analyst')
    planner = await app.agent('planner')
    id = (await aDraftConsultation(app.db)).consultationId
    at = `/manage/consultations/${id}/builder`
  })
  afterEach(() => app.close())
  const titles = async (): Promise<string[]> =>
    (await readPlan(app.db, id)).plan.pages.map(page => page.title)

  it('begins with the standard questions, and is for analysts and planners', async () => {
    const page = await analyst.get(at)
    expect(page.status).toBe(200)
    expect(page.text).toContain('nobody has changed them yet')
    expect(page.text).toContain('Asked about each proposal of the district')
    expect(page.text).toContain('What is your ethnic group?')
    expect(page.text).not.toContain('must be solved')
    const keyer = await app.agent('drop-in')
    expect((await keyer.get(at)).status).toBe(403)
    expect((await keyer.post(`${at}/move`, { page: 'standard-role', direction: 'down' })).status).toBe(403)
  })

  it('adds, changes, moves and takes out pages and questions of every kind', async () => {
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
      file: {},
    }
    for (const [kind, fields] of Object.entries(kinds)) {
      await addedPage(analyst, at, { title: `About ${kind}` }, { kind, text: `Asked as ${kind}?`, ...fields })
    }
    const { plan } = await readPlan(app.db, id)
    const asked = questionsOf(plan.pages.slice(-10))
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
    await analyst.post(`${at}/move`, { page: page.split('/').at(-1) ?? '', direction: 'up' })
    const after = await titles()
    expect([before.indexOf('About ranking') - 1, after.length]).toEqual([
      after.indexOf('About ranking'),
      before.length,
    ])
    const remove = await analyst.get(`${page}/remove`)
    expect(remove.text).toContain('In which order?')
    await analyst.post(`${page}/remove`, hiddenIn(remove, `${page}/remove`))
    expect(await titles()).not.toContain('About ranking')
    const actions = await app.db
      .selectFrom('audit')
      .select('summary')
      .where('action', '=', 'survey.built')
      .execute()
    expect(actions.map(row => row.summary)).toContain('Took out the page about-ranking')
  })

  it('says what is wrong beside the field, keeps what was typed, and stores nothing', async () => {
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

  it('shows problems in place, and does not let them be published', async () => {
    const page = await addedPage(
      analyst,
      at,
      { title: 'First' },
      { kind: 'one', text: 'Near?', options: 'Yes\nNo' },
    )
    const next = await addedPage(
      analyst,
      at,
      { title: 'Second' },
      { kind: 'text', text: 'Why?', key: 'second-why' },
    )
    for (const values of ['yes', 'no']) {
      const added = await analyst.post(`${next}/condition`, { question: 'near', has: 'any of', values })
      expect(added.status).toBe(303)
    }
    const words = 'Nobody can reach the page “Second”: its conditions never hold together.'
    expect((await analyst.get(next)).text).toContain(words)
    expect((await analyst.get(at)).text).toContain(words)
    const prepared = await preparePublication(app.db, id)
    expect(prepared?.readiness.missing.join()).toContain(words)
    expect((await analyst.get(next)).text).toContain('only if “Near?” was answered with “Yes”')
    const marks = [...(await analyst.get(next)).text.matchAll(/name="condition" value="(\w+)"/g)]
    expect(marks).toHaveLength(2)
    await analyst.post(`${next}/condition/remove`, { condition: marks[1]?.[1] ?? '' })
    expect((await analyst.get(at)).text).not.toContain(words)
    // The page that decides cannot be moved after the one that depends on it without a word.
    await analyst.post(`${at}/move`, { page: page.split('/').at(-1) ?? '', direction: 'down' })
    expect((await analyst.get(at)).text).toContain('depends on a question that is not asked before it')
  })

  it('asks for the earlier question first, then for its answers', async () => {
    const page = `${at}/pages/standard-organisation`
    const first = await analyst.get(`${page}/condition`)
    expect(first.text).toContain('Which earlier question decides')
    expect(first.text).not.toContain('How old are the children')
    expect((await analyst.get(`${page}/condition?next=answers`)).text).toContain('Choose an earlier question')
    const second = await analyst.get(`${page}/condition?next=answers&question=role`)
    expect(second.text).toContain('Expecting a baby')
    const none = await analyst.post(`${page}/condition`, { question: 'role', has: 'any of' })
    expect([none.status, none.text.includes('Choose at least one answer')]).toEqual([422, true])
    const forged = await analyst.post(`${page}/condition`, {
      question: 'heard',
      has: 'any of',
      values: 'news',
    })
    expect(forged.status).toBe(422)
  })

  it('asks about each proposal, depending on what was said of that one', async () => {
    const page = await addedPage(
      analyst,
      at,
      { title: 'More about {{proposal}}', block: 'proposals', after: 'standard-proposal' },
      { kind: 'text', text: 'What would be better than {{proposal}}?' },
    )
    const other = await analyst.get(`${at}/pages/standard-impact/condition`)
    expect(other.text).not.toContain('agree or disagree with this proposal')
    const form = await analyst.get(`${page}/condition`)
    expect(form.text).toContain('agree or disagree with this proposal')
    await analyst.post(`${page}/condition`, {
      question: 'proposal',
      has: 'any of',
      values: ['disagree', 'strongly-disagree'],
    })
    const prepared = await preparePublication(app.db, id)
    const [survey] = prepared?.surveys ?? []
    const asked = survey?.definition.pages.find(one => one.key === 'proposal-1-more-about')
    expect(asked?.condition?.questionKey).toBe('proposal-1')
    expect(asked?.questions[0]?.key).toMatch(/^proposal-1-what-would-be-better/)
    expect(asked?.questions[0]?.proposalId).toBe(
      survey?.definition.pages.find(one => one.key === 'proposal-1')?.questions[0]?.proposalId,
    )
    expect(prepared?.readiness.missing.join()).not.toContain('proposal')
    expect((await analyst.get(page)).text).toContain('was answered with “Disagree” or “Strongly disagree”')
  })

  it('gives one district a page of its own', async () => {
    const page = `${at}/pages/standard-mitigation`
    const { districts } = await listed()
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
    expect((await preparePublication(app.db, id))?.readiness.missing.join()).not.toContain('mitigation')
  })
  const listed = async (): Promise<{ districts: string[] }> => ({
    districts: ((await preparePublication(app.db, id))?.surveys ?? []).map(survey => survey.districtCode),
  })

  it('loses nothing when two people change the same question: the second sees both and decides', async () => {
    const question = `${at}/pages/standard-heard/questions/heard`
    const [mine, theirs] = [await analyst.get(question), await planner.get(question)]
    const fields = { kind: 'several', key: 'heard', options: 'Radio [radio]\nNewspaper [paper]' }
    const first = await planner.post(question, { ...hiddenIn(theirs, question), ...fields, text: 'Theirs?' })
    expect(first.status).toBe(303)
    const second = await analyst.post(question, { ...hiddenIn(mine, question), ...fields, text: 'Mine?' })
    expect(second.status).toBe(409)
    expect(second.text).toContain('Theirs?')
    expect(second.text).toContain('Mine?')
    expect(await titles()).toContain('Theirs?')
    const kept = await analyst.post(question, hiddenIn(second, question))
    expect(kept.status).toBe(303)
    expect(await titles()).toContain('Mine?')
  })

  it('keeps both when two people change different things of one page', async () => {
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

  it('offers to add again what somebody took out while it was changed', async () => {
    const question = `${at}/pages/standard-impact/questions/impact-how`
    const mine = await analyst.get(question)
    const removal = await planner.get(`${question}/remove`)
    await planner.post(`${question}/remove`, hiddenIn(removal, `${question}/remove`))
    const gone = await analyst.post(question, {
      ...hiddenIn(mine, question),
      kind: 'long-text',
      key: 'impact-how',
      text: 'My better words?',
    })
    expect([gone.status, gone.text.includes('Somebody else has taken it out')]).toEqual([409, true])
    const again = `${at}/pages/standard-impact/new-question`
    expect((await analyst.post(again, hiddenIn(gone, again))).status).toBe(303)
    const { plan } = await readPlan(app.db, id)
    expect(questionsOf(plan.pages).find(one => one.key === 'impact-how')?.text).toBe('My better words?')
  })

  it('restores the standard equality questions without touching the others', async () => {
    await addedPage(analyst, at, { title: 'Extra' }, { kind: 'text', text: 'Extra?' })
    const page = `${at}/pages/standard-religion`
    await analyst.post(`${page}/remove`, hiddenIn(await analyst.get(`${page}/remove`), `${page}/remove`))
    expect((await readPlan(app.db, id)).plan.equality.some(one => one.key === 'religion')).toBe(false)
    expect((await analyst.post(`${at}/standard`, {})).status).toBe(422)
    const standard = async (what: string): Promise<void> => {
      const form = hiddenIn(await analyst.get(`${at}/standard`), `${at}/standard`)
      expect((await analyst.post(`${at}/standard`, { ...form, what })).status).toBe(303)
    }
    await standard('equality')
    const { plan } = await readPlan(app.db, id)
    expect(plan.equality.some(one => one.key === 'religion')).toBe(true)
    expect(await titles()).toContain('Extra')
    await standard('everything')
    expect(await titles()).not.toContain('Extra')
  })

  it('shows what people typed as text only', async () => {
    await addedPage(
      analyst,
      at,
      { title: hostile, section: hostile, introduction: hostile },
      {
        kind: 'one',
        text: hostile,
        hint: hostile,
        options: `${hostile}\nNo`,
        easyText: hostile,
      },
    )
    const list = await analyst.get(at)
    const page = linkOn(list, 'alert(1)')
    const question = linkOn(await analyst.get(page), 'alert(1)')
    const { districts } = await listed()
    const key = (await readPlan(app.db, id)).plan.pages.at(-1)?.key ?? ''
    const preview = `${at}/preview/${districts[0] ?? ''}?page=${key}`
    for (const address of [
      at,
      page,
      question,
      `${page}/remove`,
      preview,
      `/manage/consultations/${id}/survey/${districts[0] ?? ''}`,
    ]) {
      const { text, status } = await analyst.get(address)
      expect([address, status, text.includes('<script>alert'), text.includes('\u202e')]).toEqual([
        address,
        200,
        false,
        false,
      ])
      expect([address, text.includes('alert(1)')]).toEqual([address, true])
    }
  })

  it('cannot be changed while it is read over before publication', async () => {
    await app.db.updateTable('consultation').set({ preparation: 'review' }).where('id', '=', id).execute()
    expect((await analyst.get(at)).status).toBe(200)
    expect((await analyst.post(`${at}/new-page`, { title: 'Late' })).status).toBe(409)
    expect((await readPlan(app.db, id)).version).toBe(0)
  })

  it('is not there for a consultation of another county, or none', async () => {
    expect((await analyst.get('/manage/consultations/none/builder')).status).toBe(404)
    expect((await analyst.get(`${at}/pages/none`)).status).toBe(404)
    expect((await analyst.get(`${at}/pages/standard-role/questions/none`)).status).toBe(404)
  })
})

describe('questions that change after publication', () => {
  let app: TestApplication
  let analyst: Visitor
  let id: string
  let at: string
  beforeEach(async () => {
    app = await testApplication({ clock: whileOpen })
    analyst = await app.agent('analyst')
    id = (await aPublishedConsultation(app.db)).consultationId
    at = `/manage/consultations/${id}/builder`
  })
  afterEach(() => app.close())

  it('are asked as a new version, with a reason that the public reads', async () => {
    expect((await analyst.get(`${at}/versions`)).text).toContain('Nothing differs')
    const before = await listSurveys(app.db, id)
    await addedPage(
      analyst,
      at,
      { title: 'One more' },
      { kind: 'number', text: 'How many prams?', key: 'prams' },
    )
    expect((await listSurveys(app.db, id)).length).toBe(before.length)
    const page = await analyst.get(`${at}/versions`)
    expect(page.text).toContain('How many prams?')
    const fields = hiddenIn(page, `${at}/versions`)
    expect((await analyst.post(`${at}/versions`, { ...fields, reason: '' })).status).toBe(422)
    const done = await analyst.post(`${at}/versions`, { ...fields, reason: 'Residents asked us to.' })
    expect(done.status).toBe(303)
    const after = await listSurveys(app.db, id)
    expect(after.filter(survey => survey.version === 2)).toHaveLength(before.length)
    expect(
      after
        .filter(survey => survey.version === 1)
        .map(survey => survey.hash)
        .sort(),
    ).toEqual(before.map(survey => survey.hash).sort())
    const log = await app.db
      .selectFrom('consultation_change')
      .selectAll()
      .where('kind', '=', 'survey')
      .execute()
    expect(log).toHaveLength(before.length)
    expect(log[0]?.reason).toBe('Residents asked us to.')
    expect(before.map(survey => survey.hash)).toContain(log[0]?.before_hash)
    expect((await analyst.get(`${at}/versions`)).text).toContain('Nothing differs')
  })

  it('are not asked when somebody changed them once more meanwhile, or after closing', async () => {
    await addedPage(analyst, at, { title: 'One more' }, { kind: 'text', text: 'More?' })
    const fields = hiddenIn(await analyst.get(`${at}/versions`), `${at}/versions`)
    await addedPage(analyst, at, { title: 'Another' }, { kind: 'text', text: 'Another?' })
    const stale = await analyst.post(`${at}/versions`, { ...fields, reason: 'Because.' })
    expect([stale.status, stale.text.includes('since you opened this page')]).toEqual([422, true])
    app.setClock('2027-06-01T09:00:00.000Z')
    const later = await app.agent('analyst')
    expect((await later.get(`${at}/versions`)).text).toContain('can no longer be changed')
    const now = await later.post(`${at}/versions`, { ...fields, reason: 'Because.' })
    expect(now.status).toBe(422)
    expect((await listSurveys(app.db, id)).every(survey => survey.version === 1)).toBe(true)
  })
})
