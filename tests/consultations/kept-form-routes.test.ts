import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { typedToCopy } from '../../server/consultations/kept-form-routes.ts'
import { askForReview } from '../../server/consultations/review-repository.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { actor, aDraftConsultation, aPublishedConsultation, whileOpen } from './builders.ts'

describe('a form that comes too late', () => {
  let app: TestApplication
  let planner: Visitor
  beforeAll(async () => {
    app = await testApplication({ clock: whileOpen })
    planner = await app.agent('planner')
  })
  afterAll(() => app.close())

  it('shows what was typed, to be copied, when it was published or is being read over meanwhile', async () => {
    const { consultationId } = await aDraftConsultation(app.db)
    const at = `/manage/consultations/${consultationId}`
    await askForReview(app.db, consultationId, actor, new Date(whileOpen))
    const late = await planner.post(`${at}/texts`, {
      version: '1',
      name: 'Centres',
      introduction: 'An hour of work & <b>more</b>',
    })
    expect(late.status).toBe(409)
    expect(late.text).toContain('This was not saved')
    expect(late.text).toContain('being read over')
    expect(late.text).toContain('An hour of work &amp; &lt;b&gt;more&lt;/b&gt;')
    expect(late.text).toContain(`href="${at}"`)
    expect(late.text).not.toContain('name="_csrf" value="1"')
  })

  it('shows what was typed about something that somebody else has taken out meanwhile', async () => {
    const { consultationId } = await aDraftConsultation(app.db)
    const at = `/manage/consultations/${consultationId}`
    const analyst = await app.agent('analyst')
    const { id: proposal } = await app.db
      .selectFrom('proposal')
      .select('id')
      .where('consultation_id', '=', consultationId)
      .where('district_code', '=', 'E07009991')
      .executeTakeFirstOrThrow()
    const own = `${at}/districts/E07009991/proposals/${proposal}`
    expect((await analyst.post(`${own}/remove`)).status).toBe(303)
    const late = await planner.post(own, {
      title: 'Alder',
      whatChanges: 'An hour of <b>work</b>',
      siteId: '',
    })
    expect([late.status, late.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
    expect(late.text).toContain('This was not saved')
    expect(late.text).toContain('There is no such proposal.')
    expect(late.text).toContain('An hour of &lt;b&gt;work&lt;/b&gt;')
    // A button without words has nothing to keep.
    const button = await planner.post(`${own}/remove`)
    expect([button.status, button.text.includes('This was not saved')]).toEqual([410, false])
  })

  it('shows the words of a session that was cancelled, and of a document that was taken out, meanwhile', async () => {
    const { consultationId } = await aPublishedConsultation(app.db)
    const { id } = await app.db
      .selectFrom('drop_in_session')
      .select('id')
      .where('consultation_id', '=', consultationId)
      .executeTakeFirstOrThrow()
    const own = `/manage/consultations/${consultationId}/sessions/${id}`
    expect((await planner.post(`${own}/cancel`, { because: 'The hall burned down.' })).status).toBe(303)
    const late = await planner.post(own, { venue: 'Another hall', note: 'Careful words' })
    expect([late.status, late.text.includes('This session is cancelled')]).toEqual([409, true])
    for (const words of ['Another hall', 'Careful words']) expect(late.text).toContain(words)
    const { consultationId: draft } = await aDraftConsultation(app.db)
    const document = await app.db
      .selectFrom('consultation_document')
      .select('id')
      .where('consultation_id', '=', draft)
      .executeTakeFirstOrThrow()
    const page = `/manage/consultations/${draft}/documents/${document.id}`
    expect((await planner.post(`${page}/remove`)).status).toBe(303)
    const gone = await planner.send(page, { kind: 'full', language: 'en', body: 'An hour of work' }, [])
    expect([gone.status, gone.text.includes('An hour of work')]).toEqual([404, true])
    expect((await planner.post(`${page}/words`, { title: 'A better title' })).text).toContain(
      'A better title',
    )
  })

  it('has pages that say why they are not for this stage, with the way back', async () => {
    const { consultationId } = await aPublishedConsultation(app.db)
    const at = `/manage/consultations/${consultationId}`
    for (const page of ['/texts', '/dates', '/review', '/decision', '/next']) {
      const shown = await planner.get(`${at}${page}`)
      expect([page, shown.status, shown.text.includes(`href="${at}"`)]).toEqual([page, 409, true])
    }
    expect((await planner.get('/manage/consultations/none/texts')).status).toBe(404)
  })

  it('keeps every field with letters, by the name that people know, and none of the form’s own', () => {
    expect(
      typedToCopy({
        _csrf: 'token',
        version: '3',
        seen: 'abc',
        whatIsLost: ' A place ',
        'fromOn-day': '31',
        take: ['hours', 'where'],
        empty: '',
      }),
    ).toEqual([
      { label: 'What would be lost', typed: 'A place' },
      { label: 'Text', typed: 'hours\nwhere' },
    ])
    expect(typedToCopy(null)).toEqual([])
  })
})
