import { expect, it } from '@jest/globals'
import { letterSeal } from '../../server/accounts/letter-seal.ts'
import { listLetters, maskAddress, readLetter } from '../../server/accounts/outbox-reading-repository.ts'
import { queueMail } from '../../server/accounts/outbox-repository.ts'
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

eachDatabase('the outbox as staff see it', database => {
  it('lists letters newest first, without their whole addresses, and counts each state', async () => {
    const { db } = database
    await queueMail(db, letter)
    await queueMail(db, { ...letter, to: 'second@example.org', at: after(1) })
    const listed = await listLetters(db, 1)
    expect(listed.letters.map(one => one.maskedTo)).toEqual(['s…@example.org', 'P…@Example.org'])
    expect(listed.counts).toEqual({ waiting: 2, sent: 0, 'given-up': 0 })
    expect(JSON.stringify(listed)).not.toMatch(/second@|parent@/i)
    expect(maskAddress('second@example.org')).toBe('s…@example.org')
    expect(await listLetters(db, 2)).toMatchObject({ letters: [] })
  })

  it('shows fifty letters a page, each on one page', async () => {
    const { db } = database
    for (let count = 0; count < 53; count += 1)
      await queueMail(db, { ...letter, to: `p${count}@example.org`, at: after(count) })
    const pages = [await listLetters(db, 1), await listLetters(db, 2)]
    expect(pages.map(page => page.letters.length)).toEqual([50, 3])
    expect(new Set(pages.flatMap(page => page.letters.map(one => one.id))).size).toBe(53)
    expect(pages[1]?.counts.waiting).toBe(53)
  })

  it('never shows the text of a letter that is sealed', async () => {
    const { db } = database
    const seal = letterSeal('a secret')
    await queueMail(db, { ...letter, to: 'open@example.org' })
    await queueMail(db, { ...letter, to: 'sealed@example.org', at: after(60), seal })
    const [sealed, open] = (await listLetters(db, 1)).letters
    expect(await readLetter(db, open?.id ?? '')).toMatchObject({ text: 'Hello <b>you</b>', sealed: false })
    expect(await readLetter(db, sealed?.id ?? '')).toMatchObject({ text: null, sealed: true })
    expect(
      JSON.stringify(
        await db
          .selectFrom('letter')
          .selectAll()
          .where('id', '=', sealed?.id ?? '')
          .execute(),
      ),
    ).not.toContain('Hello')
  })

  it('masks an address by its first letter, whatever letters it is of', () => {
    expect(maskAddress('ł@example.org')).toBe('ł…@example.org')
    expect(maskAddress('𝒶nn@x@example.org')).toBe('𝒶…@example.org')
  })
})
