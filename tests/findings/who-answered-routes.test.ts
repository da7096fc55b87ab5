import { beforeAll, describe, expect, it } from '@jest/globals'
import { answeringEveryKind, png } from '../surveys/every-kind.ts'
import { send } from '../surveys/walk.ts'
import { whileOpen } from '../consultations/builders.ts'
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { inTransaction } from '../../server/db/index.ts'
import { storeResponseFiles } from '../../server/surveys/response-file-repository.ts'
import { answersToOthers, at, closedConsultation } from './closed-consultation.ts'
import { aConsultation, aResponse } from './support.ts'

const content = '<script>alert(1)</script>'

describe('who answered', () => {
  const closed = closedConsultation()
  let file = ''
  beforeAll(async () => {
    const { app, consultation } = closed
    const responseId = await aResponse(app.db, consultation, {
      texts: { organisation: '=1+1 Friends of <b>Fen</b>' },
      about: { official: true, members: 1200, helpedBy: 'interpreter', alsoAnswered: 1 },
    })
    const incoming = path.join(app.services.uploads.incoming, 'a-file')
    await writeFile(incoming, content)
    await app.services.uploads.keep(incoming)
    const sha256 = createHash('sha256').update(content).digest('hex')
    await inTransaction(app.db, tx =>
      storeResponseFiles(tx, responseId, [
        {
          questionKey: 'photo',
          sha256,
          originalName: 'map"; filename=x.html',
          mediaType: 'image/png',
          bytes: content.length,
        },
      ]),
    )
    const row = await app.db.selectFrom('response_file').select('id').executeTakeFirstOrThrow()
    file = `${at}/who/files/${row.id}`
  })

  it('is for analysts, as the files are', async () => {
    for (const page of [`${at}/who`, file]) {
      const others = (await answersToOthers(closed, page)).filter((_, index) => index % 2 === 0)
      expect([page, others]).toEqual([page, [403, 403, 303]])
    }
    expect((await closed.analyst.get('/findings/none/who')).status).toBe(404)
  })

  it('tells help, organisations and files, with markup as text', async () => {
    const { text } = await closed.analyst.get(`${at}/who`)
    expect(text).toContain('=1+1 Friends of &lt;b&gt;Fen&lt;/b&gt;')
    expect(text).toContain('1,200')
    expect(text).toContain(`href="${file}"`)
    expect(text).not.toContain('<b>Fen</b>')
  })

  it('hands a file out to be saved, never to be opened on the page', async () => {
    const { headers, status } = await closed.analyst.get(file)
    expect(status).toBe(200)
    expect(headers['content-disposition']).toMatch(/^attachment; filename=/)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['content-security-policy']).toBe("default-src 'none'; sandbox")
  })

  it('hands out no file by a forged address, of another consultation, or that is no longer there', async () => {
    await aConsultation(closed.app.db, 'another')
    for (const forged of [
      file.replace('/centres/', '/another/'),
      `${at}/who/files/none`,
      `${at}/who/files/..%2F..%2Fdoorstep.sqlite`,
      `${at}/who/files/${createHash('sha256').update(content).digest('hex')}`,
    ]) {
      expect([forged, (await closed.analyst.get(forged)).status]).toEqual([forged, 404])
    }
    await closed.app.db
      .updateTable('response_file')
      .set({ sha256: 'f'.repeat(64) })
      .execute()
    expect((await closed.analyst.get(file)).status).toBe(404)
  })

  it('leaves out whoever has taken their answers back', async () => {
    await closed.app.db
      .updateTable('response')
      .set({ withdrawn_at: '2026-09-12T10:00:00.000Z' })
      .where('official', '=', 1)
      .execute()
    const { text } = await closed.analyst.get(`${at}/who`)
    expect(text).not.toContain('Friends of')
    expect(text).not.toContain(file)
  })
})

describe('files of people who answered', () => {
  const open = answeringEveryKind()

  it('are saved by analysts alone, under their own names, and those of withdrawn answers by nobody', async () => {
    const { app, survey: at, slug } = open
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
  })
})
