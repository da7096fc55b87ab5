import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import supertest from 'supertest'
import { aPublishedConsultation, whileOpen } from '../consultations/builders.ts'
import { testApplication, type TestApplication } from '../support/application.ts'

/** Behind a proxy of which the product was not told: the public address alone says that people come by https. */
describe('cookies of a product that is reached by https', () => {
  let app: TestApplication
  let survey: string
  beforeAll(async () => {
    const publicUrl = 'https://consult.example.gov.uk'
    app = await testApplication({ clock: whileOpen, settings: { publicUrl } })
    survey = `/consultations/${(await aPublishedConsultation(app.db)).slug}/fen/survey`
  })
  afterAll(() => app.close())

  it('go over https only, are out of scripts’ reach, and are not sent by other sites', async () => {
    const set = new Map<string, string>()
    // The browser's part, by hand: a test speaks plain http, over which a browser would send none of them.
    const remember = ({ headers }: { headers: Record<string, unknown> }): void => {
      for (const cookie of (headers['set-cookie'] ?? []) as unknown as string[])
        if (!cookie.includes('1970')) set.set(cookie.split('=')[0] ?? '', cookie)
    }
    const held = (): string => [...set.values()].map(cookie => cookie.split(';')[0]).join('; ')
    const get = (path: string) => supertest(app.app).get(path).set('cookie', held())
    const page = await get(`${survey}?view=easy&lang=pl&text=bigger`)
    remember(page)
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1]
    const post = (path: string) =>
      supertest(app.app).post(path).set('cookie', held()).type('form').send({ _csrf })
    remember(await post(`${survey}/start`))
    remember(await post(`${survey}/forget`))
    expect([...set.keys()].sort()).toEqual(['__Host-form', 'drafts', 'language', 'notice', 'text', 'view'])
    for (const cookie of set.values()) {
      expect(cookie).toContain('; Secure')
      expect(cookie).toContain('; HttpOnly')
      expect(cookie).toContain('; SameSite=Lax')
    }
    expect(set.get('drafts')).toContain(`; Path=${survey.replace('/fen/survey', '')};`)
  })

  it('come with strict transport security', async () => {
    const { headers } = await supertest(app.app).get(survey)
    expect(headers['strict-transport-security']).toContain('max-age=31536000')
    expect(headers['content-security-policy']).toContain('upgrade-insecure-requests')
  })
})
