import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { questionsOf } from '../../../server/model/survey.ts'
import { hiddenIn, startBuilding, type TestBuilding } from './building.ts'

describe('taking out pages and questions', () => {
  let building: TestBuilding
  beforeEach(async () => {
    building = await startBuilding()
  })
  afterEach(() => building.app.close())

  it('says which pages depend on it, and how it comes back', async () => {
    const { analyst, at, titles } = building
    const remove = `${at}/pages/standard-role/remove`
    const page = await analyst.get(remove)
    expect(page.text).toContain('Who are you answering as? (several choices)')
    expect(page.text).toContain('What is the name of the group or organisation?')
    const form = hiddenIn(page, remove)
    const done = await analyst.post(remove, form)
    expect([done.status, done.headers['location']]).toEqual([303, at])
    expect((await analyst.get(at)).text).toContain('You can take that back under “Earlier versions”')
    expect(await titles()).not.toContain('Who are you answering as?')
    // The second of two clicks.
    expect((await analyst.post(remove, form)).status).toBe(303)
    expect((await analyst.get(remove)).status).toBe(404)
  })

  it('shows what somebody changed meanwhile before it is taken out', async () => {
    const { analyst, planner, at, plan } = building
    const question = `${at}/pages/standard-heard/questions/heard`
    const form = hiddenIn(await analyst.get(`${question}/remove`), `${question}/remove`)
    await planner.post(question, {
      ...hiddenIn(await planner.get(question), question),
      kind: 'several',
      key: 'heard',
      text: 'How did you hear?',
      options: 'Radio\nNewspaper',
    })
    const late = await analyst.post(`${question}/remove`, form)
    expect([late.status, late.text.includes('This is how it is now'), late.text.includes('Radio')]).toEqual([
      409,
      true,
      true,
    ])
    expect(questionsOf((await plan()).pages).some(one => one.key === 'heard')).toBe(true)
    await analyst.post(`${question}/remove`, hiddenIn(late, `${question}/remove`))
    expect(questionsOf((await plan()).pages).some(one => one.key === 'heard')).toBe(false)
  })
})
