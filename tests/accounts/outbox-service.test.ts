import { afterEach, beforeEach, expect, it } from '@jest/globals'
import {
  createLetterSender,
  letterSeal,
  queueMail,
  tidyOutbox,
  type LetterSender,
} from '../../server/accounts/index.ts'
import { listLetters } from '../../server/accounts/outbox-reading-repository.ts'
import { takeLetter, tryAgain } from '../../server/accounts/outbox-repository.ts'
import { inTransaction } from '../../server/db/index.ts'
import { createLog } from '../../server/platform/log.ts'
import { createMailer } from '../../server/platform/mail.ts'
import { eachDatabase } from '../support/databases.ts'
import { openMailServer, type MailServer } from '../support/mail-server.ts'
import { testSettings } from '../support/settings.ts'

const nine = new Date('2026-11-20T09:00:00Z')
const log = createLog('silent')
const minutesLater = (minutes: number): Date => new Date(nine.getTime() + minutes * 60_000)

const aLetter = {
  to: 'parent@example.org',
  subject: 'Ihre Bestätigung – “Żłobki” в библиотеке',
  text: 'Hello\nGo to https://centres.example.org/a',
  purpose: 'Confirm a subscription',
  at: nine,
}

eachDatabase('letters', database => {
  let server: MailServer
  let now = nine
  const senderTo = (url: string): LetterSender =>
    createLetterSender({
      db: database.db,
      clock: () => now,
      log,
      settings: testSettings(''),
      mailer: createMailer({ smtpUrl: url, from: 'Fenmarch <consult@example.org>' }),
    })
  const letters = () => database.db.selectFrom('letter').selectAll().orderBy('queued_at').execute()

  beforeEach(async () => {
    now = nine
    server = await openMailServer()
  })
  afterEach(() => server.close())

  it('that hold answers are sealed until they are sent, and tell no finer moment than the hour', async () => {
    now = new Date(nine.getTime() + 23 * 60_000 + 456)
    const { secret } = testSettings('')
    const sealed = { ...aLetter, html: '<p>Hello</p>', at: now }
    await queueMail(database.db, { ...sealed, seal: letterSeal(secret) })
    await queueMail(database.db, { ...sealed, seal: letterSeal('another') })
    expect(JSON.stringify(await letters())).not.toMatch(/Hello|09:2/)
    const sender = senderTo(server.url)
    await sender.sendDue()
    expect(server.received).toHaveLength(1)
    expect(server.received[0]?.message).toContain('Hello')
    const after = await letters()
    expect(after.map(letter => letter.state).sort()).toEqual(['given-up', 'sent'])
    expect(new Set(after.map(letter => letter.ended_at))).toEqual(new Set([nine.toISOString()]))
  })

  it('that hold answers keep no address once they were sent, and still only ten an hour reach one person', async () => {
    const { db } = database
    const seal = letterSeal(testSettings('').secret)
    const queue = (to: string) => queueMail(db, { ...aLetter, to, at: now, seal })
    const sender = senderTo(server.url)
    const queued = []
    for (let count = 0; count < 11; count += 1) {
      queued.push(await queue(count % 2 === 0 ? 'carer@example.org' : 'CARER@Example.org'))
      await sender.sendDue()
    }
    expect(queued).toEqual([...Array<boolean>(10).fill(true), false])
    expect(server.received).toHaveLength(10)
    expect(await queue('other@example.org')).toBe(true)
    const kept = await letters()
    expect(JSON.stringify(kept)).not.toMatch(/carer@/i)
    expect(JSON.stringify(kept)).toContain('other@example.org')
    const listed = await listLetters(db, 1)
    expect(new Set(listed.letters.map(letter => letter.maskedTo))).toEqual(
      new Set(['Erased when it was sent', 'o…@example.org']),
    )
    // Whoever has the database alone can't try addresses against it.
    expect(seal.person('carer@example.org')).not.toBe(letterSeal('another').person('carer@example.org'))
  })

  it('arrive once, with a subject in any script, and their text is erased', async () => {
    await queueMail(database.db, { ...aLetter, html: '<p>Hello</p>' })
    const sender = senderTo(server.url)
    await Promise.all([sender.sendDue(), sender.sendDue()])
    await sender.sendDue()
    expect(server.received).toHaveLength(1)
    const [letter] = server.received
    expect(letter).toMatchObject({ from: 'consult@example.org', to: ['parent@example.org'] })
    const subject = /^Subject: ((?:.*\r\n[ \t])*.*)\r\n/m.exec(letter?.message ?? '')?.[1] ?? ''
    const words = [...subject.matchAll(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi)].map(([, how, coded = '']) =>
      how?.toUpperCase() === 'B'
        ? Buffer.from(coded, 'base64')
        : Buffer.from(
            coded
              .replaceAll('_', ' ')
              .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
            'latin1',
          ),
    )
    expect(Buffer.concat(words).toString()).toBe(aLetter.subject)
    expect(letter?.message).toContain('Auto-Submitted: auto-generated')
    expect(letter?.message).not.toContain('List-Unsubscribe')
    expect(await letters()).toMatchObject([{ state: 'sent', body_text: null, body_html: null, attempts: 1 }])
  })

  it('of a subscription carry what ends it at one press', async () => {
    const unsubscribeUrl = 'https://centres.example.org/unsubscribe/link/abc'
    await queueMail(database.db, { ...aLetter, unsubscribeUrl })
    await senderTo(server.url).sendDue()
    expect(server.received[0]?.message).toContain(`List-Unsubscribe: <${unsubscribeUrl}>\r\n`)
    expect(server.received[0]?.message).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n')
  })

  it('are tried again after a growing pause when the mail server asks for it', async () => {
    await queueMail(database.db, aLetter)
    server.refuse(451)
    const sender = senderTo(server.url)
    await sender.sendDue()
    await sender.sendDue()
    expect(await letters()).toMatchObject([
      { state: 'waiting', attempts: 1, next_at: minutesLater(1).toISOString() },
    ])
    now = minutesLater(1)
    await sender.sendDue()
    expect(await letters()).toMatchObject([
      { state: 'waiting', attempts: 2, next_at: minutesLater(6).toISOString() },
    ])
    server.refuse(null)
    now = minutesLater(6)
    await sender.sendDue()
    expect(server.received).toHaveLength(1)
    expect(await letters()).toMatchObject([{ state: 'sent', attempts: 3, problem: null }])
  })

  it('are given up when they are refused for ever, in words that name nobody, and can be tried again', async () => {
    await queueMail(database.db, aLetter)
    server.refuse(550)
    const sender = senderTo(server.url)
    await sender.sendDue()
    const [letter] = await letters()
    expect(letter).toMatchObject({
      state: 'given-up',
      problem: 'The mail server refused the letter. It answered 550.',
    })
    server.refuse(null)
    now = minutesLater(60)
    await sender.sendDue()
    expect(server.received).toHaveLength(0)
    expect(await tryAgain(database.db, letter?.id ?? '', now)).toBe(true)
    await sender.sendDue()
    expect(server.received).toHaveLength(1)
    expect(await tryAgain(database.db, letter?.id ?? '', now)).toBe(false)
  })

  it('wait for a mail server that is away, and are given up after two days without it', async () => {
    await queueMail(database.db, aLetter)
    await queueMail(database.db, { ...aLetter, to: 'other@example.org', at: minutesLater(1) })
    const port = Number(new URL(server.url).port)
    await server.close()
    const sender = senderTo(`smtp://127.0.0.1:${port}`)
    now = minutesLater(1)
    await sender.sendDue()
    // The second letter does not find out for itself.
    expect((await letters()).map(letter => letter.attempts)).toEqual([1, 0])
    server = await openMailServer(port)
    now = minutesLater(2)
    await sender.sendDue()
    expect(server.received).toHaveLength(2)

    await queueMail(database.db, { ...aLetter, at: now })
    await server.close()
    for (let tries = 0; tries < 12; tries += 1) {
      now = new Date(now.getTime() + 2 * 86_400_000)
      await sender.sendDue()
    }
    const [, , lost] = (await letters()).sort((a, b) => a.queued_at.localeCompare(b.queued_at))
    expect(lost).toMatchObject({ state: 'given-up', attempts: 10 })
    expect(lost?.problem).toBe('The mail server could not be reached. It was tried 10 times.')
    expect(lost?.body_text).not.toBeNull()
  })

  it('are taken by one process at a time, and again when that process is gone', async () => {
    await queueMail(database.db, aLetter)
    const taken = await Promise.all(
      ['one', 'two', 'three'].map(sender => takeLetter(database.db, sender, nine, minutesLater(5))),
    )
    expect(taken.filter(letter => letter !== null)).toHaveLength(1)
    expect(await takeLetter(database.db, 'four', minutesLater(4), minutesLater(9))).toBeNull()
    expect(await takeLetter(database.db, 'four', minutesLater(5), minutesLater(10))).not.toBeNull()
  })

  it('are not sent twice by two processes that work at once', async () => {
    for (let number = 0; number < 12; number += 1)
      await queueMail(database.db, { ...aLetter, to: `parent${number}@example.org` })
    await Promise.all([senderTo(server.url).sendDue(), senderTo(server.url).sendDue()])
    expect(server.received.map(letter => letter.to[0]).sort()).toEqual(
      Array.from({ length: 12 }, (_, number) => `parent${number}@example.org`).sort(),
    )
  })

  it('are queued only if the change that they belong to is kept', async () => {
    await expect(
      inTransaction(database.db, async tx => {
        await queueMail(tx, aLetter)
        throw new Error('The change failed.')
      }),
    ).rejects.toThrow('The change failed.')
    expect(await letters()).toEqual([])
  })

  it('with the same name are queued once', async () => {
    expect(await queueMail(database.db, { ...aLetter, once: 'update-1-to-a' })).toBe(true)
    expect(await queueMail(database.db, { ...aLetter, once: 'update-1-to-a' })).toBe(false)
    expect(await letters()).toHaveLength(1)
  })

  it('to one address are at most ten in an hour', async () => {
    const queued = []
    for (let number = 0; number < 12; number += 1) queued.push(await queueMail(database.db, aLetter))
    expect(queued.filter(Boolean)).toHaveLength(10)
    expect(await queueMail(database.db, { ...aLetter, at: minutesLater(61) })).toBe(true)
  })

  it.each([
    ['a line break in the address', { to: 'parent@example.org\r\nBcc: all@example.org' }],
    ['two addresses', { to: 'parent@example.org,all@example.org' }],
    ['a name in front', { to: 'All <all@example.org>' }],
    ['a comment', { to: 'parent(all)@example.org' }],
    ['a group', { to: 'all:parent@example.org;' }],
    ['a line break in the subject', { subject: 'Hello\r\nBcc: all@example.org' }],
    ['a bare line feed in the subject', { subject: 'Hello\nBcc: all@example.org' }],
    ['a line separator in the subject', { subject: 'Hello\u2028Bcc: all@example.org' }],
    [
      'a line break in the unsubscribe address',
      { unsubscribeUrl: 'https://a.example\r\nBcc: b@example.org' },
    ],
  ])('are refused with %s', async (_, changed) => {
    await expect(queueMail(database.db, { ...aLetter, ...changed })).rejects.toThrow()
    expect(await letters()).toEqual([])
  })

  it('are erased after thirty days, with their addresses', async () => {
    await queueMail(database.db, aLetter)
    now = new Date(nine.getTime() + 30 * 86_400_000)
    await tidyOutbox({ db: database.db, clock: () => now, log })
    expect(await letters()).toHaveLength(1)
    now = new Date(now.getTime() + 1)
    await tidyOutbox({ db: database.db, clock: () => now, log })
    expect(await letters()).toEqual([])
  })
})
