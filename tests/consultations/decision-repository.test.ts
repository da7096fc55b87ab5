import { expect, it } from '@jest/globals'
import { findConsultation, holdConsultation } from '../../server/consultations/consultation-repository.ts'
import {
  addGovernanceDate,
  changeGovernanceDate,
  readDecisions,
  recordDecision,
  recordFollowUp,
  removeGovernanceDate,
  takeBackFollowUp,
} from '../../server/consultations/decision-repository.ts'
import { inTransaction } from '../../server/db/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { openConnections } from '../sites/builders.ts'
import { aPublishedConsultation, whileOpen } from './builders.ts'

const at = new Date(whileOpen)
const later = (seconds: number): Date => new Date(at.getTime() + seconds * 1000)
const cabinet = { on: '2026-07-01', committee: 'Cabinet', what: 'Looks', paper: null }

eachDatabase('the way to a decision, and after it', database => {
  it('holds meetings, the decision in every wording, and what happened next', async () => {
    const { db } = database
    const { consultationId } = await aPublishedConsultation(db)
    const paper = { title: 'Report', url: 'https://example.org/report', documentId: null }
    await inTransaction(db, async tx => {
      for (const on of ['2026-09-01', '2026-07-01']) {
        await addGovernanceDate(tx, consultationId, { on, committee: 'Cabinet', what: 'Looks', paper }, at)
      }
      const decision = {
        decidedOn: '2026-09-01',
        decidedBy: 'Cabinet',
        whatChanged: 'Two stay.',
        paper: null,
      }
      await recordDecision(tx, consultationId, { ...decision, decision: 'One' }, 'A', at)
      const later = new Date(at.getTime() + 1000)
      await recordDecision(tx, consultationId, { ...decision, decision: 'Two' }, 'A', later)
      await recordFollowUp(tx, consultationId, { on: '2026-10-01', happened: 'Opened.', paper }, 'A', later)
    })
    const read = await readDecisions(db, consultationId)
    expect(read.dates.map(date => [date.on, date.paper])).toEqual([
      ['2026-07-01', paper],
      ['2026-09-01', paper],
    ])
    expect(read.decisions.map(decision => [decision.decision, decision.replacedAt !== null])).toEqual([
      ['Two', false],
      ['One', true],
    ])
    expect(await findConsultation(db, consultationId)).toMatchObject({
      decisionOn: '2026-09-01',
      decisionBy: 'Cabinet',
      decisionRecordedAt: at.toISOString(),
    })
    const [entry] = read.followUps
    expect(await takeBackFollowUp(db, consultationId, entry?.id ?? '', at)).toBe('Opened.')
    expect(await takeBackFollowUp(db, consultationId, entry?.id ?? '', at)).toBeNull()
    expect((await findConsultation(db, consultationId))?.followedUpAt).toBeNull()
  })

  it('changes and takes out meetings of its own consultation alone', async () => {
    const { db } = database
    const { consultationId: id } = await aPublishedConsultation(db)
    await addGovernanceDate(db, id, cabinet, at)
    const [date] = (await readDecisions(db, id)).dates
    if (!date) throw new Error('There is a meeting.')
    const paper = { title: '<b>Report</b>', url: null, documentId: null }
    await changeGovernanceDate(db, 'another', { ...date, committee: 'Forged' })
    await removeGovernanceDate(db, 'another', date.id)
    expect((await readDecisions(db, id)).dates).toEqual([{ ...cabinet, id: date.id }])
    await changeGovernanceDate(db, id, { ...date, on: '2026-07-08', paper })
    expect((await readDecisions(db, id)).dates).toEqual([
      { ...cabinet, id: date.id, on: '2026-07-08', paper },
    ])
    await removeGovernanceDate(db, id, date.id)
    expect(await readDecisions(db, id)).toEqual({ dates: [], decisions: [], followUps: [] })
  })

  it('shows what happened newest first, and is public from the first that was not taken back', async () => {
    const { db } = database
    const { consultationId: id } = await aPublishedConsultation(db)
    const since = async () => (await findConsultation(db, id))?.followedUpAt
    await recordFollowUp(db, id, { on: '2026-10-01', happened: 'Opened.', paper: null }, 'A', later(1))
    await recordFollowUp(db, id, { on: '2026-11-01', happened: 'Counted.', paper: null }, 'A', later(2))
    const [counted, opened] = (await readDecisions(db, id)).followUps
    expect([counted?.happened, opened?.happened]).toEqual(['Counted.', 'Opened.'])
    expect(await since()).toBe(later(1).toISOString())
    expect(await takeBackFollowUp(db, 'another', opened?.id ?? '', later(3))).toBeNull()
    const both = await Promise.all(
      [1, 2].map(() => inTransaction(db, tx => takeBackFollowUp(tx, id, opened?.id ?? '', later(3)))),
    )
    expect([...both].sort()).toEqual(['Opened.', null])
    expect(await since()).toBe(later(2).toISOString())
    expect((await readDecisions(db, id)).followUps.map(one => one.replacedAt)).toEqual([
      null,
      later(3).toISOString(),
    ])
  })

  it('has one wording in force, whoever enters one at the same moment', async () => {
    const { db } = database
    const { consultationId: id } = await aPublishedConsultation(db)
    await openConnections(db)
    const decision = { decidedOn: '2026-07-20', decidedBy: 'Full Council', whatChanged: '', paper: null }
    const before = (await findConsultation(db, id))?.version ?? 0
    await Promise.all(
      ['One', 'Two', 'Three'].map(words =>
        inTransaction(db, async tx => {
          await holdConsultation(tx, id)
          await recordDecision(tx, id, { ...decision, decision: words }, words, at)
        }),
      ),
    )
    const { decisions } = await readDecisions(db, id)
    expect(decisions.map(one => one.replacedAt === null)).toEqual([true, false, false])
    expect((await findConsultation(db, id))?.version).toBe(before + 3)
  })
})
