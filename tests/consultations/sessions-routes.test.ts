import { describe, expect, it } from '@jest/globals'
import {
  addSession,
  cancelSession,
  changeSession,
  listSessions,
} from '../../server/consultations/session-repository.ts'
import { openConsultation } from './open-consultation.ts'
import { momentOf, readCalendar, textOf } from '../support/read-calendar.ts'
import { whileOpen } from './builders.ts'

const hostile = '<script>alert(1)</script>\u202e=HYPERLINK("x")'

describe('public pages of drop-in sessions', () => {
  const open = openConsultation('for all tests')

  it('give each session, and all of them, to a calendar that is told of changes', async () => {
    const [session] = await listSessions(open.app.db, open.consultationId)
    if (!session) throw new Error('No session.')
    const file = await open.visitor.get(`${open.home}/sessions/${session.id}/calendar.ics`)
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
      open.app.db,
      open.consultationId,
      session.id,
      { plan: { ...session, venue }, note: hostile },
      new Date(whileOpen),
    )
    await cancelSession(open.app.db, open.consultationId, session.id, hostile, new Date(whileOpen))
    const all = readCalendar((await open.visitor.get(`${open.home}/sessions/all.ics`)).text)
    expect(all.components).toHaveLength(1)
    const [changed] = all.components
    if (!changed) throw new Error('No event.')
    expect([textOf(changed, 'UID'), textOf(changed, 'SEQUENCE'), textOf(changed, 'STATUS')]).toEqual([
      uid,
      '2',
      'CANCELLED',
    ])
    expect(textOf(changed, 'LOCATION')).toContain('END:VEVENT')
    const page = await open.visitor.get(`${open.home}/sessions`)
    expect(page.text).toContain('Cancelled')
    expect(page.text).not.toContain('<script>alert')
    expect((await open.visitor.get(`${open.home}/sessions/none/calendar.ics`)).status).toBe(404)
    expect((await open.visitor.get('/consultations/none/sessions/all.ics')).status).toBe(404)
  })

  it('show sessions of one district, and those for everybody', async () => {
    expect((await open.visitor.get(`${open.home}/sessions?district=fen`)).text).toContain('END:VEVENT')
    expect((await open.visitor.get(`${open.home}/sessions?district=vale`)).text).toContain(
      'There are no drop-in sessions here.',
    )
    const map = await open.visitor.get(`${open.home}/sessions/map.json`)
    expect([map.status, map.type]).toEqual([404, 'text/html'])
  })

  it('say once what most sessions have in common, and lead on to answering', async () => {
    for (const [day, languages] of [
      ['20', 'English'],
      ['21', 'English'],
      ['22', 'English'],
      ['23', 'English and Polish'],
    ] as const) {
      await addSession(open.app.db, open.consultationId, {
        districtCode: 'E07009992',
        startsAt: `2026-06-${day}T09:00:00.000Z`,
        endsAt: `2026-06-${day}T11:00:00.000Z`,
        venue: 'Vale Hall',
        address: 'Vale Road',
        access: 'Ramp at the side',
        languages,
      })
    }
    const { text } = await open.visitor.get(`${open.home}/sessions?district=vale`)
    const count = (words: string): number => text.split(words).length - 1
    expect([count('Ramp at the side'), count('Languages: English<'), count('English and Polish')]).toEqual([
      1, 1, 1,
    ])
    expect(text.indexOf('Unless a session says otherwise:')).toBeLessThan(text.indexOf('Ramp at the side'))
    for (const page of ['sessions', 'documents', 'questions', 'options']) {
      const { text: shown } = await open.visitor.get(`${open.home}/${page}`)
      expect([page, shown.includes('See your district and answer')]).toEqual([page, true])
    }
  })
})
