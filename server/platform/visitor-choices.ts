import type { CookieOptions, NextFunction, Request, Response } from 'express'
import { LanguageDetector } from 'i18next-http-middleware'
import { translations } from './catalogues.ts'
import { languageOf, languages } from './languages.ts'
import { speakerIn } from './speaker.ts'

/** Names of the cookies that keep what a visitor chose. */
export const choiceCookies = { language: 'language', text: 'text' } as const

/** A link by which a visitor chooses, on the page where they are. */
export interface Choice {
  readonly href: string
  readonly current: boolean
}

/** What a visitor chose for every page, and the links by which to choose otherwise. */
export interface VisitorChoices {
  /** Whether the text is larger than usual. */
  readonly bigger: boolean
  /** Empty in the answer to a form, which no link can ask for again. */
  readonly languages: readonly (Choice & { readonly code: string; readonly name: string })[]
  /** Changes the size of the text; null in the answer to a form. */
  readonly textSize: Choice | null
}

const order = ['querystring', 'cookie', 'header']
const year = 365 * 24 * 60 * 60 * 1000

// The address is left out, so that the link stays on the page whatever its address is.
function sameWith(request: Request, name: string, value: string): string {
  const query = new URLSearchParams(/\?(.*)$/s.exec(request.originalUrl)?.[1] ?? '')
  query.delete('lang')
  query.delete('text')
  query.set(name, value)
  return `?${query.toString()}`
}

/**
 * Finds out in which language and how large a visitor wants pages: by the link that they chose (`?lang=pl`,
 * `?text=bigger`), then as they chose before, then as their browser asks.
 *
 * @param secure - whether cookies go over https only
 * @returns middleware that sets `response.locals.speaker` and `response.locals.choices`
 */
export function visitorChoices(
  secure: boolean,
): (request: Request, response: Response, next: NextFunction) => void {
  const detector = new LanguageDetector(
    translations.services,
    {
      order,
      lookupQuerystring: 'lang',
      lookupCookie: choiceCookies.language,
      convertDetectedLanguage: (wish: string) => languageOf(wish)?.code ?? '',
    },
    { fallbackLng: 'en' },
  )
  const cookie: CookieOptions = { httpOnly: true, sameSite: 'lax', path: '/', maxAge: year, secure }
  return (request, response, next) => {
    // Its types say that it answers nothing, but it does.
    const detect: (...wish: Parameters<typeof detector.detect>) => unknown = detector.detect.bind(detector)
    const found = detect(request, response, order)
    const code = typeof found === 'string' ? (languageOf(found)?.code ?? 'en') : 'en'
    const { lang, text } = request.query
    if (typeof lang === 'string' && languageOf(lang)) response.cookie(choiceCookies.language, code, cookie)
    const before = (request.cookies as Record<string, unknown>)[choiceCookies.text]
    const bigger = text === 'bigger' || (text !== 'usual' && before === 'bigger')
    if (text === 'bigger') response.cookie(choiceCookies.text, 'bigger', cookie)
    if (text === 'usual') response.clearCookie(choiceCookies.text, { path: '/' })
    const asked = request.method === 'GET'
    const choices: VisitorChoices = {
      bigger,
      languages: asked
        ? languages.map(one => ({
            code: one.code,
            name: one.name,
            href: sameWith(request, 'lang', one.code),
            current: one.code === code,
          }))
        : [],
      textSize: asked
        ? { href: sameWith(request, 'text', bigger ? 'usual' : 'bigger'), current: bigger }
        : null,
    }
    response.locals['speaker'] = speakerIn(code)
    response.locals['choices'] = choices
    next()
  }
}
