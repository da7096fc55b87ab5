import { describe, expect, it } from '@jest/globals'
import { listAnswers, listResponses } from '../../server/surveys/index.ts'
import { openConsultation } from '../consultations/open-consultation.ts'
import { askEveryKind } from './every-kind.ts'
import { answerPages, send } from './walk.ts'

describe('who answers', () => {
  const open = openConsultation('for each test')
  const responses = () => listResponses(open.app.db, open.consultationId)

  it('is nobody’s business unless they say it', async () => {
    const visitor = await open.app.agent()
    await answerPages(visitor, open.survey)
    expect((await visitor.get(`${open.survey}/check`)).text).toContain(
      'Somebody for themselves or their family',
    )
    await send(visitor, open.survey)
    expect(await responses()).toEqual([
      expect.objectContaining({
        helped: false,
        language: 'en',
        about: { helpedBy: null, official: null, members: null, alsoAnswered: null },
      }),
    ])
  })

  it('is recorded for somebody who was helped, with who helped', async () => {
    const visitor = await open.app.agent()
    const began = await visitor.post(`${open.survey}/start`, { who: 'helping' })
    expect(began.headers['location']).toBe(`${open.survey}/who/answers`)
    // What was said at the start is not asked again, but can be changed.
    const asked = (await visitor.get(`${open.survey}/who/answers`)).text
    expect(asked).toMatch(/type="hidden" name="who" value="helping"/)
    expect(asked).not.toContain('I answer for a group or organisation')
    expect((await visitor.get(`${open.survey}/who/answers?change=yes`)).text).toMatch(
      /value="helping" checked/,
    )
    const next = await visitor.post(`${open.survey}/who/answers`, { who: 'helping', helpedBy: 'interpreter' })
    expect(next.headers['location']).toBe(`${open.survey}/role`)
    await visitor.post(`${open.survey}/role`, { role: 'parent' })
    expect((await visitor.get(`${open.survey}/check`)).text).toContain('An interpreter')
    await send(visitor, open.survey)
    expect(await responses()).toEqual([
      expect.objectContaining({ helped: true, about: expect.objectContaining({ helpedBy: 'interpreter' }) }),
    ])
  })

  it('is recorded for an organisation: name, whether official, and members; wrong ones are refused', async () => {
    await askEveryKind(open.app.db, open.consultationId)
    const visitor = await open.app.agent()
    await visitor.post(`${open.survey}/start`, { who: 'organisation' })
    expect(
      (await visitor.post(`${open.survey}/who/answers`, { who: 'organisation', members: 'many' })).status,
    ).toBe(422)
    expect((await visitor.post(`${open.survey}/who/answers`, { who: 'king' })).status).toBe(422)
    expect(
      (await visitor.post(`${open.survey}/who/answers`, { who: 'helping', helpedBy: 'forged' })).status,
    ).toBe(422)
    await visitor.post(`${open.survey}/who/answers`, {
      who: 'organisation',
      organisation: 'Friends of <b>Alder</b>\u202E',
      official: 'yes',
      members: '1,200',
      helpedBy: 'staff',
    })
    await visitor.post(`${open.survey}/who`, { who: 'parent' })
    const check = await visitor.get(`${open.survey}/check`)
    expect(check.text).toContain('Friends of &lt;b&gt;Alder&lt;/b&gt;')
    expect(check.text).toContain('This is its official response')
    expect(check.text).toContain('1,200 members')
    await send(visitor, open.survey)
    expect(await responses()).toEqual([
      expect.objectContaining({
        helped: false,
        about: { helpedBy: null, official: true, members: 1200, alsoAnswered: null },
      }),
    ])
    const names = await listAnswers(open.app.db, open.consultationId, { questionKeys: ['organisation-name'] })
    expect(names.map(answer => answer.text)).toEqual(['Friends of <b>Alder</b>'])
  })

  it('is not asked twice of an organisation: what is missing follows at once', async () => {
    const visitor = await open.app.agent()
    const at = open.survey
    await visitor.post(`${at}/start`, { who: 'organisation' })
    const asked = (await visitor.get(`${at}/who/answers`)).text
    expect(asked).toContain('About the group or organisation')
    expect(asked).not.toContain('I answer for myself or my family')
    const wrong = await visitor.post(`${at}/who/answers`, { who: 'organisation', members: 'many' })
    expect([wrong.status, wrong.text.includes('I answer for myself or my family')]).toEqual([422, false])
    const next = await visitor.post(`${at}/who/answers`, { who: 'organisation', official: 'yes' })
    expect(next.headers['location']).toBe(`${at}/organisation`)
    expect((await visitor.get(`${at}/role`)).text).toMatch(/value="organisation" checked/)
    await visitor.post(`${at}/organisation`, { organisation: 'Friends of Alder' })
    expect((await visitor.get(`${at}/check`)).text).toContain('A group or organisation, on its behalf')
    // Somebody who says now that it was a mistake is asked after all.
    await visitor.post(`${at}/who/answers`, { who: 'self' })
    expect((await visitor.get(`${at}/check`)).headers['location']).toBe(`${at}/role?return=check`)
    await visitor.post(`${at}/role`, { role: 'parent' })
    expect((await visitor.get(`${at}/check`)).text).not.toContain('Friends of Alder')
    // What somebody chose themselves stays.
    await visitor.post(`${at}/who/answers`, { who: 'organisation' })
    expect((await visitor.get(`${at}/role`)).text).not.toMatch(/value="organisation" checked/)
    await send(visitor, at)
    expect(await responses()).toHaveLength(1)
  })

  it('is told in their language, and the language is stored', async () => {
    const visitor = await open.app.agent()
    await visitor.get(`${open.survey}?lang=pl`)
    await answerPages(visitor, open.survey)
    const check = await visitor.get(`${open.survey}/check`)
    expect(check.text).toContain('<html lang="pl"')
    await send(visitor, open.survey)
    expect(await responses()).toEqual([expect.objectContaining({ language: 'pl' })])
  })
})
