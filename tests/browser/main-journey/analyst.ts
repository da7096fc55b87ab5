import { expect } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { look, picture, type Stage } from '../../support/journey.ts'
import { countsOnPage, tableTexts } from '../../support/page-texts.ts'
import { asked, closes, consultationName, districts, inDays } from './facts.ts'

async function openFindings(stage: Stage, name: string): Promise<Page> {
  const page = await stage.staff(name, ['analyst'])
  await page.goto('/home')
  await page.getByRole('main').getByRole('link', { name: 'Findings' }).click()
  await page.getByRole('link', { name: consultationName, exact: true }).click()
  return page
}

/** Finds nine online answers and three on paper, and an export that agrees with the page. */
export async function readFindings(stage: Stage): Promise<void> {
  const page = await openFindings(stage, 'Ann Analyst')
  const responses = await tableTexts(page, /^Responses by district/)
  expect(responses.map(row => row.slice(0, 4).join(' | '))).toEqual([
    'District | Online | Paper | All',
    ...districts.map(name => {
      if (name === 'Hallingford') return `${name} | 1 | 3 | 4`
      const online = { 'Merehaven Coast': 1, 'Tarrel Fens': 3 }[name as string] ?? 2
      return `${name} | ${online} | 0 | ${online}`
    }),
    'All districts | 9 | 3 | 12',
  ])
  const agreement = await tableTexts(page, `${asked.overall}, All districts`)
  expect(agreement.map(row => row.slice(0, 4).join(' | '))).toEqual([
    'Answer | Online | Paper | All',
    'Strongly agree | 4 | 0 | 4',
    'Agree | 1 | 1 | 2',
    'Neither agree nor disagree | 1 | 0 | 1',
    'Disagree | 2 | 1 | 3',
    'Strongly disagree | 1 | 0 | 1',
    'Don’t know | 0 | 0 | 0',
    'Base: gave an answer | 9 | 2 | 11',
    'More than one ticked | 0 | 1 | 1',
    'No answer | 0 | 0 | 0',
    'Asked | 9 | 3 | 12',
  ])
  await picture(page, '8-findings')
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download everything as a table (CSV)' }).click(),
  ])
  const exported: string[][] = parse(await readFile(await file.path(), 'utf8'), { bom: true })
  const onPage = await countsOnPage(page)
  expect(onPage.length).toBeGreaterThan(100)
  const [, question, place, row, column, count] = [0, 1, 2, 3, 4, 5]
  expect(onPage).toEqual(
    exported
      .filter(cells => cells[place] === 'All districts')
      .map(cells => [`${cells[question] ?? ''}, All districts`, cells[row], cells[column], cells[count]]),
  )
  await page.context().close()
}

/** Adds a theme and gives it to three comments, of which one came on paper. */
export async function codeComments(stage: Stage): Promise<void> {
  const page = await openFindings(stage, 'Ali Analyst')
  await page.getByRole('link', { name: 'Themes', exact: true }).click()
  await page.getByLabel('Name', { exact: true }).fill('Getting there')
  await page
    .getByLabel('What belongs to it, and what does not')
    .fill('Distance, buses, walking with a pram. Not the hours of a centre.')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('link', { name: 'Comments', exact: true }).click()
  for (const words of ['Too far with a pram', 'The bus does not go there', 'I would walk for longer']) {
    await page.getByRole('article').filter({ hasText: words }).getByLabel('Getting there').check()
  }
  await look(page, '8-comments')
  await page.getByRole('button', { name: 'Save this page' }).click()
  await page.getByText('3 comments are coded').waitFor()
  await page.getByRole('link', { name: 'All districts', exact: true }).click()
  const themes = await tableTexts(page, /^Themes that people raised/)
  expect(themes.find(row => row[0] === 'Getting there')).toContain('3')
  await picture(page, '8-findings-with-theme')
  await page.context().close()
}

/** After the last day: publishes, and sees as the public does that nothing small is shown. */
export async function publishFindings(stage: Stage): Promise<void> {
  stage.application.setClock(`${inDays(closes + 1)}T12:00:00.000Z`)
  const analyst = await openFindings(stage, 'Ari Analyst')
  await analyst.getByRole('link', { name: 'Publish', exact: true }).click()
  await picture(analyst, '8-publish')
  await analyst.getByRole('button', { name: 'Publish', exact: true }).click()
  await analyst.getByText('Version 1 is public').waitFor()
  await analyst.context().close()

  const page = await stage.resident()
  await page.goto('/')
  await page.getByRole('link', { name: consultationName, exact: true }).click()
  await page
    .getByText(/This consultation closed at/)
    .first()
    .waitFor()
  await picture(page, '8-closed')
  await page.getByRole('link', { name: 'Read what people said' }).click()
  await page.getByRole('heading', { name: /What people said$/ }).waitFor()
  await look(page, '8-public-findings')
  const counts = await countsOnPage(page)
  // How many answered is no secret; what they said is, while they are so few.
  const isTurnout = ([table = '', , column = '']: readonly string[]): boolean =>
    /^(Responses by|Which) district/.test(table) && column === 'All'
  expect(counts.filter(isTurnout).map(([, , , count]) => count)).toContain('13')
  const told = counts.filter(row => !isTurnout(row))
  expect(told.filter(([, , , count = '']) => /^[1-9]$/.test(count))).toEqual([])
  await page.context().close()
}
