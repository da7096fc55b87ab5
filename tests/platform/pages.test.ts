import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import express from 'express'
import supertest from 'supertest'
import { createPages, csvText, pathParameter, queryText, type Pages } from '../../server/platform/pages.ts'

describe('the register of pages', () => {
  let app: express.Express
  let pages: Pages
  let may: (permission: string) => boolean

  beforeEach(() => {
    app = express()
    may = () => true
    const register = createPages({
      newRouter: () => express.Router(),
      visitorOf: () => ({ accountId: null, name: '', may: permission => may(permission) }),
      incoming: '/nowhere',
      readForm: () => express.urlencoded({ extended: false }),
      checkToken: (request, response, next) => {
        if ((request.body as Record<string, unknown>)['_csrf'] === 'right') next()
        else response.status(403).send('no token')
      },
      signInPath: '/sign-in',
    })
    pages = register
    app.use(register.answer)
    app.use((_request, response) => void response.status(404).send('nothing there'))
    pages.get('/', 'public', (_request, response) => response.send('home'))
    pages.get('/sites', 'plan', (_request, response) => response.send('sites'))
    pages.get('/sites/new', 'plan', (_request, response) => response.send('a new site'))
    pages.get('/sites/:id', 'plan', (request, response) =>
      response.send(`${pathParameter(request, 'id')} ${queryText(request, 'sort')}`),
    )
    pages.get('/sites/:id/shown/*rest', 'plan', (_request, response) => response.send('any of them'))
    pages.get('/sites/:id/shown/first', 'plan', (_request, response) => response.send('the first of them'))
    pages.post('/sites', 'plan', (_request, response) => response.send('added'))
    pages.post('/hook/:secret', 'public', (_request, response) => response.send('heard'), {
      fromElsewhere: true,
    })
  })
  afterEach(() => {
    may = () => true
  })
  const get = (path: string) => supertest(app).get(path)

  it('finds each page by its method and address, the first declared first', async () => {
    expect((await get('/')).text).toBe('home')
    expect((await get('/sites')).text).toBe('sites')
    expect((await get('/sites/new')).text).toBe('a new site')
    expect((await get('/sites/7?sort=name')).text).toBe('7 name')
    expect((await get('/Sites/')).text).toBe('sites')
    expect((await get('/sites/7/shown/first/')).text).toBe('the first of them')
    expect((await get('/sites/7/shown/second')).text).toBe('any of them')
    expect((await get('/sites/7/shown/second/and/third')).text).toBe('any of them')
    expect((await supertest(app).head('/sites')).status).toBe(200)
  })

  it('has nothing at other addresses and for other methods', async () => {
    for (const path of ['/other', '/sites/7/8', '//sites', '/sites%2Fnew/x', '/%73ites']) {
      expect([path, (await get(path)).status]).toEqual([path, 404])
    }
    expect((await get('/hook/1')).status).toBe(404)
    expect((await supertest(app).put('/sites')).status).toBe(404)
    expect((await supertest(app).options('/sites')).status).toBe(404)
  })

  it('lets nobody without permission to a page, and sends who has not signed in to do so', async () => {
    may = permission => permission === 'public'
    const answer = await get('/sites/7')
    expect([answer.status, answer.headers['location']]).toEqual([303, '/sign-in?next=%2Fsites%2F7'])
    expect((await supertest(app).post('/sites').type('form').send({ _csrf: 'right' })).status).toBe(303)
  })

  it('takes no form without its token, unless a secret in the address stands for it', async () => {
    expect((await supertest(app).post('/sites').type('form').send({})).status).toBe(403)
    expect((await supertest(app).post('/sites').type('form').send({ _csrf: 'right' })).text).toBe('added')
    expect((await supertest(app).post('/hook/1').type('form').send({})).text).toBe('heard')
  })
})

describe('a table for a spreadsheet', () => {
  it('runs no cell as a formula', () => {
    expect(csvText([['name'], ['=1+1'], [null], ['a,b']])).toBe('\uFEFFname\r\n\'=1+1\r\n\r\n"a,b"\r\n')
  })
})
