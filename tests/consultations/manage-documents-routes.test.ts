import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { listChanges } from '../../server/consultations/index.ts'
import { aPdf, aWordDocument } from '../support/documents.ts'
import { whileOpen } from './builders.ts'
import { staffAndPublic } from './manage-support.ts'

const version = {
  replaces: '',
  kind: 'full',
  language: 'en',
  body: '',
  link: '',
  reason: '',
}

describe('staff pages of documents', () => {
  let staff: Awaited<ReturnType<typeof staffAndPublic>>
  let at = ''
  beforeAll(async () => {
    staff = await staffAndPublic()
    at = `/manage/consultations/${staff.id}/documents`
  })
  afterAll(() => staff.close())

  const newDocument = async (title: string): Promise<string> => {
    const added = await staff.planner.post(at, { title, description: 'All of it', districtCode: '' })
    expect(added.status).toBe(303)
    return String(added.headers['location'])
  }

  it('take a text, a file and a video, and the public finds them by form and language', async () => {
    const page = await newDocument('Full plan')
    const pdf = aPdf('/Title (Plan)'.padEnd(2_000_000))
    const sent = await staff.planner.send(page, { ...version, body: '## Why\n\nMuch.' }, [
      { field: 'file', name: '../<b>full.pdf', content: pdf },
    ])
    expect(sent.status).toBe(303)
    const bsl = { ...version, kind: 'bsl', link: 'https://video.example.org/1', late: 'yes' }
    expect((await staff.planner.send(page, bsl, [])).status).toBe(303)
    const polish = { ...version, kind: 'translation', language: 'pl', body: 'Po polsku', late: 'yes' }
    expect((await staff.planner.send(page, polish, [])).status).toBe(303)
    const list = await staff.visitor.get(`/consultations/${staff.slug}/documents`)
    expect(list.text).toContain('Read the full document')
    expect(list.text).toContain('Download the full document (PDF, 2.0 MB)')
    expect(list.text).toContain('Watch it in British Sign Language on video.example.org, another website')
    expect(list.text).toContain('<span lang="pl" dir="ltr">Polski</span>')
    expect(list.text).not.toMatch(/<iframe|<video|<embed|<object/)
    const href = /href="([^"]+\/file)"/.exec(list.text)?.[1] ?? ''
    const file = await staff.visitor.get(href)
    expect(file.status).toBe(200)
    expect(file.headers['content-type']).toContain('application/pdf')
    expect(file.headers['content-disposition']).toBe('attachment; filename=bfull.pdf')
    expect(file.headers['x-content-type-options']).toBe('nosniff')
    const own = /href="([^"]+)" hreflang="pl"/.exec(list.text)?.[1] ?? ''
    const read = await staff.visitor.get(own)
    expect(read.text).toContain('<div lang="pl" dir="ltr">')
    expect(read.text).toContain('Po polsku')
    const changes = await listChanges(staff.app.db, staff.id)
    expect(changes.map(({ kind, summary }) => [kind, summary])).toContainEqual([
      'document',
      'A document was added: Full plan: Full document.',
    ])
  })

  it('say nothing can be read without a text, a file or a link, and refuse what runs', async () => {
    const page = await newDocument('Refused')
    const refused = async (
      fields: object,
      files: { name: string; content: Buffer | string }[],
      because: RegExp,
    ) => {
      const answer = await staff.planner.send(
        page,
        { ...version, ...fields },
        files.map(file => ({ field: 'file', ...file })),
      )
      expect(answer.status).toBe(422)
      expect(answer.text).toMatch(because)
    }
    await refused({}, [], /Write the text, choose a file/)
    await refused({}, [{ name: 'a.pdf', content: '' }], /is empty/)
    await refused({}, [{ name: 'a.pdf', content: '#!/bin/sh\necho\n' }], /a script/)
    await refused(
      {},
      [{ name: 'a.pdf', content: '<html><script>alert(1)</script>' }],
      /can’t be published|web page/,
    )
    await refused(
      {},
      [{ name: 'a.pdf', content: Buffer.concat([aPdf(), Buffer.from('<script>alert(1)</script>')]) }],
      /after the end of the PDF/,
    )
    await refused({}, [{ name: 'a.docx', content: aWordDocument({ 'word/vbaProject.bin': 'x' }) }], /macros/)
    await refused({}, [{ name: 'a.exe', content: aPdf() }], /not what its name says/)
    for (const link of [
      'http://example.org',
      'javascript:alert(1)',
      'https://a:b@example.org',
      'https://x y',
    ]) {
      await refused({ kind: 'bsl', link }, [], /begins with https/)
    }
    await refused({ link: 'https://example.org' }, [], /Only a video or a recording/)
    await refused({ kind: 'translation', body: 'x' }, [], /Choose the language of the translation/)
    await refused({ kind: 'forged', body: 'x' }, [], /Choose a form/)
    const kept = await staff.app.db
      .selectFrom('document_variant')
      .select('id')
      .where('body', '=', 'x')
      .execute()
    expect(kept).toEqual([])
  })

  it('never change what is published: a newer version takes its place with a reason, the earlier one stays', async () => {
    const page = await newDocument('Figures')
    await staff.planner.send(page, { ...version, body: 'There are 37.' }, [])
    const current = (): Promise<string> =>
      staff.planner.get(page).then(({ text }) => /<option value="([0-9a-f-]{36})"/.exec(text)?.[1] ?? '')
    const first = await current()
    const unnamed = await staff.planner.send(page, { ...version, body: 'There are 38.' }, [])
    expect(unnamed.text).toContain('There is one in this form and language already')
    const silent = await staff.planner.send(page, { ...version, replaces: first, body: 'There are 38.' }, [])
    expect(silent.text).toContain('Say why a newer version is needed')
    const newer = { ...version, replaces: first, body: 'There are 38.', reason: 'One was left out' }
    expect((await staff.planner.send(page, newer, [])).status).toBe(303)
    // Sent again, or by somebody who has not seen the newer one.
    expect((await staff.planner.send(page, newer, [])).status).toBe(422)
    const document = page.split('/').at(-1) ?? ''
    const open = `/consultations/${staff.slug}/documents/${document}`
    const shown = await staff.visitor.get(open)
    expect(shown.text).toContain('Earlier versions')
    expect(shown.text).toContain('One was left out')
    expect(shown.text).toContain('and replaced on Wednesday 10 June 2026')
    expect(shown.text.match(/SHA-256: [0-9a-f]{64}/g)).toHaveLength(2)
    const earlier = await staff.visitor.get(`${open}/${first}`)
    expect(earlier.text).toContain('There are 37.')
    expect(earlier.text).toContain('This is an earlier version.')
    expect((await staff.planner.post(`${page}/remove`)).status).toBe(409)
    expect((await staff.planner.post(`${page}/${first}/remove`)).status).toBe(409)
    const [change] = await listChanges(staff.app.db, staff.id)
    expect(change).toMatchObject({ kind: 'document', reason: 'One was left out' })
    expect(change?.beforeHash).toMatch(/^[0-9a-f]{64}$/)
    expect(change?.afterHash).not.toBe(change?.beforeHash)
  })

  it('point out easy read that comes after opening before it is published', async () => {
    const page = await newDocument('Late')
    const easy = { ...version, kind: 'easy-read', body: 'We will change things.' }
    const asked = await staff.planner.send(page, easy, [])
    expect(asked.status).toBe(422)
    expect(asked.text).toContain('This comes after opening')
    expect((await staff.planner.get(page)).text).not.toContain('Easy read, English')
    expect((await staff.planner.send(page, { ...easy, late: 'yes' }, [])).status).toBe(303)
    staff.app.setClock('2026-05-20T09:00:00.000Z')
    const early = await newDocument('Early')
    expect((await staff.planner.send(early, easy, [])).status).toBe(303)
    staff.app.setClock(whileOpen)
  })

  it('take another consultation’s documents for none', async () => {
    const page = await newDocument('Own')
    await staff.planner.send(page, { ...version, body: 'Own text' }, [])
    const other = await staff.planner.post('/manage/consultations/new', { name: 'Other', scenarioId: '' })
    const elsewhere = page.replace(staff.id, String(other.headers['location']).split('/').at(-1) ?? '')
    expect((await staff.planner.get(elsewhere)).status).toBe(404)
    expect((await staff.planner.send(elsewhere, { ...version, body: 'Forged' }, [])).status).toBe(404)
    expect((await staff.planner.post(`${elsewhere}/remove`)).status).toBe(410)
    expect((await staff.visitor.get(`/consultations/${staff.slug}/documents/none`)).status).toBe(404)
  })
})

