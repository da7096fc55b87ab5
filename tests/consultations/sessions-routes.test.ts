import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { cancelSession, changeSession, listSessions } from '../../server/consultations/session-repository.ts'
import { testApplication, type TestApplication, type Visitor } from '../support/application.ts'
import { momentOf, readCalendar, textOf } from '../support/read-calendar.ts'
import { aPublishedConsultation, whileOpen } from './builders.ts'

const hostile = '<script>alert(1)</script>\u202e=HYPERLINK("x")'

describe('public pages of drop-in sessions', () => {
  let app: TestApplication
  let visitor: Visitor
  let id = ''
  let base = ''
  beforeAll(async () => {
    app = await testApplication({ clock: whileOpen })
    const made = await aPublishedConsultation(app.db)
    id = made.consultationId
    base = `/consultations/${made.slug}`
    visitor = await app.agent()
  })
  afterAll(() => app.close())

  it('give each session, and all of them, to a calendar that is told of changes', async () => {
    const [session] = await listSessions(app.db, id)
    if (!session) throw new Error('No session.')
    const file = await visitor.get(`${base}/sessions/${session.id}/calendar.ics`)
    expect(file.headers['content-type']).toBe('text/calendar; charset=utf-8')
    expect(file.headers['content-disposition']).toMatch(/^attachment; filename="?[a-z0-9-]+\.ics"?$/)
    const [event] = readCalendar(file.text).components
    if (!event) throw new Error('No event.')
    expect(momentOf(event, 'DTSTART').toISOString()).toBe(session.startsAt)
    expect(textOf(event, 'LOCATION')).toBe('Fenton Library, High Street, Fenton')
    expect(textOf(event, 'SEQUENCE')).toBe('0')
    const uid = textOf(event, 'UID')
    const venue = 'Hall\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:forged'
    await changeSession(
      app.db,
      id,
      session.id,
      { plan: { ...session, venue }, note: hostile },
      new Date(whileOpen),
    )
    await cancelSession(app.db, id, session.id, hostile, new Date(whileOpen))
    const all = readCalendar((await visitor.get(`${base}/sessions/all.ics`)).text)
    expect(all.components).toHaveLength(1)
    const [changed] = all.components
    if (!changed) throw new Error('No event.')
    expect([textOf(changed, 'UID'), textOf(changed, 'SEQUENCE'), textOf(changed, 'STATUS')]).toEqual([
      uid,
      '2',
      'CANCELLED',
    ])
    expect(textOf(changed, 'LOCATION')).toContain('END:VEVENT')
    const page = await visitor.get(`${base}/sessions`)
    expect(page.text).toContain('Cancelled')
    expect(page.text).not.toContain('<script>alert')
    expect((await visitor.get(`${base}/sessions/none/calendar.ics`)).status).toBe(404)
    expect((await visitor.get('/consultations/none/sessions/all.ics')).status).toBe(404)
  })

  it('show sessions of one district, and those for everybody', async () => {
    expect((await visitor.get(`${base}/sessions?district=fen`)).text).toContain('END:VEVENT')
    expect((await visitor.get(`${base}/sessions?district=vale`)).text).toContain(
      'There are no drop-in sessions here.',
    )
    const map = await visitor.get(`${base}/sessions/map.json`)
    expect([map.status, map.type]).toEqual([404, 'text/html'])
  })
})
