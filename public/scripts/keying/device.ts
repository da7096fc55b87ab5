import { answerTo, keepAtOnce, kept as whenKept } from '../survey/database.ts'
import { serverTime } from './server.ts'
import type { Values } from '../survey/fields.ts'

/** Name of the browser's database of half-keyed forms. */
const database = 'doorstep-keying'

/** Days after which what nobody came back to is removed. */
export const daysKept = 7

/** What was typed into a form and is not at the server yet. Never with the postcode. */
export interface TypedForm {
  readonly fields: Values
  /** What the server had when typing began. */
  readonly base: string
  /** Milliseconds since 1970 began in UTC. */
  readonly at: number
  /** Where the form is keyed, and its number. */
  readonly address: string
  readonly serial: string
}

/** A row of the database: what was typed is sealed. */
interface Row {
  /** The account and the form. */
  id: string
  account: string
  form: string
  at: number
  /** When this was typed by the server's clock, or when that was first known afterwards: the device's may be a year wrong. */
  seenAt?: number
  iv: Uint8Array<ArrayBuffer>
  sealed: ArrayBuffer
}

/** What one person typed on this device; what another person typed is never shown. */
export interface KeyingDevice {
  read(form: string): Promise<TypedForm | null>
  keep(form: string, typed: TypedForm): Promise<void>
  remove(form: string): Promise<void>
  /** Ids of the forms of which something is kept. */
  forms(): Promise<string[]>
}

const cipher = 'AES-GCM'

/** Longest wait for a browser to open its database, in milliseconds: some never say that they can't. */
const patience = 5000

/** Opens the database, which is made where it is to be kept in; otherwise it fails where there is none. */
async function open(makes: boolean): Promise<IDBDatabase> {
  const request = indexedDB.open(database, 1)
  request.onupgradeneeded = () => {
    if (!makes) {
      request.transaction?.abort()
      return
    }
    request.result.createObjectStore('forms', { keyPath: 'id' })
    request.result.createObjectStore('keys')
  }
  return new Promise((resolve, reject) => {
    const late = window.setTimeout(() => {
      reject(new Error('The browser does not open its database.'))
    }, patience)
    answerTo(request)
      .then(db => {
        window.clearTimeout(late)
        resolve(db)
      })
      .catch(reject)
  })
}

/** The key never leaves this browser. */
async function keyOf(db: IDBDatabase): Promise<CryptoKey> {
  const made = await crypto.subtle.generateKey({ name: cipher, length: 256 }, false, ['encrypt', 'decrypt'])
  const tx = db.transaction('keys', 'readwrite')
  const done = whenKept(tx)
  const known = await answerTo(tx.objectStore('keys').get('forms') as IDBRequest<CryptoKey | undefined>)
  if (!known) tx.objectStore('keys').put(made, 'forms')
  await done
  return known ?? made
}

/** Milliseconds by which the server's clock is ahead of this device's; null before it was heard. */
let ahead: number | null = null

/** Without the server nothing is removed. */
async function removeOld(db: IDBDatabase): Promise<void> {
  const now = await serverTime()
  if (now === null) return
  ahead = now - Date.now()
  const tx = db.transaction('forms', 'readwrite')
  const done = whenKept(tx)
  const forms = tx.objectStore('forms')
  for (const row of await answerTo(forms.getAll() as IDBRequest<Row[]>)) {
    if (row.seenAt === undefined) forms.put({ ...row, seenAt: now } satisfies Row)
    else if (now - row.seenAt > daysKept * 86_400_000) forms.delete(row.id)
  }
  await done
}

/**
 * Opens what this device keeps of half-keyed forms.
 *
 * @param account - who keys
 * @returns null where the browser cannot keep it sealed: then nothing is kept
 */
export async function openDevice(account: string): Promise<KeyingDevice | null> {
  // An insecure page has no way to seal anything, and some browsers refuse a database in private windows.
  if (!window.isSecureContext || !('indexedDB' in window)) return null
  try {
    const db = await open(true)
    const key = await keyOf(db)
    void removeOld(db).catch(() => undefined)
    return deviceOn(db, key, account)
  } catch {
    return null
  }
}

function deviceOn(db: IDBDatabase, key: CryptoKey, account: string): KeyingDevice {
  const idOf = (form: string): string => `${account} ${form}`
  const change = async (work: (forms: IDBObjectStore) => void): Promise<void> => {
    const tx = db.transaction('forms', 'readwrite', { durability: 'strict' })
    const done = whenKept(tx)
    work(tx.objectStore('forms'))
    keepAtOnce(tx)
    await done
  }
  const stored = (): IDBObjectStore => db.transaction('forms').objectStore('forms')
  return {
    read: async form => {
      const row = await answerTo(stored().get(idOf(form)) as IDBRequest<Row | undefined>)
      if (!row) return null
      try {
        const plain = await crypto.subtle.decrypt({ name: cipher, iv: row.iv }, key, row.sealed)
        return JSON.parse(new TextDecoder().decode(plain)) as TypedForm
      } catch {
        return null
      }
    },
    keep: async (form, typed) => {
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const plain = new TextEncoder().encode(JSON.stringify(typed))
      const sealed = await crypto.subtle.encrypt({ name: cipher, iv }, key, plain)
      await change(forms => {
        const seen = ahead === null ? {} : { seenAt: Date.now() + ahead }
        forms.put({ id: idOf(form), account, form, at: typed.at, ...seen, iv, sealed } satisfies Row)
      })
    },
    remove: form =>
      change(forms => {
        forms.delete(idOf(form))
      }),
    forms: async () =>
      (await answerTo(stored().getAll() as IDBRequest<Row[]>))
        .filter(row => row.account === account)
        .map(row => row.form),
  }
}

/**
 * How many half-keyed forms wait on this device, whoever typed them, once those are removed that nobody came back to.
 *
 * @returns how many; 0 where none was ever kept here
 */
export async function formsHeld(): Promise<number> {
  try {
    const db = await open(false)
    await removeOld(db)
    const held = await answerTo(db.transaction('forms').objectStore('forms').count())
    db.close()
    return held
  } catch {
    return 0
  }
}