describe('staff pages before publication', () => {
  it('say what is missing, and let documents, versions and sessions be taken out', async () => {
    const { planner, id, visitor, slug, close, app } = await staffAndPublic(false)
    const at = `/manage/consultations/${id}/documents`
    expect((await planner.get(at)).text).toContain('No document is in easy read.')
    const page = String(
      (await planner.post(at, { title: 'Plan', description: '', districtCode: '' })).headers['location'],
    )
    expect((await planner.get(at)).text).toContain('“Plan” has nothing to read yet.')
    await planner.send(page, { ...version, body: 'First' }, [])
    const [first] = /<option value="[0-9a-f-]{36}"/.exec((await planner.get(page)).text) ?? []
    const variant = first?.slice(15, -1) ?? ''
    expect((await planner.send(page, { ...version, replaces: variant, body: 'Second' }, [])).status).toBe(303)
    expect((await planner.get(page)).text).not.toContain('Replaced on')
    expect((await visitor.get(`/consultations/${slug}/documents`)).status).toBe(404)
    expect((await planner.post(`${page}/remove`)).status).toBe(303)
    expect((await planner.get(page)).status).toBe(404)
    // While somebody reads it over, nothing is added either.
    await app.db.updateTable('consultation').set({ preparation: 'review' }).execute()
    expect((await planner.post(at, { title: 'Late', description: '', districtCode: '' })).status).toBe(409)
    await close()
  })
})

