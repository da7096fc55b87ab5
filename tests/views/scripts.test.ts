import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import type { MapDocument } from '../../server/model/map-document.ts'
import { axeOffences } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { pageOf, servePages } from './served-pages.ts'

const square = (west: number): MapDocument['areas'][number]['geometry'] => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, 52],
      [west + 0.1, 52],
      [west + 0.1, 52.1],
      [west, 52.1],
      [west, 52],
    ],
  ],
})

const mapDocument: MapDocument = {
  title: 'Metres to the nearest Centre',
  bounds: [0, 52, 0.3, 52.1],
  areas: [
    { code: 'E1', name: 'Ely 001A', geometry: square(0), classIndex: 0, label: 'Ely 001A: 400 m', href: '/n/E1' },
    { code: 'E2', name: 'Ely 001B', geometry: square(0.1), classIndex: 1, label: 'Ely 001B: 2,340 m' },
    { code: 'E3', name: 'Ely <b>001C</b>', geometry: square(0.2), classIndex: null, label: 'Ely <b>001C</b>: not known' },
  ],
  outlines: [{ name: 'East Cambridgeshire', geometry: square(0) }],
  places: [
    { name: 'Ely Centre', position: [0.05, 52.05], shape: 'centre', label: 'Ely Centre: Centre', href: '/sites/1' },
    { name: 'Old Hall', position: [0.15, 52.05], shape: 'closing', label: 'Old Hall: closing' },
  ],
  legend: {
    title: 'Metres',
    scheme: 'sequential',
    classes: [{ label: 'up to 500 m' }, { label: 'more than 500 m' }],
    unknownLabel: 'Not known',
  },
  source: 'Office for National Statistics',
}

const form = `<%- include('/parts/error-summary') %><h1 class="govuk-heading-l">Sample</h1>
<form method="post" action="/send" novalidate>
<%- include('/parts/input', { name: 'postcode', label: 'Postcode' }) %>
<%- include('/parts/radios', { name: 'agree', legend: 'Do you agree?', items: [{ value: 'yes', text: 'Yes' }, { value: 'no', text: 'No', conditional: { html: include('/parts/input', { name: 'why', label: 'Why not?' }) } }] }) %>
<%- include('/parts/checkboxes', { name: 'use', legend: 'What do you use?', items: [{ value: 'play', text: 'Play' }, { value: 'clinic', text: 'Clinics' }, { divider: 'or' }, { value: 'none', text: 'None', behaviour: 'exclusive' }] }) %>
<%- include('/parts/date-input', { name: 'opens', legend: 'When?' }) %>
<%- include('/parts/character-count', { name: 'more', label: 'Anything else?', maxlength: 20 }) %>
<%- include('/parts/password-input', { name: 'password', label: 'Password' }) %>
<%- include('/parts/button', { text: 'Send', preventDoubleClick: true }) %>
</form>`
const table = `<h1 class="govuk-heading-l">Sites</h1>
<%- include('/parts/table', { caption: 'Sites', small: true, head: [{ text: 'Site', sortable: true }, { text: 'Metres', numeric: true, sortable: true }], rows: [['Wisbech', 1200], ['Ely', null], ['March', 90]] }) %>
<%- include('/parts/chart', { svg: '', heading: 'A finding', table: { head: [{ text: 'a' }], rows: [['b']] }, source: 'One source' }) %>
<%- include('/parts/tabs', { items: [{ label: 'First', id: 'first', panel: { text: 'One' } }, { label: 'Second', id: 'second', panel: { text: 'Two' } }] }) %>`
const maps = `<h1 class="govuk-heading-l">Maps</h1><div class="app-map-pair">
<%- include('/parts/map', { id: 'left', source: '/map.json', label: 'Today', group: 'pair' }) %>
<%- include('/parts/map', { id: 'right', source: '/map.json', label: 'Then', group: 'pair' }) %></div>
<%- include('/parts/map', { id: 'broken', source: '/nowhere.json', label: 'Broken' }) %>`
const pick = `<h1 class="govuk-heading-l">Where?</h1><%- include('/parts/input', { name: 'lat', label: 'Latitude' }) %><%- include('/parts/input', { name: 'lon', label: 'Longitude' }) %>
<%- include('/parts/map', { id: 'pick', source: '/map.json', label: 'Choose', pick: { longitude: 'lon', latitude: 'lat' } }) %>`

