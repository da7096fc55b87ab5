import ejs from 'ejs'
import { readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../../views')

/** Renders one part as a page would include it, with what the page itself holds beside it. */
export function renderPart(
  name: string,
  options: Record<string, unknown>,
  page: Record<string, unknown> = {},
): string {
  const template = `<%- include('/parts/${name}', options) %>`
  return ejs.render(template, { ...page, options }, { root, filename: path.join(root, 'page.ejs') })
}

/** Renders a whole template, such as a layout. */
export function renderView(view: string, locals: Record<string, unknown>): Promise<string> {
  return ejs.renderFile(path.join(root, `${view}.ejs`), locals, { root })
}

const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#34;': '"',
  '&ctdot;': '⋯',
}
const decode = (text: string): string => text.replace(/&(?:amp|lt|gt|quot|#39|#34|ctdot);/g, found => entities[found] ?? found)

/** HTML as one token a line: tags with their attributes in order, and text without the white space that does not show. */
export function normalise(html: string): string {
  const tokens: string[] = []
  for (const [token] of html.replace(/<!--[\s\S]*?-->/g, '').matchAll(/<\/?[a-z][^\s>/]*(?:"[^"]*"|'[^']*'|[^>"'])*>|[^<]+/gi)) {
    if (!token.startsWith('<')) {
      const text = decode(token).replace(/\s+/g, ' ').trim()
      if (text !== '') tokens.push(text)
      continue
    }
    const [, closing = '', name = '', rest = ''] = /^<(\/?)([a-z][^\s>/]*)([\s\S]*?)\/?>$/i.exec(token) ?? []
    const attributes = [...rest.matchAll(/([^\s=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+)))?/g)]
      .map(([, key = '', ...values]) => {
        const value = decode(values.find(Boolean) ?? '')
        return `${key}="${key === 'class' ? value.trim().replace(/\s+/g, ' ') : value}"`
      })
      .sort()
    tokens.push(`<${closing}${[name, ...attributes].join(' ')}>`)
  }
  return tokens.join('\n')
}

/** One example that GOV.UK Frontend ships with a component. */
export interface Fixture {
  readonly name: string
  readonly options: Record<string, unknown>
  readonly html: string
}

/** Every example that GOV.UK Frontend ships with a component. */
export function fixturesOf(component: string): Fixture[] {
  const file = path.resolve(
    import.meta.dirname,
    `../../node_modules/govuk-frontend/dist/govuk/components/${component}/fixtures.json`,
  )
  return (JSON.parse(readFileSync(file, 'utf8')) as { fixtures: Fixture[] }).fixtures
}
