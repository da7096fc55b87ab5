import { describe, expect, it } from '@jest/globals'
import { answersToOthers, at, begin, openBatch, paperOnPages, print, traceOf } from './on-pages.ts'
import { aConsultation } from './support.ts'

describe('paper on pages', () => {
  const on = paperOnPages()

  it('are for those who may key paper', async () => {
    expect(await answersToOthers(on, who => who.get('/paper'))).toEqual([403, 403, 303])
    const fields = { district: 'city', copies: '1', label: 'Library' }
    expect(await answersToOthers(on, who => who.post(`${at}/print`, fields))).toEqual([403, 403, 303])
    expect((await on.ann.get('/paper')).text).toContain('Children’s centres')
    expect((await on.ann.get('/paper/elsewhere')).status).toBe(404)
  })

  it('print the survey with the same words and numbers, a serial for each copy, the last day and how to return it', async () => {
    const { serials, html, issue } = await print(on, 3)
    expect(serials).toHaveLength(3)
    expect(html.match(/class="paper-form__serial"/g)).toHaveLength(3)
    expect(html).toContain('Tell us by Wednesday 30 September 2026')
    expect(html).toContain('Freepost CENTRES')
    expect(html).toContain('http://localhost:3000/consultations/centres')
    expect(html).toContain(
      'Answer this only if you ticked “A group or organisation, on its behalf” in question 1.',
    )
    expect(html).not.toContain('govuk-service-navigation')
    expect(await traceOf(on, issue)).toMatchObject([{ action: 'paper.printed', by: on.ann.accountId }])
    const questions = [...html.matchAll(/paper-printed__number">(\d+)<\/span><strong>([^<]+)</g)].map(
      found => [found[1], found[2]],
    )
    const page = (await on.ann.get(await begin(on.ann, await openBatch(on), serials[0]))).text
    const keying = [...page.matchAll(/paper-question__number">(\d+)<\/span> ([^<]+)<\/legend>/g)].map(
      found => [found[1], found[2]],
    )
    expect(keying.length).toBeGreaterThan(30)
    expect(questions.slice(0, keying.length)).toEqual(keying)
  })

  it('say what is wrong with a request for forms, and number nothing', async () => {
    const numbered = async (): Promise<number> =>
      (await on.app.db.selectFrom('paper_form').select('id').execute()).length
    const before = await numbered()
    const refused = await on.ann.post(`${at}/print`, { district: '', copies: '101', label: '' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Select a district')
    expect(refused.text).toContain('The number of copies must be 100 or less')
    const elsewhere = { district: 'elsewhere', copies: '1', label: '<b>x</b>' }
    const unknown = await on.ann.post(`${at}/print`, elsewhere)
    expect([unknown.status, unknown.text.includes('<b>x</b>')]).toEqual([422, false])
    expect(unknown.text).toContain('value="&lt;b&gt;x&lt;/b&gt;"')
    expect(await numbered()).toBe(before)
  })

  it('print again what was printed, and of another consultation nothing', async () => {
    const { issue, serials } = await print(on, 1)
    expect((await on.ann.get(issue)).text).toContain(serials[0])
    await aConsultation(on.app.db, 'others')
    expect((await on.ann.get(issue.replace('/centres/', '/others/'))).status).toBe(404)
    expect((await on.ann.get(`${at}/print/none`)).status).toBe(404)
  })
})
