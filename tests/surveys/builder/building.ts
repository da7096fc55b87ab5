import type { Response } from 'supertest'
import type { Visitor } from '../../support/application.ts'

/** The address of the first link on a page whose words contain some words. */
export function linkOn(page: Response, words: string): string {
  for (const [, href = '', inside = ''] of page.text.matchAll(
    /<a [^>]*href="([^"]+)"[^>]*>([\s\S]*?)<\/a>/g,
  )) {
    if (inside.replace(/<[^>]*>/g, '').includes(words)) return href.replaceAll('&amp;', '&')
  }
  throw new Error(`The page has no link “${words}”.`)
}

/** The values of hidden fields of the form that a page sends to an address. */
export function hiddenIn(page: Response, action: string): Record<string, string> {
  const form = [...page.text.matchAll(/<form [^>]*action="([^"]+)"[^>]*>([\s\S]*?)<\/form>/g)].find(
    ([, at = '']) => at.replaceAll('&amp;', '&') === action,
  )
  if (!form) throw new Error(`The page has no form for ${action}.`)
  const fields: Record<string, string> = {}
  for (const [, name = '', value = ''] of (form[2] ?? '').matchAll(
    /<input type="hidden" name="([^"]+)" value="([^"]*)"/g,
  )) {
    if (name !== '_csrf') fields[name] = unescaped(value)
  }
  return fields
}

/** Text of an attribute as it was before it was escaped. */
export function unescaped(text: string): string {
  return text
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

/** Adds a page with one question, and goes back to the address of the page. */
export async function addedPage(
  staff: Visitor,
  at: string,
  page: Record<string, string | string[]>,
  question: Record<string, string | string[]>,
): Promise<string> {
  const added = await staff.post(`${at}/new-page`, page)
  const here = added.headers['location'] as string
  const asked = await staff.post(`${here}/new-question`, question)
  if (asked.status !== 303) throw new Error(`The question was answered with ${asked.status}: ${asked.text}`)
  return here
}
