import { describe, expect, it } from '@jest/globals'
import type { PaperForm } from '../../server/paper/form-repository.ts'
import { listResponses } from '../../server/surveys/index.ts'
import { keyingStage } from '../support/keying-stage.ts'

describe('keying a form in a browser', () => {
  const stage = keyingStage()
  const forms: PaperForm[] = []

  it('needs the keyboard only: numbers tick, Enter goes on, and the next number can be typed at once', async () => {
    const { context, page } = await stage.signedIn()
    const { keyboard } = page
    for (let numbered = 0; numbered < 2; numbered += 1) forms.push(await stage.nextForm())
    await page.goto(`${stage.batch}?next=1`)
    for (const form of forms) {
      expect(await page.evaluate('document.activeElement.id')).toBe('serial')
      await keyboard.type(form.serial.toLowerCase())
      await keyboard.press('Enter')
      await page.waitForURL(/\/forms\//)
      // Role: two ticks. Organisation: words. Centres: cannot be read. Services: nothing. How often: two ticks where one was asked.
      for (const key of ['1', '3', 'Enter', 'w', 'Enter', '?', 'Enter', 'Enter', '1', '2'])
        await keyboard.press(key)
      while ((await page.evaluate('document.activeElement.dataset.store')) === undefined)
        await keyboard.press('Enter')
      await keyboard.press('Enter')
      await page.waitForURL(/next=1/)
    }
    expect(await listResponses(stage.app.db, stage.consultation.id)).toHaveLength(2)
    for (const form of forms) {
      expect(await stage.answersOf(form)).toEqual({
        role: ['parent', 'carer'],
        organisation: 'w',
        'how-often': ['weekly', 'monthly'],
      })
    }
    await context.close()
  })

  it('works as a plain form without scripts, where Enter keeps the form half keyed and stores nothing by mistake', async () => {
    const { context, page } = await stage.signedIn('Ann', { javaScriptEnabled: false })
    const third = await stage.nextForm()
    await page.goto(stage.formAt(third))
    await page.getByLabel('Words beside “Other”').first().fill('A neighbour')
    await page.keyboard.press('Enter')
    await page.waitForURL(new RegExp(`${stage.batch}$`))
    expect(await listResponses(stage.app.db, stage.consultation.id)).toHaveLength(2)
    await page.goto(stage.formAt(third))
    expect(await page.getByLabel('Words beside “Other”').first().inputValue()).toBe('A neighbour')
    await page.getByLabel('Strongly agree').first().check()
    await page.getByRole('button', { name: /^Store/ }).click()
    await page.waitForURL(/next=1/)
    expect(await stage.answersOf(third)).toEqual({
      role: 'A neighbour',
      overall: ['strongly-agree'],
    })
    await context.close()
  })

  it('loses nothing with the connection or with a killed tab', async () => {
    const { context, page } = await stage.signedIn()
    const form = await stage.nextForm()
    const at = stage.formAt(form)
    await page.goto(at)
    await context.setOffline(true)
    await page.getByLabel('Words beside “Other”').first().fill('A neighbour')
    await page.getByText('There is no connection. Kept on this device').waitFor()
    await page.getByRole('button', { name: /^Store/ }).click()
    await page.getByText('Not stored: there is no connection').waitFor()
    expect(await page.getByLabel('Words beside “Other”').first().inputValue()).toBe('A neighbour')
    await context.setOffline(false)
    await page.getByText(/^Kept at/).waitFor()
    await page.close()
    const again = await context.newPage()
    await again.goto(at)
    expect(await again.getByLabel('Words beside “Other”').first().inputValue()).toBe('A neighbour')
    await again.getByRole('button', { name: /^Store/ }).click()
    await again.waitForURL(/next=1/)
    expect(await stage.answersOf(form)).toEqual({ role: 'A neighbour' })
    await context.close()
  })
})
