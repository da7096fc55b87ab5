import type { Response } from 'express'
import type { Surroundings } from './render.ts'

/**
 * A fresh form token, for a form that was kept on a device while the old one ran out; its cookie goes with the answer.
 *
 * @param response - the answer to the visitor
 * @returns the token
 */
export function freshToken(response: Response): string {
  return (response.locals['surroundings'] as Surroundings).makeToken()
}
