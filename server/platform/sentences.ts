const segmenter = new Intl.Segmenter('en-GB', { granularity: 'sentence' })

// After these a full stop does not end the sentence: “St. Mary’s”, “e.g. Tuesdays”.
const abbreviated = /(?:^|[\s(])(?:St|Mr|Mrs|Ms|Dr|Rev|No|Nos|Rd|Ave|e\.g|i\.e|approx|tel|Tel|vs)\.\s+$/

/**
 * A sentence as it is looked up and kept: without empty ends, and with single spaces.
 *
 * @param text - the sentence as it stands
 * @returns its key
 */
export function sentenceKey(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/**
 * Divides English text into sentences. Joined again they are the text.
 *
 * @param text - any text; a line's end ends a sentence
 * @returns its sentences with the white space that follows each
 */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = []
  let open = ''
  for (const { segment } of segmenter.segment(text)) {
    open += segment
    if (abbreviated.test(open)) continue
    sentences.push(open)
    open = ''
  }
  if (open !== '') sentences.push(open)
  return sentences
}

/**
 * The names that stand in double braces, for values.
 *
 * @param text - a sentence or its translation
 * @returns the braces with what is in them, sorted; one that is there twice is there twice
 */
export function placeholdersOf(text: string): string[] {
  return (text.match(/\{\{[^{}]*\}\}/g) ?? []).sort()
}
