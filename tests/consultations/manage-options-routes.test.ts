import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { listOptions } from '../../server/consultations/option-repository.ts'
import { publishConsultation } from '../../server/surveys/index.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { actor, aDraftConsultation, whileOpen } from './builders.ts'
import { hiddenOn } from './record-support.ts'

describe('the pages on which staff write options', () => {
  let app: TestApplication
  let planner: Visitor
  let at: string
  let consultationId: string
  beforeAll(async () => {
    app = await testApplication({ clock: whileOpen })
    ;({ consultationId } = await aDraftConsultation(app.db))
    at = `/manage/consultations/${consultationId}`
    planner = await app.agent('planner')
  })
  afterAll(() => app.close())

  it('ask for reasons, and refuse words of a decision', async () => {
    const empty = await planner.post(`${at}/options/new`, { name: '', whatItWas: '', whyNot: '' })
    expect(empty.status).toBe(422)
    expect(empty.text).toContain('Say why it is not proposed')
    const decided = await planner.post(`${at}/options/new`, {
      name: 'The recommended option',
      whatItWas: 'x',
      whyNot: 'y',
    })
    expect(decided.status).toBe(422)
    expect(decided.text).toContain('nothing is decided before the consultation has closed')
    expect(await listOptions(app.db, consultationId)).toEqual([])
  })

  it('keep an option, change it, and take it out; today stays whatever is done', async () => {
    const added = await planner.post(`${at}/options/new`, {
      name: '<img src=x onerror=alert(1)>',
      whatItWas: 'x',
      whyNot: 'y',
      scenarioId: 'forged',
    })
    expect(added.status).toBe(303)
    const [option] = await listOptions(app.db, consultationId)
    expect(option).toMatchObject({ scenarioId: null, statusQuo: false })
    const list = await planner.get(`${at}/options`)
    expect(list.text).toContain('Keep everything as it is')
    expect(list.text).not.toContain('<img src=x')
    const quo = { name: 'As it is', whatItWas: 'Nothing changes.', whyNot: 'It costs more.' }
    expect((await planner.post(`${at}/options/status-quo`, quo)).status).toBe(303)
    const [today] = await listOptions(app.db, consultationId)
    expect(today).toMatchObject({ name: 'As it is', statusQuo: true })
    expect((await planner.post(`${at}/options/${today?.id ?? ''}/remove`)).status).toBe(404)
    expect((await planner.post(`${at}/options/${option?.id ?? ''}/remove`)).status).toBe(303)
    expect((await listOptions(app.db, consultationId)).map(({ name }) => name)).toEqual(['As it is'])
  })

  it('do not let two people write over each other unseen, and keep what was sent twice once', async () => {
    const analyst = await app.agent('analyst')
    const less = { name: 'Less', whatItWas: 'All open, less.', whyNot: 'Saves little.' }
    await Promise.all([planner.post(`${at}/options/new`, less), planner.post(`${at}/options/new`, less)])
    const options = (await listOptions(app.db, consultationId)).filter(one => one.name === 'Less')
    expect(options).toHaveLength(1)
    const pages: [string, Record<string, string>, string][] = [
      [`${at}/options/${options[0]?.id ?? ''}`, less, 'whatItWas'],
    ]
    for (const [page, form, field] of pages) {
      const seen = hiddenOn((await planner.get(page)).text, 'seen')
      expect((await planner.post(page, { ...form, seen, [field]: 'Theirs.' })).status).toBe(303)
      const stale = await analyst.post(page, { ...form, seen, [field]: 'Mine.' })
      expect([page, stale.status, stale.text.includes('Mine.</textarea>')]).toEqual([page, 422, true])
      expect(stale.text).toContain('Somebody else has changed')
      const again = hiddenOn(stale.text, 'seen')
      expect((await analyst.post(page, { ...form, seen: again, [field]: 'Mine.' })).status).toBe(303)
    }
  })

  it('are closed to those who may not, and after publication', async () => {
    const nobody = await app.agent()
    expect((await nobody.get(`${at}/options`)).status).not.toBe(200)
    await publishConsultation(app.db, consultationId, actor, () => new Date(whileOpen))
    expect((await planner.post(`${at}/options/new`, { name: 'a', whatItWas: 'b', whyNot: 'c' })).status).toBe(
      409,
    )
    expect((await planner.get(`${at}/options`)).text).toContain('can only be corrected')
  })
})