const mistakes = [
  { field: 'postcode', message: 'Enter a postcode' },
  { field: 'opens', message: 'Enter a date' },
]

let browser: Browser
let page: Page
let served: Awaited<ReturnType<typeof servePages>>
const broken: string[] = []

beforeAll(async () => {
  served = await servePages(
    {
      '/form': await pageOf('public', form),
      '/account': await pageOf('staff', form),
      '/mistakes': await pageOf('public', form, { errors: mistakes, typed: { _csrf: 'x' } }),
      '/table': await pageOf('staff', table, { notice: 'Saved' }),
      '/maps': await pageOf('staff', maps, { scripts: ['map.js'], wide: true }),
      '/pick': await pageOf('staff', pick, { scripts: ['map.js'] }),
    },
    { '/map.json': mapDocument },
  )
  browser = await openBrowser()
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  page = await context.newPage()
  page.on('console', message => {
    if (/content security policy/i.test(message.text())) broken.push(message.text())
  })
})

afterAll(async () => {
  await browser.close()
  served.close()
})

const open = async (where: string, width = 1280): Promise<void> => {
  await page.setViewportSize({ width, height: 900 })
  await page.goto(served.url + where)
  if (['/maps', '/pick'].includes(where)) await page.locator('.app-map__legend').last().waitFor()
}

describe('a form with mistakes', () => {
  it('puts the focus on the summary, and its links lead to the fields, a date to its first box', async () => {
    await open('/mistakes')
    expect(await page.locator(':focus').getAttribute('class')).toContain('govuk-error-summary')
    await page.getByRole('link', { name: 'Enter a date' }).click()
    expect(await page.locator(':focus').getAttribute('id')).toBe('opens-day')
  })
})

describe('a form', () => {
  it('asks the second question only of those whom it concerns', async () => {
    await open('/form')
    expect(await page.getByLabel('Why not?').isVisible()).toBe(false)
    await page.getByLabel('No', { exact: true }).check()
    expect(await page.getByLabel('Why not?').isVisible()).toBe(true)
    await page.getByLabel('Yes').check()
    expect(await page.getByLabel('Why not?').isVisible()).toBe(false)
  })

  it('lets "none" stand alone', async () => {
    await open('/form')
    await page.getByLabel('Play').check()
    await page.getByLabel('None').check()
    expect(await page.getByLabel('Play').isChecked()).toBe(false)
    await page.getByLabel('Clinics').check()
    expect(await page.getByLabel('None').isChecked()).toBe(false)
  })

  it('says how many characters are left, and how many are too many', async () => {
    await open('/form')
    await page.getByLabel('Anything else?').fill('a'.repeat(19))
    expect(await page.getByText('You have 1 character remaining').first().isVisible()).toBe(true)
    await page.getByLabel('Anything else?').fill('a'.repeat(22))
    expect(await page.getByText('You have 2 characters too many').first().isVisible()).toBe(true)
  })

  it('shows a password when asked to', async () => {
    await open('/account')
    await page.getByRole('button', { name: 'Show password' }).click()
    expect(await page.locator('#password').getAttribute('type')).toBe('text')
  })

  it('is sent once by a double click', async () => {
    await open('/form')
    await page.getByRole('button', { name: 'Send' }).dblclick({ noWaitAfter: true })
    await page.waitForTimeout(300)
    expect(served.posts).toEqual(['/send'])
  })
})

