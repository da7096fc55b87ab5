import { AppError } from '../../platform/errors.ts'

/** An element of an XML file. */
export interface XmlElement {
  /** Without its prefix. */
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly (XmlElement | string)[]
}

interface Open {
  readonly name: string
  readonly attributes: Map<string, string>
  readonly children: (XmlElement | string)[]
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
const deepest = 30
const mostElements = 200_000

const refuse = (sentence: string): AppError => new AppError('unreadable-file', 422, sentence)

function decode(text: string): string {
  return text.replace(/&([^;\s&]{0,12});?/g, (_whole, name: string) => {
    if (Object.hasOwn(named, name)) return named[name] ?? ''
    const code = /^#x[\da-f]+$/i.test(name)
      ? parseInt(name.slice(2), 16)
      : /^#\d+$/.test(name)
        ? Number(name.slice(1))
        : NaN
    if (Number.isNaN(code) || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
      throw refuse('The file uses names for characters (entities) that we don’t read.')
    }
    return String.fromCodePoint(code)
  })
}

function attributesOf(text: string): Map<string, string> {
  const attributes = new Map<string, string>()
  const pattern = /\s+([^\s=/>]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/gy
  let end = 0
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    attributes.set(found[1] ?? '', decode(found[2] ?? found[3] ?? ''))
    end = pattern.lastIndex
  }
  if (text.slice(end).trim() !== '') throw refuse('The file is not well formed: an element is cut off.')
  return attributes
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

/**
 * Reads a small XML file. Document types are refused, and with them entities, other files and addresses; nothing
 * outside the text itself is ever read.
 *
 * @param text - the file
 * @returns its outermost element
 * @throws {AppError} 422 with a sentence when it is not well formed, or has what we don't read
 */
export function readXml(text: string): XmlElement {
  const top: Open = { name: '', attributes: new Map(), children: [] }
  const open: Open[] = [top]
  let elements = 0
  let at = 0
  const cutOff = (): AppError => refuse('The file is not well formed: it may have been cut off.')
  const until = (ending: string): string => {
    const end = text.indexOf(ending, at)
    if (end < 0) throw cutOff()
    const part = text.slice(at, end)
    at = end + ending.length
    return part
  }
  while (at < text.length) {
    const inside = open.at(-1) ?? top
    const next = text.indexOf('<', at)
    const words = text.slice(at, next < 0 ? text.length : next)
    if (words !== '') inside.children.push(decode(words))
    if (next < 0) break
    at = next
    if (text.startsWith('<!--', at)) until('-->')
    else if (text.startsWith('<![CDATA[', at)) inside.children.push(until(']]>').slice('<![CDATA['.length))
    else if (text.startsWith('<?', at)) until('?>')
    else if (text.startsWith('<!', at))
      throw refuse('The file declares a document type. Save it without one.')
    else if (text.startsWith('</', at)) {
      const name = until('>').slice(2).trim()
      const closed = open.pop()
      if (open.length === 0 || closed?.name !== name) throw cutOff()
      open.at(-1)?.children.push({ ...closed, name: localName(name) })
    } else {
      const tag = until('>').slice(1)
      const whole = tag.endsWith('/')
      const [, name = '', rest = ''] = /^([^\s/>=]+)([\s\S]*)$/.exec(whole ? tag.slice(0, -1) : tag) ?? []
      elements += 1
      if (name === '') throw cutOff()
      if (open.length > deepest || elements > mostElements) throw refuse('The file is too deep or too long.')
      const element: Open = { name, attributes: attributesOf(rest), children: [] }
      if (whole) inside.children.push({ ...element, name: localName(name) })
      else open.push(element)
    }
  }
  if (open.length > 1) throw cutOff()
  const roots = top.children.filter((child): child is XmlElement => typeof child !== 'string')
  const [root] = roots
  if (!root || roots.length > 1) throw refuse('The file is not an XML file.')
  return root
}

/**
 * The elements of a name within another, however deep.
 *
 * @param element - where to look
 * @param name - the name
 * @returns them, in order; those within one another are not looked into
 */
export function elementsCalled(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap(child =>
    typeof child === 'string' ? [] : child.name === name ? [child] : elementsCalled(child, name),
  )
}

/**
 * The text of an element.
 *
 * @param element - the element
 * @returns its text; null when there are other elements in it
 */
export function textOf(element: XmlElement): string | null {
  return element.children.every(child => typeof child === 'string') ? element.children.join('') : null
}
