import { describe, expect, it } from '@jest/globals'
import { letterSeal } from '../../server/accounts/index.ts'
import { sentSurvey } from './sent-survey.ts'

describe('a copy of what was sent', () => {
  const { open, receipt } = sentSurvey()

  it('shows what was sent, safely, to its sender alone', async () => {
    const copy = await open.visitor.get(`${open.survey}/sent/copy`)
    expect(copy.text).toContain('A bus &lt;i&gt;')
    expect(copy.text).toContain((await receipt()).word)
    expect((await (await open.app.agent()).get(`${open.survey}/sent/copy`)).headers['location']).toBe(
      open.survey,
    )
  })

  it('is sent by e-mail; the address stands in the outbox alone', async () => {
    const sent = await open.visitor.post(`${open.survey}/sent/email`, { email: 'Sam@Example.org' })
    expect(sent.headers['location']).toBe(`${open.survey}/sent`)
    const [letter] = await open.app.db.selectFrom('letter').selectAll().execute()
    expect(letter).toMatchObject({ recipient: 'sam@example.org', purpose: 'Copy of answers' })
    expect(letter?.body_text).not.toMatch(/A bus|reference/)
    const letters = letterSeal(open.app.services.settings.secret)
    const text = letters.open(letter?.id ?? '', letter?.body_text ?? '')
    expect(text).toContain('A bus <i>')
    expect(text).toContain((await receipt()).reference)
    const rest = JSON.stringify([
      await open.app.db.selectFrom('response').selectAll().execute(),
      await open.app.db.selectFrom('answer').selectAll().execute(),
      await open.app.db.selectFrom('draft').selectAll().execute(),
    ])
    expect(rest).not.toMatch(/sam@example/i)
    const wrong = await open.visitor.post(`${open.survey}/sent/email`, { email: 'nobody' })
    expect([wrong.status, wrong.text.includes('href="#email"')]).toEqual([422, true])
    expect(await open.app.db.selectFrom('letter').selectAll().execute()).toHaveLength(1)
  })

  it('is written to three times an hour for one response, and says so when there were more', async () => {
    const statuses = []
    for (const name of ['a', 'b', 'c', 'd']) {
      const { status } = await open.visitor.post(`${open.survey}/sent/email`, {
        email: `${name}@example.org`,
      })
      statuses.push(status)
    }
    expect(statuses).toEqual([303, 303, 303, 429])
    expect(await open.app.db.selectFrom('letter').selectAll().execute()).toHaveLength(3)
  })

  it('goes to no second recipient, to nobody from a stranger, and shows a wrong address as text', async () => {
    for (const email of [
      'a@example.org\r\nBcc: b@example.org',
      'a@example.org, b@example.org',
      '"><script>x</script>',
    ]) {
      const refused = await open.visitor.post(`${open.survey}/sent/email`, { email })
      expect([email, refused.status]).toEqual([email, 422])
      expect(refused.text).not.toContain('<script>x')
    }
    const stranger = await open.app.agent()
    const away = await stranger.post(`${open.survey}/sent/email`, { email: 'a@example.org' })
    expect(away.headers['location']).toBe(open.survey)
    expect(await open.app.db.selectFrom('letter').selectAll().execute()).toEqual([])
  })

  it('stays to be had when the consultation has ended', async () => {
    await open.app.db.updateTable('consultation').set({ closes_at: '2026-06-11T16:00:00.000Z' }).execute()
    open.app.setClock('2026-06-12T12:00:00.000Z')
    const copy = await open.visitor.get(`${open.survey}/sent/copy`)
    expect([copy.status, copy.text.includes('A bus &lt;i&gt;')]).toEqual([200, true])
    // Nothing can be withdrawn any more, so the word is of no use.
    const after = (await open.visitor.get(`${open.survey}/sent`)).text
    expect(after).toContain('Write the reference down')
    expect(after).not.toContain('if you want to withdraw them')
  })

  it('says when the answers were withdrawn', async () => {
    const { reference, word } = await receipt()
    expect((await open.visitor.get(`${open.survey}/sent/copy`)).text).not.toContain('do not count')
    const at = open.survey.replace(/\/[^/]+\/survey$/, '/withdraw')
    await open.visitor.post(at, { reference, word, sure: 'yes' })
    expect((await open.visitor.get(`${open.survey}/sent/copy`)).text).toMatch(
      /They were withdrawn at [^<]+, and do not count/,
    )
  })
})

const waits = 'Letters are not being sent at the moment'

describe('a copy by e-mail', () => {
  const { open } = sentSurvey()

  it('is not promised by a server that sends no letters', async () => {
    expect((await open.visitor.get(`${open.survey}/sent`)).text).toContain(waits)
    await open.visitor.post(`${open.survey}/sent/email`, { email: 'sam@example.org' })
    const { text } = await open.visitor.get(`${open.survey}/sent`)
    expect(text).toContain('Your letter waits')
    expect(text).not.toContain('We will send you')
  })
})

describe('a copy by e-mail, where letters are sent', () => {
  const { open } = sentSurvey({ mail: { smtpUrl: 'smtp://127.0.0.1:1', from: 'consult@example.org' } })

  it('is promised', async () => {
    await open.visitor.post(`${open.survey}/sent/email`, { email: 'sam@example.org' })
    const { text } = await open.visitor.get(`${open.survey}/sent`)
    expect(text).toContain('We will send you a copy')
    expect(text).not.toContain(waits)
  })
})
