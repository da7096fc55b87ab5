import { describe, expect, it } from '@jest/globals'
import cookieParser from 'cookie-parser'
import express from 'express'
import supertest from 'supertest'
import { leaveNotice, takeNotice } from '../../server/platform/notices.ts'

const app = express()
app.use(cookieParser())
app.post('/store', (_request, response) => {
  leaveNotice(response, 'Form {{number}} is entered', { number: '12' })
  response.redirect(303, '/next')
})
for (const path of ['/next', '/with-mistakes']) {
  app.all(path, (_request, response) => {
    response.json(takeNotice(response))
  })
}

describe('what is said on the next page', () => {
  it('is said once, to whoever is led there, and not in the answer to another form', async () => {
    const browser = supertest.agent(app)
    await browser.post('/store')
    expect((await browser.post('/with-mistakes')).body).toBeNull()
    expect((await browser.get('/next')).body).toEqual({
      sentence: 'Form {{number}} is entered',
      values: { number: '12' },
    })
    expect((await browser.get('/next')).body).toBeNull()
  })
})
