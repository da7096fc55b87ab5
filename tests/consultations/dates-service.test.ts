import { describe, expect, it } from '@jest/globals'
import { listChanges } from '../../server/consultations/change-repository.ts'
import { findConsultation } from '../../server/consultations/consultation-repository.ts'
import { changeDates, datesInWords } from '../../server/consultations/dates-service.ts'
import type { Db } from '../../server/db/index.ts'
import { eachDatabase } from '../support/databases.ts'
import {
  actor,
  aDraftConsultation,
  aPublishedConsultation,
  closesAt,
  opensAt,
  whileOpen,
} from './builders.ts'

const later = '2026-07-31T16:00:00.000Z'

async function state(db: Db, id: string) {
  const found = await findConsultation(db, id)
  if (found === null) throw new Error('The consultation is there.')
  return found
}
const clockAt = (iso: string) => (): Date => new Date(iso)

eachDatabase('changing the dates of a consultation', database => {
  const open = async () => {
    const { consultationId: id } = await aPublishedConsultation(database.db)
    return { db: database.db, id, version: (await state(database.db, id)).version }
  }

  it('extends it, and tells the public before, after and why', async () => {
    const { db, id, version } = await open()
    const dates = { closesAt: later, reason: 'Floods' }
    expect(await changeDates(db, id, version, dates, actor, clockAt(whileOpen))).toBeNull()
    expect(await state(db, id)).toMatchObject({ opensAt, closesAt: later })
    const [change] = await listChanges(db, id)
    expect(change).toMatchObject({ kind: 'dates', reason: 'Floods', at: whileOpen })
    expect(change?.summary).toContain('stays open longer')
    expect(change?.summary).toContain('30 June 2026')
    expect(change?.summary).toContain('31 July 2026')
    const audit = await db
      .selectFrom('audit')
      .select('summary')
      .where('action', '=', 'consultation.dates-changed')
      .execute()
    expect(audit).toHaveLength(1)
  })

  it('closes it at the moment itself, so that no answer that was sent before becomes late', async () => {
    const { db, id, version } = await open()
    expect(
      await changeDates(db, id, version, { closesAt: null, reason: 'Withdrawn' }, actor, clockAt(whileOpen)),
    ).toBeNull()
    expect((await state(db, id)).closesAt).toBe(whileOpen)
    const past = { closesAt: '2026-06-05T12:00:00.000Z', reason: 'Too many answers' }
    const again = await open()
    expect(await changeDates(db, again.id, again.version, past, actor, clockAt(whileOpen))).toBe(
      'closing-in-the-past',
    )
    expect((await state(db, again.id)).closesAt).toBe(closesAt)
  })

  it('opens it again while nothing was found or decided, and says that it had closed', async () => {
    const { db, id, version } = await open()
    const after = clockAt('2026-07-05T09:00:00.000Z')
    expect(
      await changeDates(db, id, version, { closesAt: later, reason: 'A form was lost' }, actor, after),
    ).toBeNull()
    expect((await listChanges(db, id))[0]?.summary).toContain('It is open again')
    expect((await state(db, id)).closesAt).toBe(later)
  })

  it('changes nothing when somebody changed the consultation meanwhile: the second reads the first', async () => {
    const { db, id, version } = await open()
    const one = changeDates(db, id, version, { closesAt: later, reason: 'One' }, actor, clockAt(whileOpen))
    const two = changeDates(
      db,
      id,
      version,
      { closesAt: '2026-08-31T16:00:00.000Z', reason: 'Two' },
      actor,
      clockAt(whileOpen),
    )
    const outcomes = await Promise.all([one, two])
    expect(outcomes.filter(outcome => outcome === null)).toHaveLength(1)
    expect(outcomes).toContain('changed-meanwhile')
    const reasons = (await listChanges(db, id))
      .filter(change => change.kind === 'dates')
      .map(change => change.reason)
    expect(reasons).toEqual([outcomes[0] === null ? 'One' : 'Two'])
    // Also where both wanted the same dates: the second did not see the first's reason.
    const same = { closesAt: (await state(db, id)).closesAt, reason: 'Three' }
    expect(await changeDates(db, id, version, same, actor, clockAt(whileOpen))).toBe('changed-meanwhile')
  })

  it('says nothing in public where nothing changes, nor where the dates cannot be', async () => {
    const { db, id, version } = await open()
    const cases: [string, Parameters<typeof changeDates>[3]][] = [
      ['nothing-changes', { closesAt, reason: 'None' }],
      ['opened-already', { opensAt: '2026-06-20T08:00:00.000Z', closesAt, reason: 'Late' }],
    ]
    for (const [problem, dates] of cases)
      expect(await changeDates(db, id, version, dates, actor, clockAt(whileOpen))).toBe(problem)
    expect((await listChanges(db, id)).filter(change => change.kind === 'dates')).toEqual([])
    expect(await state(db, id)).toMatchObject({ opensAt, closesAt, version })
  })

  it('is not for a draft, which has no public log, nor for what is not there', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    const { version } = await state(db, consultationId)
    const dates = { closesAt: later, reason: 'Floods' }
    expect(await changeDates(db, consultationId, version, dates, actor, clockAt(whileOpen))).toBe('not-now')
    await expect(changeDates(db, 'none', 1, dates, actor, clockAt(whileOpen))).rejects.toMatchObject({
      status: 404,
    })
  })
})

describe('a change of dates in words', () => {
  it('tells an opening and a closing that both move, each with what it was', () => {
    const before = { opensAt, closesAt }
    const after = { opensAt: '2026-06-08T08:00:00.000Z', closesAt: '2026-06-20T16:00:00.000Z' }
    const words = datesInWords(before, after, false)
    expect(words).toMatch(
      /^It opens at .*8 June 2026.* it was to open at .*1 June 2026.* It closes earlier.*20 June 2026.*30 June 2026/,
    )
    expect(datesInWords(before, { ...before, opensAt: after.opensAt }, false)).not.toContain('close')
    expect(datesInWords(before, { ...before, closesAt: later }, false)).not.toContain('opens')
  })
})
