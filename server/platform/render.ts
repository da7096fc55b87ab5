import ejs from 'ejs'
import type { Response } from 'express'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { projectRoot } from './paths.ts'
import { writeSafely } from './said.ts'
import { speakerOf, type Speaker } from './speaker.ts'

const views = path.join(projectRoot, 'views')
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

function render(view: string, locals: Record<string, unknown>): Promise<string> {
  const file = path.join(views, `${view}.ejs`)
  return ejs.renderFile(file, locals, { cache: true, root: views, async: false, escape: writeSafely })
}

/**
 * Renders a template inside its layout.
 *
 * @param response - answer whose `locals.surroundings` the application has set
 * @param view - template under `views/`, without its ending
 * @param locals - what the template receives
 * @returns the whole HTML document
 */
export async function renderPage(
  response: Response,
  view: string,
  locals: Record<string, unknown> & { title: string },
): Promise<string> {
  const { makeToken, whose, ...surroundings } = response.locals['surroundings'] as Surroundings
  const saysWhose = 'councilName' in locals && 'demonstration' in locals
  const speaker = locals['speaker'] === undefined ? speakerOf(response) : (locals['speaker'] as Speaker)
  const everything = {
    lang: speaker.language,
    dir: speaker.direction,
    say: speaker.say.bind(speaker),
    plain: speaker.plain.bind(speaker),
    errors: [],
    typed: {},
    scripts: [],
    notice: null,
    ...surroundings,
    ...(saysWhose ? {} : await whose()),
    path: response.req.path,
    csrfField,
    f: speaker.format,
    ...locals,
  }
  const content = await render(view, everything)
  const layout = typeof locals['layout'] === 'string' ? locals['layout'] : 'staff'
  const html = await render(`layouts/${layout}`, { ...everything, content })
  return html.includes(tokenMark) ? html.replaceAll(tokenMark, makeToken()) : html
}
