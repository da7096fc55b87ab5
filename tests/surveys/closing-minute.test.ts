import { describe, expect, it } from '@jest/globals'
import { listResponses } from '../../server/surveys/index.ts'
import { openConsultation } from '../consultations/open-consultation.ts'

import { answerPages, markOn, send } from './walk.ts'

const lastOpenMoment = '2026-06-30T15:59:59.999Z'
const closingMoment = '2026-06-30T16:00:00.000Z'
const lastGraceMoment = '2026-06-30T16:30:00.000Z'
const afterGrace = '2026-06-30T16:30:00.001Z'

describe('the closing minute', () => {
  const open = openConsultation('for each test', lastOpenMoment)

  it('counts an answer in the last open moment as any other', async () => {
    const visitor = await open.app.agent()
    await answerPages(visitor, open.survey)
    await send(visitor, open.survey)
    expect(await listResponses(open.app.db, open.consultationId)).toEqual([
      expect.objectContaining({ withinGrace: false }),
    ])
  })

  it('takes what was begun before closing until the grace is over, says so, and records it', async () => {
    const visitor = await open.app.agent()
    await answerPages(visitor, open.survey)
    open.app.setClock(closingMoment)
    const page = await visitor.get(`${open.survey}/overall`)
    expect(page.text).toContain('you can still send your answers until 5:30pm')
    expect((await visitor.post(`${open.survey}/overall`, { overall: 'agree' })).status).toBe(303)
    open.app.setClock(lastGraceMoment)
    expect(await send(visitor, open.survey)).toBe(`${open.survey}/equality`)
    expect(await listResponses(open.app.db, open.consultationId)).toEqual([
      expect.objectContaining({ withinGrace: true, receivedAt: lastGraceMoment }),
    ])
    expect((await visitor.get(`${open.survey}/sent`)).text).toContain(
      'within the 30 minutes after it, so they count',
    )
    open.app.setClock(afterGrace)
    const late = await visitor.post(`${open.survey}/equality/age`, { age: '25-to-34' })
    expect(late.headers['location']).toBe(`${open.survey}/sent`)
    expect((await visitor.get(`${open.survey}/sent`)).text).toContain('this last answer was not added')
  })

  it('begins nothing new once it has closed', async () => {
    open.app.setClock(closingMoment)
    const visitor = await open.app.agent()
    const start = await visitor.get(open.survey)
    expect(start.text).toContain('This consultation closed at 5pm on Tuesday 30 June 2026.')
    expect(start.text).not.toContain(`${open.survey}/start`)
    expect((await visitor.post(`${open.survey}/start`)).headers['location']).toBe(open.survey)
    expect(await open.app.db.selectFrom('draft').selectAll().execute()).toEqual([])
    const page = await visitor.post(`${open.survey}/mitigation`, { mitigation: 'Please keep it.' })
    expect(page.status).toBe(409)
    expect(page.text).toContain('Please keep it.')
  })

  it('begins nothing before it opens', async () => {
    open.app.setClock('2026-06-01T07:59:59.000Z')
    const visitor = await open.app.agent()
    expect((await visitor.get(open.survey)).text).toContain(
      'This consultation opens at 9am on Monday 1 June 2026.',
    )
    expect((await visitor.post(`${open.survey}/start`)).headers['location']).toBe(open.survey)
    expect(await open.app.db.selectFrom('draft').selectAll().execute()).toEqual([])
  })

  it('refuses what comes after the grace truthfully, shows everything that was written, and other ways', async () => {
    const visitor = await open.app.agent()
    await answerPages(visitor, open.survey, { mitigation: { mitigation: 'A bus from the village.' } })
    const mark = await markOn(visitor, open.survey)
    open.app.setClock(afterGrace)
    for (const late of [
      await visitor.post(`${open.survey}/send`, { mark }),
      await visitor.get(`${open.survey}/check`),
      await visitor.get(`${open.survey}/overall`),
    ]) {
      expect(late.status).toBe(409)
      expect(late.text).toContain('too late to send them here')
      expect(late.text).toContain('A bus from the village.')
      expect(late.text).toContain('centres@example.org')
      expect(late.text).toContain('Ask any library for a paper form.')
    }
    const typed = await visitor.post(`${open.survey}/your-ideas`, {
      missed: 'Typed too late.',
    })
    expect(typed.status).toBe(409)
    expect(typed.text).toContain('Typed too late.')
    expect(typed.text).toContain('A bus from the village.')
    expect(await listResponses(open.app.db, open.consultationId)).toEqual([])
    expect((await visitor.get(open.survey)).text).toContain('did not send your answers in time')
  })
})
