import { describe, expect, it } from '@jest/globals'
import {
  barChart,
  curveChart,
  dumbbellChart,
  groupedBars,
  smallMultiples,
  stackedAgreement,
} from '../../../server/platform/charts/index.ts'

const hostile = '</title><script>alert(1)</script>"\''
const words = { title: 'Fenland is furthest', description: 'Mean metres, children 0–4' }
const counts = { stronglyAgree: 10, agree: 20, neither: 5, disagree: 30, stronglyDisagree: 30, dontKnow: 5 }
const curve = (scale: number): (readonly [number, number])[] =>
  Array.from({ length: 11 }, (_, at) => [at * 1000, 1 - Math.exp(-(at * 1000) / scale)] as const)

const charts: Record<string, (label: string, said: typeof words) => string> = {
  barChart: (label, said) =>
    barChart({
      ...said,
      bars: [
        { label, value: 4870, text: label },
        { label, value: null },
      ],
    }),
  groupedBars: (label, said) => groupedBars({ ...said, groups: [{ label, bars: [{ label, value: 1 }] }] }),
  stackedAgreement: (label, said) =>
    stackedAgreement({
      ...said,
      rows: [
        { label, counts },
        { label, counts: null, withheld: label },
      ],
    }),
  dumbbellChart: (label, said) =>
    dumbbellChart({
      ...said,
      beforeWord: label,
      afterWord: label,
      axisLabel: label,
      rows: [{ label, before: 1, after: 2 }],
    }),
  curveChart: (label, said) =>
    curveChart({
      ...said,
      xLabel: label,
      yLabel: label,
      series: [
        { label, points: curve(2000) },
        { label, points: curve(4000) },
      ],
      markers: [{ x: 2500, label }],
    }),
}

/** The text of the drawing, in the order written. */
const wordsOf = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(found => found[1] ?? '')
const widthsOf = (svg: string, paint: string): number[] =>
  [...svg.matchAll(new RegExp(`<rect[^>]*width="([\\d.]+)%"[^>]*class="${paint}"`, 'g'))].map(found =>
    Number(found[1]),
  )

describe.each(Object.keys(charts))('%s', name => {
  const draw = charts[name] ?? (() => '')

  it('is one picture with a title and a description that belong to it', () => {
    const svg = draw('Fenland', words)
    const [, labelledBy = ''] = /role="img" aria-labelledby="([^"]+)"/.exec(svg) ?? []
    const [title = '', description = ''] = labelledBy.split(' ')
    expect(svg).toContain(`<title id="${title}">Fenland is furthest</title>`)
    expect(svg).toContain(`<desc id="${description}">Mean metres, children 0–4</desc>`)
  })

  it('escapes every text', () => {
    const svg = draw(hostile, { title: hostile, description: hostile })
    expect(svg).not.toContain('<script')
    expect(svg).toContain('&lt;script&gt;')
  })

  it('has no style of its own, and every mark says its colour', () => {
    const svg = draw('Fenland', words)
    expect(svg).not.toMatch(/ style=|<style| on\w+=/)
    for (const [mark] of svg.matchAll(/<(?:rect|circle|text)[^>]*>/g)) expect(mark).toMatch(/ fill="/)
  })

  it('writes letters of at least twelve pixels, whatever the width', () => {
    const svg = draw('Fenland', words)
    expect(svg).toMatch(/^<svg[^>]* width="100%"/)
    for (const [, size] of svg.matchAll(/font-size="(\d+)"/g)) expect(Number(size)).toBeGreaterThanOrEqual(12)
  })

  it('is the same every time', () => {
    expect(draw('Fenland', words)).toBe(draw('Fenland', words))
  })
})

describe('bars', () => {
  it('start at zero and are as long as their values', () => {
    const svg = barChart({ ...words, bars: [10, 5, 0].map(value => ({ label: 'x', value })) })
    expect(widthsOf(svg, 's-a')).toEqual([100, 50, 0])
  })

  it('show nothing but words for what is not known', () => {
    const svg = barChart({ ...words, bars: [{ label: 'Ely', value: null }] })
    expect(svg).not.toContain('<rect')
    expect(wordsOf(svg)).toEqual(['Ely', 'not known'])
  })

  it('refuse a value below zero rather than draw it wrong', () => {
    expect(() => barChart({ ...words, bars: [{ label: 'x', value: -1 }] })).toThrow(RangeError)
  })

  it('share one scale when they are told the highest value', () => {
    const svg = barChart({ ...words, bars: [{ label: 'x', value: 10 }], max: 40 })
    expect(widthsOf(svg, 's-a')).toEqual([25])
  })

  it('name their series on the bars, or in a key when the names are long', () => {
    const bars = (label: string): string[] =>
      wordsOf(
        groupedBars({ ...words, groups: [{ label: 'Ely', bars: [{ label, value: 0.5, text: '50%' }] }] }),
      )
    expect(bars('of answers')).toEqual(['Ely', '50% of answers'])
    expect(bars('of all the families with children under five')).toEqual([
      'of all the families with children under five',
      'Ely',
      '50%',
    ])
  })
})

