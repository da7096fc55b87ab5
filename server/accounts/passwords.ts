import { hash, verify } from '@node-rs/argon2'

// OWASP's first choice for argon2id: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Fewest characters of a password. */
export const shortestPassword = 12

/**
 * The form in which a password is stored.
 *
 * @param password - as typed
 * @returns argon2id hash with its salt and cost. Source: OWASP Password Storage Cheat Sheet.
 */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost)
}

// Checked when there is no account, so that the time taken does not tell which addresses have one.
const nobody = hashPassword('nobody has this password')

/**
 * Whether a password fits.
 *
 * @param stored - argon2id hash, or null where there is no password (costs the same time)
 * @param password - as typed
 * @returns true when it fits
 */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  const fits = await verify(stored ?? (await nobody), password)
  return stored !== null && fits
}
