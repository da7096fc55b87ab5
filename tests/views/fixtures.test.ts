import { describe, expect, it } from '@jest/globals'
import { fixturesOf, normalise, renderPart } from './support.ts'

interface Comparison {
  /** How the part's own options differ from the component's. */
  readonly options?: (given: Record<string, unknown>) => Record<string, unknown>
  /** Examples of options that the part leaves out on purpose. */
  readonly leftOut?: readonly string[]
  /** Takes the part's own frame away before comparing. */
  readonly inside?: (html: string) => string
}

const asGiven = (given: Record<string, unknown>): Record<string, unknown> => given
const asWritten = (html: string): string => html

const compared: Record<string, Comparison> = {
  'back-link': {},
  breadcrumbs: {},
  button: {},
  'character-count': {},
  checkboxes: {},
  'date-input': { options: given => ({ namePrefix: '', ...given }) },
  details: {},
  'error-message': {},
  'error-summary': {},
  fieldset: {},
  'file-upload': {
    leftOut: [
      'enhanced',
      'enhanced, with error message and hint',
      'enhanced, multiple files',
      'enhanced, custom wrapper classes and attributes',
      'translated',
    ],
  },
  hint: {},
  input: {},
  'inset-text': {},
  label: {},
  'notification-banner': {},
  pagination: {},
  panel: {},
  'password-input': { leftOut: ['with translations'] },
  'phase-banner': {},
  radios: {},
  select: {},
  'skip-link': { options: given => ({ href: '#content', ...given }) },
  'summary-list': {},
  table: {
    options: given => ({ firstCellIsHeader: false, captionClasses: '', ...given }),
    inside: html => html.replace(/^<div class="app-table-scroll">\n/, '').replace(/\n<\/div>$/, ''),
  },
  tabs: { options: ({ title, ...given }) => ({ ...given, titleText: title }) },
  tag: {},
  'task-list': {},
  textarea: {},
  'warning-text': {},
}

for (const [part, { options = asGiven, leftOut = [], inside = asWritten }] of Object.entries(compared)) {
  describe(`the ${part} part writes what GOV.UK Frontend writes`, () => {
    for (const { name, options: given, html } of fixturesOf(part)) {
      if (leftOut.includes(name)) continue
      it(name, () => {
        expect(inside(normalise(renderPart(part, options(given))))).toBe(normalise(html))
      })
    }
  })
}
