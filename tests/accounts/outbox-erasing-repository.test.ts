import { expect, it } from '@jest/globals'
import {
  eraseLettersAbout,
  eraseOldLetters,
  eraseSentAddresses,
  letterDays,
} from '../../server/accounts/outbox-erasing-repository.ts'
import { maskAddress, readLetter } from '../../server/accounts/outbox-reading-repository.ts'
import { endTry, queueMail, takeLetter } from '../../server/accounts/outbox-repository.ts'
import { eachDatabase } from '../support/databases.ts'

const nine = new Date('2026-11-20T09:00:00.000Z')
const after = (minutes: number): Date => new Date(nine.getTime() + minutes * 60_000)
const letter = {
  to: 'Parent@Example.org',
  subject: 'A copy of your answers',
  text: 'Hello <b>you</b>',
  purpose: 'Copy of answers',
  at: nine,
}

eachDatabase('erasing letters', database => {
  const ids = async () =>
    (await database.db.selectFrom('letter').select('id').orderBy('queued_at').execute()).map(row => row.id)

  it('erases the address of a letter that was sent, once ten an hour can be counted without it', async () => {
    const { db } = database
    await queueMail(db, letter)
    await queueMail(db, { ...letter, to: 'waits@example.org', at: after(1) })
    const [id = ''] = await ids()
    await takeLetter(db, 'one', after(2), after(12))
    await endTry(db, id, 'one', { state: 'sent' }, after(2))
    expect(await eraseSentAddresses(db, after(60))).toBe(0)
    expect(await eraseSentAddresses(db, after(120))).toBe(1)
    expect(await eraseSentAddresses(db, after(120))).toBe(0)
    const rows = JSON.stringify(await db.selectFrom('letter').selectAll().execute())
    expect(rows).not.toMatch(/parent@/i)
    expect(rows).toContain('waits@example.org')
    expect(maskAddress((await readLetter(db, id))?.to ?? '')).toBe('Erased when it was sent')
  })

  it('erases what is older than it keeps, and what belongs to something that ended', async () => {
    const { db } = database
    await queueMail(db, letter)
    await queueMail(db, { ...letter, to: 'second@example.org', at: after(1), about: 'a subscription' })
    await queueMail(db, { ...letter, to: 'third@example.org', at: after(2), about: 'another' })
    await eraseLettersAbout(db, ['a subscription', "' or '1'='1"])
    await eraseLettersAbout(db, [])
    expect(await ids()).toHaveLength(2)
    expect(await eraseOldLetters(db, after(letterDays * 24 * 60 - 1))).toBe(0)
    expect(await eraseOldLetters(db, after(letterDays * 24 * 60 + 1))).toBe(1)
    expect(await ids()).toHaveLength(1)
  })
})
