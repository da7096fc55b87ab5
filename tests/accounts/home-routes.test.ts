import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { testApplication, type TestApplication } from '../support/application.ts'

let application: TestApplication
beforeAll(async () => {
  application = await testApplication()
})
afterAll(() => application.close())

describe('the home page', () => {
  it('offers each person what their role may do, and no more', async () => {
    const home = async (role: 'planner' | 'drop-in'): Promise<string> =>
      (await (await application.agent(role)).get('/home')).text
    const steps = (html: string): string => html.slice(html.indexOf('home-steps'))
    expect(steps(await home('planner'))).toContain('href="/scenarios"')
    expect(steps(await home('planner'))).not.toContain('href="/accounts"')
    expect(steps(await home('drop-in'))).toContain('href="/paper"')
    expect(steps(await home('drop-in'))).not.toContain('href="/scenarios"')
  })
})
