/** A part of a text that the council wrote. */
export type TextBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly lines: readonly string[] }
  | { readonly kind: 'list'; readonly entries: readonly string[] }

const bullet = /^\s*[-•*]\s+/
const heading = /^#{1,4}\s+/

/**
 * Divides a text into what a page shows: paragraphs between empty lines, lists of lines that begin with `- `, and
 * headings of lines that begin with `## `. Everything else stands as it was written.
 *
 * @param text - as the council wrote it
 * @returns its parts, in order
 */
export function textBlocks(text: string): TextBlock[] {
  const blocks: TextBlock[] = []
  let lines: string[] = []
  let entries: string[] = []
  const end = (): void => {
    if (lines.length > 0) blocks.push({ kind: 'paragraph', lines })
    if (entries.length > 0) blocks.push({ kind: 'list', entries })
    lines = []
    entries = []
  }
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (line.trim() === '') end()
    else if (heading.test(line)) {
      end()
      blocks.push({ kind: 'heading', text: line.replace(heading, '').trim() })
    } else if (bullet.test(line)) {
      if (lines.length > 0) end()
      entries.push(line.replace(bullet, '').trim())
    } else {
      if (entries.length > 0) end()
      lines.push(line.trim())
    }
  }
  end()
  return blocks
}

/**
 * The first paragraph of a text, for a list.
 *
 * @param text - as the council wrote it
 * @returns whole sentences of at most about 300 characters; '' for an empty text
 */
export function firstParagraph(text: string): string {
  const [first] = textBlocks(text).filter(block => block.kind !== 'heading')
  if (!first) return ''
  const whole = first.kind === 'list' ? first.entries.join(', ') : first.lines.join(' ')
  if (whole.length <= 300) return whole
  const sentences = /^.{1,299}[.!?](?=\s)/.exec(whole)?.[0]
  return sentences ?? `${whole.slice(0, 299).replace(/\s+\S*$/, '')} …`
}
