import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { listAnswers, listResponses } from '../../server/surveys/index.ts'
import { testApplication, type TestApplication } from '../support/application.ts'
import { aPublishedConsultation, whileOpen } from '../consultations/builders.ts'
import { askEveryKind } from './every-kind.ts'
import { answerPages, send } from './walk.ts'

describe('who answers', () => {
  let app: TestApplication
  let consultationId = ''
  let home = ''
  let at = ''
  beforeEach(async () => {
    app = await testApplication({ clock: whileOpen })
    const made = await aPublishedConsultation(app.db)
    consultationId = made.consultationId
    home = `/consultations/${made.slug}`
    at = `${home}/fen/survey`
  })
  afterEach(() => app.close())
  const responses = () => listResponses(app.db, consultationId)

  it('is nobody’s business unless they say it', async () => {
    const visitor = await app.agent()
    await answerPages(visitor, at)
    expect((await visitor.get(`${at}/check`)).text).toContain('Somebody for themselves or their family')
    await send(visitor, at)
    expect(await responses()).toEqual([
      expect.objectContaining({
        helped: false,
        language: 'en',
        about: { helpedBy: null, official: null, members: null, alsoAnswered: null },
      }),
    ])
  })

  it('is recorded for somebody who was helped, with who helped', async () => {
    const visitor = await app.agent()
    const began = await visitor.post(`${at}/start`, { who: 'helping' })
    expect(began.headers['location']).toBe(`${at}/who/answers`)
    expect((await visitor.get(`${at}/who/answers`)).text).toMatch(/value="helping" checked/)
    const next = await visitor.post(`${at}/who/answers`, { who: 'helping', helpedBy: 'interpreter' })
    expect(next.headers['location']).toBe(`${at}/role`)
    await visitor.post(`${at}/role`, { role: 'parent' })
    expect((await visitor.get(`${at}/check`)).text).toContain('An interpreter')
    await send(visitor, at)
    expect(await responses()).toEqual([
      expect.objectContaining({ helped: true, about: expect.objectContaining({ helpedBy: 'interpreter' }) }),
    ])
  })

  it('is recorded for an organisation: name, whether official, and members; wrong ones are refused', async () => {
    await askEveryKind(app.db, consultationId)
    const visitor = await app.agent()
    await visitor.post(`${at}/start`, { who: 'organisation' })
    expect((await visitor.post(`${at}/who/answers`, { who: 'organisation', members: 'many' })).status).toBe(
      422,
    )
    expect((await visitor.post(`${at}/who/answers`, { who: 'king' })).status).toBe(422)
    expect((await visitor.post(`${at}/who/answers`, { who: 'helping', helpedBy: 'forged' })).status).toBe(422)
    await visitor.post(`${at}/who/answers`, {
      who: 'organisation',
      organisation: 'Friends of <b>Alder</b>\u202E',
      official: 'yes',
      members: '1,200',
      helpedBy: 'staff',
    })
    await visitor.post(`${at}/who`, { who: 'parent' })
    const check = await visitor.get(`${at}/check`)
    expect(check.text).toContain('Friends of &lt;b&gt;Alder&lt;/b&gt;')
    expect(check.text).toContain('This is its official response')
    expect(check.text).toContain('1,200 members')
    await send(visitor, at)
    expect(await responses()).toEqual([
      expect.objectContaining({
        helped: false,
        about: { helpedBy: null, official: true, members: 1200, alsoAnswered: null },
      }),
    ])
    const names = await listAnswers(app.db, consultationId, { questionKeys: ['organisation-name'] })
    expect(names.map(answer => answer.text)).toEqual(['Friends of <b>Alder</b>'])
  })

  it('may answer for another district with the same general answers, linked by a count alone', async () => {
    const visitor = await app.agent()
    await answerPages(visitor, at, {
      role: { role: 'staff' },
      times: { times: 'saturdays' },
      centres: { centres: 'none' },
      'proposal-1': { 'proposal-1': 'disagree', 'proposal-1-why': 'only about Fen' },
      postcode: { postcode: 'PE1 1AA' },
    })
    await send(visitor, at)
    expect((await visitor.get(`${at}/sent`)).text).toContain('action="' + at + '/also/vale"')
    const other = at.replace('/fen/', '/vale/')
    const carried = await visitor.post(`${at}/also/vale`)
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
    expect((await visitor.post(`${at}/also/nowhere`)).status).toBe(404)
    expect((await visitor.post(`${at}/also/fen`)).status).toBe(404)
    const stranger = await app.agent()
    expect((await stranger.post(`${at}/also/vale`)).headers['location']).toBe(at)
  })

  it('is told in their language, and the language is stored', async () => {
    const visitor = await app.agent()
    await visitor.get(`${at}?lang=pl`)
    await answerPages(visitor, at)
    const check = await visitor.get(`${at}/check`)
    expect(check.text).toContain('<html lang="pl"')
    await send(visitor, at)
    expect(await responses()).toEqual([expect.objectContaining({ language: 'pl' })])
  })
})
