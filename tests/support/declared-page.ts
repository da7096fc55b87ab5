import type { Pages } from '../../server/platform/pages.ts'

/**
 * The declared page that an address leads to.
 *
 * @param pages - the register of pages
 * @param path - an address without its query
 * @returns its pattern, such as `/sites/:id`; null when there is no such page
 */
export function patternOf({ declared }: Pages, path: string): string | null {
  const segments = path.split('/')
  const fits = declared.find(({ method, path: pattern }) => {
    const parts = pattern.split('/')
    // A part like `*rest` stands for the whole rest of an address.
    const open = parts.at(-1)?.startsWith('*') === true
    const named = open ? parts.slice(0, -1) : parts
    return (
      method === 'get' &&
      (open ? segments.length > named.length : segments.length === parts.length) &&
      named.every((part, at) => part.startsWith(':') || part === segments[at])
    )
  })
  return fits?.path ?? null
}
