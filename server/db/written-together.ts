import type pg from 'pg'
import type { Writable } from 'node:stream'

/** Where a connection writes what it asks; its types do not tell. */
interface Writing {
  readonly connection: { readonly stream: Writable }
}

type Query = (...asked: unknown[]) => unknown

/**
 * Lets what is asked of a connection in the same moment go in one write, because each write wakes PostgreSQL. It changes
 * nothing in what is asked or answered.
 *
 * @param client - a connection
 */
export function writeTogether(client: pg.ClientBase): void {
  const query = client.query.bind(client) as unknown as Query
  const { connection } = client as unknown as Writing
  let held: Writable | null = null
  const asking: Query = (...asked) => {
    if (held === null) {
      const { stream } = connection
      held = stream
      stream.cork()
      process.nextTick(() => {
        held = null
        stream.uncork()
      })
    }
    return query(...asked)
  }
  Object.assign(client, { query: asking })
}
