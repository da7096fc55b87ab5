const longest = 100

// Controls, marks that reorder text, and what file systems and headers give a meaning to.
// eslint-disable-next-line no-control-regex
const unwanted = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"<>:|?*;%]/g

/**
 * A file's name as it may be shown and offered for saving: a name alone, whatever its sender called it.
 *
 * @param name - as the sender named it
 * @returns without folders, controls and marks that reorder text, 100 characters at most with its ending kept; `document` when nothing is left
 */
export function safeFileName(name: string): string {
  const last = name.normalize('NFC').split(/[\\/]/).at(-1) ?? ''
  const plain = last
    .replace(unwanted, '')
    .replace(/\p{Surrogate}/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  if (plain === '') return 'document'
  const characters = Array.from(plain)
  if (characters.length <= longest) return plain
  const ending = /\.[^.]{1,10}$/.exec(plain)?.[0] ?? ''
  return (
    characters
      .slice(0, longest - ending.length)
      .join('')
      .trimEnd() + ending
  )
}
