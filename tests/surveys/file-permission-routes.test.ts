import { describe, expect, it } from '@jest/globals'
import { allowFiles } from '../../server/surveys/file-permission-repository.ts'
import { addSurvey } from '../../server/surveys/survey-repository.ts'
import { openConsultation } from '../consultations/open-consultation.ts'
import { askEveryKind } from './every-kind.ts'
import { send } from './walk.ts'

describe('whether a consultation takes files', () => {
  const open = openConsultation('for each test')

  it('is the administrator’s to allow and an analyst’s to end, with a record', async () => {
    const analyst = await open.app.agent('analyst')
    expect((await analyst.get(`${open.manage}/builder`)).text).toContain(
      `href="${open.manage}/builder/files"`,
    )
    const page = await analyst.get(`${open.manage}/builder/files`)
    expect(page.text).toContain('not allowed in this consultation')
    expect(page.text).toContain('Only an administrator can allow them')
    expect((await analyst.post(`${open.manage}/builder/files`, { files: 'allow' })).status).toBe(403)
    expect((await analyst.post(`${open.manage}/builder/files`, {})).status).toBe(422)
    const administrator = await open.app.agent('administrator')
    expect((await administrator.post(`${open.manage}/builder/files`, { files: 'allow' })).status).toBe(303)
    expect((await analyst.get(`${open.manage}/builder/files`)).text).toContain(
      'Allowed by Test administrator',
    )
    expect((await analyst.post(`${open.manage}/builder/files`, { files: 'forbid' })).status).toBe(303)
    expect((await analyst.get(`${open.manage}/builder/files`)).text).toContain(
      'not allowed in this consultation',
    )
    const actions = await open.app.db
      .selectFrom('audit')
      .select('action')
      .where('subject', '=', open.consultationId)
      .execute()
    expect(actions.map(row => row.action)).toEqual(
      expect.arrayContaining(['survey.files-allowed', 'survey.files-forbidden']),
    )
    expect((await (await open.app.agent('drop-in')).get(`${open.manage}/builder/files`)).status).toBe(403)
  })

  it('decides what the builder offers and takes', async () => {
    const analyst = await open.app.agent('analyst')
    const list = (await analyst.get(`${open.manage}/builder`)).text
    const page = /\/builder\/pages\/([^"]+)"/.exec(list)?.[1] ?? ''
    const fields = { kind: 'file', text: 'A picture of the way there' }
    const kinds = (await analyst.get(`${open.manage}/builder/pages/${page}/new-question`)).text
    expect(kinds).not.toContain('value="file"')
    expect(kinds).toContain('files are not allowed in this consultation')
    const forged = await analyst.post(`${open.manage}/builder/pages/${page}/new-question`, fields)
    expect([forged.status, forged.text.includes('takes no files')]).toEqual([422, true])
    expect(forged.text).toContain('A picture of the way there')
    await (await open.app.agent('administrator')).post(`${open.manage}/builder/files`, { files: 'allow' })
    expect((await analyst.get(`${open.manage}/builder/pages/${page}/new-question`)).text).toContain(
      'value="file"',
    )
    expect((await analyst.post(`${open.manage}/builder/pages/${page}/new-question`, fields)).status).toBe(303)
  })

  it('stops uploads from one moment to the next', async () => {
    await askEveryKind(open.app.db, open.consultationId)
    const visitor = await open.app.agent()
    await visitor.post(`${open.survey}/start`)
    const file = { field: 'file', name: 'way.pdf', content: '%PDF-1.4\n%%EOF\n' }
    await (await open.app.agent('analyst')).post(`${open.manage}/builder/files`, { files: 'forbid' })
    const refused = await visitor.send(`${open.survey}/file/photo`, {}, [file])
    expect([refused.status, refused.text.includes('takes no files any more')]).toEqual([422, true])
    expect(await open.app.db.selectFrom('draft_file').selectAll().execute()).toEqual([])
    await (await open.app.agent('administrator')).post(`${open.manage}/builder/files`, { files: 'allow' })
    expect((await visitor.send(`${open.survey}/file/photo`, {}, [file])).status).toBe(303)
  })

  it('keeps nobody from sending whose survey needs a file that is no longer taken', async () => {
    const { db } = open.app
    await allowFiles(db, open.consultationId, { name: 'Ann' }, new Date('2026-06-01T08:00:00Z'))
    const photo = { key: 'photo', kind: 'file' as const, text: 'A picture of the way there', required: true }
    const words = { key: 'words', kind: 'text' as const, text: 'In words', required: true }
    const definition = {
      title: 'With a picture',
      pages: [
        { key: 'photo', title: 'A picture', questions: [photo] },
        { key: 'words', title: 'In words', questions: [words] },
      ],
      equality: [],
    }
    const survey = { consultationId: open.consultationId, districtCode: 'E07009991', definition }
    await addSurvey(db, survey, new Date('2026-06-01T08:00:00Z'))
    const visitor = await open.app.agent()
    await visitor.post(`${open.survey}/start`)
    expect((await visitor.post(`${open.survey}/photo`)).text).toContain('Choose a file')
    const analyst = await open.app.agent('analyst')
    const warned = (await analyst.get(`${open.manage}/builder/files`)).text
    expect(warned).toContain('Fen: “A picture of the way there”')
    expect((await analyst.post(`${open.manage}/builder/files`, { files: 'forbid' })).status).toBe(303)
    expect((await visitor.post(`${open.survey}/photo`)).headers['location']).toBe(`${open.survey}/words`)
    // What is asked in words is still needed.
    expect((await visitor.get(`${open.survey}/check`)).headers['location']).toContain('/words')
    await visitor.post(`${open.survey}/words`, { words: 'By bus' })
    expect(await send(visitor, open.survey)).toBe(`${open.survey}/equality`)
    expect(await db.selectFrom('response').selectAll().execute()).toHaveLength(1)
  })
})
