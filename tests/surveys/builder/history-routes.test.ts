import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { addedPage, hiddenIn, startBuilding, type TestBuilding } from './building.ts'

describe('earlier versions of the questions', () => {
  let building: TestBuilding
  beforeEach(async () => {
    building = await startBuilding()
  })
  afterEach(() => building.app.close())

  const goBack = async (version: number): Promise<number> => {
    const { analyst, at } = building
    const path = `${at}/history/${version}`
    return (await analyst.post(path, hiddenIn(await analyst.get(path), path))).status
  }

  it('name every change, and bring back what was taken out, also all of it', async () => {
    const { analyst, planner, at, plan } = building
    expect((await analyst.get(`${at}/history`)).text).toContain(
      'Nobody has changed the standard questions yet',
    )
    const before = await plan()
    const remove = `${at}/pages/standard-impact/remove`
    await planner.post(remove, hiddenIn(await planner.get(remove), remove))
    await addedPage(analyst, at, { title: 'Prams <b>' }, { kind: 'text', text: 'Prams?' })
    const history = await analyst.get(`${at}/history`)
    expect(history.text).toContain('Took out the page “What it would mean for you”')
    expect(history.text).toContain('Added the question “Prams?”')
    const page = await analyst.get(`${at}/history/0`)
    expect(page.text).toContain('Take these changes back?')
    expect(page.text).toContain('Test planner')
    const grown = await plan()
    expect(await goBack(0)).toBe(303)
    expect(await plan()).toEqual(before)
    // Taking back is a change itself.
    expect(await goBack(3)).toBe(303)
    expect(await plan()).toEqual(grown)
  })

  it('take back nothing that was not shown, and twice is once', async () => {
    const { analyst, planner, at, titles } = building
    await addedPage(analyst, at, { title: 'Mine' }, { kind: 'text', text: 'Mine?' })
    const path = `${at}/history/0`
    const form = hiddenIn(await analyst.get(path), path)
    await addedPage(planner, at, { title: 'Theirs' }, { kind: 'text', text: 'Theirs?' })
    const late = await analyst.post(path, form)
    expect([
      late.status,
      late.text.includes('Nothing was taken back'),
      late.text.includes('Added the page “Theirs”'),
    ]).toEqual([409, true, true])
    expect(await titles()).toContain('Theirs')
    const again = hiddenIn(late, path)
    expect((await analyst.post(path, again)).status).toBe(303)
    expect((await analyst.post(path, again)).status).toBe(303)
    expect(await titles()).not.toContain('Mine')
  })

  it('go back change by change from the list of questions, and forward again', async () => {
    const { analyst, at, titles } = building
    for (const title of ['One', 'Two', 'Three']) await analyst.post(`${at}/new-page`, { title })
    const press = async (word: 'undo' | 'redo'): Promise<string> => {
      const list = await analyst.get(at)
      const forms = [...list.text.matchAll(/<form method="post" action="([^"]+)">([\s\S]*?)<\/form>/g)]
      const path = forms.find(([, , inside]) => inside?.includes(`name="press" value="${word}"`))?.[1] ?? ''
      expect((await analyst.post(path, hiddenIn(list, path))).headers['location']).toBe(at)
      return (await analyst.get(at)).text
    }
    expect(await press('undo')).toContain('Undone: Added the page “Three”')
    expect(await press('undo')).toContain('Undone: Added the page “Two”')
    expect((await titles()).slice(-1)).toEqual(['One'])
    expect(await press('redo')).toContain('Done again: Added the page “Two”')
    expect((await titles()).slice(-1)).toEqual(['Two'])
    expect((await analyst.get(`${at}/history`)).text).toContain('Went back to version 2')
    await analyst.post(`${at}/new-page`, { title: 'Four' })
    expect((await analyst.get(at)).text).not.toContain('value="redo"')
  })

  it('are those that are kept, and for staff only', async () => {
    const { app, analyst, at, id } = building
    await addedPage(analyst, at, { title: 'Mine' }, { kind: 'text', text: 'Mine?' })
    for (const version of ['2', '99', '-1', 'x', '1e3']) {
      expect([version, (await analyst.get(`${at}/history/${version}`)).status]).toEqual([version, 404])
    }
    await app.db
      .deleteFrom('survey_plan_step')
      .where('consultation_id', '=', id)
      .where('version', '=', 1)
      .execute()
    expect((await analyst.post(`${at}/history/1`, { seen: '2' })).status).toBe(404)
    expect((await analyst.get(`${at}/history`)).text).not.toContain(`${at}/history/1"`)
    expect((await (await app.agent('drop-in')).get(`${at}/history`)).status).toBe(403)
  })
})
