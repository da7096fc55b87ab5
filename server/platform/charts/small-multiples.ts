import { escapeText } from './svg.ts'

/** One of several like charts, on the same scale as the others. */
export interface Multiple {
  /** What this one is of: a district's name. */
  readonly heading: string
  /** Drawn by one of the chart functions, with the same `max` as the others. */
  readonly svg: string
}

/**
 * Like charts side by side, as many as the page has room for, each under its own name.
 *
 * @param panels - in the order to be read
 * @returns HTML
 */
export function smallMultiples(panels: readonly Multiple[]): string {
  const drawn = panels.map(
    ({ heading, svg }) =>
      `<div class="app-multiple"><p class="app-multiple__heading">${escapeText(heading)}</p>${svg}</div>`,
  )
  return `<div class="app-multiples">${drawn.join('')}</div>`
}
