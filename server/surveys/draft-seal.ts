import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  randomBytes,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto'
import type { SavedPage } from './draft.ts'
import { savedPageJson } from './survey-json.ts'

/** What only this server knows, beside its database: without it neither tokens nor codes open anything. */
export interface Pepper {
  readonly wrapping: Buffer
  readonly lookup: Buffer
  readonly withdrawal: Buffer
}

const sealed = 'v1.'
const ivBytes = 12
const tagBytes = 16

const firstBlock = Buffer.of(1)

/**
 * HKDF with SHA-256 (RFC 5869) for one block, which is two HMACs: several times faster than Node's `hkdfSync`, which
 * gives the same, and every request of somebody with a draft needs one.
 */
function derived(secret: string, salt: string | Buffer, info: string): Buffer {
  const extracted = createHmac('sha256', salt).update(secret).digest()
  return createHmac('sha256', extracted).update(info).update(firstBlock).digest()
}

/**
 * Derives from the server's secret what drafts are locked with.
 *
 * @param secret - the server's secret, which is not in the database
 * @returns one key for each use
 */
export function pepperFrom(secret: string): Pepper {
  return {
    wrapping: derived(secret, '', 'doorstep draft wrapping'),
    lookup: derived(secret, '', 'doorstep draft lookup'),
    withdrawal: derived(secret, '', 'doorstep withdrawal'),
  }
}

/**
 * A new key for the pages of one draft.
 *
 * @returns 32 random bytes
 */
export function newDraftKey(): Buffer {
  return randomBytes(32)
}

function sealBytes(key: Buffer, about: string, plain: Buffer): string {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(about))
  const hidden = Buffer.concat([cipher.update(plain), cipher.final()])
  return sealed + Buffer.concat([iv, cipher.getAuthTag(), hidden]).toString('base64')
}

/** A key, as it is or prepared for use again and again. */
type Key = Buffer | KeyObject

function openBytes(key: Key, about: string, text: string): Buffer {
  const raw = Buffer.from(text.slice(sealed.length), 'base64')
  if (!text.startsWith(sealed) || raw.length < ivBytes + tagBytes) throw new Error('This is not sealed.')
  const decipher = createDecipheriv('aes-256-gcm', key, raw.subarray(0, ivBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(about)).setAuthTag(raw.subarray(ivBytes, ivBytes + tagBytes))
  const plain = decipher.update(raw.subarray(ivBytes + tagBytes))
  // Throws when anything was changed; this cipher holds nothing back until its end.
  decipher.final()
  return plain
}

// Each holder has a wrapping key of their own, and none fits another draft.
function wrappingKey(pepper: Pepper, holder: string, draftId: string): Buffer {
  return derived(holder, pepper.wrapping, `draft ${draftId}`)
}

/**
 * Locks a draft's key so that only the holder of a token or code opens it, and only with this server's pepper.
 *
 * @param pepper - the server's part
 * @param holder - the token or code
 * @param draftId - the draft
 * @param key - the draft's key
 * @returns text for the database
 */
export function wrapKey(pepper: Pepper, holder: string, draftId: string, key: Buffer): string {
  return sealBytes(wrappingKey(pepper, holder, draftId), `key ${draftId}`, key)
}

/**
 * Unlocks a draft's key.
 *
 * @param pepper - the server's part
 * @param holder - the token or code
 * @param draftId - the draft
 * @param wrapped - as the database has it
 * @returns the key; null when the holder or the server is another, or the text was changed
 */
export function unwrapKey(pepper: Pepper, holder: string, draftId: string, wrapped: string): Buffer | null {
  try {
    return openBytes(wrappingKey(pepper, holder, draftId), `key ${draftId}`, wrapped)
  } catch {
    return null
  }
}

const aboutPage = (draftId: string, pageKey: string): string => `page ${draftId} ${pageKey}`

/**
 * Seals what was saved of a page; it opens only as that page of that draft.
 *
 * @param key - the draft's key; null for a draft of before, whose pages stay plain
 * @param draftId - the draft
 * @param pageKey - the page
 * @param page - what was saved
 * @returns text for the database
 */
export function sealPage(key: Buffer | null, draftId: string, pageKey: string, page: SavedPage): string {
  const json = JSON.stringify(page)
  return key === null ? json : sealBytes(key, aboutPage(draftId, pageKey), Buffer.from(json))
}

/**
 * Prepares a draft's key for opening many pages.
 *
 * @param key - the key; null for a draft of before
 * @returns what `openPage` takes
 */
export function preparedKey(key: Buffer | null): KeyObject | null {
  return key === null ? null : createSecretKey(key)
}

/**
 * Opens a sealed page.
 *
 * @param key - the draft's key, which may have been prepared
 * @param draftId - the draft
 * @param pageKey - the page
 * @param text - as the database has it; plain in drafts of before
 * @returns what was saved
 * @throws {Error} when it was changed, or belongs to another page or draft
 */
export function openPage(key: Key | null, draftId: string, pageKey: string, text: string): SavedPage {
  if (key === null) return savedPageJson.parse(JSON.parse(text))
  // A draft with a key holds nothing plain: what is plain there was put in by somebody else. And what opens is what
  // `sealPage` wrote, byte for byte: its seal has proved that, so its shape is not looked at once more.
  return JSON.parse(openBytes(key, aboutPage(draftId, pageKey), text).toString('utf8')) as SavedPage
}

const aboutFile = (draftId: string, questionKey: string): string => `file ${draftId} ${questionKey}`

/**
 * Seals a file of a draft; it opens only as the answer to that question of that draft.
 *
 * @param key - the draft's key
 * @param draftId - the draft
 * @param questionKey - the question
 * @param content - the file's content
 * @returns text for the database
 */
export function sealFile(key: Buffer, draftId: string, questionKey: string, content: Buffer): string {
  return sealBytes(key, aboutFile(draftId, questionKey), content)
}

/**
 * Opens a sealed file.
 *
 * @param key - the draft's key
 * @param draftId - the draft
 * @param questionKey - the question
 * @param text - as the database has it
 * @returns the content
 * @throws {Error} when it was changed, or belongs elsewhere
 */
export function openFile(key: Buffer, draftId: string, questionKey: string, text: string): Buffer {
  return openBytes(key, aboutFile(draftId, questionKey), text)
}

/**
 * The form in which a return code or link is stored: keyed, so that a leaked table cannot be searched for codes.
 *
 * @param pepper - the server's part
 * @param code - the code without spaces, or the link's token
 * @returns 64 hexadecimal characters
 */
export function lookupHash(pepper: Pepper, code: string): string {
  return createHmac('sha256', pepper.lookup).update(code).digest('hex')
}

/**
 * Whether two secrets are the same, in a time that does not tell how much of them is.
 *
 * @param one - a secret
 * @param other - another
 * @returns true when they are the same
 */
export function sameSecret(one: string, other: string): boolean {
  const hash = (secret: string): Buffer => createHmac('sha256', 'compare').update(secret).digest()
  return timingSafeEqual(hash(one), hash(other))
}
