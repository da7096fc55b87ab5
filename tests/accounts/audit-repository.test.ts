import { expect, it } from '@jest/globals'
import { everyAction, listActions, listActors, recordAction } from '../../server/accounts/audit-repository.ts'
import { inTransaction } from '../../server/db/index.ts'
import { eachDatabase } from '../support/databases.ts'

const who = { accountId: 'a1', name: 'A planner' }

eachDatabase('the record of changes', database => {
  it('tells who did what, newest first, a hundred a page', async () => {
    for (let minute = 0; minute < 101; minute++) {
      const at = new Date(Date.UTC(2026, 0, 5, 9, minute))
      await recordAction(database.db, who, {
        action: 'site.changed',
        subject: 's1',
        summary: `Change ${minute}`,
        at,
      })
    }
    const first = await listActions(database.db, 1)
    expect(first.total).toBe(101)
    expect(first.entries).toHaveLength(100)
    expect(first.entries[0]).toMatchObject({
      accountName: 'A planner',
      action: 'site.changed',
      summary: 'Change 100',
    })
    expect((await listActions(database.db, 2)).entries.map(entry => entry.summary)).toEqual(['Change 0'])
  })

  it('goes with the change: neither is kept when the other fails', async () => {
    const work = inTransaction(database.db, async tx => {
      await recordAction(tx, who, { action: 'site.changed', summary: 'Never' })
      throw new Error('the change failed')
    })
    await expect(work).rejects.toThrow()
    expect((await listActions(database.db, 1)).total).toBe(0)
  })

  it('tells what was done about one consultation, by whom and of what kind', async () => {
    const { db } = database
    const other = { accountId: 'a2', name: 'An analyst' }
    const command = { accountId: null, name: 'command line' }
    const done = async (
      actor: typeof who | typeof command,
      action: string,
      consultation: string,
      day: number,
    ) =>
      recordAction(db, actor, { action, consultation, summary: action, at: new Date(Date.UTC(2026, 0, day)) })
    await done({ ...who, name: 'An older name' }, 'consultation.changed', 'c1', 1)
    await done(who, 'consultation.dates-changed', 'c1', 2)
    await done(other, 'findings.coded', 'c1', 3)
    await done(command, 'consultation.imported', 'c1', 4)
    await done(other, 'findings.coded', 'c2', 5)
    await recordAction(db, who, {
      action: 'paper.entered',
      consultation: 'c1',
      subject: 'f1',
      summary: 'Form',
    })
    await recordAction(db, who, { action: 'site.changed', subject: 's1', summary: 'A site' })
    const about = async (filter: object): Promise<string[]> =>
      (await listActions(db, 1, { consultationId: 'c1', ...filter })).entries.map(({ summary }) => summary)
    const all = [
      'Form',
      'consultation.imported',
      'findings.coded',
      'consultation.dates-changed',
      'consultation.changed',
    ]
    expect(await about({})).toEqual(all)
    expect((await listActions(db, 1, { consultationId: 'c1' })).entries[0]?.subject).toBe('f1')
    expect((await listActions(db, 1, { consultationId: 'c1' })).entries[1]?.subject).toBe('c1')
    expect(await about({ person: 'a1' })).toEqual([
      'Form',
      'consultation.dates-changed',
      'consultation.changed',
    ])
    expect(await about({ person: 'command line' })).toEqual(['consultation.imported'])
    expect(await about({ begins: ['findings.', 'consultation.dates'] })).toEqual([
      'findings.coded',
      'consultation.dates-changed',
    ])
    expect(await listActors(db, { consultationId: 'c1' })).toEqual([
      { key: 'a1', name: 'A planner' },
      { key: 'a2', name: 'An analyst' },
      { key: 'command line', name: 'command line' },
    ])
    expect((await listActors(db)).length).toBe(3)
  })

  it('hands everything on in pieces, each entry once, also where many have one moment', async () => {
    const at = new Date(Date.UTC(2026, 0, 5))
    for (let entry = 0; entry < 1001; entry++) {
      await recordAction(database.db, who, {
        action: 'survey.built',
        consultation: 'c1',
        summary: `${entry}`,
        at,
      })
    }
    const pieces: string[][] = []
    for await (const piece of everyAction(database.db, { consultationId: 'c1' })) {
      pieces.push(piece.map(({ summary }) => summary))
    }
    expect(pieces.map(piece => piece.length)).toEqual([500, 500, 1])
    expect(new Set(pieces.flat()).size).toBe(1001)
  })
})
