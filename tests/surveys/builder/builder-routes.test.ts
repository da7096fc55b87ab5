import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { readPlan } from '../../../server/surveys/index.ts'
import { addedPage, hiddenIn, linkOn, startBuilding, type TestBuilding } from './building.ts'

const hostile = '<script>alert(1)</script> \u202eevil "quotes"'

describe('building the questions of a consultation', () => {
  let building: TestBuilding
  beforeEach(async () => {
    building = await startBuilding()
  })
  afterEach(() => building.app.close())

  it('begins with the standard questions, and is for analysts and planners', async () => {
    const { app, analyst, at } = building
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

  it('restores the standard equality questions without touching the others', async () => {
    const { app, analyst, id, at, titles } = building
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

  it('says first what must be solved, with links to where it is', async () => {
    const { analyst, at, districts } = building
    const nowhere = await analyst.post(`${at}/new-page`, { title: 'Empty one' })
    const id = (nowhere.headers['location'] as string).split('/').at(-1) ?? ''
    const list = (await analyst.get(at)).text
    expect(list).toContain('1 problem must be solved')
    const said = `href="${at}/pages/${id}">Empty one</a>: The page “Empty one” has no question.</li>`
    expect(list).toContain(said)
    // Only where a problem is not everywhere, its districts are named.
    const [one = ''] = await districts()
    await analyst.post(`${at}/new-page`, { title: 'Empty two', districts: one })
    expect((await analyst.get(at)).text).toMatch(/The page “Empty two” has no question. \([^()]+\)/)
  })

  it('shows what people typed as text only', async () => {
    const { app, analyst, id, at } = building
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
    const districts = await building.districts()
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

  it('is not there for a consultation of another county, or none', async () => {
    const { analyst, at } = building
    expect((await analyst.get('/manage/consultations/none/builder')).status).toBe(404)
    expect((await analyst.get(`${at}/pages/none`)).status).toBe(404)
    expect((await analyst.get(`${at}/pages/standard-role/questions/none`)).status).toBe(404)
  })

  it('does not restore over what somebody has changed since', async () => {
    const { analyst, planner, at, titles } = building
    const form = hiddenIn(await analyst.get(`${at}/standard`), `${at}/standard`)
    await addedPage(planner, at, { title: 'Theirs' }, { kind: 'text', text: 'Theirs?' })
    const late = await analyst.post(`${at}/standard`, { ...form, what: 'everything' })
    expect([late.status, late.text.includes('were changed since you opened this page')]).toEqual([409, true])
    expect(await titles()).toContain('Theirs')
    const again = { ...hiddenIn(late, `${at}/standard`), what: 'everything' }
    expect((await analyst.post(`${at}/standard`, again)).status).toBe(303)
    expect((await analyst.post(`${at}/standard`, again)).status).toBe(303)
    expect(await titles()).not.toContain('Theirs')
  })

  it('asks before it takes the place of another title', async () => {
    const { analyst, planner, at, plan } = building
    const form = hiddenIn(await analyst.get(at), `${at}/title`)
    await planner.post(`${at}/title`, { ...form, title: 'Theirs' })
    const late = await analyst.post(`${at}/title`, { ...form, title: 'Mine' })
    expect([late.status, late.text.includes('changed the title to “Theirs”')]).toEqual([409, true])
    await analyst.post(`${at}/title`, { ...hiddenIn(late, `${at}/title`), title: 'Mine' })
    expect((await plan()).title).toBe('Mine')
  })

  it('says the marks of texts in words, and numbers the pages', async () => {
    const { analyst, at } = building
    const { text } = await analyst.get(at)
    expect(text).toContain('Which centres do you or your family use in [district]?')
    expect(text).toMatch(/3\. <a [^>]*><strong>Which centres/)
    expect((await analyst.post(`${at}/move`, { page: 'gone', direction: 'up' })).status).toBe(404)
  })
})
