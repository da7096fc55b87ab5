import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { londonDate } from '../../server/platform/clock.ts'
import { answerUntil, keyboardOnly, pointing, type Answers } from '../support/answering.ts'
import { look, openStage, picture, tableTexts, typeDate, type Stage } from '../support/journey.ts'

/** The longest that one step may take, in milliseconds. */
const step = 120_000

const day = 86_400_000
const inDays = (days: number): string => londonDate(new Date(Date.now() + days * day))

const scenarioName = 'Two Centres in every district'
const consultationName = 'Two Centres in every district: what do you think?'
const districts = ['Hallingford', 'Merehaven Coast', 'Sedgeminster', 'South Sedge', 'Tarrel Fens'] as const

let stage: Stage
let planner: Page

beforeAll(async () => {
  stage = await openStage()
  planner = await stage.staff('Pat Planner', ['planner'])
}, 300_000)
afterAll(async () => {
  await stage.close()
})

/** A picture of one black dot: a file whose contents are what its name says. */
const photograph = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

describe('the main job on the demonstration county, from the published files to what people said', () => {
  it(
    'a planner brings the population of a later year, and it takes the place of the earlier',
    async () => {
      const folder = path.join(stage.application.services.settings.dataDirectory, 'demonstration')
      const published = await readFile(path.join(folder, 'sapelsoasyoa_mid2024_lsoa2021.csv'), 'utf8')
      await planner.goto('/home')
      await planner.getByRole('main').getByRole('link', { name: 'County' }).click()
      await planner.getByRole('button', { name: 'Published files' }).click()
      await planner.getByLabel('CSV, XLSX, GeoJSON, or a zip file of them').setInputFiles({
        name: 'population-2025.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(published.replace('Mid-2024:', 'Mid-2025:')),
      })
      await planner.getByRole('button', { name: 'Load the file' }).click()
      await planner.waitForURL('**/jobs/*')
      await planner.getByText('population-2025.csv is loaded').waitFor()
      await look(planner, '1-job')
      await planner.getByRole('link', { name: 'See the result' }).click()
      const population = (rows: string[][]): string =>
        rows.find(row => row[0]?.startsWith('Population'))?.[1] ?? ''
      expect(population(await tableTexts(planner, 'In use'))).toContain('mid-2025')
      expect(population(await tableTexts(planner, 'Replaced by later files'))).toContain('mid-2024')
      await picture(planner, '1-data')
    },
    step,
  )

  it(
    'the planner sorts need, asks for one district, and reads where the figures come from',
    async () => {
      const navigation = planner.getByRole('navigation').first()
      await navigation.getByRole('link', { name: 'Need' }).click()
      await planner.getByRole('columnheader', { name: 'Need intensity' }).getByRole('link').click()
      await planner.getByLabel('District').selectOption('Tarrel Fens')
      await planner.getByRole('button', { name: 'Filter' }).click()
      const [head = [], ...rows] = await tableTexts(planner, /neighbourhoods/)
      const column = (name: string): string[] =>
        rows.map(row => row[head.findIndex(text => text.startsWith(name))] ?? '')
      expect(new Set(column('District'))).toEqual(new Set(['Tarrel Fens']))
      const intensities = column('Need intensity').map(text => Number(text.replace('−', '-')))
      expect(intensities.length).toBeGreaterThan(20)
      expect(intensities).toEqual([...intensities].sort((a, b) => b - a))
      await planner.getByText(/Source: Children aged 0 to 4: .*mid-2025/).waitFor()
      await planner.getByText(/Source: Income deprivation affecting children/).waitFor()
      await look(planner, '2-need')
    },
    step,
  )

  it(
    'two planners rate sites from evidence, and the matrix shows where they differ',
    async () => {
      const matrix = async (page: Page): Promise<string[][]> => {
        await page.getByRole('navigation').first().getByRole('link', { name: 'Criteria' }).click()
        return tableTexts(page, /^Sites and criteria/)
      }
      const rate = async (page: Page, criterion: string, level: string, words: string): Promise<void> => {
        await page.getByRole('link', { name: `Rate ${criterion}, now` }).click()
        await page.getByRole('checkbox', { name: new RegExp(`^${level}: `) }).check()
        await page.getByLabel('What did you see?').fill(words)
        await typeDate(page, 'Date of the evidence', inDays(-3))
      }
      const before = await matrix(planner)
      const [, , agreedOn = []] = before
      const agreed = before.find(row => /^\d$/.test(row[2] ?? '') && row !== agreedOn)?.[0] ?? ''
      const unknown = before.find(row => row[3]?.includes('not known'))?.[0] ?? ''
      expect([agreed, unknown]).not.toContain('')
      const second = await stage.staff('Sam Second', ['planner'])
      for (const [page, place, level] of [
        [planner, 'first', '4'],
        [second, 'second', '1'],
      ] as const) {
        if (page === second) await second.goto('/home')
        await matrix(page)
        await page
          .getByRole('table', { name: /^Sites and criteria/ })
          .getByRole('link', { name: agreed })
          .click()
        await page.getByRole('button', { name: `Be the ${place} assessor` }).click()
        await rate(page, 'flexible access', level, 'The hours on the door and in the diary')
        if (page === planner) {
          await page
            .getByLabel('Or send a file')
            .setInputFiles({ name: 'hours on the door.png', mimeType: 'image/png', buffer: photograph })
        }
        await picture(page, `3-rate-${place}`)
        await page.getByRole('button', { name: 'Save', exact: true }).click()
        await page.getByText('Rating of flexible access saved').waitFor()
        await look(page, `3-site-${place}`)
      }
      await planner.getByRole('link', { name: 'hours on the door.png' }).waitFor()
      await matrix(planner)
      await planner.getByRole('link', { name: unknown }).first().click()
      await planner.getByRole('button', { name: 'Be the first assessor' }).click()
      await rate(planner, 'activity rooms', '1', 'One room of 30 square metres, and a store')
      await planner.getByRole('button', { name: 'Save', exact: true }).click()
      const after = await matrix(planner)
      const row = (site: string): string[] => after.find(one => one[0] === site) ?? []
      expect(row(agreed)[2]).toBe('1–4 differ')
      expect(row(unknown)[3]).toBe('1')
      await picture(planner, '3-matrix')
      await second.context().close()
    },
    step,
  )

  it(
    'the planner draws a scenario of exactly 10 Centres and 12 Zones, sees it live, and publishes it',
    async () => {
      await planner.getByRole('navigation').first().getByRole('link', { name: 'Scenarios' }).click()
      await planner.getByRole('button', { name: 'New scenario' }).click()
      await planner.getByLabel('Name').fill(scenarioName)
      await planner.getByLabel('Start from').selectOption('Status quo')
      await planner.getByRole('button', { name: 'Make the scenario' }).click()
      const count = (places: string): Promise<string> =>
        planner.locator(`dt:text-is("${places}") + dd`).innerText()
      expect(await count('Centres')).toBe('38 of 10 over the limit')
      const finding = (): Promise<string> => planner.locator('.app-finding').first().innerText()
      const unchanged = await finding()
      const choose = async (site: ReturnType<Page['getByLabel']>, fate: string): Promise<void> => {
        await Promise.all([
          planner.waitForResponse(response => response.url().endsWith('/figures')),
          site.selectOption({ label: fate }),
        ])
      }
      const others = ['Early-years places', 'Closed', 'Outreach venue', 'Other use']
      for (const district of districts) {
        const group = planner.getByRole('group', { name: district, exact: true })
        const names = (await group.locator('label').allInnerTexts()).map(name => name.trim())
        for (const [at, name] of names.entries()) {
          const site = group.getByLabel(name, { exact: true })
          if (at < 2) continue
          if (at === 2 && district === 'Sedgeminster') {
            await choose(site, 'Place of a Centre')
            await choose(group.getByLabel(`Centre that ${name} is a place of`), `of ${names[0] ?? ''}`)
          } else if (at < 4 || (at === 4 && (district === 'Hallingford' || district === 'Tarrel Fens'))) {
            await choose(site, 'Zone')
          } else await choose(site, others[at % others.length] ?? 'Closed')
        }
      }
      expect([await count('Centres'), await count('Zones')]).toEqual(['10 of 10', '11 of 12'])
      expect(await finding()).not.toBe(unchanged)
      await planner.reload()
      expect(await count('Zones')).toBe('11 of 12')
      await planner.getByRole('link', { name: 'Use another venue' }).click()
      await planner.getByLabel('Kind').selectOption('Library')
      await planner.getByRole('button', { name: 'Show' }).click()
      await planner
        .getByLabel(/^What .* becomes$/)
        .first()
        .selectOption('Zone')
      await picture(planner, '4-venues')
      await planner.getByRole('button', { name: 'Save and go back to the scenario' }).click()
      expect(await count('Centres')).toBe('10 of 10')
      expect(await count('Zones')).toBe('12 of 12')
      await look(planner, '4-scenario')
      await planner.getByRole('link', { name: 'Publish' }).click()
      await look(planner, '4-publish')
      await planner.getByRole('button', { name: 'Publish the scenario' }).click()
      await planner.getByRole('link', { name: 'Check it' }).click()
      await planner.getByText('Everything agrees.').waitFor()
    },
    step,
  )
})
