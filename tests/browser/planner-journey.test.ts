import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { loadingAtMost } from '../support/demonstration.ts'
import { look, openStage, type Stage } from '../support/journey.ts'
import { mainSaying } from '../support/page-texts.ts'

/** The longest that one step may take, in milliseconds. */
const longest = 300_000

let stage: Stage
let planner: Page
let broken = false
let loser = ''

/** A step of the journey. Where one fails, those after it have nothing to stand on. */
function step(name: string, act: () => Promise<void>): void {
  it(
    name,
    async () => {
      if (broken) throw new Error('A step before this one failed')
      broken = true
      try {
        await act()
      } catch (failure) {
        await stage.photographAll(name)
        throw failure
      }
      broken = false
    },
    longest,
  )
}

beforeAll(async () => {
  stage = await openStage()
  planner = await stage.staff('A planner', ['planner'])
}, loadingAtMost)
afterAll(async () => {
  await stage.close()
})

/** Puts one of the county's own files aside and loads it as a planner would. */
async function loadAgain(kind: string, folder: string, file: string): Promise<void> {
  const from = path.join(stage.application.services.settings.dataDirectory, 'demonstration', folder, file)
  await planner.goto('/journeys')
  await planner.click('text=Stop using a file')
  await planner.getByRole('button', { name: `Stop using ${file}` }).click()
  await planner.waitForSelector('text=The file is no longer used')
  await planner.check(`input[name="kind"][value="${kind}"]`)
  await planner.setInputFiles('input[type="file"]', from)
  await planner.fill('#publisher', 'Sedgeshire County Council')
  await planner.fill('#period', 'Autumn 2026')
  await planner.click('text=Load the file')
  await planner.waitForSelector(`text=${file} is loaded`, { timeout: longest })
}

describe('a planner’s journey from roads to a plan', () => {
  step('loads roads and buses', async () => {
    await loadAgain('roads', 'roads', 'sedgeshire.osm.pbf')
    await loadAgain('timetable', 'timetable', 'sedgeshire-gtfs.zip')
    await planner.goto('/journeys')
    await mainSaying(planner, 'Autumn 2026')
    await look(planner, 'planner-1-journeys')
  })

  step('changes a speed and works out the journeys from every postcode', async () => {
    await planner.goto('/journeys/settings/walking-with-a-buggy')
    await planner.fill('[name="offNetworkKmh"]', '3.5')
    await planner.click('text=Save speeds and rules')
    await planner.goto('/journeys')
    await planner.click('text=Work out what is missing')
    await planner.waitForSelector('text=Every journey is worked out', { timeout: longest })
    await planner.goto('/journeys')
    await mainSaying(planner, 'Everything is worked out')
  })

  step('asks for a plan, in plain words, and watches it being found', async () => {
    await planner.goto('/scenarios')
    await planner.getByRole('button', { name: 'Suggest a plan' }).click()
    await look(planner, 'planner-2-ask')
    await planner.fill('[name="name"]', 'Eight Centres, short walks')
    await planner.fill('[name="centres"]', '8')
    await planner.fill('[name="saving"]', '')
    await planner.selectOption('[name="zoneWorth"]', '0')
    await planner.fill('[name="zones"]', '0')
    await planner.selectOption('[name="searchSeconds"]', '20')
    await planner.click('text=Look for a plan')
    await planner.waitForSelector('text=Take it as a scenario', { timeout: longest })
    const said = await mainSaying(planner, /Proven best|It is (at most|under) [\d.]+% from the best possible/)
    expect(said).toMatch(/8 Centres and 0 Zones: \d+ minutes on average/)
    expect(said).toContain('can reach none of the sites')
    await look(planner, 'planner-3-plan')
  })

  step('takes the plan as a scenario and sees who loses', async () => {
    await planner.click('text=Take it as a scenario')
    await planner.waitForSelector('text=The plan is now a scenario')
    await mainSaying(planner, 'Neighbourhoods that lose most')
    loser =
      (await planner
        .locator('table', { hasText: 'Neighbourhoods that lose most' })
        .locator('tbody th .app-cell__first')
        .first()
        .textContent()) ?? ''
    loser = loser.trim()
    expect(loser).not.toBe('')
    await look(planner, 'planner-4-scenario')
  })

  step('compares it with the council’s own', async () => {
    await planner.goto('/scenarios/compare')
    await planner.selectOption('[name="a"]', { label: 'Ten Centres, twelve Zones' })
    await planner.selectOption('[name="b"]', { label: 'Eight Centres, short walks' })
    await planner.getByRole('button', { name: 'Compare', exact: true }).click()
    await planner.waitForURL(/[?&]a=/)
    expect(await mainSaying(planner, 'Eight Centres, short walks')).toMatch(/\d+ minutes/)
    await look(planner, 'planner-5-compare')
  })

  step('sees why: the way that a family there has to go, street by street', async () => {
    await planner.goto('/journeys/route')
    const option = planner.locator('[name="neighbourhood"] option', {
      hasText: loser,
    })
    await planner.selectOption('[name="neighbourhood"]', (await option.first().getAttribute('value')) ?? '')
    await planner.click('text=Show the way')
    expect(await mainSaying(planner, 'Street by street')).toMatch(/\d+ minutes to /)
    await look(planner, 'planner-6-route')
  })

  step('improves the scenario by one exchange, with its effect', async () => {
    await planner.goto('/scenarios')
    await planner.getByRole('link', { name: 'Eight Centres, short walks' }).click()
    await planner.getByRole('link', { name: 'Exchanges' }).click()
    await planner.selectOption('[name="places"]', 'centres')
    await planner.getByRole('button', { name: 'Look again' }).click()
    await mainSaying(planner, /As the scenario stands it is \d+ minutes/)
    await look(planner, 'planner-7-exchanges')
  })

  step('compares more and fewer Centres, in journeys and in money', async () => {
    await planner.goto('/scenarios/suggestions')
    await planner.getByRole('button', { name: 'How many Centres?' }).click()
    await planner.fill('[name="from"]', '8')
    await planner.fill('[name="to"]', '10')
    await planner.check('input[name="mode"][value="straight-line"]')
    await planner.click('text=Compare the numbers')
    await planner.waitForSelector('text=Journeys by number of Centres', { timeout: longest })
    await planner.waitForSelector('text=Delete this study', { timeout: longest })
    const said = await mainSaying(planner, 'proven')
    expect(said.match(/proven/g)?.length).toBeGreaterThanOrEqual(3)
    await look(planner, 'planner-8-how-many')
  })

  step('met no error', () => {
    expect(stage.troubles).toEqual([])
    return Promise.resolve()
  })
})
