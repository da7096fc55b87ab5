import { expect } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { look, picture, type Stage } from '../../support/journey.ts'
import { tableTexts, typeDate } from '../../support/page-texts.ts'
import { districts, inDays, scenarioName } from './facts.ts'

/** A picture of one dot: a file whose contents are what its name says. */
const photograph = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

/** Goes to a room by the navigation. */
export async function goToRoom(page: Page, room: string): Promise<void> {
  await page.getByRole('navigation').first().getByRole('link', { name: room }).click()
}

/** Brings a later year of the population by upload, and finds it in the list of files. */
export async function bringPopulation(stage: Stage, page: Page): Promise<void> {
  const folder = path.join(stage.application.services.settings.dataDirectory, 'demonstration')
  const published = await readFile(path.join(folder, 'sapelsoasyoa_mid2024_lsoa2021.csv'), 'utf8')
  await page.goto('/home')
  await page.getByRole('main').getByRole('link', { name: 'County' }).click()
  await page.getByRole('button', { name: 'Published files' }).click()
  await page.getByLabel('CSV, XLSX, GeoJSON, or a zip file of them').setInputFiles({
    name: 'population-2025.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(published.replace('Mid-2024:', 'Mid-2025:')),
  })
  await page.getByRole('button', { name: 'Load the file' }).click()
  await page.waitForURL('**/jobs/*')
  await page.getByText('population-2025.csv is loaded').waitFor()
  await look(page, '1-job')
  await page.getByRole('link', { name: 'See the result' }).click()
  const population = async (caption: string): Promise<string> =>
    (await tableTexts(page, caption)).find(row => row[0]?.startsWith('Population'))?.[1] ?? ''
  expect(await population('In use')).toContain('mid-2025')
  expect(await population('Replaced by later files')).toContain('mid-2024')
  await picture(page, '1-data')
}

/** Sorts need and asks for one district; the sources name the file that was just brought. */
export async function readNeed(page: Page): Promise<void> {
  await goToRoom(page, 'Need')
  await page.getByRole('columnheader', { name: 'Need intensity' }).getByRole('link').click()
  await page.getByLabel('District').selectOption('Tarrel Fens')
  await page.getByRole('button', { name: 'Filter' }).click()
  const [head = [], ...rows] = await tableTexts(page, /neighbourhoods/)
  const column = (name: string): string[] =>
    rows.map(row => row[head.findIndex(text => text.startsWith(name))] ?? '')
  expect(new Set(column('District'))).toEqual(new Set(['Tarrel Fens']))
  const intensities = column('Need intensity').map(text => Number(text.replace('−', '-')))
  expect(intensities.length).toBeGreaterThan(20)
  expect(intensities).toEqual([...intensities].sort((a, b) => b - a))
  await page.getByText(/Source: Children aged 0 to 4: .*mid-2025/).waitFor()
  await page.getByText(/Source: Income deprivation affecting children/).waitFor()
  await picture(page, '2-need')
}

async function matrix(page: Page): Promise<string[][]> {
  await goToRoom(page, 'Criteria')
  return tableTexts(page, /^Sites and criteria/)
}

async function becomeAssessor(page: Page, site: string, place: string): Promise<void> {
  await page
    .getByRole('table', { name: /^Sites and criteria/ })
    .getByRole('link', { name: site })
    .click()
  await page.getByRole('button', { name: `Be the ${place} assessor` }).click()
}

/** Fills in the rating of a criterion, without saving it. */
async function rate(page: Page, criterion: string, level: string, seen: string): Promise<void> {
  await page.getByRole('link', { name: `Rate ${criterion}, now` }).click()
  await page.getByRole('checkbox', { name: new RegExp(`^${level}: `) }).check()
  await page.getByLabel('What did you see?').fill(seen)
  await typeDate(page, 'Date of the evidence', inDays(-3))
}

