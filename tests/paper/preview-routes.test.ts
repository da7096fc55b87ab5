import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { preparePublication } from '../../server/surveys/index.ts'
import { aDraftConsultation, whileOpen } from '../consultations/builders.ts'
import { addedPage } from '../surveys/builder/building.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'

describe('a survey on paper while it is built', () => {
  let app: TestApplication
  let analyst: Visitor
  let id: string
  let at: string
  let code: string
  beforeAll(async () => {
    app = await testApplication({ clock: whileOpen })
    analyst = await app.agent('analyst')
    id = (await aDraftConsultation(app.db)).consultationId
    code = (await preparePublication(app.db, id))?.surveys[0]?.districtCode ?? ''
    at = `/paper/preview/${id}/${code}`
  })
  afterAll(() => app.close())

  it('is reached from the builder, shows what was built a moment ago, and has no number', async () => {
    const builder = `/manage/consultations/${id}/builder`
    expect((await analyst.get(`${builder}/preview`)).text).toContain(at)
    await addedPage(
      analyst,
      builder,
      { title: 'More <b>of it</b>' },
      { kind: 'agreement-list', text: 'Do you agree?', items: 'It is near\nIt is warm' },
    )
    const paper = await analyst.get(at)
    expect(paper.status).toBe(200)
    expect(paper.text).toContain('Do you agree? It is warm')
    expect(paper.text).toContain('More &lt;b&gt;of it&lt;/b&gt;')
    expect(paper.text).not.toContain('<b>of it</b>')
    expect(paper.text).toContain('It has no number')
    expect(await app.db.selectFrom('paper_form').select('id').execute()).toEqual([])
  })

  it('speaks the language of the form, with English tagged where nothing is translated', async () => {
    const polish = await analyst.get(`${at}?lang=pl`)
    expect(polish.text).toContain('<html lang="pl"')
    expect(polish.text).toContain('Zaznacz jedno pole.')
    expect(polish.text).toContain('<span lang="en" dir="ltr">It is warm</span>')
    expect((await analyst.get(`${at}?lang=xx`)).text).toContain('<html lang="en"')
  })

  it('is for those who build it, of a district that is asked', async () => {
    const planner = await app.agent('planner')
    const others = [planner, await app.agent('drop-in'), await app.agent()]
    const statuses = []
    for (const other of others) statuses.push((await other.get(at)).status)
    expect(statuses).toEqual([200, 403, 303])
    for (const wrong of [
      `/paper/preview/none/${code}`,
      `/paper/preview/${id}/E0`,
      `/paper/preview/${id}/%00`,
    ])
      expect([wrong, (await analyst.get(wrong)).status]).toEqual([wrong, 404])
  })

  it('is of the active county alone', async () => {
    await app.db.updateTable('county').set({ active: 0 }).execute()
    const statuses = [(await analyst.get(at)).status]
    const { id: other, ...county } = await app.db.selectFrom('county').selectAll().executeTakeFirstOrThrow()
    const another = { ...county, id: `not-${other}`, active: 1 }
    await app.db.insertInto('county').values(another).execute()
    statuses.push((await analyst.get(at)).status)
    await app.db.deleteFrom('county').where('id', '=', another.id).execute()
    await app.db.updateTable('county').set({ active: 1 }).execute()
    expect(statuses).toEqual([404, 404])
  })
})
