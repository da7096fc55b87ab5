import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { existsSync, readFileSync } from 'node:fs'
import { listAnswers, listResponseFiles, listResponses } from '../../server/surveys/index.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { aPublishedConsultation, whileOpen } from '../consultations/builders.ts'
import { askEveryKind } from './every-kind.ts'
import { send } from './walk.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe('every kind of question', () => {
  let app: TestApplication
  let consultationId = ''
  let at = ''
  let visitor: Visitor
  beforeEach(async () => {
    app = await testApplication({ clock: whileOpen })
    const made = await aPublishedConsultation(app.db)
    consultationId = made.consultationId
    await askEveryKind(app.db, consultationId)
    at = `/consultations/${made.slug}/fen/survey`
    visitor = await app.agent()
    await visitor.post(`${at}/start`)
    await visitor.post(`${at}/who`, { who: 'worker' })
  })
  afterEach(() => app.close())
  const answersTo = async (key: string) =>
    (await listAnswers(app.db, consultationId, { questionKeys: [key] })).map(({ choices, text }) => ({
      choices,
      text,
    }))

  it('is shown, read, checked, listed and stored', async () => {
    const who = await visitor.get(`${at}/who`)
    expect(who.text).toContain('About you')
    const count = await visitor.get(`${at}/count`)
    expect(count.text).toMatch(/inputmode="numeric"/)
    expect(count.text).toContain('name="born-day"')
    await visitor.post(`${at}/count`, { count: '1', 'born-day': '3', 'born-month': '2', 'born-year': '2025' })
    const views = await visitor.get(`${at}/views`)
    expect(views.text).toContain('As A worker, what do you think?')
    expect(views.text.match(/<fieldset/g)?.length).toBe(2)
    await visitor.post(`${at}/views`, { 'views--near': 'agree', 'views--late': 'dont-know' })
    expect((await visitor.get(`${at}/order`)).text).toContain('name="order--staff"')
    await visitor.post(`${at}/order`, { 'order--staff': '1', 'order--hours': '2', 'order--place': '' })
    const next = await visitor.post(`${at}/help`, { help: 'bus' })
    expect(next.headers['location']).toBe(`${at}/only-workers`)
    await visitor.post(`${at}/only-workers`, { 'only-workers': 'I drive.' })
    const check = await visitor.get(`${at}/check`)
    expect(check.text).toContain('How far do you agree?: Near is better than big')
    expect(check.text).toContain('1. Staff<br>2. Hours')
    expect(check.text).toContain('1 children')
    expect(check.text).toContain('Monday 3 February 2025')
    await send(visitor, at)
    expect(await answersTo('count')).toEqual([{ choices: [], text: '1' }])
    expect(await answersTo('born')).toEqual([{ choices: [], text: '2025-02-03' }])
    expect(await answersTo('views--near')).toEqual([{ choices: ['agree'], text: null }])
    expect(await answersTo('order')).toEqual([{ choices: ['staff', 'hours'], text: null }])
    expect(await answersTo('only-workers')).toEqual([{ choices: [], text: 'I drive.' }])
  })

  it('says what is wrong beside the question and keeps what was typed', async () => {
    const wrong = await visitor.post(`${at}/count`, {
      count: 'a few',
      'born-day': '31',
      'born-month': '2',
      'born-year': '2025',
    })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Write a number in digits, such as 3')
    expect(wrong.text).toContain('Write a real date, such as 27 3 2026')
    expect(wrong.text).toContain('value="a few"')
    expect((await visitor.post(`${at}/count`, { count: '21' })).text).toContain('Write 20 or less')
    const twice = await visitor.post(`${at}/order`, { 'order--staff': '1', 'order--hours': '1' })
    expect(twice.status).toBe(422)
    expect(twice.text).toContain('are both in place 1')
    expect(twice.text).toContain('href="#order"')
    expect(twice.text).toContain('id="order"')
    expect((await visitor.post(`${at}/order`, { 'order--staff': '4' })).status).toBe(422)
    expect((await visitor.post(`${at}/views`, { 'views--near': 'forged' })).status).toBe(422)
    const both = await visitor.post(`${at}/help`, { help: ['bus', 'none'] })
    expect(both.text).toContain('Choose “None of these” or the other answers, not both')
  })

  it('keeps a page that a changed answer took away out of what is sent, and asks it again when it comes back', async () => {
    await visitor.post(`${at}/help`, { help: 'bus' })
    await visitor.post(`${at}/only-workers`, { 'only-workers': 'I drive.' })
    await visitor.post(`${at}/help`, { help: 'none' })
    expect((await visitor.get(`${at}/check`)).text).not.toContain('I drive.')
    expect((await visitor.get(`${at}/only-workers`)).headers['location']).toBe(`${at}/check`)
    await visitor.post(`${at}/help`, { help: 'bus' })
    expect((await visitor.get(`${at}/check`)).text).toContain('I drive.')
  })

  it('shows at once what a postcode became, and forgets it', async () => {
    const found = await visitor.post(`${at}/postcode`, { postcode: 'PE1 1AA' })
    const next = await visitor.get(found.headers['location'] as string)
    expect(next.text).toContain('Your postcode was found, and we have forgotten it.')
    expect(next.text).toContain('Nearest centre today: under 1 km away')
  })

  it('takes a file, lists it, sends it, and shows the database nothing before that', async () => {
    expect((await visitor.get(`${at}/photo`)).text).toContain(`href="${at}/file/photo"`)
    const page = await visitor.get(`${at}/file/photo`)
    expect(page.text).toContain('at most 5 MB')
    const file = { field: 'file', name: '../../\u202Emap<b>.png', content: png }
    expect((await visitor.send(`${at}/file/photo`, {}, [file])).headers['location']).toBe(`${at}/photo`)
    const rows = JSON.stringify(await app.db.selectFrom('draft_file').selectAll().execute())
    expect(rows).not.toMatch(/map|iVBOR/)
    // Continue without choosing again keeps it.
    await visitor.post(`${at}/photo`, {})
    const check = await visitor.get(`${at}/check`)
    expect(check.text).toContain('map_b_.png')
    await send(visitor, at)
    const [kept] = await listResponseFiles(app.db, consultationId)
    expect(kept).toMatchObject({ questionKey: 'photo', originalName: 'map_b_.png', mediaType: 'image/png' })
    expect(readFileSync(app.services.uploads.path(kept?.sha256 ?? ''))).toEqual(png)
    expect(await app.db.selectFrom('draft_file').selectAll().execute()).toEqual([])
  })

  it('deletes a file before sending, leaving nothing of it', async () => {
    await visitor.send(`${at}/file/photo`, {}, [{ field: 'file', name: 'map.png', content: png }])
    await visitor.post(`${at}/file/photo/remove`)
    expect(await app.db.selectFrom('draft_file').selectAll().execute()).toEqual([])
    await send(visitor, at)
    expect(await listResponseFiles(app.db, consultationId)).toEqual([])
    expect(await answersTo('photo')).toEqual([])
    expect(existsSync(app.services.uploads.incoming)).toBe(true)
  })

  it('refuses what is no picture or PDF whatever it is called, too large ones, and files where none is asked', async () => {
    const try_ = (name: string, content: Buffer | string, where = 'photo') =>
      visitor.send(`${at}/file/${where}`, {}, [{ field: 'file', name, content }])
    const html = await try_('map.png', '<html><script>alert(1)</script></html>')
    expect([html.status, html.text.includes('its content is something else')]).toEqual([422, true])
    expect(
      (await try_('map.png', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(100)]))).status,
    ).toBe(422)
    expect((await try_('big.png', Buffer.concat([png, Buffer.alloc(5_000_001)]))).status).toBe(422)
    expect((await try_('empty.png', '')).status).toBe(422)
    expect((await try_('map.png', png, 'who')).status).toBe(404)
    expect((await try_('map.png', png, 'no-such')).status).toBe(404)
    expect(await app.db.selectFrom('draft_file').selectAll().execute()).toEqual([])
  })

  it('in the easy read survey is asked one at a time, with a picture, in easy words', async () => {
    const first = await visitor.get(`${at}/count?view=easy`)
    expect(first.text).toContain('How many children do you have?')
    expect(first.text).toContain('class="app-easy-picture"')
    expect(first.text).toContain('app-bigger')
    expect(first.text).not.toContain('name="born-day"')
    expect(first.text).toContain('name="part" value="count"')
    const second = await visitor.post(`${at}/count`, { count: '2', part: 'count' })
    expect(second.headers['location']).toBe(`${at}/count?part=born`)
    const born = await visitor.get(`${at}/count?part=born`)
    expect(born.text).toContain('name="born-day"')
    expect(born.text).not.toContain('name="count"')
    const third = await visitor.post(`${at}/count`, {
      'born-day': '3',
      'born-month': '2',
      'born-year': '2025',
      part: 'born',
    })
    expect(third.headers['location']).toBe(`${at}/views`)
    const usual = await visitor.get(`${at}/count?view=usual`)
    expect(usual.text).toMatch(/name="count"[^>]*value="2"/)
    expect(usual.text).toContain('value="2025"')
    await send(visitor, at)
    expect(await answersTo('count')).toEqual([{ choices: [], text: '2' }])
    expect((await listResponses(app.db, consultationId)).length).toBe(1)
  })
})

