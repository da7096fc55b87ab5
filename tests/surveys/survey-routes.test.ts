import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { testApplication, type TestApplication } from '../support/application.ts'
import { aPublishedConsultation, whileOpen } from '../consultations/builders.ts'

describe('answering a survey', () => {
  let app: TestApplication
  let at = ''
  beforeAll(async () => {
    app = await testApplication({ clock: whileOpen })
    const { slug } = await aPublishedConsultation(app.db)
    at = `/consultations/${slug}/fen/survey`
  })
  afterAll(() => app.close())

  it('goes from the first page to the receipt', async () => {
    const visitor = await app.agent()
    for (const path of ['/', at.replace('/fen/survey', ''), at.replace('/survey', ''), at]) {
      const page = await visitor.get(path)
      expect([path, page.status]).toEqual([path, 200])
    }
    let next = (await visitor.post(`${at}/start`)).headers['location'] as string
    for (let step = 0; step < 40 && !next.endsWith('/check'); step += 1) {
      const page = await visitor.get(next)
      expect([next, page.status]).toEqual([next, 200])
      const answer = await visitor.post(next, next.endsWith('/role') ? { role: 'parent' } : {})
      expect([next, answer.status]).toEqual([next, 303])
      next = answer.headers['location'] as string
    }
    const check = await visitor.get(next)
    expect(check.text).toContain('Check your answers')
    const mark = /name="mark" value="([^"]+)"/.exec(check.text)?.[1] ?? ''
    const sent = await visitor.post(`${at}/send`, { mark })
    expect(sent.headers['location']).toBe(`${at}/equality`)
    expect((await visitor.get(`${at}/equality`)).text).toContain('Your answers were sent')
    expect((await visitor.get(`${at}/sent`)).text).toContain('Answers sent')
  })
})
