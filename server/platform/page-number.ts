import type { Request } from 'express'
import { queryText } from './pages.ts'

/**
 * The page of a long list that somebody asked for.
 *
 * @param request - a request with `page` in its query, or without
 * @returns a whole number from 1 to 10,000; 1 for what is no number
 */
export function pageNumber(request: Request): number {
  return Math.min(10_000, Math.max(1, Math.trunc(Number(queryText(request, 'page'))) || 1))
}
