import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { findConsultation } from '../../server/consultations/consultation-repository.ts'
import type { TestApplication, Visitor } from '../support/application.ts'
import { staffAndPublic } from './manage-support.ts'
import { hiddenOn } from './record-support.ts'

describe('dates of a draft that nobody can mean', () => {
  let app: TestApplication
  let planner: Visitor
  let id: string
  let close: () => Promise<void>
  beforeAll(async () => {
    ;({ app, planner, id, close } = await staffAndPublic(false))
  })
  afterAll(() => close())

  it('are refused with a sentence, and what stood there stays', async () => {
    const at = `/manage/consultations/${id}/dates`
    const before = await findConsultation(app.db, id)
    const version = hiddenOn((await planner.get(at)).text, 'version')
    const from = (name: string, year: string, month: string): Record<string, string> => ({
      [`${name}-day`]: '1',
      [`${name}-month`]: month,
      [`${name}-year`]: year,
    })
    const times = { version, opensTime: '09:00', closesTime: '17:00', graceMinutes: '30' }
    for (const [opens, closes] of [
      [from('opensOn', '2026', '9'), from('closesOn', '2026', '3')],
      [from('opensOn', '0001', '1'), from('closesOn', '2026', '9')],
      [from('opensOn', '2026', '1'), from('closesOn', '9999', '9')],
      [from('opensOn', '2026', '13'), from('closesOn', '2026', '9')],
    ]) {
      const refused = await planner.post(at, { ...times, ...opens, ...closes })
      expect(refused.status).toBe(422)
      expect(refused.text).toContain('There is a problem')
    }
    expect(await findConsultation(app.db, id)).toEqual(before)
  })
})
