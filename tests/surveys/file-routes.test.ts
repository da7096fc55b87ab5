import { describe, expect, it } from '@jest/globals'
import { existsSync, readFileSync } from 'node:fs'
import { addSurvey, listResponseFiles } from '../../server/surveys/index.ts'
import { answeringEveryKind, png } from './every-kind.ts'
import { storedOf } from './stored.ts'
import { send } from './walk.ts'

describe('a question that is answered by a file', () => {
  const open = answeringEveryKind()
  const { answersTo } = storedOf(open)
  const map = { field: 'file', name: 'map.png', content: png }
  const kept = () => open.app.db.selectFrom('draft_file').selectAll().execute()

  it('takes a file, lists it, sends it, and shows the database nothing before that', async () => {
    expect((await open.visitor.get(`${open.survey}/photo`)).text).toContain(
      `href="${open.survey}/file/photo"`,
    )
    const page = await open.visitor.get(`${open.survey}/file/photo`)
    expect(page.text).toContain('at most 5 MB')
    const file = { field: 'file', name: '../../\u202Emap<b>.png', content: png }
    expect((await open.visitor.send(`${open.survey}/file/photo`, {}, [file])).headers['location']).toBe(
      `${open.survey}/photo`,
    )
    const rows = JSON.stringify(await open.app.db.selectFrom('draft_file').selectAll().execute())
    expect(rows).not.toMatch(/map[<_.]|\.png|iVBOR/)
    // Continue without choosing again keeps it.
    await open.visitor.post(`${open.survey}/photo`, {})
    const check = await open.visitor.get(`${open.survey}/check`)
    expect(check.text).toContain('map_b_.png')
    await send(open.visitor, open.survey)
    const [kept] = await listResponseFiles(open.app.db, open.consultationId)
    expect(kept).toMatchObject({ questionKey: 'photo', originalName: 'map_b_.png', mediaType: 'image/png' })
    expect(readFileSync(open.app.services.uploads.path(kept?.sha256 ?? ''))).toEqual(png)
    expect(await open.app.db.selectFrom('draft_file').selectAll().execute()).toEqual([])
  })

  it('deletes a file before sending, leaving nothing of it', async () => {
    await open.visitor.send(`${open.survey}/file/photo`, {}, [
      { field: 'file', name: 'map.png', content: png },
    ])
    await open.visitor.post(`${open.survey}/file/photo/remove`)
    expect(await open.app.db.selectFrom('draft_file').selectAll().execute()).toEqual([])
    await send(open.visitor, open.survey)
    expect(await listResponseFiles(open.app.db, open.consultationId)).toEqual([])
    expect(await answersTo('photo')).toEqual([])
    expect(existsSync(open.app.services.uploads.incoming)).toBe(true)
  })

  it('refuses what is no picture or PDF whatever it is called, too large ones, and files where none is asked', async () => {
    const try_ = (name: string, content: Buffer | string, where = 'photo') =>
      open.visitor.send(`${open.survey}/file/${where}`, {}, [{ field: 'file', name, content }])
    const html = await try_('map.png', '<html><script>alert(1)</script></html>')
    expect([html.status, html.text.includes('its content is something else')]).toEqual([422, true])
    expect(
      (await try_('map.png', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(100)]))).status,
    ).toBe(422)
    expect((await try_('big.png', Buffer.concat([png, Buffer.alloc(5_000_001)]))).status).toBe(422)
    expect((await try_('empty.png', '')).status).toBe(422)
    expect((await try_('map.png', png, 'who')).status).toBe(404)
    expect((await try_('map.png', png, 'no-such')).status).toBe(404)
    expect(await open.app.db.selectFrom('draft_file').selectAll().execute()).toEqual([])
  })

  it('takes the last file that was chosen, and only under a name that can be shown', async () => {
    const at = `${open.survey}/file/photo`
    await open.visitor.send(at, {}, [map])
    const nameless = await open.visitor.send(at, {}, [{ ...map, name: '\u202E...' }])
    expect([nameless.status, nameless.text.includes('Give the file a name')]).toEqual([422, true])
    expect(nameless.text).toContain('map.png')
    const none = await open.visitor.send(at, {}, [])
    expect([none.status, none.text.includes('Choose a file')]).toEqual([422, true])
    await open.visitor.send(at, {}, [{ field: 'file', name: 'way.pdf', content: '%PDF-1.4\n%%EOF\n' }])
    expect(await kept()).toHaveLength(1)
    expect((await open.visitor.get(at)).text).toContain('way.pdf')
    await send(open.visitor, open.survey)
    const files = await listResponseFiles(open.app.db, open.consultationId)
    expect(files.map(file => [file.originalName, file.mediaType])).toEqual([['way.pdf', 'application/pdf']])
  })

  it('keeps what else was answered on its page, also when it is taken away', async () => {
    const { db } = open.app
    const questions = [
      { key: 'words', kind: 'text' as const, text: 'In words', required: false },
      { key: 'photo', kind: 'file' as const, text: 'In a picture', required: false },
    ]
    const pages = [{ key: 'way', title: 'The way there', questions }]
    const definition = { title: 'The way there', pages, equality: [] }
    const asked = { consultationId: open.consultationId, districtCode: 'E07009991', definition }
    await addSurvey(db, asked, new Date('2026-06-02T08:00:00Z'))
    const visitor = await open.app.agent()
    await visitor.post(`${open.survey}/start`)
    await visitor.post(`${open.survey}/way`, { words: 'Along the river' })
    await visitor.send(`${open.survey}/file/photo`, {}, [map])
    const both = (await visitor.get(`${open.survey}/check`)).text
    expect([both.includes('Along the river'), both.includes('map.png')]).toEqual([true, true])
    await visitor.post(`${open.survey}/file/photo/remove`)
    const one = (await visitor.get(`${open.survey}/check`)).text
    expect([one.includes('Along the river'), one.includes('map.png')]).toEqual([true, false])
  })

  it('is nobody else’s to see, to answer or to take away', async () => {
    await open.visitor.send(`${open.survey}/file/photo`, {}, [map])
    const stranger = await open.app.agent()
    const at = `${open.survey}/file/photo`
    const lost = `${open.survey}?found=none`
    expect((await stranger.get(at)).headers['location']).toBe(lost)
    expect((await stranger.send(at, {}, [map])).headers['location']).toBe(lost)
    expect((await stranger.post(`${at}/remove`)).headers['location']).toBe(lost)
    // Somebody with answers of their own takes nobody else's away either.
    await stranger.post(`${open.survey}/start`)
    expect((await stranger.get(at)).text).not.toContain('map.png')
    await stranger.post(`${at}/remove`)
    expect(await kept()).toHaveLength(1)
  })

  it('takes nothing when it is too late, and gives back what was written; taking away is never too late', async () => {
    open.app.setClock('2026-06-29T12:00:00.000Z')
    const visitor = await open.app.agent()
    await visitor.post(`${open.survey}/start`)
    await visitor.send(`${open.survey}/file/photo`, {}, [map])
    open.app.setClock('2026-06-30T16:30:00.001Z')
    for (const late of [
      await visitor.send(`${open.survey}/file/photo`, {}, [{ ...map, name: 'other.png' }]),
      await visitor.get(`${open.survey}/file/photo`),
    ]) {
      expect(late.status).toBe(409)
      expect(late.text).toContain('map.png')
      expect(late.text).not.toContain('other.png')
    }
    await visitor.post(`${open.survey}/file/photo/remove`)
    expect(await kept()).toEqual([])
  })

  it('takes no file any more once it was sent', async () => {
    await send(open.visitor, open.survey)
    const sent = await open.visitor.send(`${open.survey}/file/photo`, {}, [map])
    expect(sent.headers['location']).toBe(`${open.survey}/sent`)
    expect(await kept()).toEqual([])
    expect(await listResponseFiles(open.app.db, open.consultationId)).toEqual([])
  })
})
