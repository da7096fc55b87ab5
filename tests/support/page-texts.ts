import type { Page } from 'playwright-core'

/** As much of a row of a table as is read here. */
interface Row {
  querySelectorAll(selector: string): Iterable<{ readonly textContent: string | null }>
}

/**
 * Cells of a table as texts, row by row, its head first.
 *
 * @param page - an open page
 * @param caption - the table's caption
 */
export async function tableTexts(page: Page, caption: string | RegExp): Promise<string[][]> {
  // A long table arrives in pieces.
  await page.waitForLoadState()
  const rows = page.getByRole('table', { name: caption, exact: true }).getByRole('row')
  return rows.evaluateAll(found =>
    (found as unknown as readonly Row[]).map(row =>
      [...row.querySelectorAll('th, td')].map(cell => (cell.textContent ?? '').replace(/\s+/g, ' ').trim()),
    ),
  )
}

/**
 * Every count in the tables of a page of findings, as an export lists them: the table's caption, the row, the column and
 * the count.
 *
 * @param page - a page of findings
 */
export async function countsOnPage(page: Page): Promise<string[][]> {
  await page.waitForLoadState()
  const captions = await page.locator('main caption').allInnerTexts()
  const counts: string[][] = []
  for (const caption of captions.map(text => text.trim())) {
    const [head = [], ...rows] = await tableTexts(page, caption)
    for (const row of rows) {
      head.forEach((column, at) => {
        const isCount = at > 0 && !column.startsWith('Percentage') && !column.startsWith('Of the children')
        if (isCount) counts.push([caption, row[0] ?? '', column, (row[at] ?? '').replaceAll(',', '')])
      })
    }
  }
  return counts
}

/**
 * Types a date into its three boxes.
 *
 * @param page - an open page
 * @param legend - the question
 * @param date - `YYYY-MM-DD`
 */
export async function typeDate(page: Page, legend: string, date: string): Promise<void> {
  const boxes = page.getByRole('group', { name: legend, exact: true })
  const [year = '', month = '', day = ''] = date.split('-')
  await boxes.getByLabel('Day').fill(String(Number(day)))
  await boxes.getByLabel('Month').fill(String(Number(month)))
  await boxes.getByLabel('Year').fill(year)
}

/**
 * The words of a page's main part, once they say what is awaited there.
 *
 * @param page - a page that is open or about to be
 * @param awaited - words that the main part is to hold
 */
export async function mainSaying(page: Page, awaited: string | RegExp): Promise<string> {
  await page.locator('main').filter({ hasText: awaited }).waitFor()
  await page.waitForLoadState()
  return (await page.textContent('main')) ?? ''
}
