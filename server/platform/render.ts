import type { Response } from 'express'
import { randomUUID } from 'node:crypto'
import { shownFormField } from './form-shown.ts'
import type { Notice } from './notices.ts'
import type { Said } from './said.ts'
import { english, speakerOf, type Speaker } from './speaker.ts'
import { renderTemplate } from './templates.ts'
import type { VisitorChoices } from './visitor-choices.ts'

// Stands for the form token while a page is rendered, so that pages without a form set no cookie.
const tokenMark = randomUUID()
const csrfField = `<input type="hidden" name="_csrf" value="${tokenMark}">`

/** What every template receives beside its own locals; kept on `response.locals` by the application. */
export interface Surroundings {
  readonly visitor: unknown
  readonly siteName: string
  readonly tileUrl: string
  readonly asset: (name: string) => string
  /** Makes the form's token and sets its cookie. */
  readonly makeToken: () => string
  /** Whose pages these are; asked only when the page itself does not say. */
  readonly whose: () => Promise<Whose>
}

/** Whose pages these are, and whether the figures are invented. */
export interface Whose {
  readonly councilName: string
  readonly demonstration: boolean
}

// Staff work in English, whatever the language that their browser chose on public pages.
function usualSpeaker(response: Response, layout: string): Speaker {
  return layout === 'public' || layout === 'bare' ? speakerOf(response) : english
}

/**
 * Renders a template inside its layout.
 *
 * @param response - answer whose `locals.surroundings` the application has set
 * @param view - template under `views/`, without its ending
 * @param locals - what the template receives
 * @param notice - what the page before this one leaves to be said
 * @returns the whole HTML document
 */
export async function renderPage(
  response: Response,
  view: string,
  locals: Record<string, unknown> & { title: string | Said },
  notice: Notice | null = null,
): Promise<string> {
  const { makeToken, whose, ...surroundings } = response.locals['surroundings'] as Surroundings
  const saysWhose = 'councilName' in locals && 'demonstration' in locals
  const layout = typeof locals['layout'] === 'string' ? locals['layout'] : 'staff'
  const speaker = (locals['speaker'] as Speaker | undefined) ?? usualSpeaker(response, layout)
  const choices = response.locals['choices'] as VisitorChoices | undefined
  const everything = {
    lang: speaker.language,
    dir: speaker.direction,
    say: speaker.say.bind(speaker),
    plain: speaker.plain.bind(speaker),
    forms: speaker.forms.bind(speaker),
    usedMachine: speaker.usedMachine.bind(speaker),
    languages: choices?.languages ?? [],
    textSize: choices?.textSize ?? null,
    bigger: choices?.bigger ?? false,
    errors: [],
    typed: {},
    scripts: [],
    ...surroundings,
    ...(saysWhose ? {} : await whose()),
    path: response.req.path,
    csrfField,
    shownField: shownFormField(),
    f: speaker.format,
    ...locals,
    notice: notice === null ? null : speaker.say(notice.sentence, notice.values),
  }
  const content = renderTemplate(view, everything)
  // Added to the names, which nobody else has: a copy with one name more would stay in memory for long (decision 29).
  const html = renderTemplate(`layouts/${layout}`, Object.assign(everything, { content }))
  return html.includes(tokenMark) ? html.replaceAll(tokenMark, makeToken()) : html
}
