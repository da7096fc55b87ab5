import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addFaq } from '../../server/consultations/faq-repository.ts'
import { addOption, listOptions } from '../../server/consultations/option-repository.ts'
import type { TestApplication, Visitor } from '../support/application.ts'
import { staffAndPublic } from './manage-support.ts'

const at = new Date('2026-05-01T09:00:00.000Z')

describe('taking something out of a draft twice', () => {
  let app: TestApplication
  let planner: Visitor
  let analyst: Visitor
  let id: string
  let manage: string
  let close: () => Promise<void>
  beforeAll(async () => {
    ;({ app, planner, id, close } = await staffAndPublic(false))
    analyst = await app.agent('analyst')
    manage = `/manage/consultations/${id}`
  })
  afterAll(() => close())

  const recorded = async (): Promise<number> =>
    (await app.db.selectFrom('audit').select('id').where('consultation_id', '=', id).execute()).length
  /** Two people press the button at once, and one of them presses it again. */
  async function twice(address: string): Promise<void> {
    const before = await recorded()
    const both = await Promise.all([planner.post(address), analyst.post(address)])
    expect(both.map(({ status }) => status).sort()).toEqual([303, 410])
    const again = await planner.post(address)
    expect(again.status).toBe(410)
    expect(again.text).toContain('is gone already: somebody else has taken it out')
    expect(await recorded()).toBe(before + 1)
  }

  it('records one removal of a proposal', async () => {
    const { id: proposal, district_code: code } = await app.db
      .selectFrom('proposal')
      .select(['id', 'district_code'])
      .executeTakeFirstOrThrow()
    await twice(`${manage}/districts/${code}/proposals/${proposal}/remove`)
  })

  it('records one removal of an option', async () => {
    const option = { name: 'Sharing', whatItWas: 'x', whyNot: 'y', statusQuo: false, scenarioId: null }
    await addOption(app.db, id, option)
    const [added] = (await listOptions(app.db, id)).filter(({ name }) => name === 'Sharing')
    await twice(`${manage}/options/${added?.id ?? ''}/remove`)
  })

  it('records one removal of a question and of a session', async () => {
    await addFaq(app.db, id, { question: 'Why?', answer: 'So.' }, at)
    const faq = await app.db.selectFrom('faq').select('id').executeTakeFirstOrThrow()
    await twice(`${manage}/questions/${faq.id}/remove`)
    const session = await app.db.selectFrom('drop_in_session').select('id').executeTakeFirst()
    if (session) await twice(`${manage}/sessions/${session.id}/remove`)
  })

  it('records one removal of a document', async () => {
    const document = await app.db.selectFrom('consultation_document').select('id').executeTakeFirstOrThrow()
    await twice(`${manage}/documents/${document.id}/remove`)
  })
})