describe('a table', () => {
  const names = (): Promise<string[]> => page.locator('table[data-sortable] tbody th').allTextContents()

  it('is put in order by its headings, what is not known last in both', async () => {
    await open('/table')
    await page.getByRole('button', { name: 'Metres' }).click()
    expect(await names()).toEqual(['March', 'Wisbech', 'Ely'])
    await page.getByRole('button', { name: 'Metres' }).click()
    expect(await names()).toEqual(['Wisbech', 'March', 'Ely'])
    expect(await page.getByText('Sorted by Metres, descending').count()).toBe(1)
    await page.getByRole('button', { name: 'Site' }).click()
    expect(await names()).toEqual(['Ely', 'March', 'Wisbech'])
  })

  it('stands beside tabs that the arrow keys move along', async () => {
    await open('/table')
    await page.getByRole('tab', { name: 'First' }).focus()
    await page.keyboard.press('ArrowRight')
    expect(await page.getByText('Two', { exact: true }).isVisible()).toBe(true)
    expect(await page.getByText('One', { exact: true }).isVisible()).toBe(false)
  })
})

describe('a map', () => {
  const left = (): ReturnType<Page['locator']> => page.locator('#left')

  it('reaches each place from a list, says it and opens what is known of it', async () => {
    await open('/maps')
    await left().getByLabel('Find on the map').selectOption({ label: 'Ely Centre' })
    expect(await left().getByRole('status').textContent()).toBe('Ely Centre: Centre')
    expect(await left().getByRole('link', { name: 'More about Ely Centre' }).getAttribute('href')).toBe('/sites/1')
  })

  it('writes names as text, whatever is in them', async () => {
    await open('/maps')
    await left().getByLabel('Find on the map').selectOption({ label: 'Ely <b>001C</b>' })
    expect(await left().locator('.leaflet-popup b').count()).toBe(0)
    expect(await left().locator('.leaflet-popup p').textContent()).toBe('Ely <b>001C</b>: not known')
  })

  it('hatches what is not known, and filters by its legend', async () => {
    await open('/maps')
    expect(await left().locator('path[fill="url(#map-not-known)"]').count()).toBe(1)
    await left().getByLabel('Closing').uncheck()
    expect(await left().locator('.app-map__place').count()).toBe(1)
    await left().getByLabel('up to 500 m').uncheck()
    expect(await left().locator('path[fill-opacity="0.06"]').count()).toBe(1)
  })

  it('moves with the other of its pair, by the keyboard too', async () => {
    await open('/maps')
    const at = (id: string): Promise<string | null> =>
      page.locator(`#${id} .app-map__place--centre`).getAttribute('style')
    const before = await at('right')
    await left().locator('.app-map__canvas').focus()
    await page.keyboard.press('+')
    await page.waitForTimeout(600)
    expect(await at('right')).not.toBe(before)
  })

  it('says so when it cannot be drawn', async () => {
    await open('/maps')
    expect(await page.locator('#broken').innerText()).toContain('The map could not be drawn')
  })

  it('lets a position be chosen without a mouse', async () => {
    await open('/pick')
    await page.locator('#pick .app-map__canvas').focus()
    await page.keyboard.press('Enter')
    expect(Number(await page.locator('#lat').inputValue())).toBeCloseTo(52.05, 1)
    expect(Number(await page.locator('#lon').inputValue())).toBeCloseTo(0.15, 1)
    expect(await page.locator('#pick').getByRole('status').textContent()).toMatch(/^Position set to latitude 52\.0/)
  })

  it('does not hold the focus', async () => {
    await open('/pick')
    await page.locator('#pick .app-map__canvas').focus()
    for (let press = 0; press < 4; press += 1) await page.keyboard.press('Tab')
    expect(await page.locator(':focus').textContent()).toBe('Use the middle of the map')
  })
})

describe.each(['/form', '/mistakes', '/table', '/maps', '/pick'])('the page %s', where => {
  it.each([1280, 320])('is clean by axe and does not scroll sideways at %i pixels', async width => {
    await open(where, width)
    expect(await axeOffences(page)).toEqual([])
    const over: unknown = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    expect(over).toBe(0)
  })

  it('keeps to the content security policy', () => {
    expect(broken).toEqual([])
  })
})
