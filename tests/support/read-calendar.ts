/** One component of a calendar file, as a reader of our own understands RFC 5545. */
export interface ReadComponent {
  readonly name: string
  /** Properties in order, with their parameters cut off the name. */
  readonly properties: readonly { readonly name: string; readonly value: string }[]
  readonly components: readonly ReadComponent[]
}

/**
 * Reads a calendar file strictly: lines end with CRLF, none is longer than 75 bytes, folds begin with a space or a tab,
 * each line is a name and a value, and components nest.
 */
export function readCalendar(text: string): ReadComponent {
  if (!text.endsWith('\r\n')) throw new Error('The last line does not end.')
  const physical = text.slice(0, -2).split('\r\n')
  for (const line of physical) {
    if (/[\r\n]/.test(line)) throw new Error(`A bare line break: ${JSON.stringify(line)}`)
    if (Buffer.byteLength(line) > 75) throw new Error(`${Buffer.byteLength(line)} bytes: ${line}`)
    if (Buffer.from(line).toString('utf8') !== line) throw new Error(`Not UTF-8: ${line}`)
  }
  const lines: string[] = []
  for (const line of physical) {
    if (/^[ \t]/.test(line)) lines.push((lines.pop() ?? '') + line.slice(1))
    else lines.push(line)
  }
  interface Open {
    name: string
    properties: { name: string; value: string }[]
    components: ReadComponent[]
  }
  const root: Open = { name: '', properties: [], components: [] }
  const stack: Open[] = [root]
  for (const line of lines) {
    const found = /^([A-Z][A-Z0-9-]*)((?:;[^:]*)?):(.*)$/s.exec(line)
    if (!found) throw new Error(`No property: ${JSON.stringify(line)}`)
    const [, name = '', , value = ''] = found
    const open = stack.at(-1) ?? root
    if (name === 'BEGIN') {
      const begun: Open = { name: value, properties: [], components: [] }
      open.components.push(begun)
      stack.push(begun)
    } else if (name === 'END') {
      if (open.name !== value) throw new Error(`${value} ends where ${open.name} is open.`)
      stack.pop()
    } else open.properties.push({ name, value })
  }
  const [calendar] = root.components
  if (stack.length !== 1 || root.components.length !== 1 || calendar?.name !== 'VCALENDAR') {
    throw new Error('Not one calendar.')
  }
  return calendar
}

/** The text of a property, with what was escaped put back; undefined where there is none. */
export function textOf(component: ReadComponent, name: string): string | undefined {
  const found = component.properties.filter(property => property.name === name)
  if (found.length > 1) throw new Error(`${name} stands there ${found.length} times.`)
  return found[0]?.value.replace(/\\([nN\\;,])/g, (_, mark: string) => (/n/i.test(mark) ? '\n' : mark))
}

/** The moment of a property in UTC. */
export function momentOf(component: ReadComponent, name: string): Date {
  const found = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(textOf(component, name) ?? '')
  if (!found) throw new Error(`${name} is no moment in UTC.`)
  const [, year, month, day, hour, minute, second] = found
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}
