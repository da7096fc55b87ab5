import { expect, it } from '@jest/globals'
import { checkFacts, type CheckGround } from '../../server/consultations/check-facts.ts'
import { answeredChecklist, checkItems, type CheckKey } from '../../server/consultations/checklist.ts'
import { findConsultation, listSessions } from '../../server/consultations/index.ts'
import { listDocuments } from '../../server/consultations/document-repository.ts'
import { draftRecord } from '../../server/consultations/record-service.ts'
import { eachDatabase } from '../support/databases.ts'
import { aDraftConsultation } from './builders.ts'

eachDatabase('what the checklist notices', database => {
  const ground = async (): Promise<CheckGround> => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    const consultation = await findConsultation(db, consultationId)
    if (consultation === null) throw new Error('It is there.')
    return {
      consultation,
      record: await draftRecord(db, consultation),
      documents: await listDocuments(db, consultationId),
      sessions: (await listSessions(db, consultationId)).length,
      marked: [],
      translated: false,
    }
  }
  const doubts = (given: CheckGround, key: CheckKey): string =>
    (checkFacts(given).get(key) ?? [])
      .filter(fact => fact.doubtful)
      .map(fact => fact.sentence)
      .join(' ')
  const facts = (given: CheckGround, key: CheckKey): string =>
    (checkFacts(given).get(key) ?? []).map(fact => fact.sentence).join(' ')

  it('names words that sound decided, and where they stand', async () => {
    const given = await ground()
    expect(doubts(given, 'formative')).not.toContain('says')
    const { record } = given
    const introduction = 'Nothing has been decided.'
    expect(doubts({ ...given, record: { ...record, introduction } }, 'formative')).not.toContain('says')
    const reasons = 'Option B is recommended.'
    expect(doubts({ ...given, record: { ...record, reasons } }, 'formative')).toContain(
      '“Why” says “recommended”',
    )
    const [first, ...others] = record.places
    if (first === undefined) throw new Error('There are places.')
    const places = [{ ...first, why: 'It will close in May.' }, ...others]
    expect(doubts({ ...given, record: { ...record, places } }, 'formative')).toContain(
      'The page of Alder Centre says “will close”',
    )
  })

  it('asks about a decision that comes too soon', async () => {
    const given = await ground()
    expect(doubts(given, 'formative')).toContain('20 days after closing')
    const decided = { ...given.consultation, decisionOn: '2026-06-30' }
    expect(doubts({ ...given, consultation: decided }, 'formative')).toContain('before it has closed')
    const later = { ...given.consultation, decisionOn: '2026-09-30' }
    expect(doubts({ ...given, consultation: later }, 'formative')).toBe('')
  })

  it('asks for options that are not preferred, with the reasons against them', async () => {
    const given = await ground()
    expect(doubts(given, 'options')).toContain('No option is described')
    const option = {
      id: 'o',
      name: 'Nine Centres',
      whatItWas: 'x',
      whyNot: '',
      statusQuo: false,
      scenario: null,
    }
    const record = { ...given.record, options: [option] }
    expect(doubts({ ...given, record }, 'options')).toBe('It is not said why “Nine Centres” is not proposed.')
    expect(doubts({ ...given, record }, 'information')).toContain(
      'Keeping everything as it is does not stand',
    )
  })

  it('counts weeks, holidays and elections', async () => {
    const given = await ground()
    expect(facts(given, 'time')).toContain('It is open for 30 days (4 whole weeks).')
    expect(doubts(given, 'time')).toContain('Without school holidays it is 25 days')
    expect(doubts(given, 'calendar')).toContain('May half term')
    const short = { ...given.consultation, closesAt: '2026-06-08T16:00:00.000Z' }
    expect(doubts({ ...given, consultation: short }, 'time')).toContain('less than four weeks')
    const undated = { ...given.consultation, opensAt: null }
    expect(doubts({ ...given, consultation: undated }, 'calendar')).toBe('The dates are not set yet.')
  })

  it('names places that would change and that no text asks about', async () => {
    const given = await ground()
    expect(doubts(given, 'significant-change')).toBe('')
    const districts = given.record.districts.map(district => ({
      ...district,
      whatIsLost: 'x',
      whatIsProposed: 'x',
      proposals: [],
    }))
    const record = { ...given.record, districts, whatIsLost: 'One centre.' }
    expect(doubts({ ...given, record }, 'significant-change')).toContain('No text names Alder Centre')
  })

  it('looks for equality, other formats, paper and sufficiency', async () => {
    const given = await ground()
    expect(doubts(given, 'equality')).not.toBe('')
    expect(doubts(given, 'formats')).toContain(
      'There is no easy read, no large print, no British Sign Language.',
    )
    expect(doubts(given, 'formats')).toContain('translated')
    expect(doubts({ ...given, translated: true }, 'formats')).not.toContain('translated')
    expect(doubts(given, 'ways')).toBe('')
    expect(doubts({ ...given, sessions: 0 }, 'ways')).toBe('There is no drop-in session.')
    expect(facts(given, 'sufficiency')).toContain('3 buildings are children’s centres today; 2 would be part')
  })

  it('has something to say about every point, and counts the open ones', async () => {
    const noticed = checkFacts(await ground())
    for (const { key } of checkItems) expect([key, (noticed.get(key) ?? []).length > 0]).toEqual([key, true])
    const answer = { item: 'time' as const, answer: 'x', evidence: '', answeredAt: '', answeredBy: '' }
    const { answered, open } = answeredChecklist(noticed, [answer])
    expect(answered.map(check => check.item)).toEqual(['time'])
    expect(open).toHaveLength(9)
  })
})
