import { answerTo, kept as whenKept } from './database.ts'

/** What was typed on one page of the survey. */
export interface KeptPage {
  /** Values of the fields by their names. */
  readonly fields: Readonly<Record<string, readonly string[]>>
  /** Milliseconds since 1970 began in UTC. */
  readonly at: number
  /** What the server had when typing began, to see later whether something else was saved meanwhile. */
  readonly base: string
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

/** What this device keeps, sealed with a key that never leaves this browser. */
export interface DeviceStore {
  read(id: string): Promise<{ state: KeptState; kept: KeptAnswers } | null>
  keep(id: string, survey: string, state: KeptState, kept: KeptAnswers): Promise<void>
  remove(id: string): Promise<void>
  /** Ids of a survey's answers in a state, the oldest first. */
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

/**
 * Opens what this device keeps.
 *
 * @returns null where the browser cannot keep it sealed: then nothing is kept
 */
export async function openStore(): Promise<DeviceStore | null> {
  // An insecure page has no way to seal anything.
  if (!window.isSecureContext || !('indexedDB' in window)) return null
  try {
    const db = await open()
    const key = await keyOf(db)
    return storeOn(db, key)
  } catch {
    // Some browsers refuse it in private windows.
    return null
  }
}

function storeOn(db: IDBDatabase, key: CryptoKey): DeviceStore {
  const remove = async (id: string): Promise<void> => {
    const tx = db.transaction(['answers', 'current'], 'readwrite')
    const done = whenKept(tx)
    const row = await read(tx, 'answers', id)
    tx.objectStore('answers').delete(id)
    if (row && (await read(tx, 'current', row.survey)) === id) tx.objectStore('current').delete(row.survey)
    await done
  }
  const rows = (survey?: string): Promise<KeptRow[]> => {
    const answers = db.transaction('answers').objectStore('answers')
    const found = survey === undefined ? answers.getAll() : answers.index('survey').getAll(survey)
    return answerTo(found as IDBRequest<KeptRow[]>)
  }
  return {
    remove,
    read: async id => {
      const row = await read(db.transaction('answers'), 'answers', id)
      if (!row) return null
      try {
        const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: row.iv }, key, row.sealed)
        const kept = JSON.parse(new TextDecoder().decode(plain)) as KeptAnswers
        return { state: row.state, kept }
      } catch {
        return null
      }
    },
    keep: async (id, survey, state, kept) => {
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const plain = new TextEncoder().encode(JSON.stringify(kept))
      const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain)
      const tx = db.transaction('answers', 'readwrite', { durability: 'strict' })
      const done = whenKept(tx)
      tx.objectStore('answers').put({ id, survey, state, savedAt: Date.now(), iv, sealed } satisfies KeptRow)
      await done
    },
    list: async (survey, state) =>
      (await rows(survey))
        .filter(row => row.state === state)
        .sort((a, b) => a.savedAt - b.savedAt)
        .map(({ id, savedAt }) => ({ id, savedAt })),
    current: async survey => (await read(db.transaction('current'), 'current', survey)) ?? null,
    use: async (survey, id) => {
      const tx = db.transaction('current', 'readwrite')
      const done = whenKept(tx)
      if (id === null) tx.objectStore('current').delete(survey)
      else tx.objectStore('current').put(id, survey)
      await done
    },
    removeOld: async (days, waitingDays) => {
      for (const row of await rows()) {
        const kept = row.state === 'open' ? days : waitingDays
        if (Date.now() - row.savedAt > kept * dayMs) await remove(row.id)
      }
    },
  }
}
