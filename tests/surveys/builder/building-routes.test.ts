import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { readPlan } from '../../../server/surveys/index.ts'
import { hiddenIn, startBuilding, type TestBuilding } from './building.ts'

describe('questions that are read over before publication', () => {
  let building: TestBuilding
  beforeEach(async () => {
    building = await startBuilding()
  })
  afterEach(() => building.app.close())

  it('cannot be changed while it is read over before publication', async () => {
    const { app, analyst, id, at } = building
    await app.db.updateTable('consultation').set({ preparation: 'review' }).where('id', '=', id).execute()
    expect((await analyst.get(at)).status).toBe(200)
    expect((await analyst.post(`${at}/new-page`, { title: 'Late' })).status).toBe(409)
    expect((await readPlan(app.db, id)).version).toBe(0)
  })

  it('say so on every page, keep what was typed, and take it once they are sent back', async () => {
    const { app, analyst, at, id, titles } = building
    const set = (preparation: string): Promise<unknown> =>
      app.db.updateTable('consultation').set({ preparation }).where('id', '=', id).execute()
    const form = hiddenIn(await analyst.get(`${at}/new-page`), `${at}/new-page`)
    await set('review')
    for (const path of [
      at,
      `${at}/new-page`,
      `${at}/pages/standard-role`,
      `${at}/pages/standard-role/questions/role`,
    ]) {
      expect([
        path,
        (await analyst.get(path)).text.includes('Somebody is reading this consultation over'),
      ]).toEqual([path, true])
    }
    const refused = await analyst.post(`${at}/new-page`, {
      ...form,
      title: 'Late <b>page',
      introduction: 'A long text',
    })
    expect([refused.status, refused.text.includes('Send it back from the review')]).toEqual([409, true])
    expect(refused.text).toContain('A long text')
    expect(refused.text).toContain('Late &lt;b&gt;page')
    await set('draft')
    expect((await analyst.post(`${at}/new-page`, hiddenIn(refused, `${at}/new-page`))).status).toBe(303)
    expect(await titles()).toContain('Late <b>page')
  })
})

describe('a page that somebody else has taken out meanwhile', () => {
  it('loses nothing that was typed for it', async () => {
    const building = await startBuilding()
    const { app, analyst, planner, at } = building
    const page = `${at}/pages/standard-impact`
    await planner.post(`${page}/remove`, hiddenIn(await planner.get(`${page}/remove`), `${page}/remove`))
    const typed = { kind: 'one', text: 'My long <b>thoughts?', options: 'Yes\nNever on Mondays' }
    // Also where the form has a mistake.
    for (const [path, fields] of [
      [`${page}/new-question`, typed],
      [`${page}/new-question`, { ...typed, options: 'Never on Mondays' }],
      [`${page}/questions/impact`, typed],
    ] as const) {
      const answer = await analyst.post(path, fields)
      expect([path, answer.status]).toEqual([path, 404])
      expect(answer.text).toContain('It is not there any more')
      expect(answer.text).toContain('copy what you want to keep')
      expect(answer.text).toContain('My long &lt;b&gt;thoughts?</li>')
      expect(answer.text).toContain('Never on Mondays')
      expect(answer.text).not.toContain('Send it once more')
    }
    await app.close()
  })
})
