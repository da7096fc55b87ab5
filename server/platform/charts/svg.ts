// Charts are as wide as the page gives them: positions across are per cent, heights and text are pixels. So the words
// are as large on a telephone as on a wide screen, which a scaled drawing cannot do.

/** What every chart says of itself, for those who see it and those who do not. */
export interface ChartWords {
  /** The finding: 'One family in five would be more than 5 km away'. */
  readonly title: string
  /** The measure, the base and, where it helps, the figures in a sentence; read out with the title. */
  readonly description: string
  /** Unlike any other on the page, where one page holds the same chart twice. */
  readonly id?: string
  /** Where lines of its words begin; on the left unless said otherwise. */
  readonly direction?: 'ltr' | 'rtl'
}

/** Text made safe inside SVG and HTML. */
export function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** A position across, from 0 to 1, as SVG takes it. */
export function across(share: number): string {
  return `${Number((Math.min(1, Math.max(0, share)) * 100).toFixed(2))}%`
}

interface TextPlace {
  /** From 0 to 1 across the chart. */
  readonly x: number
  /** Pixels from the top to the foot of the letters. */
  readonly y: number
  /** Pixels to the right of `x`. */
  readonly dx?: number
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly size?: number
  readonly bold?: boolean
  readonly className?: string
  readonly fill?: string
  /** A rim in the page's colour, for text that stands on lines. */
  readonly halo?: boolean
}

/** One line of text. */
export function text(content: string, place: TextPlace): string {
  const {
    x,
    y,
    dx = 0,
    anchor = 'start',
    size = 14,
    bold = false,
    className = '',
    fill = '#1b1b1f',
    halo = false,
  } = place
  const attributes = [
    `x="${across(x)}" y="${y}"`,
    dx === 0 ? '' : `dx="${dx}"`,
    anchor === 'start' ? '' : `text-anchor="${anchor}"`,
    `font-size="${size}"`,
    bold ? 'font-weight="700"' : '',
    className === '' ? '' : `class="${className}"`,
    `fill="${fill}"`,
  ]
  const at = attributes.filter(Boolean).join(' ')
  const rim = halo ? ' stroke="#ffffff" stroke-width="4" stroke-linejoin="round" paint-order="stroke"' : ''
  const classes = halo
    ? at.replace(/class="|$/, found => (found === '' ? ' class="s-halo"' : `${found}s-halo `))
    : at
  return `<text ${classes}${rim}>${escapeText(content)}</text>`
}

/** A bar, or a part of one, from one share of the width to another. */
export function bar(from: number, to: number, y: number, height: number, paint: string): string {
  return `<rect x="${across(from)}" y="${y}" width="${across(Math.max(0, to - from))}" height="${height}" ${paint}/>`
}

/** A straight line. */
export function line(x1: number, y1: number, x2: number, y2: number, paint: string): string {
  return `<line x1="${across(x1)}" y1="${y1}" x2="${across(x2)}" y2="${y2}" ${paint}/>`
}

/** Words broken into lines of at most so many characters; a longer word stands alone. */
export function wrapWords(words: string, most = 36): string[] {
  const lines: string[] = []
  for (const word of words.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= most)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.length === 0 ? [''] : lines
}

/** Pixels that a text takes, about: enough to know whether it fits beside a mark. */
export function widthOf(content: string, size = 14): number {
  return content.length * size * 0.6
}

/** A name that is the same for the same chart, whenever it is drawn. */
export function nameOf(words: ChartWords): string {
  if (words.id !== undefined) return words.id
  let hash = 0x811c9dc5
  for (const character of `${words.title}\n${words.description}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  }
  return `chart-${hash.toString(36)}`
}

/** The whole drawing, with its title and description for screen readers. */
export function drawing(
  words: ChartWords,
  height: number,
  marks: readonly string[],
  definitions = '',
): string {
  const name = nameOf(words)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="app-svg" width="100%" height="${Math.ceil(height)}" role="img" aria-labelledby="${escapeText(name)}-title ${escapeText(name)}-desc" direction="${words.direction ?? 'ltr'}" font-family="system-ui, sans-serif">`,
    `<title id="${escapeText(name)}-title">${escapeText(words.title)}</title>`,
    `<desc id="${escapeText(name)}-desc">${escapeText(words.description)}</desc>`,
    definitions === '' ? '' : `<defs>${definitions}</defs>`,
    ...marks,
    '</svg>',
  ].join('')
}

/** A highest value for an axis that starts at zero; a chart of nothing but zeros still has one. */
export function topOf(values: Iterable<number | null>, given?: number): number {
  let top = given ?? 0
  for (const value of values) {
    if (value === null) continue
    if (value < 0) throw new RangeError('A chart that starts at zero cannot show a value below it')
    top = Math.max(top, value)
  }
  return top === 0 ? 1 : top
}

/** Thousands set apart, at most one decimal. */
export function plainNumber(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: 1 })
}
