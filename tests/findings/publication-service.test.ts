import { describe, expect, it } from '@jest/globals'
import type { Db } from '../../server/db/index.ts'
import { codeComment } from '../../server/findings/coding-repository.ts'
import { addFlag, passFlagOn } from '../../server/findings/flag-repository.ts'
import type { Findings } from '../../server/findings/findings.ts'
import { changedByFew, publicationReadiness } from '../../server/findings/publication-service.ts'
import { agreeFrame } from '../../server/findings/theme-repository.ts'
import { publishedConsultations } from '../../server/paper/index.ts'
import { addBatch, setBatchClosed } from '../../server/paper/batch-repository.ts'
import { checkForm, enterForm } from '../../server/paper/keying-service.ts'
import { newId } from '../../server/platform/ids.ts'
import { aPlace, bob as checker, ann as keyer, postBatch, written } from '../paper/keyed-forms.ts'
import { eachDatabase } from '../support/databases.ts'
import { aFrame, ann, at, readComments, someComments } from './comments.ts'

/** What is to be seen to, by what it says; those that are done are marked. */
async function toSeeTo(db: Db, consultationId: string, now = at): Promise<string[]> {
  const consultation = (await publishedConsultations(db)).find(({ id }) => id === consultationId)
  if (!consultation) throw new Error('It is not published.')
  const { closed, lines } = await publicationReadiness(db, consultation, now)
  expect(lines[0]?.done).toBe(closed)
  return lines.map(({ done, sentence }) => `${done ? '✓ ' : ''}${sentence}`)
}

eachDatabase('what is looked at before findings are published', database => {
  it('is closing first: not before the last moment, also not where nothing else is left', async () => {
    const { db } = database
    const { id } = await someComments(db)
    const [open] = await toSeeTo(db, id, new Date('2026-09-30T22:58:59.999Z'))
    expect(open).toBe('The consultation is still open: nothing can be published')
    const [before] = await toSeeTo(db, id, new Date('2026-08-01T10:00:00Z'))
    expect(before).toBe(open)
    expect((await toSeeTo(db, id, new Date('2026-09-30T23:29:00.001Z')))[0]).toBe(
      '✓ The consultation is closed',
    )
  })

  it('is the themes, the comments and the flags, each with what is left of it', async () => {
    const { db } = database
    const consultation = await someComments(db)
    const { id } = consultation
    expect((await toSeeTo(db, id)).slice(3)).toEqual([
      'There are no themes',
      '0 of 3 comments coded',
      '✓ Every flagged comment was passed on',
    ])
    const { frameId, themes } = await aFrame(db, consultation, 'Buses')
    const [first, ...others] = await readComments(db, consultation)
    const flag = await addFlag(db, {
      consultationId: id,
      answerId: first?.id ?? '',
      note: 'Danger',
      by: 'Ann',
      at,
    })
    const code = (answerId = '', found: string[] = []) =>
      codeComment(db, { answerId, themes: found }, frameId, 'first', ann, at)
    await code(first?.id, themes)
    expect((await toSeeTo(db, id)).slice(3)).toEqual([
      'Version 1 of the themes is not agreed',
      '1 of 3 comments coded',
      '1 flagged comment not passed on',
    ])
    await agreeFrame(db, frameId, { note: '', by: 'Ann', at })
    await passFlagOn(db, id, flag, { outcome: 'Told the lead', by: 'Ann', at })
    for (const comment of others) await code(comment.id)
    expect((await toSeeTo(db, id)).slice(3)).toEqual([
      '✓ Version 1 of the themes is agreed',
      '✓ 3 of 3 comments coded',
      '✓ Every flagged comment was passed on',
    ])
  })

  it('is paper: batches that are open, and forms that two people read differently', async () => {
    const { db } = database
    const place = await aPlace(db)
    const { id } = place.consultation
    await enterForm(db, keyer, place, newId(), written([{ questionKey: 'missed', text: 'One' }]), at)
    expect((await toSeeTo(db, id)).slice(1, 3)).toEqual([
      '1 batch of paper is still open',
      '✓ No form has two readings that differ',
    ])
    await addBatch(db, id, postBatch, 'Ann', at)
    await checkForm(db, checker, place, newId(), written([{ questionKey: 'missed', text: 'Two' }]), at)
    expect((await toSeeTo(db, id)).slice(1, 3)).toEqual([
      '2 batches of paper are still open',
      '1 form with differences to settle',
    ])
    const batches = await db.selectFrom('paper_batch').select('id').execute()
    for (const batch of batches) await setBatchClosed(db, batch.id, { at, by: 'Ann' })
    // A closed batch does not settle what its forms say.
    expect((await toSeeTo(db, id)).slice(1, 3)).toEqual([
      '✓ Every batch of paper is closed',
      '1 form with differences to settle',
    ])
  })
})

describe('a new version of what people said', () => {
  const findings = (responses: readonly number[]): Findings => ({
    format: 'doorstep-findings/1',
    audience: 'public',
    consultation: { slug: 'c', name: 'C', opensAt: '', closesAt: '' },
    districts: responses.map((count, at) => ({
      code: `D${at}`,
      slug: `d${at}`,
      name: `Place ${at}`,
      responses: count,
    })),
    responses: responses.reduce((sum, count) => sum + count, 0),
    notCounted: null,
    tables: [],
  })
  const before = { version: 2, findings: findings([100, 200, 300]) }

  it('would tell what a few answered where only they have come or gone', () => {
    const line = changedByFew(before, findings([101, 200, 291]))
    expect(line?.done).toBe(false)
    expect(line?.sentence).toContain('since version 2 in Place 0 and Place 2: whoever kept version 2 could')
  })

  it('tells of nobody where many have, or none', () => {
    expect(changedByFew(before, findings([110, 200, 320]))?.done).toBe(true)
    expect(changedByFew(before, findings([100, 200, 300]))).toBeNull()
    expect(changedByFew(null, findings([1]))).toBeNull()
  })
})
