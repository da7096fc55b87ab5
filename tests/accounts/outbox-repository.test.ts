import { expect, it } from '@jest/globals'
import { readLetter } from '../../server/accounts/outbox-reading-repository.ts'
import {
  endTry,
  hourOf,
  queueLetters,
  queueMail,
  takeLetter,
  tryAgain,
} from '../../server/accounts/outbox-repository.ts'
import { inTransaction } from '../../server/db/index.ts'
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

eachDatabase('the outbox', database => {
  const ids = async () =>
    (await database.db.selectFrom('letter').select('id').orderBy('queued_at').execute()).map(row => row.id)

  it('takes one plain address and a subject of one line, and nothing of what it refuses', async () => {
    const { db } = database
    for (const to of ['nobody', 'a@example.org, b@example.org', 'a@example.org\r\nBcc: b@example.org', '']) {
      await expect(queueMail(db, { ...letter, to })).rejects.toThrow('Enter an email address')
    }
    await expect(queueMail(db, { ...letter, subject: 'A copy\r\nBcc: b@example.org' })).rejects.toThrow()
    const wrong = [
      { ...letter, once: 'one' },
      { ...letter, to: 'nobody', once: 'two' },
    ]
    await expect(inTransaction(db, tx => queueLetters(tx, wrong))).rejects.toThrow('Enter an email address')
    expect(await ids()).toEqual([])
  })

  it('keeps a letter if, and only if, what it belongs to is kept', async () => {
    const { db } = database
    const failing = inTransaction(db, async tx => {
      await queueMail(tx, letter)
      throw new Error('It is not kept.')
    })
    await expect(failing).rejects.toThrow('It is not kept.')
    expect(await ids()).toEqual([])
  })

  it('takes one of a name, and besides ten an hour to one address', async () => {
    const { db } = database
    expect(await queueMail(db, { ...letter, once: 'welcome' })).toBe(true)
    expect(await queueMail(db, { ...letter, once: 'welcome' })).toBe(false)
    const queued = []
    for (let count = 0; count < 11; count += 1) {
      queued.push(await queueMail(db, letter))
    }
    expect(queued).toEqual([...Array<boolean>(10).fill(true), false])
    for (const to of ['parent@example.org', 'PARENT@EXAMPLE.ORG', 'Parent@example.org'])
      expect(await queueMail(db, { ...letter, to })).toBe(false)
    expect(await queueMail(db, { ...letter, to: 'other@example.org' })).toBe(true)
    expect(await queueMail(db, { ...letter, at: after(61) })).toBe(true)
  })

  it('gives each letter to one process, the longest waiting first, and again when that process ended', async () => {
    const { db } = database
    await queueMail(db, letter)
    await queueMail(db, { ...letter, to: 'second@example.org', at: after(1) })
    const [first, second] = await ids()
    expect((await takeLetter(db, 'one', after(2), after(12)))?.id).toBe(first)
    expect((await takeLetter(db, 'two', after(2), after(12)))?.id).toBe(second)
    expect(await takeLetter(db, 'three', after(3), after(13))).toBeNull()
    expect((await takeLetter(db, 'three', after(12), after(22)))?.id).toBe(first)
  })

  it('erases the text once it was sent, by the process whose letter it is alone', async () => {
    const { db } = database
    await queueMail(db, letter)
    const [id = ''] = await ids()
    await takeLetter(db, 'one', after(1), after(11))
    await endTry(db, id, 'two', { state: 'sent' }, after(2))
    expect((await readLetter(db, id))?.text).toBe('Hello <b>you</b>')
    await endTry(db, id, 'one', { state: 'sent' }, after(2))
    expect((await readLetter(db, id))?.text).toBeNull()
    const rows = JSON.stringify(await db.selectFrom('letter').selectAll().execute())
    expect(rows).not.toContain('Hello')
    expect(await tryAgain(db, id, after(3))).toBe(false)
    expect(await tryAgain(db, 'none', after(3))).toBe(false)
    expect(await readLetter(db, 'none')).toBeNull()
  })

  it('keeps of a moment the hour alone, where more would tell whose answers a letter has', () => {
    expect(hourOf(new Date('2026-11-20T09:23:45.678Z')).toISOString()).toBe(nine.toISOString())
  })
})
