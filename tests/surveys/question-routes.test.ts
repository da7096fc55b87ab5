import { describe, expect, it } from '@jest/globals'
import { answeringEveryKind } from './every-kind.ts'
import { storedOf } from './stored.ts'
import { send } from './walk.ts'

describe('every kind of question', () => {
  const open = answeringEveryKind()
  const { responses, answersTo } = storedOf(open)

  it('is shown, read, checked, listed and stored', async () => {
    const who = await open.visitor.get(`${open.survey}/who`)
    expect(who.text).toContain('About you')
    const count = await open.visitor.get(`${open.survey}/count`)
    expect(count.text).toMatch(/inputmode="numeric"/)
    expect(count.text).toContain('name="born-day"')
    await open.visitor.post(`${open.survey}/count`, {
      count: '1',
      'born-day': '3',
      'born-month': '2',
      'born-year': '2025',
    })
    const views = await open.visitor.get(`${open.survey}/views`)
    expect(views.text).toContain('As A worker, what do you think?')
    expect(views.text.match(/<fieldset/g)?.length).toBe(2)
    await open.visitor.post(`${open.survey}/views`, { 'views--near': 'agree', 'views--late': 'dont-know' })
    expect((await open.visitor.get(`${open.survey}/order`)).text).toContain('name="order--staff"')
    await open.visitor.post(`${open.survey}/order`, {
      'order--staff': '1',
      'order--hours': '2',
      'order--place': '',
    })
    const next = await open.visitor.post(`${open.survey}/help`, { help: 'bus' })
    expect(next.headers['location']).toBe(`${open.survey}/only-workers`)
    await open.visitor.post(`${open.survey}/only-workers`, { 'only-workers': 'I drive.' })
    const check = await open.visitor.get(`${open.survey}/check`)
    expect(check.text).toContain('How far do you agree?: Near is better than big')
    expect(check.text).toContain('1. Staff<br>2. Hours')
    expect(check.text).toContain('1 children')
    expect(check.text).toContain('Monday 3 February 2025')
    await send(open.visitor, open.survey)
    expect(await answersTo('count')).toEqual([{ choices: [], text: '1' }])
    expect(await answersTo('born')).toEqual([{ choices: [], text: '2025-02-03' }])
    expect(await answersTo('views--near')).toEqual([{ choices: ['agree'], text: null }])
    expect(await answersTo('order')).toEqual([{ choices: ['staff', 'hours'], text: null }])
    expect(await answersTo('only-workers')).toEqual([{ choices: [], text: 'I drive.' }])
  })

  it('says what is wrong beside the question and keeps what was typed', async () => {
    const wrong = await open.visitor.post(`${open.survey}/count`, {
      count: 'a few',
      'born-day': '31',
      'born-month': '2',
      'born-year': '2025',
    })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Write a number in digits, such as 3')
    expect(wrong.text).toContain('Write a real date, such as 27 3 2026')
    expect(wrong.text).toContain('value="a few"')
    expect((await open.visitor.post(`${open.survey}/count`, { count: '21' })).text).toContain(
      'Write 20 or less',
    )
    const twice = await open.visitor.post(`${open.survey}/order`, {
      'order--staff': '1',
      'order--hours': '1',
    })
    expect(twice.status).toBe(422)
    expect(twice.text).toContain('are both in place 1')
    expect(twice.text).toContain('href="#order"')
    expect(twice.text).toContain('id="order"')
    expect((await open.visitor.post(`${open.survey}/order`, { 'order--staff': '4' })).status).toBe(422)
    expect((await open.visitor.post(`${open.survey}/views`, { 'views--near': 'forged' })).status).toBe(422)
    const both = await open.visitor.post(`${open.survey}/help`, { help: ['bus', 'none'] })
    expect(both.text).toContain('Choose “None of these” or the other answers, not both')
  })

  it('keeps a page that a changed answer took away out of what is sent, and asks it again when it comes back', async () => {
    await open.visitor.post(`${open.survey}/help`, { help: 'bus' })
    await open.visitor.post(`${open.survey}/only-workers`, { 'only-workers': 'I drive.' })
    await open.visitor.post(`${open.survey}/help`, { help: 'none' })
    expect((await open.visitor.get(`${open.survey}/check`)).text).not.toContain('I drive.')
    expect((await open.visitor.get(`${open.survey}/only-workers`)).headers['location']).toBe(
      `${open.survey}/check`,
    )
    await open.visitor.post(`${open.survey}/help`, { help: 'bus' })
    expect((await open.visitor.get(`${open.survey}/check`)).text).toContain('I drive.')
  })

  it('shows at once what a postcode became, and forgets it', async () => {
    const found = await open.visitor.post(`${open.survey}/postcode`, { postcode: 'PE1 1AA' })
    const next = await open.visitor.get(found.headers['location'] as string)
    expect(next.text).toContain('Your postcode was found, and we have forgotten it.')
    expect(next.text).toContain('Nearest centre today: under 1 km away')
  })

  it('in the easy read survey is asked one at a time, with a picture, in easy words', async () => {
    const first = await open.visitor.get(`${open.survey}/count?view=easy`)
    expect(first.text).toContain('How many children do you have?')
    expect(first.text).toContain('class="app-easy-picture"')
    expect(first.text).toContain('app-bigger')
    expect(first.text).not.toContain('name="born-day"')
    expect(first.text).toContain('name="part" value="count"')
    const second = await open.visitor.post(`${open.survey}/count`, { count: '2', part: 'count' })
    expect(second.headers['location']).toBe(`${open.survey}/count?part=born`)
    const born = await open.visitor.get(`${open.survey}/count?part=born`)
    expect(born.text).toContain('name="born-day"')
    expect(born.text).not.toContain('name="count"')
    const third = await open.visitor.post(`${open.survey}/count`, {
      'born-day': '3',
      'born-month': '2',
      'born-year': '2025',
      part: 'born',
    })
    expect(third.headers['location']).toBe(`${open.survey}/views`)
    const usual = await open.visitor.get(`${open.survey}/count?view=usual`)
    expect(usual.text).toMatch(/name="count"[^>]*value="2"/)
    expect(usual.text).toContain('value="2025"')
    await send(open.visitor, open.survey)
    expect(await answersTo('count')).toEqual([{ choices: [], text: '2' }])
    expect(await responses()).toHaveLength(1)
  })
})
