import { describe, expect, it } from '@jest/globals'
import supertest from 'supertest'
import { listAnswers, listKeptAside } from '../../server/surveys/index.ts'
import { newId } from '../../server/platform/ids.ts'
import { openConsultation } from '../consultations/open-consultation.ts'
import { storedOf } from './stored.ts'
import { fetched, later, opened } from './whole.ts'

/** What the script is answered. */
interface Answer {
  readonly outcome: string
  readonly message: string
  readonly errors?: readonly { readonly field: string; readonly message: string }[]
  readonly contact?: readonly string[]
}

describe('what a whole survey is answered', () => {
  const open = openConsultation('for each test')
  const { responses } = storedOf(open)

  it('gives a replay the same receipt, also on a device without the cookie, and keeps a changed one aside', async () => {
    const response = newId()
    const { begun } = await opened(open, await open.app.agent())
    later(open, 5)
    const first = await fetched(open, { response, begun, role: 'parent', overall: 'agree', sex: 'male' })
    expect(first.body).toMatchObject({ outcome: 'received' })
    const again = await fetched(open, { response, begun, role: 'parent', overall: 'agree', sex: 'male' })
    expect([again.status, again.body]).toEqual([200, first.body])
    const changed = await fetched(open, { response, begun, role: 'parent', overall: 'disagree', sex: 'male' })
    const { reference } = first.body as { reference: string }
    expect(changed.body).toMatchObject({ outcome: 'received', reference })
    expect((changed.body as { message: string }).message).toContain('kept apart')
    const otherSex = await fetched(open, { response, begun, role: 'parent', overall: 'agree', sex: 'female' })
    expect((otherSex.body as { message: string }).message).toContain('kept apart')
    expect(await responses()).toHaveLength(1)
    const aside = await listKeptAside(open.app.db, open.consultationId)
    expect(aside.map(one => one.answers.find(answer => answer.questionKey === 'overall')?.choices)).toEqual(
      expect.arrayContaining([['disagree'], ['agree']]),
    )
    const stored = await listAnswers(open.app.db, open.consultationId, { questionKeys: ['overall', 'sex'] })
    expect(stored.map(one => one.choices)).toEqual(expect.arrayContaining([['agree'], ['male']]))
  })

  it('shows nobody what was sent under an id that they learned of, and gives them no receipt for it', async () => {
    const sender = await open.app.agent()
    const { response, begun } = await opened(open, sender)
    await sender.post(`${open.survey}/whole`, { response, begun, role: 'parent', overall: 'agree' })
    const stranger = await open.app.agent()
    const forged = await stranger.post(`${open.survey}/whole`, { response, begun, role: 'carer' })
    expect([forged.status, String(forged.headers['set-cookie']).includes('drafts=')]).toEqual([303, false])
    for (const page of ['sent', 'sent/copy', 'equality'])
      expect((await stranger.get(`${open.survey}/${page}`)).headers['location']).toBe(open.survey)
    expect(await responses()).toHaveLength(1)
  })

  it('decides by its own clock: late answers are refused with what was written, those begun in time have the grace', async () => {
    const visitor = await open.app.agent()
    const { response, begun } = await opened(open, visitor)
    open.app.setClock('2026-06-30T16:20:00.000Z')
    const forged = await fetched(open, { response: newId(), begun: begun.replace(/.$/, 'x'), role: 'parent' })
    expect([forged.status, (forged.body as { outcome: string }).outcome]).toEqual([409, 'too-late'])
    const graced = await fetched(open, { response, begun, role: 'parent' })
    expect(graced.body).toMatchObject({ outcome: 'received' })
    open.app.setClock('2026-06-30T18:00:00.000Z')
    const replay = await fetched(open, { response, begun, role: 'parent' })
    expect((replay.body as { reference: string }).reference).toBe(
      (graced.body as { reference: string }).reference,
    )
    const late = await visitor.post(`${open.survey}/whole`, {
      response: newId(),
      begun,
      role: 'parent',
      'proposal-1-why': 'Words that came too late',
    })
    expect(late.status).toBe(409)
    expect(late.text).toContain('Words that came too late')
    expect((await responses()).map(one => one.withinGrace)).toEqual([true])
  })

  it('leaves a postcode out that nobody can put right any more, and asks while somebody can', async () => {
    const { begun } = await opened(open, await open.app.agent())
    const fields = { begun, role: 'parent', postcode: 'ZZ1 1ZZ' }
    const there = await fetched(open, { ...fields, response: newId() })
    expect(there.body).toMatchObject({ outcome: 'wrong', errors: [{ field: 'postcode' }] })
    const waited = await fetched(open, { ...fields, response: newId(), waited: 'yes' })
    expect(waited.body).toMatchObject({ outcome: 'received' })
    expect((waited.body as { message: string }).message).toContain('left out')
  })

  it('tells the script which answers are wrong, and what was received, in the visitor’s language', async () => {
    const agent = supertest.agent(open.app.app)
    await agent.get(`${open.survey}?lang=pl`)
    const { begun } = await opened(open, await open.app.agent())
    const wrong = await fetched(open, { response: newId(), begun, overall: 'forged', postcode: '<b>' }, agent)
    const { errors, message, outcome } = wrong.body as Answer
    expect([wrong.status, outcome]).toEqual([422, 'wrong'])
    expect(errors?.map(({ field }) => field).sort()).toEqual(['overall', 'postcode', 'role'])
    const english = 'Some answers need another look before they can be sent.'
    expect(message).not.toBe(english)
    const inEnglish = await fetched(open, { response: newId(), begun, overall: 'forged', postcode: '<b>' })
    expect((inEnglish.body as Answer).message).toBe(english)
    for (const { field, message: said } of errors ?? []) {
      const there = (inEnglish.body as Answer).errors?.find(one => one.field === field)?.message
      expect([field, said === there]).toEqual([field, false])
    }
    // Each sentence about an unknown postcode and about what was received is in that language too.
    const unknown = await fetched(
      open,
      { response: newId(), begun, role: 'parent', postcode: 'PE7 7ZZ' },
      agent,
    )
    expect((unknown.body as Answer).errors?.[0]?.message).toMatch(/PE7 7ZZ.*Testshire/)
    expect((unknown.body as Answer).errors?.[0]?.message).not.toContain('know the postcode')
    expect(await responses()).toEqual([])
    const response = newId()
    const first = await fetched(open, { response, begun, role: 'parent' }, agent)
    expect((first.body as Answer).message).toMatch(/^Otrzymaliśmy Twoje odpowiedzi: .* 2026/)
    const changed = await fetched(open, { response, begun, role: 'carer' }, agent)
    expect((changed.body as Answer).message).toContain('Mieliśmy już odpowiedzi z tego urządzenia.')
  })

  it('tells the script who came too early or too late how else to be heard, and the form everything that was written', async () => {
    const { begun } = await opened(open, open.visitor)
    open.app.setClock('2026-06-01T07:59:59.000Z')
    const early = await fetched(open, { response: newId(), begun, role: 'parent' })
    expect([early.status, (early.body as Answer).outcome]).toEqual([409, 'too-early'])
    expect((early.body as Answer).message).toContain('This consultation opens at 9am on Monday 1 June 2026.')
    expect((early.body as Answer).message).toContain('These answers came before it opens.')
    open.app.setClock('2026-07-01T08:00:00.000Z')
    const late = await fetched(open, { response: newId(), begun, role: 'parent' })
    expect([late.status, (late.body as Answer).outcome]).toEqual([409, 'too-late'])
    expect((late.body as Answer).contact).toEqual([
      'centres@example.org',
      '01234 567890',
      'Centres',
      'Shire Hall',
    ])
    const fields = { response: newId(), begun, role: 'parent', 'proposal-1-why': 'Too <b>late</b>\u202E' }
    const page = await open.visitor.post(`${open.survey}/whole`, fields)
    expect(page.status).toBe(409)
    expect(page.text).toContain('Too &lt;b&gt;late&lt;/b&gt;')
    expect(page.text).not.toContain('\u202E')
    expect(page.text).toContain('Ask any library for a paper form.')
    expect(await responses()).toEqual([])
  })

  it('tells the form that other answers came first, on the receipt of those', async () => {
    const { response, begun } = await opened(open, open.visitor)
    await open.visitor.post(`${open.survey}/whole`, { response, begun, role: 'parent' })
    const [stored] = await responses()
    const again = await open.visitor.post(`${open.survey}/whole`, { response, begun, role: 'parent' })
    expect(again.headers['location']).toBe(`${open.survey}/sent`)
    expect((await open.visitor.get(`${open.survey}/sent`)).text).not.toContain('kept apart')
    const changed = await open.visitor.post(`${open.survey}/whole`, { response, begun, role: 'carer' })
    expect([changed.status, changed.headers['location']]).toEqual([303, `${open.survey}/sent`])
    const receipt = (await open.visitor.get(`${open.survey}/sent`)).text
    expect(receipt).toContain('kept apart')
    expect(receipt).toContain(stored?.reference)
  })
})