for (const database of ['SQLite', 'PostgreSQL'] as const) {
  describe(`two people at one document on ${database}`, () => {
    it.each([
      ['a draft', false],
      ['what is published', true],
    ] as const)(
      'of %s: the second is told, loses no word, and nothing of the first is lost',
      async (_what, published) => {
        const staff = await staffAndPublic(published, database)
        const analyst = await staff.app.agent('analyst')
        const at = `/manage/consultations/${staff.id}/documents`
        const added = await staff.planner.post(at, { title: 'Plan', description: '', districtCode: '' })
        const page = String(added.headers['location'])
        await staff.planner.send(page, { ...version, body: 'As it stood' }, [])
        const inForce = (text: string): string => /<option value="([0-9a-f-]{36})"/.exec(text)?.[1] ?? ''
        const newer = { ...version, replaces: inForce((await staff.planner.get(page)).text), reason: 'Newer' }
        const both = await Promise.all([
          staff.planner.send(page, { ...newer, body: 'The planner’s words' }, []),
          analyst.send(page, { ...newer, body: 'The analyst’s words' }, []),
        ])
        expect(both.map(({ status }) => status).sort()).toEqual([303, 422])
        const told = both.find(({ status }) => status === 422)?.text ?? ''
        expect(told).toMatch(
          /Somebody else has just added one|There is one in this form and language already/,
        )
        expect(told).toMatch(/The (planner|analyst)’s words<\/textarea>/)
        const stored = async (): Promise<string[]> => {
          const rows = await staff.app.db.selectFrom('document_variant').select('body').execute()
          return rows.map(({ body }) => body ?? '').filter(body => /words|stood/.test(body))
        }
        expect(await stored()).toHaveLength(published ? 2 : 1)
        const audit = await staff.app.db
          .selectFrom('audit')
          .select('summary')
          .where('summary', 'like', 'Added a version of a document: Plan%')
          .execute()
        expect(audit).toHaveLength(2)
        // Having seen it, the second goes on from what the first has stored.
        const other = both[0].status === 422 ? staff.planner : analyst
        const again = { ...newer, replaces: inForce(told), body: 'Both’s words' }
        expect((await other.send(page, again, [])).status).toBe(303)
        expect(await stored()).toHaveLength(published ? 3 : 1)
        await staff.close()
      },
    )
  })
}
