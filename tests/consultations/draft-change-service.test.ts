import { expect, it } from '@jest/globals'
import { findConsultation } from '../../server/consultations/index.ts'
import { listProposals, removeProposal } from '../../server/consultations/district-repository.ts'
import { changeDraft, seenMark } from '../../server/consultations/draft-change-service.ts'
import { listOptions, addOption } from '../../server/consultations/option-repository.ts'
import { askForReview } from '../../server/consultations/review-repository.ts'
import { publishConsultation } from '../../server/surveys/index.ts'
import { eachDatabase } from '../support/databases.ts'
import { actor, aDraftConsultation } from './builders.ts'

const at = new Date('2026-05-02T09:00:00.000Z')
const option = { name: 'A', whatItWas: 'b', whyNot: 'c', statusQuo: false, scenarioId: null }

eachDatabase('a change before publication', database => {
  it('is stored whole, counted, and written into the list of who did what', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    const before = await findConsultation(db, consultationId)
    const stored = await changeDraft(db, consultationId, {
      by: actor,
      at,
      summary: 'Added the option A',
      columns: { introduction: 'Anew' },
      seen: before?.version ?? 0,
      work: tx => addOption(tx, consultationId, option),
    })
    expect(stored).toBe(true)
    expect(await findConsultation(db, consultationId)).toMatchObject({
      introduction: 'Anew',
      version: (before?.version ?? 0) + 1,
    })
    expect(await listOptions(db, consultationId)).toHaveLength(1)
    const [said] = await db.selectFrom('audit').selectAll().where('at', '=', at.toISOString()).execute()
    expect(said).toMatchObject({
      action: 'consultation.changed',
      subject: consultationId,
      summary: 'Added the option A',
      account_name: 'A planner',
    })
  })

  it('stores nothing where the work fails, or what was read no longer stands', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    const version = (await findConsultation(db, consultationId))?.version ?? 0
    const change = { by: actor, at, summary: 'x', columns: { introduction: 'Lost' } }
    expect(await changeDraft(db, consultationId, { ...change, seen: version - 1 })).toBe(false)
    expect(await changeDraft(db, consultationId, { ...change, asSeen: () => Promise.resolve(false) })).toBe(
      false,
    )
    await expect(
      changeDraft(db, consultationId, { ...change, work: () => Promise.reject(new Error('No disk.')) }),
    ).rejects.toThrow('No disk.')
    expect(await findConsultation(db, consultationId)).toMatchObject({
      introduction: 'We ask what you think.',
      version,
    })
    expect(await db.selectFrom('audit').selectAll().where('summary', '=', 'x').execute()).toEqual([])
  })

  it('lets one of two through who saw the same', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    const [proposal] = await listProposals(db, consultationId)
    const seen = seenMark(proposal ?? null)
    const take = (): Promise<boolean> =>
      changeDraft(db, consultationId, {
        by: actor,
        at,
        summary: 'Took it out',
        asSeen: async tx =>
          seenMark((await listProposals(tx, consultationId)).find(one => one.id === proposal?.id) ?? null) ===
          seen,
        work: tx => removeProposal(tx, consultationId, proposal?.id ?? ''),
      })
    expect((await Promise.all([take(), take()])).sort()).toEqual([false, true])
    const said = await db.selectFrom('audit').selectAll().where('summary', '=', 'Took it out').execute()
    expect(said).toHaveLength(1)
  })

  it('is refused with the reason while it is being read over, and once it is published', async () => {
    const { db } = database
    const { consultationId } = await aDraftConsultation(db)
    const change = { by: actor, at, summary: 'Too late' }
    await expect(changeDraft(db, 'none', change)).rejects.toMatchObject({ status: 404 })
    await askForReview(db, consultationId, actor, at)
    await expect(changeDraft(db, consultationId, change)).rejects.toMatchObject({
      status: 409,
      code: 'under-review',
    })
    await publishConsultation(db, consultationId, actor, () => at)
    await expect(changeDraft(db, consultationId, change)).rejects.toMatchObject({
      status: 409,
      code: 'published',
    })
    expect(await db.selectFrom('audit').selectAll().where('summary', '=', 'Too late').execute()).toEqual([])
  })
})
