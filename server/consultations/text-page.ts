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
 * The first sentence of a text, for a list.
 *
 * @param text - as the council wrote it
 * @returns at most about 200 characters; '' for an empty text
 */
export function firstSentence(text: string): string {
  const [first] = textBlocks(text).filter(block => block.kind !== 'heading')
  if (!first) return ''
  const whole = first.kind === 'list' ? (first.entries[0] ?? '') : first.lines.join(' ')
  const sentence = /^.*?[.!?](?=\s|$)/.exec(whole)?.[0] ?? whole
  return sentence.length <= 200 ? sentence : `${sentence.slice(0, 200).replace(/\s+\S*$/, '')} …`
}
