import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { checkItems } from '../../server/consultations/index.ts'
import { listCheckAnswers } from '../../server/consultations/checklist-repository.ts'
import { publishConsultation } from '../../server/surveys/index.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { actor, aDraftConsultation, whileOpen } from './builders.ts'
import { hiddenOn } from './record-support.ts'

describe('the checklist before publishing', () => {
  let app: TestApplication
  let planner: Visitor
  let analyst: Visitor
  let at: string
  let id: string
  beforeAll(async () => {
    app = await testApplication({ clock: whileOpen })
    ;({ consultationId: id } = await aDraftConsultation(app.db))
    at = `/manage/consultations/${id}/checklist`
    planner = await app.agent('planner')
    analyst = await app.agent('analyst')
  })
  afterAll(() => app.close())
  const answer = 'Cabinet agreed to ask, and to decide on what people say, on 12 March.'
  const evidence = 'Minutes of 12 March 2026, item 4'

  it('cannot be ticked: every point asks for words, and where it matters for evidence', async () => {
    for (const item of checkItems) {
      const tick = await planner.post(`${at}/${item.key}`, { answer: 'Yes.', evidence })
      expect([item.key, tick.status]).toEqual([item.key, 422])
      const empty = await planner.post(`${at}/${item.key}`, { answer: '', evidence })
      expect([item.key, empty.status]).toEqual([item.key, 422])
      if (item.evidence === null) continue
      const bare = await planner.post(`${at}/${item.key}`, { answer, evidence: '' })
      expect([item.key, bare.status, bare.text.includes(answer)]).toEqual([item.key, 422, true])
    }
    expect(await listCheckAnswers(app.db, id)).toEqual([])
    expect((await planner.post(`${at}/none`, { answer, evidence })).status).toBe(404)
  })

  it('takes a short true answer, and refuses what says nothing or is said of another point', async () => {
    const [first, second] = checkItems
    const refused = [
      'yes yes yes yes yes yes yes yes yes yes yes yes',
      'Yes. Yes! YES, yes – yes; yes and no, yes yes yes yes',
      'It was done. It was done. It was done. It was done.',
      'n/a',
      '!!! ??? ... --- !!! ??? ... --- !!! ??? ... ---',
    ]
    for (const nothing of refused) {
      const page = await planner.post(`${at}/${first.key}`, { answer: nothing, evidence })
      expect([nothing, page.status]).toEqual([nothing, 422])
      expect(page.text).toContain('Say in a sentence of your own what you did or decided')
      expect(page.text).toContain(nothing.slice(0, 3))
    }
    const short = 'Minuted on 3 March.'
    expect((await planner.post(`${at}/${first.key}`, { answer: short, evidence })).status).toBe(303)
    const same = await planner.post(`${at}/${second.key}`, { answer: 'minuted, on 3 MARCH', evidence })
    expect([same.status, same.text.includes('minuted, on 3 MARCH</textarea>')]).toEqual([422, true])
    expect(same.text).toContain(`word for word the answer to “${first.title}”`)
    // The same again of its own point, and what another point said once but says no more, are answers.
    expect((await planner.post(`${at}/${first.key}`, { answer: `${short} So.`, evidence })).status).toBe(303)
    expect((await planner.post(`${at}/${first.key}`, { answer: `${short} So.`, evidence })).status).toBe(303)
    expect((await planner.post(`${at}/${second.key}`, { answer: short, evidence })).status).toBe(303)
    await app.db.deleteFrom('consultation_check').execute()
  })

  it('keeps an answer that was sent twice once, and tells whoever would write over another’s', async () => {
    const [item] = checkItems
    const own = `${at}/${item.key}`
    const seen = hiddenOn((await planner.get(own)).text, 'seen')
    const sent = await Promise.all([
      planner.post(own, { answer, evidence, seen }),
      planner.post(own, { answer, evidence, seen }),
    ])
    expect(sent.map(({ status }) => status)).toEqual([303, 303])
    expect(await listCheckAnswers(app.db, id)).toHaveLength(1)
    const mine = `${answer} And more of my own.`
    const stale = await analyst.post(own, { answer: mine, evidence, seen })
    expect([stale.status, stale.text.includes('more of my own.</textarea>')]).toEqual([422, true])
    expect(stale.text).toContain('Somebody else has changed this answer')
    const again = hiddenOn(stale.text, 'seen')
    expect((await analyst.post(own, { answer: mine, evidence, seen: again })).status).toBe(303)
    const answers = await listCheckAnswers(app.db, id)
    expect(answers.map(one => one.replacedAt === null).sort()).toEqual([false, true])
    expect((await planner.get(own)).text).toContain('Earlier answers')
  })

  it('is closed to those who may not, and stays as it was once it is published', async () => {
    const nobody = await app.agent()
    const worker = await app.agent('drop-in')
    const [item] = checkItems
    for (const page of [at, `${at}/${item.key}`]) {
      expect([page, (await nobody.get(page)).status]).toEqual([page, 303])
      expect([page, (await worker.get(page)).status]).toEqual([page, 403])
    }
    await publishConsultation(app.db, id, actor, () => new Date(whileOpen))
    const late = await planner.post(`${at}/${item.key}`, { answer: `${answer} Anew.`, evidence })
    expect([late.status, late.text.includes('Anew.')]).toEqual([409, true])
    expect((await listCheckAnswers(app.db, id)).some(one => one.answer.includes('Anew'))).toBe(false)
  })
})
