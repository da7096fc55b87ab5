import { createHmac } from 'node:crypto'

/** A version of the staff's pledge; it never changes. */
export interface PledgeVersion {
  readonly id: string
  /** 1 for the first. */
  readonly version: number
  readonly title: string
  readonly body: string
  /** What is different from the version before; '' for the first. */
  readonly note: string
  /** ISO UTC */
  readonly publishedAt: string
}

/** Somebody who signed a version of the pledge. */
export interface PledgeSignature {
  readonly id: string
  readonly versionId: string
  readonly version: number
  /** '' once withdrawn, as role and organisation. */
  readonly name: string
  readonly role: string
  readonly organisation: string
  /** Whether they agreed to be named in public. */
  readonly mayBeNamed: boolean
  /** ISO UTC; null until staff have seen the name. */
  readonly checkedAt: string | null
  readonly signedAt: string
  readonly withdrawnAt: string | null
}

/**
 * The secret of the page on which somebody sees and withdraws their signature. It follows from the signature's id, so
 * that a form sent twice leads to the same page; nobody who does not know the product's secret can make it.
 *
 * @param secret - the product's secret
 * @param signatureId - the signature
 * @returns 43 URL-safe characters
 */
export function signatureToken(secret: string, signatureId: string): string {
  return createHmac('sha256', secret).update(`pledge signature ${signatureId}`).digest('base64url')
}
