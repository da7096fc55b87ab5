import { describe, expect, it } from '@jest/globals'
import { listAnswers } from '../../server/surveys/index.ts'
import { openConsultation } from '../consultations/open-consultation.ts'
import { begun, send } from './walk.ts'

describe('two versions of a page', () => {
  const open = openConsultation('for each test')

  it('are kept when another tab saved other answers, and the chosen one is sent', async () => {
    const visitor = await begun(open, 'from the first')
    const seen =
      /name="seen" value="([^"]+)"/.exec((await visitor.get(`${open.survey}/mitigation`)).text)?.[1] ?? ''
    await visitor.post(`${open.survey}/mitigation`, { mitigation: 'from the second', seen })
    const clash = await visitor.post(`${open.survey}/mitigation`, { mitigation: 'from the third <b>', seen })
    expect(clash.headers['location']).toBe(`${open.survey}/choose/mitigation`)
    const choose = await visitor.get(`${open.survey}/choose/mitigation`)
    expect(choose.text).toContain('from the second')
    expect(choose.text).toContain('from the third &lt;b&gt;')
    expect((await visitor.post(`${open.survey}/choose/mitigation`, { version: 'forged' })).status).toBe(422)
    const [, aside = ''] = /value="(aside\/mitigation\/[^"]+)"/.exec(choose.text) ?? []
    expect((await visitor.post(`${open.survey}/choose/mitigation`, { version: aside })).status).toBe(303)
    const check = await visitor.get(`${open.survey}/check`)
    expect(check.text).toContain('from the third &lt;b&gt;')
    expect(check.text).toContain(`href="${open.survey}/choose/mitigation"`)
    // The other is still there to be chosen.
    expect((await visitor.get(`${open.survey}/choose/mitigation`)).text).toContain('from the second')
    await send(visitor, open.survey)
    const sent = await listAnswers(open.app.db, open.consultationId, { questionKeys: ['mitigation'] })
    expect(sent.map(answer => answer.text)).toEqual(['from the third <b>'])
    expect((await visitor.get(`${open.survey}/choose/mitigation`)).headers['location']).toBe(
      `${open.survey}/sent`,
    )
  })

  it('are one when two tabs saved the same answers', async () => {
    const visitor = await begun(open, 'the same')
    const again = await visitor.post(`${open.survey}/mitigation`, { mitigation: 'the same', seen: 'none' })
    expect(again.headers['location']).not.toContain('choose')
  })

  it('are asked about nowhere else: without them, for an unknown page or by a stranger', async () => {
    const visitor = await begun(open)
    for (const key of ['mitigation', 'no-such', 'aside%2Fmitigation%2Fx', '%3Cscript%3E']) {
      const page = await visitor.get(`${open.survey}/choose/${key}`)
      expect([key, page.headers['location']]).toEqual([key, `${open.survey}/check`])
      const forged = await visitor.post(`${open.survey}/choose/${key}`, { version: `aside/${key}/forged` })
      expect([key, forged.headers['location']]).toEqual([key, `${open.survey}/check`])
    }
    const stranger = await open.app.agent()
    expect((await stranger.get(`${open.survey}/choose/mitigation`)).headers['location']).toBe(
      `${open.survey}?found=none`,
    )
    expect((await visitor.get(`${open.survey}/check`)).text).toContain('a later bus')
  })
})
