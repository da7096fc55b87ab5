/** What a JSON text is like, found before it is parsed. */
export interface JsonShape {
  /** How deep its parts are nested. */
  readonly depth: number
  /** A name that one part gives twice, of which a parser would silently keep the last; null when there is none. */
  readonly repeated: string | null
}

/**
 * Looks through a JSON text without parsing it, in one pass. What is no JSON gives some shape or other, and is refused
 * by the parser.
 *
 * @param json - the text
 * @returns its depth, and the first name that stands twice in one part
 */
export function shapeOfJson(json: string): JsonShape {
  const open: (Set<string> | null)[] = []
  let [deepest, at] = [0, 0]
  let repeated: string | null = null
  const token = /["[\]{}]/g
  for (token.lastIndex = at; ; token.lastIndex = at) {
    const found = token.exec(json)
    if (found === null) return { depth: deepest, repeated }
    at = found.index + 1
    if (found[0] === '{' || found[0] === '[') {
      open.push(found[0] === '{' ? new Set() : null)
      deepest = Math.max(deepest, open.length)
    } else if (found[0] !== '"') {
      open.pop()
    } else {
      const end = endOfText(json, at)
      const names = open.at(-1)
      if (names && isName(json, end + 1)) {
        const name = nameOf(json.slice(found.index, end + 1))
        if (names.has(name)) repeated ??= name
        names.add(name)
      }
      at = end + 1
    }
  }
}

/** Place of the quote that ends a text; the end of all when there is none. */
function endOfText(json: string, from: number): number {
  for (let at = from; at < json.length; at += 1) {
    if (json[at] === '\\') at += 1
    else if (json[at] === '"') return at
  }
  return json.length
}

function isName(json: string, from: number): boolean {
  let at = from
  while (at < json.length && ' \t\r\n'.includes(json.charAt(at))) at += 1
  return json[at] === ':'
}

// Two names are the same also where one is written with escapes.
function nameOf(quoted: string): string {
  try {
    return String(JSON.parse(quoted))
  } catch {
    return quoted
  }
}
