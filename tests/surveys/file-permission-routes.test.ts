import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { aPublishedConsultation, whileOpen } from '../consultations/builders.ts'
import { testApplication, type TestApplication } from '../support/application.ts'
import { askEveryKind } from './every-kind.ts'

describe('whether a consultation takes files', () => {
  let app: TestApplication
  let id = ''
  let at = ''
  let survey = ''
  beforeEach(async () => {
    app = await testApplication({ clock: whileOpen })
    const made = await aPublishedConsultation(app.db)
    id = made.consultationId
    at = `/manage/consultations/${id}/builder`
    survey = `/consultations/${made.slug}/fen/survey`
  })
  afterEach(() => app.close())

  it('is the administrator’s to allow and an analyst’s to end, with a record', async () => {
    const analyst = await app.agent('analyst')
    expect((await analyst.get(at)).text).toContain(`href="${at}/files"`)
    const page = await analyst.get(`${at}/files`)
    expect(page.text).toContain('not allowed in this consultation')
    expect(page.text).toContain('Only an administrator can allow them')
    expect((await analyst.post(`${at}/files`, { files: 'allow' })).status).toBe(403)
    expect((await analyst.post(`${at}/files`, {})).status).toBe(422)
    const administrator = await app.agent('administrator')
    expect((await administrator.post(`${at}/files`, { files: 'allow' })).status).toBe(303)
    expect((await analyst.get(`${at}/files`)).text).toContain('Allowed by Test administrator')
    expect((await analyst.post(`${at}/files`, { files: 'forbid' })).status).toBe(303)
    expect((await analyst.get(`${at}/files`)).text).toContain('not allowed in this consultation')
    const actions = await app.db.selectFrom('audit').select('action').where('subject', '=', id).execute()
    expect(actions.map(row => row.action)).toEqual(
      expect.arrayContaining(['survey.files-allowed', 'survey.files-forbidden']),
    )
    expect((await (await app.agent('drop-in')).get(`${at}/files`)).status).toBe(403)
  })

  it('decides what the builder offers and takes', async () => {
    const analyst = await app.agent('analyst')
    const list = (await analyst.get(at)).text
    const page = /\/builder\/pages\/([^"]+)"/.exec(list)?.[1] ?? ''
    const fields = { kind: 'file', text: 'A picture of the way there' }
    const kinds = (await analyst.get(`${at}/pages/${page}/new-question`)).text
    expect(kinds).not.toContain('value="file"')
    expect(kinds).toContain('files are not allowed in this consultation')
    const forged = await analyst.post(`${at}/pages/${page}/new-question`, fields)
    expect([forged.status, forged.text.includes('takes no files')]).toEqual([422, true])
    expect(forged.text).toContain('A picture of the way there')
    await (await app.agent('administrator')).post(`${at}/files`, { files: 'allow' })
    expect((await analyst.get(`${at}/pages/${page}/new-question`)).text).toContain('value="file"')
    expect((await analyst.post(`${at}/pages/${page}/new-question`, fields)).status).toBe(303)
  })

  it('stops uploads from one moment to the next', async () => {
    await askEveryKind(app.db, id)
    const visitor = await app.agent()
    await visitor.post(`${survey}/start`)
    const file = { field: 'file', name: 'way.pdf', content: '%PDF-1.4\n%%EOF\n' }
    await (await app.agent('analyst')).post(`${at}/files`, { files: 'forbid' })
    const refused = await visitor.send(`${survey}/file/photo`, {}, [file])
    expect([refused.status, refused.text.includes('takes no files any more')]).toEqual([422, true])
    expect(await app.db.selectFrom('draft_file').selectAll().execute()).toEqual([])
    await (await app.agent('administrator')).post(`${at}/files`, { files: 'allow' })
    expect((await visitor.send(`${survey}/file/photo`, {}, [file])).status).toBe(303)
  })
})
