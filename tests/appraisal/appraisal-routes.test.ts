import { describe, expect, it } from '@jest/globals'
import { aSite } from '../sites/builders.ts'
import { appraisalStaff } from './appraisal-staff.ts'
import { agreedWeights } from './builders.ts'

const staff = appraisalStaff()

const weights = {
  ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map(number => [`weight-${number}`, '1'])),
  'agreedOn-day': '1',
  'agreedOn-month': '9',
  'agreedOn-year': '2026',
  agreedBy: 'Committee',
  reason: 'Equal',
}

describe('weights', () => {
  it('come before anything is rated', async () => {
    expect((await staff.pat.get('/appraisal')).text).toContain('Agree the weights first')
    await staff.place(staff.pat, 'first')
    const refused = await staff.rate(staff.pat, { levels: ['2'], measure: '24 hours' })
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('Agree and record the weights')
    expect((await staff.pat.post('/appraisal/weights', weights)).status).toBe(303)
    expect((await staff.pat.get('/appraisal')).text).toContain('Weights agreed by Committee')
    expect((await staff.rate(staff.pat, { levels: ['2'], measure: '24 hours' })).status).toBe(303)
  })

  it.each([
    [{ agreedBy: '' }, 'Enter who agreed the weights'],
    [{ reason: '' }, 'Enter why these weights were chosen'],
    [{ 'agreedOn-year': '2027' }, 'must be today or before'],
    [{ 'agreedOn-day': '31', 'agreedOn-month': '2' }, 'must be a real date'],
    [{ 'weight-3': '-1' }, 'must be 0 or more'],
    [{ 'weight-3': '' }, 'Enter the weight of confidential space'],
    [
      Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map(number => [`weight-${number}`, '0'])),
      'needs a weight above 0',
    ],
  ])('with %j are not recorded', async (change, message) => {
    const answer = await staff.pat.post('/appraisal/weights', { ...weights, ...change })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(message)
    expect(await staff.app.db.selectFrom('criteria_weighting').selectAll().execute()).toEqual([])
  })
})

describe('the matrix', () => {
  it('comes first, shows ranges and gates in words, and never counts unknown as 0', async () => {
    await agreedWeights(staff.app.db, staff.county.id)
    await staff.place(staff.pat, 'first')
    await staff.rate(staff.pat, { levels: ['2', '3'], measure: '24 hours' })
    await staff.rate(staff.pat, { levels: ['0'], evidenceNote: 'Anyone can walk in' }, 6)
    const page = await staff.pat.get('/appraisal')
    expect(page.text).toContain('2–3')
    expect(page.text).toContain('not known')
    expect(page.text).toContain('Fails: safety.')
    expect(page.text).toContain('May fail: SEND access.')
    expect(page.text).toContain('2 of 8')
    expect(page.text.indexOf('Sites and criteria')).toBeLessThan(page.text.indexOf('Totals, as ranges'))
    const csv = await staff.pat.get('/appraisal/ratings.csv')
    expect(csv.text.split(/\r?\n/)[1]).toContain(
      'fen-1,Alder Centre,As it is now,2,3,,,,,,,,,0,0,,,,,6,85,25,6,7',
    )
  })

  it('lists venues that were rated beside the centres', async () => {
    await agreedWeights(staff.app.db, staff.county.id)
    const library = await aSite(staff.app.db, staff.county.id, {
      reference: 'lib',
      name: 'Library',
      kind: 'library',
    })
    await staff.pat.post(`/appraisal/sites/${library}/assessor`, { place: 'first', act: 'take' })
    await staff.pat.send(
      `/appraisal/sites/${library}/ratings/current/1`,
      { levels: ['4'], measure: '50 hours' },
      [],
    )
    expect((await staff.pat.get('/appraisal')).text).not.toContain('Library')
    expect((await staff.pat.get('/appraisal?show=venues')).text).toContain('Library')
  })

  it('is for planners', async () => {
    const analyst = await staff.app.agent('drop-in')
    for (const path of [
      '/appraisal',
      '/appraisal/weights',
      `/appraisal/sites/${staff.id}`,
      '/appraisal/ratings.csv',
    ]) {
      expect((await analyst.get(path)).status).toBe(403)
    }
  })
})
