import { describe, expect, it } from '@jest/globals'
import { listResponses } from '../../server/surveys/index.ts'
import { openConsultation } from '../consultations/open-consultation.ts'
import { answerPages, send } from './walk.ts'

describe('answering for another district too', () => {
  const open = openConsultation('for each test')
  const responses = () => listResponses(open.app.db, open.consultationId)

  it('takes the same general answers over, linked by a count alone', async () => {
    const visitor = await open.app.agent()
    await answerPages(visitor, open.survey, {
      role: { role: 'staff' },
      times: { times: 'saturdays' },
      centres: { centres: 'none' },
      'proposal-1': { 'proposal-1': 'disagree', 'proposal-1-why': 'only about Fen' },
      postcode: { postcode: 'PE1 1AA' },
    })
    await send(visitor, open.survey)
    expect((await visitor.get(`${open.survey}/sent`)).text).toContain(
      'action="' + open.survey + '/also/vale"',
    )
    const other = open.survey.replace('/fen/', '/vale/')
    const carried = await visitor.post(`${open.survey}/also/vale`)
    expect(carried.headers['location']).toMatch(new RegExp(`^${other}/`))
    const check = await visitor.get(`${other}/check`)
    expect(check.text).toContain('Somebody who works in a children’s centre')
    expect(check.text).toContain('Saturdays')
    expect(check.text).toContain('Postcode found, and not kept')
    expect(check.text).not.toContain('only about Fen')
    await send(visitor, other)
    const [first, second] = (await responses()).sort((a, b) => (a.districtCode < b.districtCode ? -1 : 1))
    expect([first?.about?.alsoAnswered, second?.about?.alsoAnswered]).toEqual([null, 1])
    // No key leads from one to the other.
    expect(JSON.stringify(second)).not.toContain(first?.id ?? '-')
    expect(JSON.stringify(second)).not.toContain(first?.reference ?? '-')
    expect((await visitor.post(`${open.survey}/also/nowhere`)).status).toBe(404)
    expect((await visitor.post(`${open.survey}/also/fen`)).status).toBe(404)
    const stranger = await open.app.agent()
    expect((await stranger.post(`${open.survey}/also/vale`)).headers['location']).toBe(open.survey)
  })

  it('begins no draft before anything was sent, nor once the consultation has closed', async () => {
    open.app.setClock('2026-06-29T12:00:00.000Z')
    const other = open.survey.replace('/fen/', '/vale/')
    const visitor = await open.app.agent()
    await answerPages(visitor, open.survey)
    const early = await visitor.post(`${open.survey}/also/vale`)
    expect(early.headers['location']).not.toContain('/vale/')
    await send(visitor, open.survey)
    const drafts = async () => (await open.app.db.selectFrom('draft').select('id').execute()).length
    const before = await drafts()
    open.app.setClock('2026-06-30T16:00:00.000Z')
    expect((await visitor.post(`${open.survey}/also/vale`)).headers['location']).toBe(other)
    expect((await visitor.post(`${open.survey}/also/%3Cscript%3E`)).status).toBe(404)
    expect(await drafts()).toBe(before)
  })
})
