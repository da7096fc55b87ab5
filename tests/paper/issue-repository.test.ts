import { expect, it } from '@jest/globals'
import { findFormBySerial } from '../../server/paper/form-repository.ts'
import { findIssue, issueForms, listIssues } from '../../server/paper/issue-repository.ts'
import { newId } from '../../server/platform/ids.ts'
import { eachDatabase } from '../support/databases.ts'
import { aConsultation } from './support.ts'
import { at, issue } from './keyed-forms.ts'

eachDatabase('paper forms', database => {
  it('are numbered without gaps or repeats, also when two people print at once', async () => {
    const { db } = database
    const consultation = await aConsultation(db)
    const many = await Promise.all([issue(db, consultation, 5), issue(db, consultation, 7)])
    const serials = many.flat().map(form => form.serial)
    expect(new Set(serials).size).toBe(12)
    expect(serials.map(serial => Number(serial.split('-')[1])).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, index) => index + 1),
    )
    const issues = await listIssues(db, consultation.id)
    expect(issues.map(one => one.copies).sort()).toEqual([5, 7])
    expect(issues.every(one => one.out === one.copies)).toBe(true)
    const read = await findIssue(db, issues[0]?.id ?? '')
    expect(read?.forms[0]?.serial).toBe(issues[0]?.first)
    expect(read?.forms.at(-1)?.serial).toBe(issues[0]?.last)
  })

  it('have letters of their own for each district', async () => {
    const { db } = database
    const consultation = await aConsultation(db)
    const [city] = await issue(db, consultation, 1)
    const [fenland] = await issueForms(db, {
      consultationId: consultation.id,
      districtCode: 'D2',
      districtSlug: 'city-without',
      surveyId: consultation.surveys.fenland.id,
      label: '',
      copies: 1,
      by: 'Ann',
      at,
    })
    expect(city?.serial).toMatch(/^CITY-0001-/)
    expect(fenland?.serial).toMatch(/^CITYW-0001-/)
    expect(await findFormBySerial(db, consultation.id, fenland?.serial ?? '')).toMatchObject({
      districtCode: 'D2',
    })
    expect(await findFormBySerial(db, newId(), fenland?.serial ?? '')).toBeNull()
  })
})
