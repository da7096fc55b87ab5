import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** Locks the texts of letters that hold somebody's answers, or a secret that opens them. */
export interface LetterSeal {
  /** Text for the database; it opens only as that letter's. */
  seal(letterId: string, text: string): string
  /** The text of a letter, sealed or not; null when it was sealed by another server, or changed. */
  open(letterId: string, stored: string): string | null
  /** What stands in the place of an address once its letter was sent: it tells two people apart, and no address. */
  person(address: string): string
}

const mark = 'sealed.v1.'
/** What stands in the place of an address that nothing needs any more. */
export const erasedAddress = 'erased.v1.'
const ivBytes = 12
const tagBytes = 16

/**
 * Whether a letter's text is sealed.
 *
 * @param stored - as the database has it
 * @returns true when only the sender's process reads it
 */
export function isSealed(stored: string): boolean {
  return stored.startsWith(mark)
}

/**
 * Whether an address was erased when its letter was sent.
 *
 * @param recipient - as the database has it
 * @returns true when no address is there any more
 */
export function isErasedAddress(recipient: string): boolean {
  return recipient.startsWith(erasedAddress)
}

/**
 * The seal of this server: a copy of the database, without the server's secret, does not tell what was in such a letter.
 *
 * @param secret - the server's secret, which is not in the database
 * @returns the seal
 */
export function letterSeal(secret: string): LetterSeal {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'doorstep letters', 32))
  const personKey = Buffer.from(hkdfSync('sha256', secret, '', 'doorstep letters: people', 32))
  return {
    seal(letterId, text) {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(letterId))
      const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return mark + Buffer.concat([iv, cipher.getAuthTag(), hidden]).toString('base64')
    },
    open(letterId, stored) {
      if (!isSealed(stored)) return stored
      const raw = Buffer.from(stored.slice(mark.length), 'base64')
      try {
        const iv = raw.subarray(0, ivBytes)
        const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes })
        decipher.setAAD(Buffer.from(letterId)).setAuthTag(raw.subarray(ivBytes, ivBytes + tagBytes))
        const open = [decipher.update(raw.subarray(ivBytes + tagBytes)), decipher.final()]
        return Buffer.concat(open).toString('utf8')
      } catch {
        return null
      }
    },
    // However somebody writes an address, it is one person.
    person: address =>
      erasedAddress + createHmac('sha256', personKey).update(address.toLowerCase()).digest('base64url'),
  }
}
