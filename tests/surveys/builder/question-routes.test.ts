import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { questionsOf } from '../../../server/model/survey.ts'
import { readPlan } from '../../../server/surveys/index.ts'
import { addedPage, hiddenIn, startBuilding, type TestBuilding } from './building.ts'

describe('the pages about a question', () => {
  let building: TestBuilding
  beforeEach(async () => {
    building = await startBuilding()
  })
  afterEach(() => building.app.close())

  it('loses nothing when two people change the same question: the second sees both and decides', async () => {
    const { analyst, planner, at, titles } = building
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

  it('offers to add again what somebody took out while it was changed', async () => {
    const { app, analyst, planner, id, at } = building
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

  it('adds one question for two clicks, and saves a changed key once', async () => {
    const { analyst, at, plan } = building
    const fields = { kind: 'one', text: 'Near?', options: 'Yes\nNo' }
    const page = await addedPage(analyst, at, { title: 'Near' }, fields)
    expect((await analyst.post(`${page}/new-question`, fields)).status).toBe(303)
    const question = `${page}/questions/near`
    const form = hiddenIn(await analyst.get(question), question)
    const changed = { ...form, ...fields, key: 'close-by' }
    expect((await analyst.post(question, changed)).status).toBe(303)
    expect((await analyst.post(question, changed)).status).toBe(303)
    expect((await plan()).pages.at(-1)?.questions.map(one => one.key)).toEqual(['close-by'])
    const taken = await analyst.post(`${page}/new-question`, { ...fields, text: 'Far?', key: 'close-by' })
    expect([taken.status, taken.text.includes('Another question of this page has that key')]).toEqual([
      422,
      true,
    ])
  })

  it('keeps what depends on a question when its key changes', async () => {
    const { analyst, at, plan } = building
    const question = `${at}/pages/standard-role/questions/role`
    const before = (await plan()).pages.find(page => page.id === 'standard-role')?.questions[0]
    const form = hiddenIn(await analyst.get(question), question)
    const options = (before?.options ?? []).map(({ value, text }) => `${text} [${value}]`).join('\n')
    await analyst.post(question, { ...form, kind: 'several', text: 'Who are you?', options, key: 'who' })
    const { pages } = await plan()
    expect(pages.find(page => page.id === 'standard-organisation')?.condition?.questionKey).toBe('who')
    expect((await analyst.get(at)).text).not.toContain('must be solved')
  })

  it('says everything that is wrong with a question at once', async () => {
    const { analyst, at } = building
    const path = `${at}/pages/standard-role/new-question`
    const wrong = await analyst.post(path, { kind: 'one', text: '', options: 'Only one' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('href="#text">Enter the words of the question')
    expect(wrong.text).toContain('href="#options">Write at least two answers')
  })

  it('shows a day as its form asks for it', async () => {
    const { analyst, at } = building
    const fields = { kind: 'date', text: 'Since when?', earliest: '1/3/2020' }
    const page = await addedPage(analyst, at, { title: 'Since' }, fields)
    expect((await analyst.get(`${page}/questions/since-when`)).text).toContain('value="1/3/2020"')
  })

  it('lists the earlier answers that a text can repeat', async () => {
    const { analyst, at } = building
    const page = await analyst.get(`${at}/pages/standard-impact/new-question?kind=text`)
    expect(page.text).toContain('{{answer:centres|your answer}}')
    expect(page.text).not.toContain('{{answer:heard|')
  })
})
