import type { Page } from 'playwright-core'

/** What a screen reader's list of a page shows, in the order in which it is read. */
export interface Outline {
  /** Landmarks with their names, such as `navigation Language`. */
  readonly landmarks: readonly string[]
  /** Headings with their levels, such as `1 What changes for me`. */
  readonly headings: readonly string[]
}

const walk = `(() => {
  const shown = element => element.checkVisibility({ visibilityProperty: true })
  const words = element => element.textContent.replace(/\\s+/g, ' ').trim()
  const nameOf = element => {
    const by = element.getAttribute('aria-labelledby')
    return element.getAttribute('aria-label') ?? (by === null ? '' : words(document.getElementById(by)))
  }
  const all = [...document.querySelectorAll('body *')].filter(shown)
  const kinds = { HEADER: 'banner', NAV: 'navigation', MAIN: 'main', FOOTER: 'contentinfo', FORM: 'form', SECTION: 'region' }
  return {
    landmarks: all
      // A form or a section is a landmark only where it has a name.
      .filter(one => one.tagName in kinds && (!['FORM', 'SECTION'].includes(one.tagName) || nameOf(one) !== ''))
      .map(one => (kinds[one.tagName] + ' ' + nameOf(one)).trim()),
    headings: all.filter(one => /^H[1-6]$/.test(one.tagName)).map(one => one.tagName[1] + ' ' + words(one)),
  }
})()`

/**
 * Walks a page as a screen reader lists it.
 *
 * @param page - an open page
 */
export function outlineOf(page: Page): Promise<Outline> {
  return page.evaluate<Outline>(walk)
}

/**
 * What is wrong with the headings of a page.
 *
 * @param headings - as `outlineOf` lists them
 * @returns sentences; empty when there is one heading of the first level, before all but an error summary's, and no level
 * is left out
 */
export function headingFaults(headings: readonly string[]): string[] {
  const levels = headings.map(heading => Number(heading[0]))
  const first = levels.indexOf(1)
  const faults = levels.flatMap((level, at) =>
    at > first && level > (levels[at - 1] ?? 0) + 1 ? [`“${headings[at] ?? ''}” leaves out a level`] : [],
  )
  if (levels.filter(level => level === 1).length !== 1) faults.push('There is not one heading of level 1')
  const before = headings.slice(0, Math.max(0, first)).filter(one => one !== '2 There is a problem')
  if (before.length > 0) faults.push(`“${before.join('”, “')}” stands before the page’s own heading`)
  return faults
}

const namesOfControls = `(() => {
  const words = element => element.textContent.replace(/\\s+/g, ' ').trim()
  const faults = []
  const leads = new Map()
  for (const one of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea')) {
    if (!one.checkVisibility({ visibilityProperty: true })) continue
    const labels = one.labels === undefined || one.labels === null ? [] : [...one.labels].map(words)
    const name = one.getAttribute('aria-label') ?? (one.matches('a, button') ? words(one) : labels.join(' '))
    if (name === '') faults.push('without a name: ' + one.outerHTML.slice(0, 120))
    if (one.tagName !== 'A') continue
    const to = one.href.split('#')[0]
    if (leads.has(name) && leads.get(name) !== to) faults.push('“' + name + '” leads to ' + leads.get(name) + ' and to ' + to)
    leads.set(name, to)
  }
  return faults
})()`

/**
 * What is wrong with the names of links, buttons and fields: none at all, or one name for links to different places.
 *
 * @param page - an open page
 */
export function namingFaults(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(namesOfControls)
}

/** One stop of the Tab key. */
export interface Stop {
  readonly name: string
  /** Part of the page in which it is. */
  readonly within: 'header' | 'main' | 'footer' | 'other'
  /** Whether it looks otherwise than without the focus. */
  readonly seen: boolean
  /** Position among all elements of the page. */
  readonly position: number
}

const looks = `element => {
  const style = getComputedStyle(element.matches('.govuk-radios__input, .govuk-checkboxes__input')
    ? element.nextElementSibling : element, element.matches('.govuk-radios__input, .govuk-checkboxes__input') ? '::before' : null)
  return [style.outlineStyle === 'none' ? '' : style.outline, style.boxShadow, style.backgroundColor, style.borderColor].join()
}`

const stopHere = `(() => {
  const looks = ${looks}
  const element = document.activeElement
  if (element === null || element === document.body) return null
  const focused = looks(element)
  element.blur()
  const blurred = looks(element)
  element.focus({ preventScroll: true })
  const box = element.getBoundingClientRect()
  const part = element.closest('header, main, footer')
  return {
    name: (element.getAttribute('aria-label') ?? (element.labels && element.labels.length > 0 ? element.labels[0].textContent : element.textContent)).replace(/\\s+/g, ' ').trim(),
    within: part === null ? 'other' : part.tagName.toLowerCase(),
    seen: focused !== blurred && box.width > 0 && box.height > 0,
    position: [...document.querySelectorAll('*')].indexOf(element),
  }
})()`

/**
 * Presses Tab from the top of a page until it leaves it.
 *
 * @param page - an open page in which nothing has the focus
 * @returns its stops, in order
 */
export async function tabStops(page: Page): Promise<Stop[]> {
  const stops: Stop[] = []
  for (;;) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate<Stop | null>(stopHere)
    if (stop === null || stops.some(({ position }) => position === stop.position)) return stops
    stops.push(stop)
  }
}
