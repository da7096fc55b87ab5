/**
 * Whether mail can be addressed so: one address, without anything that would begin another header or name a second
 * person.
 *
 * @param address - any text
 * @returns true for one plain address
 */
export function isMailAddress(address: string): boolean {
  return (
    address.length <= 200 &&
    /^[^\s\p{C}@<>"(),:;[\]\\]{1,64}@[^\s\p{C}@<>"(),:;[\]\\]+\.[^\s\p{C}@<>"(),:;[\]\\]{2,}$/u.test(address)
  )
}

/**
 * Reads who letters come from.
 *
 * @param from - `name@example.org`, or `Council <name@example.org>`
 * @returns name ('' without one) and address; null when it cannot be read
 */
export function readSender(from: string): { name: string; address: string } | null {
  const found = /^\s*(?:"?([^"<>@\p{C}]{0,100}?)"?\s*<([^<>]+)>|(\S+))\s*$/u.exec(from)
  const address = found?.[2] ?? found?.[3] ?? ''
  return isMailAddress(address) ? { name: (found?.[1] ?? '').trim(), address } : null
}
