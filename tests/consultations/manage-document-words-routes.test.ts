import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { listChanges } from '../../server/consultations/index.ts'
import { listDocuments } from '../../server/consultations/document-repository.ts'
import { staffAndPublic } from './manage-support.ts'

const hostile = '<script>alert(1)</script>\u202e=HYPERLINK("x")'
const markOn = (html: string): string => /name="mark" value="([^"]+)"/.exec(html)?.[1] ?? ''

describe('what a published document is called', () => {
  let staff: Awaited<ReturnType<typeof staffAndPublic>>
  let page = ''
  let open = ''
  const words = { title: 'Short summary', description: 'Two pages', reason: '' }
  beforeAll(async () => {
    staff = await staffAndPublic()
    const [document] = await listDocuments(staff.app.db, staff.id)
    page = `/manage/consultations/${staff.id}/documents/${document?.id ?? ''}`
    open = `/consultations/${staff.slug}/documents/${document?.id ?? ''}`
  })
  afterAll(() => staff.close())

  it('is corrected with a reason, in public', async () => {
    expect((await staff.planner.get(page)).text).toContain(`href="${page}/words"`)
    const form = await staff.planner.get(`${page}/words`)
    expect(form.text).toContain('value="Summary"')
    const mark = markOn(form.text)
    const silent = await staff.planner.post(`${page}/words`, { ...words, mark })
    expect([silent.status, silent.text.includes('Say why it is corrected')]).toEqual([422, true])
    expect(silent.text).toContain('value="Short summary"')
    const same = await staff.planner.post(`${page}/words`, { ...words, title: 'Summary', mark, reason: 'x' })
    expect(same.text).toContain('Nothing differs from what is there')
    const empty = await staff.planner.post(`${page}/words`, { ...words, title: ' ', mark, reason: 'x' })
    expect(empty.text).toContain('Enter a title')
    const done = await staff.planner.post(`${page}/words`, { ...words, mark, reason: 'There are two now' })
    expect([done.status, done.headers['location']]).toEqual([303, page])
    staff.app.statements()
    const shown = await staff.visitor.get(open)
    expect(staff.app.statements().length).toBeLessThanOrEqual(3)
    expect(shown.text).toContain('<h1 class="govuk-heading-xl">Short summary</h1>')
    expect(shown.text).toContain('It was called “Summary” until Wednesday 10 June 2026.')
    expect(shown.text).toContain('There are two now')
    const [change] = await listChanges(staff.app.db, staff.id)
    expect(change).toMatchObject({
      kind: 'document',
      summary: 'The title of a document was corrected: “Summary” is now “Short summary”.',
      reason: 'There are two now',
    })
    expect((await staff.visitor.get(`/consultations/${staff.slug}/changes`)).text).toContain(
      'There are two now',
    )
    expect((await staff.planner.get(page)).text).toContain('it was called “Summary”')
    const audit = await staff.app.db.selectFrom('audit').select('summary').execute()
    expect(JSON.stringify(audit)).toContain('“Summary” is now “Short summary”')
  })

  it('is not written over by somebody who had it before them earlier: theirs is kept for them', async () => {
    const mark = markOn((await staff.planner.get(`${page}/words`)).text)
    const other = await staff.app.agent('analyst')
    const both = await Promise.all([
      staff.planner.post(`${page}/words`, { ...words, title: 'Mine', mark, reason: 'Better' }),
      other.post(`${page}/words`, { ...words, title: 'Theirs', mark, reason: 'Better' }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([303, 422])
    const refused = both.find(({ status }) => status === 422)
    expect(refused?.text).toContain('Somebody else has changed')
    expect(refused?.text).toMatch(/value="(Mine|Theirs)"/)
    const changes = await listChanges(staff.app.db, staff.id)
    expect(changes.filter(({ reason }) => reason === 'Better')).toHaveLength(1)
    const audit = await staff.app.db
      .selectFrom('audit')
      .select('summary')
      .where('summary', 'like', '%Theirs%')
      .execute()
    const mine = await staff.app.db
      .selectFrom('audit')
      .select('summary')
      .where('summary', 'like', '%Mine%')
      .execute()
    expect(audit.length + mine.length).toBe(1)
  })

  it('shows markup as text, and nothing that reorders text', async () => {
    const mark = markOn((await staff.planner.get(`${page}/words`)).text)
    const sent = { title: hostile, description: hostile, reason: hostile, mark }
    expect((await staff.planner.post(`${page}/words`, sent)).status).toBe(303)
    for (const path of [
      open,
      `/consultations/${staff.slug}/documents`,
      `/consultations/${staff.slug}/changes`,
    ]) {
      const { text } = await staff.visitor.get(path)
      expect(text).toContain('&lt;script&gt;')
      expect(text).not.toContain('<script>alert')
      expect(text).not.toContain('\u202e')
    }
  })

  it('is for planners and analysts, of this consultation’s documents', async () => {
    const worker = await staff.app.agent('drop-in')
    expect((await worker.get(`${page}/words`)).status).toBe(403)
    expect((await worker.post(`${page}/words`, words)).status).toBe(403)
    expect((await staff.visitor.get(`${page}/words`)).status).toBe(303)
    const other = await staff.planner.post('/manage/consultations/new', { name: 'Other', scenarioId: '' })
    const elsewhere = page.replace(staff.id, String(other.headers['location']).split('/').at(-1) ?? '')
    expect((await staff.planner.get(`${elsewhere}/words`)).status).toBe(404)
    expect((await staff.planner.post(`${elsewhere}/words`, words)).status).toBe(404)
  })
})

describe('what a document is called before publication', () => {
  it('is changed freely, and by nobody while it is read over', async () => {
    const { planner, id, app, close } = await staffAndPublic(false)
    const [document] = await listDocuments(app.db, id)
    const page = `/manage/consultations/${id}/documents/${document?.id ?? ''}/words`
    const form = await planner.get(page)
    expect(form.text).not.toContain('Why is it corrected?')
    const words = { title: 'Plan', description: '', reason: '', mark: markOn(form.text) }
    expect((await planner.post(page, words)).status).toBe(303)
    expect(await listDocuments(app.db, id)).toMatchObject([{ title: 'Plan', description: '', changes: [] }])
    await app.db.updateTable('consultation').set({ preparation: 'review' }).execute()
    expect((await planner.post(page, { ...words, title: 'Late' })).status).toBe(409)
    await close()
  })
})
