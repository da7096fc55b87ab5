import { beforeEach, describe, expect, it } from '@jest/globals'
import { readAppraisals } from '../../server/appraisal/index.ts'
import { readSite } from '../../server/sites/index.ts'
import type { Fields } from '../support/application.ts'
import { aSite } from '../sites/builders.ts'
import { appraisalStaff } from './appraisal-staff.ts'
import { agreedWeights } from './builders.ts'

const staff = appraisalStaff()

describe('rating a criterion', () => {
  beforeEach(async () => {
    await agreedWeights(staff.app.db, staff.county.id)
    await staff.place(staff.pat, 'first')
  })

  it('shows what each level asks for, and what the register suggests', async () => {
    await staff.app.db
      .insertInto('site_room')
      .values({
        id: 'room',
        site_id: staff.id,
        position: 0,
        name: 'Playroom',
        area_square_metres: 42,
        uses: 'activity',
      })
      .execute()
    const page = await staff.pat.get(`/appraisal/sites/${staff.id}/ratings/current/2`)
    expect(page.text).toContain('One room of 40 square metres or more.')
    expect(page.text).toContain('The register suggests 2')
    expect((await staff.pat.get(`/appraisal/sites/${staff.id}/ratings/current/9`)).status).toBe(404)
    expect((await staff.pat.get(`/appraisal/sites/${staff.id}/ratings/someday/1`)).status).toBe(404)
  })

  it.each([
    [{}, 'Tick a level'],
    [{ levels: ['1', 'unknown'] }, 'but not both'],
    [{ levels: ['1'] }, 'Say what you measured or saw'],
    [
      {
        levels: ['1'],
        measure: 'x',
        'evidenceDate-day': '1',
        'evidenceDate-month': '1',
        'evidenceDate-year': '2030',
      },
      'must be today or before',
    ],
    [{ levels: ['1'], measure: 'x', evidenceFile: 'somebody-elses' }, 'Select a file of this site'],
  ] as [Fields, string][])('with %j is not saved, and keeps what was typed', async (fields, message) => {
    const answer = await staff.rate(staff.pat, fields)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(message)
    expect((await readAppraisals(staff.app.db, staff.county.id)).size).toBe(0)
  })

  it('as not known is a rating from 0 to 4, without evidence', async () => {
    await staff.rate(staff.pat, { levels: ['unknown'] })
    expect((await readAppraisals(staff.app.db, staff.county.id)).get(staff.id)?.current.completeness).toBe(0)
    expect((await staff.pat.get(`/appraisal/sites/${staff.id}`)).text).toContain('0–4 not known')
  })

  it('keeps its evidence file with the site, and refuses what is not a picture or a PDF', async () => {
    const path = `/appraisal/sites/${staff.id}/ratings/current/7`
    const fields = {
      levels: ['2'],
      measure: 'No steps',
      'evidenceDate-day': '1',
      'evidenceDate-month': '9',
      'evidenceDate-year': '2026',
    }
    const wrong = await staff.pat.send(path, fields, [
      { field: 'evidence', name: 'audit.pdf', content: '<script>1</script>' },
    ])
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('its content is something else')
    await staff.pat.send(path, fields, [
      { field: 'evidence', name: 'audit.pdf', content: '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n' },
    ])
    const file = (await readSite(staff.app.db, staff.county.id, staff.id))?.files[0]
    expect(file).toMatchObject({
      purpose: 'evidence',
      originalName: 'audit.pdf',
      mediaType: 'application/pdf',
    })
    const page = await staff.pat.get(`/appraisal/sites/${staff.id}`)
    expect(page.text).toContain(`/sites/${staff.id}/files/${file?.id}`)
    expect(page.text).toContain('Tuesday 1 September 2026')
    expect(page.text).not.toContain('null')
    const served = await staff.pat.get(`/sites/${staff.id}/files/${file?.id}`)
    expect(served.headers['content-disposition']).toMatch(/^attachment/)
    expect((await staff.pat.post(`/sites/${staff.id}/files/${file?.id}/remove`)).status).toBe(404)
  })

  it('by two people shows each the other’s only after their own, and then where they differ', async () => {
    await staff.place(staff.quinn, 'second')
    await staff.rate(staff.pat, { levels: ['3'], measure: 'Measured by Pat' })
    const before = await staff.quinn.get(`/appraisal/sites/${staff.id}`)
    expect(before.text).toContain('Given, hidden until you rate')
    expect(before.text).not.toContain('Measured by Pat')
    expect((await staff.quinn.get(`/appraisal/sites/${staff.id}/ratings/current/1`)).text).not.toContain(
      'Measured by Pat',
    )
    expect((await staff.quinn.get(`/appraisal/sites/${staff.id}/history`)).text).not.toContain(
      'Measured by Pat',
    )
    expect((await staff.quinn.get(`/appraisal/sites/${staff.id}/print`)).text).not.toContain(
      'Measured by Pat',
    )
    expect((await staff.quinn.get('/appraisal/ratings.csv')).text.split(/\r?\n/)[1]).toContain(
      'As it is now,,,',
    )
    await staff.rate(staff.quinn, { levels: ['1'], measure: 'Measured by Quinn' })
    const after = await staff.quinn.get(`/appraisal/sites/${staff.id}`)
    expect(after.text).toContain('Measured by Pat')
    expect(after.text).toContain('Differ by 2 levels')
    expect((await staff.pat.get('/appraisal')).text).toContain('differ')
  })

  it('by one person in both places is refused', async () => {
    expect((await staff.place(staff.pat, 'second')).status).toBe(409)
    expect((await staff.place(staff.quinn, 'first')).status).toBe(409)
    expect((await staff.rate(staff.quinn, { levels: ['1'], measure: 'x' })).status).toBe(403)
    expect((await staff.place(staff.quinn, 'first', 'leave')).status).toBe(403)
  })

  it('goes on to the next criterion when asked', async () => {
    const answer = await staff.rate(staff.pat, { levels: ['2'], measure: 'x', next: 'next' })
    expect(answer.headers['location']).toBe(`/appraisal/sites/${staff.id}/ratings/current/2`)
  })

  it('writes what people typed as text', async () => {
    await staff.rate(staff.pat, {
      levels: ['2'],
      measure: '<script>alert(1)</script>',
      evidenceNote: '"><img src=x>',
    })
    for (const path of [
      `/appraisal/sites/${staff.id}`,
      `/appraisal/sites/${staff.id}/history`,
      `/appraisal/sites/${staff.id}/print`,
      `/appraisal/sites/${staff.id}/ratings/current/1`,
    ]) {
      const page = await staff.pat.get(path)
      expect(page.status).toBe(200)
      expect(page.text).not.toContain('<script>alert')
      expect(page.text).not.toContain('<img src=x>')
    }
  })

  it('is kept once of a form that was sent twice, is written down, and is of its own site', async () => {
    const sent = await Promise.all(
      [1, 2].map(() => staff.rate(staff.pat, { levels: ['2'], measure: 'Counted' })),
    )
    expect(sent.map(({ status }) => status)).toEqual([303, 303])
    const inForce = await staff.app.db
      .selectFrom('rating')
      .select('measure')
      .where('replaced_at', 'is', null)
      .execute()
    expect(inForce).toEqual([{ measure: 'Counted' }])
    expect((await staff.audit()).filter(action => action === 'site.rated')).toHaveLength(2)
    const other = await aSite(staff.app.db, staff.county.id, { reference: 'other' })
    const form = { levels: ['2'], measure: 'x' }
    const elsewhere = `/appraisal/sites/${other}/ratings/current/1`
    expect((await staff.pat.send(elsewhere, form, [])).status).toBe(403)
    expect((await staff.pat.send('/appraisal/sites/none/ratings/current/1', form, [])).status).toBe(404)
    const worker = await staff.app.agent('drop-in')
    expect((await worker.send(`/appraisal/sites/${staff.id}/ratings/current/1`, form, [])).status).toBe(403)
  })

  it('by both assessors at the same moment keeps both', async () => {
    await staff.place(staff.quinn, 'second')
    const sent = await Promise.all([
      staff.rate(staff.pat, { levels: ['3'], measure: 'Measured by Pat' }),
      staff.rate(staff.quinn, { levels: ['1'], measure: 'Measured by Quinn' }),
    ])
    expect(sent.map(({ status }) => status)).toEqual([303, 303])
    const page = (await staff.pat.get(`/appraisal/sites/${staff.id}`)).text
    for (const words of ['Measured by Pat', 'Measured by Quinn']) expect(page).toContain(words)
  })
})
