import type pg from 'pg'

/** How often a statement is asked before it is worth remembering; a bulk insert of odd size comes once. */
const oftenEnough = 3
/** Most statements that a connection remembers, and the longest that is worth it. */
const mostRemembered = 200
const longestRemembered = 20_000
/**
 * How long PostgreSQL may keep to its plan of a statement, in milliseconds. It makes the plan for tables as large as
 * they are then, and would keep to it until it counts their rows again, which takes it a minute or longer: for drafts of
 * which none is left it plans to look at every saved page, and on the first day of a consultation there are soon
 * thousands of them.
 */
const planKept = 5_000

/** What a connection answers, as far as it matters here. */
type Query = (text: unknown, values?: unknown, ...more: unknown[]) => Promise<unknown>

/** PostgreSQL made its plan for another layout of the tables, which a migration has changed since. */
const isOfOldLayout = (error: unknown): boolean =>
  (error as { readonly code?: unknown } | null)?.code === '0A000'

/**
 * Lets a connection remember the statements that are asked again and again, so that PostgreSQL reads and plans each of
 * them once and not every time. It changes nothing in what is asked or answered.
 *
 * @param client - a new connection
 * @param keptFor - milliseconds after which plans are made anew
 */
export function rememberStatements(client: pg.ClientBase, keptFor = planKept): void {
  const query = client.query.bind(client) as unknown as Query
  let planned = performance.now()
  const asked = new Map<string, number>()
  const names = new Map<string, string>()
  let made = 0

  const nameOf = (text: string): string | undefined => {
    const known = names.get(text)
    if (known !== undefined || made >= mostRemembered) return known
    const times = (asked.get(text) ?? 0) + 1
    if (times < oftenEnough) {
      if (asked.size >= mostRemembered) asked.clear()
      asked.set(text, times)
      return undefined
    }
    asked.delete(text)
    made += 1
    names.set(text, `statement-${made}`)
    return names.get(text)
  }

  const forgetOldPlans = (): void => {
    const now = performance.now()
    if (now - planned < keptFor) return
    planned = now
    // Where it fails, what is asked after it fails for the same reason, and tells of it.
    query('discard plans').catch(() => undefined)
  }

  const remembering: Query = (text, values, ...more) => {
    if (typeof text !== 'string' || text.length > longestRemembered || !Array.isArray(values))
      return query(text, values, ...more)
    const name = values.length > 0 && more.length === 0 ? nameOf(text) : undefined
    if (name === undefined) return query(text, values, ...more)
    forgetOldPlans()
    return query({ name, text, values }).catch((error: unknown) => {
      // Asked again, it gets another name and so another plan.
      if (isOfOldLayout(error)) names.delete(text)
      throw error
    })
  }
  Object.assign(client, { query: remembering })
}
