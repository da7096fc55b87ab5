import { expect, it } from '@jest/globals'
import { addAccount, setDisabled, setPassword } from '../../server/accounts/accounts-repository.ts'
import { hashPassword } from '../../server/accounts/passwords.ts'
import { checkPassword, countStrangers } from '../../server/accounts/sign-in-service.ts'
import type { Db } from '../../server/db/index.ts'
import { eachDatabase } from '../support/databases.ts'

const email = 'person@example.org'
const password = 'three words together'
const at = new Date('2026-01-05T09:00:00Z')
const minutesLater = (minutes: number): Date => new Date(at.getTime() + minutes * 60_000)

async function aPerson(db: Db) {
  const strangers = countStrangers()
  const id = await addAccount(db, { email, name: 'A person', roles: ['planner'], at })
  await setPassword(db, id, await hashPassword(password))
  const check = (typed: string, when = at, address = email) =>
    checkPassword(db, strangers, address, typed, when)
  return { id, check }
}

eachDatabase('signing in with a password', database => {
  it('locks after five wrong ones in a row, for fifteen minutes, and writes that down once', async () => {
    const { db } = database
    const { id, check } = await aPerson(db)
    for (let guess = 0; guess < 5; guess += 1) expect(await check(`guess ${guess}`)).toBeNull()
    // Whether the password is the right one cannot be told while it is locked.
    for (const typed of [password, 'guess']) {
      await expect(check(typed, minutesLater(14.9))).rejects.toMatchObject({ code: 'locked', status: 429 })
    }
    expect((await check(password, minutesLater(15.1)))?.id).toBe(id)
    const audit = await db.selectFrom('audit').select('action').execute()
    expect(audit).toEqual([{ action: 'account.locked' }])
  })

  it('forgets wrong ones with the right one', async () => {
    const { check } = await aPerson(database.db)
    for (let round = 0; round < 2; round += 1) {
      for (let guess = 0; guess < 4; guess += 1) expect(await check('guess')).toBeNull()
      expect((await check(password))?.email).toBe(email)
    }
  })

  it('counts guesses that are made at the same moment', async () => {
    const { check } = await aPerson(database.db)
    await Promise.all(Array.from({ length: 5 }, (_, guess) => check(`guess ${guess}`)))
    await expect(check(password)).rejects.toMatchObject({ code: 'locked' })
  })

  it('lets nobody in whose account is switched off, and treats them as a stranger', async () => {
    const { db } = database
    const { id, check } = await aPerson(db)
    await setDisabled(db, id, at.toISOString())
    const asked = [email, 'nobody@example.org']
    for (const address of asked) {
      for (let guess = 0; guess < 5; guess += 1) expect(await check(password, at, address)).toBeNull()
      await expect(check(password, at, address)).rejects.toMatchObject({ code: 'locked', status: 429 })
    }
    expect(await db.selectFrom('audit').select('action').execute()).toEqual([])
  })
})