describe('staff', () => {
  it('see who answered and save the files that were sent; nobody else does, and nothing of withdrawn answers', async () => {
    const app = await testApplication({ clock: whileOpen })
    const { consultationId, slug } = await aPublishedConsultation(app.db)
    await askEveryKind(app.db, consultationId)
    const at = `/consultations/${slug}/fen/survey`
    const visitor = await app.agent()
    await visitor.post(`${at}/start`, { who: 'organisation' })
    await visitor.post(`${at}/who/answers`, {
      who: 'organisation',
      organisation: '=Friends <b>',
      official: 'yes',
      members: '12',
    })
    await visitor.post(`${at}/who`, { who: 'parent' })
    await visitor.send(`${at}/file/photo`, {}, [{ field: 'file', name: 'map.png', content: png }])
    await send(visitor, at)
    const analyst = await app.agent('analyst')
    const page = await analyst.get(`/findings/${slug}/who`)
    expect(page.text).toContain('=Friends &lt;b&gt;')
    expect(page.text).toContain('Official')
    const href = new RegExp(`href="(/findings/${slug}/who/files/[^"]+)"`).exec(page.text)?.[1] ?? ''
    const file = await analyst.get(href)
    expect(file.headers['content-disposition']).toBe('attachment; filename=map.png')
    expect(file.headers['content-security-policy']).toContain('sandbox')
    expect(file.body).toEqual(png)
    expect((await visitor.get(href)).status).toBe(303)
    await app.db.updateTable('response').set({ withdrawn_at: whileOpen }).execute()
    expect((await analyst.get(`/findings/${slug}/who`)).text).not.toContain('map.png')
    expect((await analyst.get(href)).status).toBe(404)
    await app.close()
  })
})
