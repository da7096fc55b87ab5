import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { testApplication, type TestApplication } from '../support/application.ts'

let application: TestApplication
beforeAll(async () => {
  application = await testApplication()
  application.pages.get('/broken', 'public', () => {
    throw new Error('the secret of the database')
  })
})
afterAll(() => application.close())

describe('a defect', () => {
  it('shows a plain page with a reference, and nothing of what went wrong', async () => {
    const answer = await (await application.agent()).get('/broken')
    expect(answer.status).toBe(500)
    expect(answer.text).toContain('Something went wrong at our end')
    expect(answer.text).toMatch(/this reference: [0-9a-f]{8}</)
    expect(answer.text).not.toContain('secret')
  })
})
