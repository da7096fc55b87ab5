import { describe, expect, it } from '@jest/globals'
import { speakerIn } from '../../server/platform/speaker.ts'
import { normalise, renderPart } from './support.ts'

const hostile = '"><script>alert(1)</script>'
const errors = [{ field: 'postcode', message: 'Enter a postcode' }]

describe('a button that begins something', () => {
  it('keeps a sentence with a name in it together', () => {
    const text = speakerIn('ar').say('Answer for {{district}}', { district: 'Fen Edge' })
    expect(text.html).toContain('<bdi>Fen Edge</bdi>')
    for (const more of [{}, { href: '/survey' }]) {
      expect(renderPart('button', { text, isStartButton: true, ...more })).toContain(`<span>${text.text}</span>`)
      expect(renderPart('button', { text, ...more })).not.toContain('<span>')
    }
    expect(renderPart('button', { text: 'Start', isStartButton: true })).not.toContain('<span>')
  })
})

describe('a part of a form', () => {
  it('finds its own error and what was typed among what the page holds', () => {
    const html = renderPart(
      'input',
      { name: 'postcode', label: 'Postcode', hint: 'Such as PE13 1AA', value: 'PE13 2BB' },
      { errors, typed: { postcode: 'nowhere' } },
    )
    expect(html).toContain('Enter a postcode')
    expect(html).toContain('value="nowhere"')
    expect(html).toContain('aria-describedby="postcode-hint postcode-error"')
  })

  it("leaves other fields' errors alone", () => {
    const html = renderPart('input', { name: 'town', label: 'Town' }, { errors })
    expect(html).not.toContain('error')
  })

  it.each(['input', 'textarea', 'select', 'radios', 'checkboxes', 'date-input', 'file-upload', 'character-count'])(
    'escapes every text: %s',
    part => {
      const html = renderPart(
        part,
        {
          name: 'answer',
          label: hostile,
          legend: hostile,
          hint: hostile,
          value: hostile,
          errorMessage: hostile,
          items: part === 'date-input' ? undefined : [{ value: hostile, text: hostile, hint: hostile }],
        },
        { typed: { answer: hostile, 'answer-day': hostile } },
      )
      expect(html).not.toContain('<script>')
      expect(html).toContain('&lt;script&gt;')
    },
  )

  it('keeps a line break that starts what was typed', () => {
    expect(renderPart('textarea', { name: 'why', label: 'Why', value: '\nLine' })).toContain('>\n\nLine</textarea>')
  })

  it('never writes a typed password back', () => {
    const html = renderPart('password-input', { name: 'password', label: 'Password' }, { typed: { password: 'secret' } })
    expect(html).not.toContain('secret')
  })

  it('shows a box that was cleared as cleared, although it was stored as ticked', () => {
    const boxes = { name: 'days', items: [{ value: '1', text: 'Monday' }], values: ['1'] }
    expect(renderPart('checkboxes', boxes)).toContain(' checked')
    expect(renderPart('checkboxes', boxes, { typed: {} })).toContain(' checked')
    expect(renderPart('checkboxes', boxes, { typed: { _csrf: 'x' } })).not.toContain(' checked')
  })

  it('shows the radio that was chosen, not the one that was stored', () => {
    const html = renderPart(
      'radios',
      { name: 'kind', value: 'school', items: ['school', 'library'].map(value => ({ value, text: value })) },
      { typed: { kind: 'library' } },
    )
    expect(html).toMatch(/value="library" checked/)
    expect(html).not.toMatch(/value="school" checked/)
  })

  it('splits a stored date into its boxes, and shows the boxes as typed', () => {
    const stored = renderPart('date-input', { name: 'opens', legend: 'When?', value: '2026-09-02' })
    expect([...stored.matchAll(/name="([^"]+)" type="text" value="([^"]+)"/g)].map(found => found.slice(1))).toEqual([
      ['opens-day', '2'],
      ['opens-month', '9'],
      ['opens-year', '2026'],
    ])
    const typed = renderPart(
      'date-input',
      { name: 'opens', legend: 'When?', value: '2026-09-02' },
      { typed: { 'opens-day': '40', 'opens-month': '9', 'opens-year': '' } },
    )
    expect([...typed.matchAll(/name="([^"]+)" type="text"(?: value="([^"]*)")?/g)].map(found => found[2])).toEqual([
      '40',
      '9',
      undefined,
    ])
  })
})

