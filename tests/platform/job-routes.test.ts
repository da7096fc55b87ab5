import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { testApplication, type TestApplication } from '../support/application.ts'

let application: TestApplication
beforeAll(async () => {
  application = await testApplication()
})
afterAll(() => application.close())

describe('the page of a job', () => {
  it('shows how far it is, looks again by itself, and stops it', async () => {
    const planner = await application.agent('planner')
    const id = application.services.jobs.start(
      'import',
      'Loading <b>a file</b>',
      async (progress, signal) => {
        progress(3, 10, 'Reading rows')
        await new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reject(new Error('stopped'))
          })
        })
        return { summary: 'never' }
      },
    )
    const page = await planner.get(`/jobs/${id}`)
    expect(page.text).toContain('Reading rows: 3 of 10')
    expect(page.text).toContain('Loading &lt;b&gt;a file')
    expect(page.headers['refresh']).toBe('3')
    expect((await planner.post(`/jobs/${id}/stop`)).status).toBe(303)
    await application.services.jobs.settled()
    expect((await planner.get(`/jobs/${id}`)).text).toContain('What it had not finished was not kept')
  })
})
