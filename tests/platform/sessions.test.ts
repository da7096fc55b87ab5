import { describe, expect, it } from '@jest/globals'
import cookieParser from 'cookie-parser'
import express from 'express'
import request from 'supertest'
import { sessionOf, signedInSessions, type SessionKeeper } from '../../server/platform/sessions.ts'

/** An application that signs anybody in, and tells who is. */
function application(): { app: express.Express; reads: string[] } {
  const kept = new Map<string, string>()
  const reads: string[] = []
  const keeper: SessionKeeper = {
    read: id => {
      reads.push(id)
      return Promise.resolve(kept.get(id) ?? null)
    },
    write: (id, _accountId, data) => {
      kept.set(id, data)
      return Promise.resolve()
    },
    remove: id => {
      kept.delete(id)
      return Promise.resolve()
    },
  }
  const app = express()
  app.use(cookieParser())
  app.use(
    signedInSessions(keeper, {
      secret: 'only for tests',
      hours: 1,
      secure: false,
      clock: () => new Date('2026-11-22T12:00:00Z'),
      signInPath: '/sign-in',
    }),
  )
  app.post('/sign-in', (asked, answer) => {
    asked.session.accountId = 'account-1'
    answer.send('welcome')
  })
  app.get('/who', (asked, answer) => {
    answer.json({ made: 'session' in asked, who: sessionOf(asked)?.accountId ?? null })
  })
  return { app, reads }
}

describe('sessions of people who signed in', () => {
  it('are not made, read or sent for anybody else', async () => {
    const { app, reads } = application()
    const answer = await request(app).get('/who')
    expect(answer.body).toEqual({ made: false, who: null })
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(reads).toEqual([])
  })

  it('begin where people sign in, and are found again by their cookie alone', async () => {
    const { app, reads } = application()
    const agent = request.agent(app)
    await agent.post('/sign-in').expect(200)
    expect((await agent.get('/who')).body).toEqual({ made: true, who: 'account-1' })
    expect(reads).toHaveLength(1)
    expect((await request(app).get('/who')).body).toEqual({ made: false, who: null })
  })

  it('are nobody’s when the cookie was made up', async () => {
    const { app } = application()
    const answer = await request(app).get('/who').set('Cookie', 'doorstep=s%3Amade-up.signature')
    expect(answer.body).toEqual({ made: true, who: null })
  })
})
