import { describe, expect, it } from '@jest/globals'
import { openConsultation } from '../consultations/open-consultation.ts'
import { storedOf } from './stored.ts'
import { answerPages, send } from './walk.ts'

describe('after sending', () => {
  const open = openConsultation('for each test')
  const { responses, answersTo } = storedOf(open)

  it('keeps the response when its writer leaves before the equality questions, and adds those that are answered', async () => {
    const visitor = await open.app.agent()
    await answerPages(visitor, open.survey)
    await send(visitor, open.survey)
    expect(await responses()).toHaveLength(1)
    const first = await visitor.get(`${open.survey}/equality/age`)
    expect(first.text).toContain('Skip the rest')
    await visitor.post(`${open.survey}/equality/health`, { health: 'yes' })
    const next = await visitor.post(`${open.survey}/equality/day-to-day`, { 'day-to-day': 'a-lot' })
    expect(next.headers['location']).toBe(`${open.survey}/equality/carer`)
    expect(await answersTo('day-to-day')).toEqual([{ choices: ['a-lot'], text: null }])
    // Taking back the answer that a question depends on takes that one back too.
    await visitor.post(`${open.survey}/equality/health`, { health: 'no' })
    expect(await answersTo('day-to-day')).toEqual([])
    expect(await answersTo('health')).toEqual([{ choices: ['no'], text: null }])
    expect((await visitor.post(`${open.survey}/equality/age`, { age: 'forged' })).status).toBe(422)
  })

  it('a receipt has the reference, the word and the moment, and other districts to answer for', async () => {
    const visitor = await open.app.agent()
    await answerPages(visitor, open.survey)
    await send(visitor, open.survey)
    const [stored] = await responses()
    const receipt = (await visitor.get(`${open.survey}/sent`)).text
    expect(receipt).toContain(stored?.reference)
    // Both stand in the panel, and neither breaks at its hyphen.
    const panel = /govuk-panel__body">([\s\S]*?)<\/div>/.exec(receipt)?.[1]
    expect(panel).toMatch(/Withdrawal word<br><strong class="app-unbroken"[^>]*>\S{9}</)
    expect(panel?.match(/class="app-unbroken"/g)).toHaveLength(2)
    expect(receipt).toContain('Wednesday 10 June 2026')
    expect(receipt).toContain(`action="${open.survey}/also/vale"`)
    expect(receipt).not.toContain(`action="${open.survey}/also/fen"`)
  })

  it('nobody else sees the receipt or answers the equality questions, also not with the reference', async () => {
    const visitor = await open.app.agent()
    await answerPages(visitor, open.survey)
    await send(visitor, open.survey)
    const [stored] = await responses()
    const stranger = await open.app.agent()
    for (const page of ['sent', 'equality', 'equality/age']) {
      const at = `${open.survey}/${page}?reference=${stored?.reference ?? ''}`
      expect([page, (await stranger.get(at)).headers['location']]).toEqual([page, open.survey])
    }
    expect((await stranger.post(`${open.survey}/equality/health`, { health: 'yes' })).status).toBe(303)
    expect(await answersTo('health')).toEqual([])
  })

  it('an unknown question is refused or led to the first', async () => {
    const visitor = await open.app.agent()
    await answerPages(visitor, open.survey)
    await send(visitor, open.survey)
    expect((await visitor.get(`${open.survey}/equality/no-such`)).headers['location']).toBe(
      `${open.survey}/equality`,
    )
    expect((await visitor.post(`${open.survey}/equality/no-such`, {})).status).toBe(404)
  })

  it('the equality questions end with the grace: nothing is added then, and the receipt says so', async () => {
    open.app.setClock('2026-06-29T12:00:00.000Z')
    const visitor = await open.app.agent()
    await answerPages(visitor, open.survey)
    await send(visitor, open.survey)
    open.app.setClock('2026-06-30T16:30:00.000Z')
    await visitor.post(`${open.survey}/equality/health`, { health: 'yes' })
    expect(await answersTo('health')).toEqual([{ choices: ['yes'], text: null }])
    open.app.setClock('2026-06-30T16:30:00.001Z')
    const late = await visitor.post(`${open.survey}/equality/health`, { health: 'no' })
    expect(late.headers['location']).toBe(`${open.survey}/sent`)
    expect((await visitor.get(`${open.survey}/sent`)).text).toContain('this last answer was not added')
    expect((await visitor.get(`${open.survey}/equality`)).headers['location']).toBe(`${open.survey}/sent`)
    expect(await answersTo('health')).toEqual([{ choices: ['yes'], text: null }])
  })
})
