import { createHash, randomBytes, randomUUID } from 'node:crypto'

/**
 * A new identity for a row.
 *
 * @returns 36 characters, unguessable, unique without asking the database
 */
export function newId(): string {
  return randomUUID()
}

/**
 * A secret for a one-time link or a draft's cookie.
 *
 * @returns 43 URL-safe characters holding 256 random bits
 */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * The form in which a secret is stored, so that a leaked table opens nothing.
 *
 * @param token - the secret as its holder knows it
 * @returns SHA-256 as 64 hexadecimal characters
 */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
