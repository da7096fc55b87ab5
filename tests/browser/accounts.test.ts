import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { addAccount, addOneTimeLink } from '../../server/accounts/index.ts'
import { testApplication, type TestApplication } from '../support/application.ts'
import { axeOffences } from '../support/axe.ts'
import { openBrowser, openWindow, serve, type ServedApplication } from '../support/browser.ts'

let application: TestApplication
let served: ServedApplication
let browser: Browser
let link: string

beforeAll(async () => {
  application = await testApplication()
  served = await serve(application)
  browser = await openBrowser()
  const who = { email: 'first@example.org', name: 'First administrator', roles: ['administrator'] as const }
  const id = await addAccount(application.db, { ...who, at: new Date() })
  link = `/sign-in/link/${await addOneTimeLink(application.db, id, 'sign-in', new Date(), 1)}`
})
afterAll(async () => {
  await browser.close()
  await served.close()
  await application.close()
})

describe('an administrator with a keyboard and a one-time link', () => {
  it('signs in, chooses a password and invites a person, on pages that axe finds clean', async () => {
    const window = await openWindow(browser, served.url, link)
    const page = await window.newPage()
    await page.goto('/account')
    expect(await axeOffences(page)).toEqual([])
    await page.getByLabel('New password').fill('three words together')
    await page.getByLabel('The same password again').fill('three words together')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/home')
    expect(await page.getByRole('alert').textContent()).toContain('Password saved')
    expect(await axeOffences(page)).toEqual([])
    await page.goto('/accounts/invite')
    await page.getByRole('button', { name: 'Make the invitation' }).click()
    expect(await page.title()).toMatch(/^Error: /)
    expect(await page.evaluate('document.activeElement.textContent')).toContain("Enter the person's name")
    expect(await axeOffences(page)).toEqual([])
    await window.close()
  })
})