describe('the error summary', () => {
  it('says nothing where there is no mistake', () => {
    expect(normalise(renderPart('error-summary', {}, { errors: [] }))).toBe('')
  })

  it('links each mistake to its field', () => {
    expect(renderPart('error-summary', {}, { errors })).toContain('<a href="#postcode">Enter a postcode</a>')
  })
})

describe('the table', () => {
  const head = [{ text: 'Site', key: 'name' }, { text: 'Metres', key: 'metres', numeric: true }]

  it('writes what is not known as a dash, never as zero', () => {
    const html = normalise(renderPart('table', { head, rows: [['Wisbech', null], ['March', 0]] }))
    expect(html).toContain('–\n<span class="govuk-visually-hidden">\nnot known')
    expect(html).toContain('<td class="govuk-table__cell govuk-table__cell--numeric" data-sort-value="0">\n0\n</td>')
  })

  it('sets the thousands of a number apart', () => {
    const html = renderPart('table', { head, rows: [['March', 12345.67]] })
    expect(html).toContain('data-sort-value="12345.67">12,345.7</td>')
  })

  it('links its headings to the other order, keeping the rest of the address', () => {
    const html = renderPart('table', {
      head,
      rows: [],
      sortLink: '/sites?district=E07000010',
      sort: { key: 'metres', direction: 'ascending' },
    })
    expect(html).toContain('href="/sites?district=E07000010&amp;sort=metres&amp;direction=descending"')
    expect(html).toContain('href="/sites?district=E07000010&amp;sort=name&amp;direction=ascending"')
    expect(normalise(html)).toContain('aria-sort="ascending" class="govuk-table__header govuk-table__header--numeric"')
  })

  it('says why there are no rows', () => {
    expect(renderPart('table', { head, rows: [], emptyText: 'No sites yet' })).toContain('colspan="2">No sites yet</td>')
  })

  it('escapes cells, headings and captions', () => {
    const html = renderPart('table', { caption: hostile, head: [{ text: hostile }], rows: [[hostile, { text: hostile, href: hostile, sortValue: hostile }]] })
    expect(html).not.toContain('<script>')
  })
})

describe('the other parts', () => {
  it('makes the pages of a long list around the page shown', () => {
    const html = renderPart('pagination', { page: 5, pages: 9, link: '/audit?by=site' })
    expect([...html.matchAll(/aria-label="Page (\d+)"/g)].map(found => found[1])).toEqual(['1', '4', '5', '6', '9'])
    expect(html.match(/&ctdot;/g)).toHaveLength(2)
    expect(html).toContain('href="/audit?by=site&amp;page=4" rel="prev"')
  })

  it('leaves pagination out where there is one page', () => {
    expect(normalise(renderPart('pagination', { page: 1, pages: 1, link: '/audit' }))).toBe('')
  })

  it('keeps a map hidden until it can be drawn, and says where its figures are', () => {
    const html = renderPart('map', { source: '/need/map.json', label: `Need ${hostile}`, group: 'compare' })
    expect(html).toMatch(/<figure[^>]* hidden>/)
    expect(html).toContain('The table on this page has the same information.')
    expect(html).not.toContain('<script>')
  })

  it('puts the chart, its table and its source in one figure', () => {
    const html = renderPart('chart', {
      svg: '<svg></svg>',
      table: { head: [{ text: 'District' }], rows: [['Fenland']] },
      source: { dataset: 'Mid-2020 estimates', vintage: 'mid-2020', geography: 'LSOA 2011', method: 'straight line' },
    })
    expect(html).toContain('<svg></svg>')
    expect(html).toContain('Fenland')
    expect(html.replace(/<[^>]+>/g, '')).toContain('Source: Mid-2020 estimates; mid-2020; LSOA 2011. Method: straight line')
  })
})