/** Two planners rate one site apart, with evidence; one of them rates a site of which nothing was known. */
export async function rateSites(stage: Stage, first: Page): Promise<void> {
  const save = (page: Page): Promise<void> => page.getByRole('button', { name: 'Save', exact: true }).click()
  const before = await matrix(first)
  const agreed = before.find(row => row[0] !== 'Weight' && /^\d$/.test(row[2] ?? ''))?.[0] ?? ''
  const unknown = before.find(row => row[3]?.includes('not known'))?.[0] ?? ''
  expect([agreed, unknown]).not.toContain('')

  await becomeAssessor(first, agreed, 'first')
  await rate(first, 'flexible access', '4', 'The hours on the door and in the diary')
  await first
    .getByLabel('Or send a file')
    .setInputFiles({ name: 'hours on the door.png', mimeType: 'image/png', buffer: photograph })
  await picture(first, '3-rate')
  await save(first)
  await first.getByRole('link', { name: 'hours on the door.png' }).waitFor()

  const second = await stage.staff('A second planner', ['planner'])
  await second.goto('/home')
  await matrix(second)
  await becomeAssessor(second, agreed, 'second')
  await second.getByText('Given, hidden until you rate').first().waitFor()
  await rate(second, 'flexible access', '1', 'The hours that reception keeps')
  await save(second)
  await second.getByText('Differ by 3 levels').waitFor()
  await look(second, '3-site')
  await second.context().close()

  await matrix(first)
  await becomeAssessor(first, unknown, 'first')
  await rate(first, 'activity rooms', '1', 'One room of 30 square metres, and a store')
  await save(first)
  const after = await matrix(first)
  const row = (site: string): string[] => after.find(one => one[0] === site) ?? []
  expect(row(agreed)[2]).toBe('1–4 differ')
  expect(row(unknown)[3]).toBe('1')
  await picture(first, '3-matrix')
}

/** Draws a scenario of 10 Centres and 12 Zones from the status quo, one select after the other, and publishes it. */
export async function drawScenario(page: Page): Promise<void> {
  await goToRoom(page, 'Scenarios')
  await page.getByRole('button', { name: 'New scenario' }).click()
  await page.getByLabel('Name').fill(scenarioName)
  await page.getByLabel('Start from').selectOption('Status quo')
  await page.getByRole('button', { name: 'Make the scenario' }).click()
  const count = (places: string): Promise<string> => page.locator(`dt:text-is("${places}") + dd`).innerText()
  const finding = (): Promise<string> => page.locator('.app-finding').first().innerText()
  const saved = (): Promise<void> => page.getByText(/^Saved\./).waitFor()
  expect(await count('Centres')).toBe('38 of 10 over the limit')
  const unchanged = await finding()

  const others = ['Early-years places', 'Closed', 'Outreach venue', 'Other use']
  for (const district of districts) {
    const group = page.getByRole('group', { name: district, exact: true })
    const names = (await group.locator('label').allInnerTexts()).map(name => name.trim())
    for (const [at, name] of names.entries()) {
      const site = group.getByLabel(name, { exact: true })
      const isZone = at < 4 || (at === 4 && (district === 'Hallingford' || district === 'Tarrel Fens'))
      if (at < 2) continue
      if (at === 2 && district === 'Sedgeminster') {
        await site.selectOption({ label: 'Place of a Centre' })
        const lead = group.getByLabel(`Centre that ${name} is a place of`)
        await lead.selectOption({ label: `of ${names[0] ?? ''}` })
      } else {
        await site.selectOption({ label: isZone ? 'Zone' : (others[at % others.length] ?? 'Closed') })
      }
      if (at === 2 && district === districts[0]) {
        await saved()
        expect([await count('Centres'), await count('Zones')]).toEqual(['37 of 10 over the limit', '1 of 12'])
      }
    }
    await saved()
  }
  expect([await count('Centres'), await count('Zones')]).toEqual(['10 of 10', '11 of 12'])
  expect(await finding()).not.toBe(unchanged)
  await page.reload()
  expect([await count('Centres'), await count('Zones')]).toEqual(['10 of 10', '11 of 12'])

  await page.getByRole('link', { name: 'Use another venue' }).click()
  await page.getByLabel('Kind').selectOption('Library')
  await page.getByRole('button', { name: 'Show' }).click()
  await page
    .getByRole('combobox', { name: /^What .* becomes$/ })
    .first()
    .selectOption('Zone')
  await page.getByRole('button', { name: 'Save and go back to the scenario' }).click()
  expect([await count('Centres'), await count('Zones')]).toEqual(['10 of 10', '12 of 12'])
  await picture(page, '4-scenario')
  await page.getByRole('link', { name: 'Publish' }).click()
  await look(page, '4-publish')
  await page.getByRole('button', { name: 'Publish the scenario' }).click()
  await page.getByRole('link', { name: 'Check it' }).click()
  await page.getByText('Everything agrees.').waitFor()
}
