import { clock, serverClock } from './page-words.ts'
import { answerTo, keepAtOnce, kept as whenKept } from './database.ts'

/** What was typed on one page of the survey. */
export interface KeptPage {
  /** Values of the fields by their names. */
  readonly fields: Readonly<Record<string, readonly string[]>>
  /** Milliseconds since 1970 began in UTC. */
  readonly at: number
  /** What the server had when typing began, to see later whether something else was saved meanwhile. */
  readonly base: string
  /** The server has it: what it shows later is as new, also where it writes a number or a date in another way. */
  readonly arrived?: boolean
}

/** A question with what was answered, to be shown again without its page. */
export interface KeptAnswer {
  readonly question: string
  readonly lines: readonly string[]
}

/** One person's answers on this device. */
export interface KeptAnswers {
  readonly pages: Readonly<Record<string, KeptPage>>
  /** The server's word on when it gave out the survey; '' when a draft on the server knows. */
  readonly begun: string
  /** What is to be sent, as a form's body; '' while somebody is still answering. */
  readonly body: string
  readonly summary: readonly KeptAnswer[]
  /** What the server said when it refused them; '' for nothing. */
  readonly refusal: string
}

/** Where answers stand: being answered, finished and waiting for a line, or refused by the server. */
export type KeptState = 'open' | 'waiting' | 'refused'

/** One person's answers as the device keeps them: what they say is sealed. */
interface KeptRow {
  /** Id of the response. */
  id: string
  /** Address of the survey. */
  survey: string
  state: KeptState
  savedAt: number
  /** When they were written by the server's clock, or when it was first known after that; 0 before. */
  seenAt?: number
  iv: Uint8Array<ArrayBuffer>
  sealed: ArrayBuffer
}

/** What each table holds by its key. */
interface Tables {
  answers: KeptRow
  keys: CryptoKey
  /** Which answers are in use: address of the survey → id. */
  current: string
}

const read = <Name extends keyof Tables>(
  tx: IDBTransaction,
  name: Name,
  key: string,
): Promise<Tables[Name] | undefined> => answerTo(tx.objectStore(name).get(key) as IDBRequest<Tables[Name]>)

/** Nothing kept yet. */
export const nothingKept: KeptAnswers = { pages: {}, begun: '', body: '', summary: [], refusal: '' }

const dayMs = 86_400_000

/** One person's answers, and where they stand. */
export interface KeptSet {
  readonly state: KeptState
  readonly kept: KeptAnswers
}

/**
 * What this device keeps, sealed with a key that never leaves this browser. Where the browser refuses, it answers as
 * if nothing were kept.
 */
export interface DeviceStore {
  read(id: string): Promise<KeptSet | null>
  /**
   * Changes one person's answers as they are now, whatever other tabs did to them meanwhile: `make` gives null to leave
   * them as they are. False when the browser did not keep them.
   */
  change(id: string, survey: string, make: (found: KeptSet | null) => KeptSet | null): Promise<boolean>
  remove(id: string): Promise<void>
  /** Ids of a survey's answers in a state, the oldest first, and when their days began. */
  list(survey: string, state: KeptState): Promise<{ id: string; savedAt: number }[]>
  current(survey: string): Promise<string | null>
  use(survey: string, id: string | null): Promise<void>
  /** Removes what has not been touched for so many days. */
  removeOld(days: number, waitingDays: number): Promise<void>
}

async function keyOf(db: IDBDatabase): Promise<CryptoKey> {
  const known = await read(db.transaction('keys'), 'keys', 'answers')
  if (known) return known
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
  const tx = db.transaction('keys', 'readwrite')
  const done = whenKept(tx)
  // Another tab may have made one meanwhile: the first holds.
  const first = await read(tx, 'keys', 'answers')
  if (!first) tx.objectStore('keys').put(made, 'answers')
  await done
  return first ?? made
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('doorstep-survey', 1)
  request.onupgradeneeded = () => {
    const fresh = request.result
    fresh.createObjectStore('answers', { keyPath: 'id' }).createIndex('survey', 'survey')
    fresh.createObjectStore('keys')
    fresh.createObjectStore('current')
  }
  return answerTo(request)
}

interface Opened {
  readonly db: IDBDatabase
  readonly key: CryptoKey
}

/**
 * Opens what this device keeps.
 *
 * @returns null where the browser cannot keep it sealed: then nothing is kept
 */
export async function openStore(): Promise<DeviceStore | null> {
  // An insecure page has no way to seal anything.
  if (!window.isSecureContext || !('indexedDB' in window)) return null
  let now: Promise<Opened> | null = null
  const begin = async (): Promise<Opened> => {
    const db = await open()
    // A browser that is told to forget everything closes it under the page; what is typed next opens it again.
    const forget = (): void => {
      now = null
    }
    db.onclose = forget
    db.onversionchange = () => {
      db.close()
      forget()
    }
    return { db, key: await keyOf(db) }
  }
  const opened = (): Promise<Opened> => (now ??= begin())
  try {
    await opened()
    return storeOn(opened)
  } catch {
    // Some browsers refuse it in private windows.
    return null
  }
}

