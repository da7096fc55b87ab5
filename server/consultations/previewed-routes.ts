import type { Response } from 'express'
import type { PublicConsultation } from './publication-repository.ts'

/** What staff look at as the public would see it. */
export interface Preview {
  readonly consultation: PublicConsultation
  /** Where staff go back to. */
  readonly back: string
  /** What is looked at, in a few words: it stands on every page of the preview. */
  readonly words: string
}

// By the answer itself, so that nothing in a request can ask for a preview: only the staff's page begins one.
const previews = new WeakMap<Response, Preview>()

/**
 * From now on the public's pages show this to whoever gets the answer.
 *
 * @param response - the answer to somebody who may see it
 * @param preview - what they look at
 */
export function beginPreview(response: Response, preview: Preview): void {
  previews.set(response, preview)
}

/**
 * What staff look at with this answer.
 *
 * @param response - the answer
 * @returns the preview; null for everybody else
 */
export function previewFor(response: Response): Preview | null {
  return previews.get(response) ?? null
}
