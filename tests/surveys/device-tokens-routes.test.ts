import { describe, expect, it } from '@jest/globals'
import supertest, { type Response } from 'supertest'
import { newToken } from '../../server/platform/ids.ts'
import { openConsultation } from '../consultations/open-consultation.ts'

/** The cookie of a device's drafts, as an answer sets it. */
function draftsIn(answer: Response): string | undefined {
  const set = (answer.headers['set-cookie'] ?? []) as unknown as string[]
  return set.find(cookie => cookie.startsWith('drafts='))
}

const tokensIn = (answer: Response): string[] =>
  (/^drafts=([^;]*)/.exec(draftsIn(answer) ?? '')?.[1] ?? '').split('.')

describe('the drafts that a device holds', () => {
  const open = openConsultation('for each test')
  /** What somebody sees of a page who sends these cookies. */
  const seenWith = async (cookie: string): Promise<{ status: number; found: boolean }> => {
    const page = await supertest(open.app.app).get(`${open.survey}/mitigation`).set('Cookie', cookie)
    return { status: page.status, found: page.text.includes('mine alone') }
  }
  /** Begins a survey with these cookies. */
  const beginWith = async (cookies: string, at: string): Promise<Response> => {
    const page = await supertest(open.app.app).get(at)
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const form = /form=[^;]+/.exec(String(page.headers['set-cookie']))?.[0] ?? ''
    const begin = supertest(open.app.app).post(`${at}/start`).set('Cookie', `${form}; ${cookies}`)
    return begin.type('form').send({ _csrf })
  }
  /** Somebody who has written on a page, and their token. */
  const writer = async (): Promise<string> => {
    const visitor = await open.app.agent()
    const [token = ''] = tokensIn(await visitor.post(`${open.survey}/start`))
    await visitor.post(`${open.survey}/mitigation`, { mitigation: 'mine alone' })
    return token
  }

  it('are known to their browser alone, for this consultation and as long as they are kept', async () => {
    const begun = await open.visitor.post(`${open.survey}/start`)
    const days = open.app.services.settings.draftDays
    expect(draftsIn(begun)).toMatch(/^drafts=[\w-]{20,};/)
    for (const part of [`Path=${open.home};`, 'HttpOnly', 'SameSite=Lax', `Max-Age=${days * 86_400};`]) {
      expect(draftsIn(begun)).toContain(part)
    }
    const [token = ''] = tokensIn(begun)
    const kept = JSON.stringify([
      await open.app.db.selectFrom('draft').selectAll().execute(),
      await open.app.db.selectFrom('draft_token').selectAll().execute(),
    ])
    expect(kept).not.toContain(token)
  })

  it('are one for each district, the last on top; taking one away leaves the others', async () => {
    const vale = open.survey.replace('/fen/', '/vale/')
    const [fenToken] = tokensIn(await open.visitor.post(`${open.survey}/start`))
    const both = tokensIn(await open.visitor.post(`${vale}/start`))
    expect([both.length, both[1]]).toEqual([2, fenToken])
    await open.visitor.post(`${open.survey}/mitigation`, { mitigation: 'of Fen' })
    expect((await open.visitor.get(`${vale}/mitigation`)).text).not.toContain('of Fen')
    expect((await open.visitor.get(`${open.survey}/mitigation`)).text).toContain('of Fen')
    expect(tokensIn(await open.visitor.post(`${vale}/forget`))).toEqual([fenToken])
    expect((await open.visitor.get(`${open.survey}/mitigation`)).text).toContain('of Fen')
    const none = await open.visitor.post(`${open.survey}/forget`)
    expect(draftsIn(none)).toMatch(/^drafts=; Path=\/consultations\/[^;]+; Expires=Thu, 01 Jan 1970/)
  })

  it('are at most ten: the one in use from now on is among them', async () => {
    const ten = Array.from({ length: 10 }, () => newToken())
    const begun = await beginWith(`drafts=${ten.join('.')}`, open.survey)
    expect(begun.status).toBe(303)
    const held = tokensIn(begun)
    expect(held).toHaveLength(10)
    expect(ten).not.toContain(held[0])
    expect(held.slice(1)).toEqual(ten.slice(0, 9))
  })

  it('are nobody else’s, whatever cookie they send', async () => {
    await writer()
    const [draft] = await open.app.db.selectFrom('draft').selectAll().execute()
    for (const forged of [draft?.id, draft?.token_hash, draft?.response_id, 'x'.repeat(5000), '%00', '']) {
      const page = await seenWith(`drafts=${forged ?? ''}; draft=${forged ?? ''}`)
      expect([forged, page]).toEqual([forged, { status: 303, found: false }])
    }
    for (const odd of ['drafts=j:{"length":1}', 'drafts=j:["a"]', 'drafts=' + '.'.repeat(900)]) {
      expect([odd, await seenWith(odd)]).toEqual([odd, { status: 303, found: false }])
    }
  })

  it('are found by their token among others, and by the cookie of before', async () => {
    const token = await writer()
    for (const cookie of [
      `drafts=${token}`,
      `drafts=${newToken()}.${token}`,
      `drafts=..x.${token}`,
      `draft=${token}`,
      `drafts=${newToken()}; draft=${token}`,
    ]) {
      expect([cookie, await seenWith(cookie)]).toEqual([cookie, { status: 200, found: true }])
    }
    expect((await seenWith(`drafts=${token.slice(0, -1)}`)).found).toBe(false)
  })

  it('of the cookie of before move to that of now', async () => {
    const token = await writer()
    const begun = await beginWith(`draft=${token}`, open.survey.replace('/fen/', '/vale/'))
    expect(tokensIn(begun)[1]).toBe(token)
    expect(String(begun.headers['set-cookie'])).toContain('draft=; Path=')
  })
})