async function unsealed(key: CryptoKey, row: KeptRow | undefined): Promise<KeptSet | null> {
  if (!row) return null
  try {
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: row.iv }, key, row.sealed)
    return { state: row.state, kept: JSON.parse(new TextDecoder().decode(plain)) as KeptAnswers }
  } catch {
    return null
  }
}

function storeOn(opened: () => Promise<Opened>): DeviceStore {
  /** Answers as this page last read or wrote them, by their id. */
  const known = new Map<string, { readonly iv: string; readonly set: KeptSet | null }>()
  const or =
    <Given extends unknown[], Answer, Otherwise>(
      otherwise: Otherwise,
      work: (opened: Opened, ...given: Given) => Promise<Answer>,
    ) =>
    async (...given: Given): Promise<Answer | Otherwise> => {
      try {
        return await work(await opened(), ...given)
      } catch {
        return otherwise
      }
    }
  /** Removes answers; or notes when their days began: when they were written is only known by the device's clock. */
  const removeFrom = async (db: IDBDatabase, id: string, seenAt = 0): Promise<void> => {
    const tx = db.transaction(['answers', 'current'], 'readwrite')
    const done = whenKept(tx)
    const answers = tx.objectStore('answers')
    const row = await read(tx, 'answers', id)
    if (seenAt) {
      if (row) answers.put({ ...row, seenAt } satisfies KeptRow)
    } else {
      answers.delete(id)
      if (row && (await read(tx, 'current', row.survey)) === id) tx.objectStore('current').delete(row.survey)
    }
    await done
  }
  const rows = (db: IDBDatabase, survey?: string): Promise<KeptRow[]> => {
    const answers = db.transaction('answers').objectStore('answers')
    const found = survey === undefined ? answers.getAll() : answers.index('survey').getAll(survey)
    return answerTo(found as IDBRequest<KeptRow[]>)
  }
  return {
    read: or(null, async ({ db, key }, id: string) => {
      const row = await read(db.transaction('answers'), 'answers', id)
      const set = await unsealed(key, row)
      known.set(id, { iv: String(row?.iv ?? ''), set })
      return set
    }),
    change: or(
      false,
      async ({ db, key }, id: string, survey: string, make: Parameters<DeviceStore['change']>[2]) => {
        for (;;) {
          const before = known.get(id)
          const next = make(before?.set ?? null)
          if (next === null) return true
          const { state, kept } = next
          const iv = crypto.getRandomValues(new Uint8Array(12))
          const plain = new TextEncoder().encode(JSON.stringify(kept))
          const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain)
          const tx = db.transaction('answers', 'readwrite', { durability: 'strict' })
          const done = whenKept(tx)
          // Not first read and then written: a page that is left has only a moment.
          const replaced = read(tx, 'answers', id)
          tx.objectStore('answers').put({
            id,
            survey,
            state,
            savedAt: clock(),
            seenAt: serverClock(),
            iv,
            sealed,
          } satisfies KeptRow)
          keepAtOnce(tx)
          const [row] = await Promise.all([replaced, done])
          known.set(id, { iv: String(iv), set: next })
          if (String(row?.iv ?? '') === (before?.iv ?? '')) return true
          // Another tab had written: the same is changed once more, on the ground of its work.
          known.set(id, { iv: String(iv), set: await unsealed(key, row) })
        }
      },
    ),
    remove: or(undefined, ({ db }, id: string) => removeFrom(db, id)),
    list: or([], async ({ db }, survey: string, state: KeptState) =>
      (await rows(db, survey))
        .filter(row => row.state === state)
        .sort((a, b) => a.savedAt - b.savedAt)
        .map(({ id, savedAt, seenAt }) => ({ id, savedAt: seenAt || savedAt })),
    ),
    current: or(
      null,
      async ({ db }, survey: string) => (await read(db.transaction('current'), 'current', survey)) ?? null,
    ),
    use: or(undefined, async ({ db }, survey: string, id: string | null) => {
      const tx = db.transaction('current', 'readwrite')
      const done = whenKept(tx)
      if (id === null) tx.objectStore('current').delete(survey)
      else tx.objectStore('current').put(id, survey)
      await done
    }),
    removeOld: or(undefined, async ({ db }, days: number, waitingDays: number) => {
      for (const row of await rows(db)) {
        const kept = row.state === 'open' ? days : waitingDays
        const age = clock() - Number(row.seenAt)
        // Not a number where their days have not begun.
        if (!(age <= kept * dayMs)) await removeFrom(db, row.id, row.seenAt ? 0 : clock())
      }
    }),
  }
}
