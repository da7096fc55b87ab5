import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { readDecisions } from '../../server/consultations/decision-repository.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { aPublishedConsultation, whileOpen } from './builders.ts'
import { hiddenOn } from './record-support.ts'

const afterClosing = '2026-07-21T09:00:00.000Z'
const day = (name: string, iso: string): Record<string, string> => {
  const [year = '', month = '', date = ''] = iso.split('-')
  return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year }
}

describe('meetings, the decision and what happened next, when forms are sent twice or by two people', () => {
  let app: TestApplication
  let planner: Visitor
  let analyst: Visitor
  let at: string
  let id: string
  const signIn = async (): Promise<void> => {
    planner = await app.agent('planner')
    analyst = await app.agent('analyst')
  }
  beforeEach(async () => {
    app = await testApplication({ clock: whileOpen })
    ;({ consultationId: id } = await aPublishedConsultation(app.db))
    at = `/manage/consultations/${id}`
    await signIn()
  })
  afterEach(() => app.close())
  const logged = async (kind: string): Promise<number> =>
    (
      await app.db
        .selectFrom('consultation_change')
        .select('id')
        .where('consultation_id', '=', id)
        .where('kind', '=', kind)
        .execute()
    ).length

  it('adds a meeting once, and tells whoever changes one that somebody else has changed', async () => {
    const cabinet = { ...day('on', '2026-07-10'), committee: 'Cabinet', what: 'Reads the report.' }
    const sent = await Promise.all([
      planner.post(`${at}/governance`, cabinet),
      planner.post(`${at}/governance`, cabinet),
    ])
    expect(sent.map(({ status }) => status)).toEqual([303, 303])
    const [meeting] = (await readDecisions(app.db, id)).dates
    expect((await readDecisions(app.db, id)).dates).toHaveLength(1)
    expect(await logged('governance')).toBe(1)
    const own = `${at}/governance/${meeting?.id ?? ''}`
    const seen = hiddenOn((await planner.get(own)).text, 'seen')
    const later = { ...cabinet, seen, what: 'Reads the report in public.' }
    expect((await planner.post(own, later)).status).toBe(303)
    // A double click brings what is stored already.
    expect((await planner.post(own, later)).status).toBe(303)
    const stale = await analyst.post(own, { ...cabinet, seen, what: 'Mine' })
    expect([stale.status, stale.text.includes('Mine</textarea>')]).toEqual([422, true])
    expect(stale.text).toContain('Somebody else has changed this meeting')
    expect(await logged('governance')).toBe(2)
    expect((await planner.post(`${own}/remove`)).status).toBe(303)
    expect((await analyst.post(`${own}/remove`)).status).toBe(410)
    expect(await logged('governance')).toBe(3)
  })

  it('enters a decision once, and never one over another unseen', async () => {
    app.setClock(afterClosing)
    await signIn()
    const first = {
      ...day('decidedOn', '2026-07-20'),
      decidedBy: 'Full Council',
      decision: 'Alder Centre stays open.',
      whatChanged: 'You told us about the bus.',
      seen: hiddenOn((await planner.get(`${at}/decision`)).text, 'seen'),
    }
    expect((await planner.get(`${at}/decision`)).text).toContain('Enter the decision')
    expect((await planner.post(`${at}/decision`, first)).status).toBe(303)
    expect((await planner.post(`${at}/decision`, first)).status).toBe(303)
    const entered = (await planner.get(`${at}/decision`)).text
    expect(entered).toContain('Publish the new wording')
    expect(entered).not.toContain('Enter the decision')
    expect((await readDecisions(app.db, id)).decisions).toHaveLength(1)
    expect(await logged('decision')).toBe(1)
    // Somebody else had the empty form before them.
    const other = await analyst.post(`${at}/decision`, { ...first, decision: 'Alder Centre closes.' })
    expect([other.status, other.text.includes('Alder Centre closes.</textarea>')]).toEqual([422, true])
    expect(other.text).toContain('Somebody else has changed the decision')
    expect(other.text).not.toContain('Say why the wording is changed: the public reads it')
    const seen = hiddenOn((await analyst.get(`${at}/decision`)).text, 'seen')
    const wording = { ...first, seen, decision: 'Alder Centre stays open, until 2030.' }
    expect((await analyst.post(`${at}/decision`, wording)).status).toBe(422)
    expect((await analyst.post(`${at}/decision`, { ...wording, reason: 'A date was missing.' })).status).toBe(
      303,
    )
    expect((await readDecisions(app.db, id)).decisions).toHaveLength(2)
    const happened = { ...day('on', '2026-07-21'), happened: 'The lease was signed.' }
    await Promise.all([planner.post(`${at}/next`, happened), planner.post(`${at}/next`, happened)])
    expect((await readDecisions(app.db, id)).followUps).toHaveLength(1)
    expect(await logged('next')).toBe(1)
  })

  it('says so when the clock has passed the moment in the middle of a form, and keeps what was typed', async () => {
    app.setClock(afterClosing)
    await signIn()
    const form = {
      ...day('decidedOn', '2026-07-20'),
      decidedBy: 'Full Council',
      decision: 'An hour of careful words.',
      whatChanged: 'Much.',
    }
    // Somebody reopens it while the decision is typed.
    app.setClock(whileOpen)
    await signIn()
    const late = await planner.post(`${at}/decision`, form)
    expect(late.status).toBe(409)
    expect(late.text).toContain('This was not saved')
    expect(late.text).toContain('An hour of careful words.')
    const next = await planner.post(`${at}/next`, { ...day('on', '2026-06-09'), happened: 'Too early.' })
    expect([next.status, next.text.includes('Too early.')]).toEqual([409, true])
  })
})