describe('agreement', () => {
  it('adds up to the whole width, and says how many agree, disagree and answered', () => {
    const svg = stackedAgreement({ ...words, rows: [{ label: 'Move it', counts }] })
    const total = [...svg.matchAll(/<rect[^>]*width="([\d.]+)%"[^>]*class="s-scale/g)].reduce(
      (sum, found) => sum + Number(found[1]),
      0,
    )
    expect(total).toBeCloseTo(100)
    expect(wordsOf(svg)).toContain('30% agree, 60% disagree (100 answered)')
  })

  it('says why a statement has no figures', () => {
    const svg = stackedAgreement({ ...words, rows: [{ label: 'Move it', counts: null }] })
    expect(wordsOf(svg).slice(-2)).toEqual(['Move it', 'Too few answers to show'])
  })

  it('draws what is known where some counts are not shown, and leaves room for the others', () => {
    const draw = (known: Partial<typeof counts>): string =>
      stackedAgreement({
        ...words,
        rows: [
          { label: 'Move it', counts: null, known: { counts: known, all: 100 }, withheld: 'Some not shown' },
        ],
      })
    const some = draw({ agree: 20, neither: 5, disagree: 30, stronglyDisagree: 30 })
    expect(widthsOf(some, 's-scale-agree')).toEqual([20])
    expect(widthsOf(some, 's-scale-unknown')).toEqual([100])
    expect(wordsOf(some)).toContain('Some not shown')
    expect(wordsOf(some).join()).not.toContain('answered')
    const most = { stronglyAgree: 10, agree: 20, neither: 5, disagree: 30, stronglyDisagree: 30 }
    expect(wordsOf(draw(most))).toContain('30% agree, 60% disagree (100 answered)')
  })

  it('survives a statement that nobody answered', () => {
    const none = { stronglyAgree: 0, agree: 0, neither: 0, disagree: 0, stronglyDisagree: 0, dontKnow: 0 }
    expect(wordsOf(stackedAgreement({ ...words, rows: [{ label: 'x', counts: none }] }))).toContain(
      '– agree, – disagree (0 answered)',
    )
  })
})

describe('a dumbbell', () => {
  const draw = (before: number | null, after: number | null): string =>
    dumbbellChart({ ...words, beforeWord: 'Now', afterWord: 'Then', rows: [{ label: 'Ely', before, after }] })

  it('tells further from nearer', () => {
    expect(draw(1000, 2000)).toContain('s-further')
    expect(draw(1000, 2000)).not.toContain('s-nearer')
    expect(draw(2000, 1000)).toContain('s-nearer')
    expect(draw(1000, 1000)).not.toMatch(/s-nearer|s-further/)
  })

  it('says which end is not known, and never draws it as zero', () => {
    const svg = draw(2000, null)
    expect(wordsOf(svg)).toContain('Ely (Then: not known)')
    expect(svg.match(/<circle/g)).toHaveLength(3)
    expect(wordsOf(draw(null, null))).toContain('not known')
  })
})

describe('curves', () => {
  it('start both axes at zero and mark each threshold', () => {
    const svg = charts['curveChart']?.('Now', words) ?? ''
    expect(wordsOf(svg).filter(word => word === '0')).toHaveLength(1)
    expect(svg).toContain('stroke-dasharray="4 3"')
  })

  it('differ by their dashes, not by colour alone', () => {
    const svg = charts['curveChart']?.('Now', words) ?? ''
    const paths = [...svg.matchAll(/<path[^>]*class="s-line-[^>]*>/g)].map(([path]) => path)
    expect(paths).toHaveLength(2)
    expect(new Set(paths.map(path => /stroke-dasharray="([^"]*)"/.exec(path)?.[1])).size).toBe(2)
  })
})

describe('small multiples', () => {
  it('put each chart under its own name', () => {
    const html = smallMultiples([
      { heading: 'Ely & villages', svg: '<svg>1</svg>' },
      { heading: 'Fenland', svg: '<svg>2</svg>' },
    ])
    expect(html).toMatch(/Ely &amp; villages<\/p><svg>1<\/svg>.*Fenland<\/p><svg>2<\/svg>/)
  })
})
