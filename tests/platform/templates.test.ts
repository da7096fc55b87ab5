import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { projectRoot } from '../../server/platform/paths.ts'
import { renderTemplate } from '../../server/platform/templates.ts'

let folder = ''
let number = 0

/** Writes templates side by side, under names of their own, and gives the name of each. */
async function templates<Name extends string>(
  texts: Readonly<Record<Name, string>>,
): Promise<Record<Name, string>> {
  number += 1
  const names = {} as Record<Name, string>
  for (const name of Object.keys(texts) as Name[]) {
    const unique = `${name}-${number}`
    names[name] = path.join(path.relative(path.join(projectRoot, 'views'), folder), unique)
    // What one includes is named for this time too.
    const text = texts[name].replace(/include\('([a-z]+)'/g, `include('$1-${number}'`)
    await writeFile(path.join(folder, `${unique}.ejs`), text)
  }
  return names
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'doorstep-templates-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('renderTemplate', () => {
  it('escapes what is written, and sets no line in', async () => {
    const { page } = await templates({ page: '<p>\n   <%= name %>\n</p>' })
    expect(renderTemplate(page, { name: `<b>&"'` })).toBe('<p>\n&lt;b&gt;&amp;&#34;&#39;\n</p>')
  })

  it('lets a part see the names of all pages around it, nearest first', async () => {
    const { page } = await templates({
      page: `<% const own = 'seen by nobody else' %><%- include('part', { name: 'part' }) %> <%= name %>`,
      part: `<%- include('inner', { text: name }) %>`,
      inner: '<%= name %> <%= text %> <%= colour %>',
    })
    expect(renderTemplate(page, { name: 'page', colour: 'blue', text: 'hidden' })).toBe('part part blue page')
    // The same place with other names is another place.
    expect(renderTemplate(page, { name: 'page', text: 'hidden', colour: 'red', more: 1 })).toBe(
      'part part red page',
    )
  })

  it('includes the same part with more names and with fewer', async () => {
    const { page } = await templates({
      page: `<% for (const given of all) { %><%- include('part', given) %> <% } %>`,
      part: `<%= locals.hint || 'none' %>/<%= locals.for === undefined ? '-' : locals.for %>`,
    })
    expect(renderTemplate(page, { all: [{ hint: 'one' }, {}, { for: 'id' }, { hint: 'two', for: 0 }] })).toBe(
      'one/- none/- none/id two/0 ',
    )
  })

  it('lets a template have its own names where the page has the same', async () => {
    const { page } = await templates({
      page: `<% const say = locals.say || (words => words + '!') -%><%= say('Hello') %> <% for (const item of items) { %><%= item %><% } %>`,
    })
    expect(renderTemplate(page, { items: ['a', 'b'], item: 'page' })).toBe('Hello! ab')
    expect(renderTemplate(page, { items: [], say: (words: string) => words.toUpperCase() })).toBe('HELLO ')
  })

  it('tells of a name that nobody gives, and in which template', async () => {
    const { page } = await templates({ page: `<%- include('part') %>`, part: '<%= forgotten %>' })
    expect(() => renderTemplate(page, {})).toThrow(/part-\d+\.ejs: forgotten is not defined/)
    // Given elsewhere, it is still missing here.
    expect(renderTemplate(page, { forgotten: 'there' })).toBe('there')
    expect(() => renderTemplate(page, {})).toThrow('forgotten is not defined')
  })

  it('does not take what every object has for a name of the page', async () => {
    const { page } = await templates({
      page: `<%= typeof hasOwnProperty === 'function' && locals.valueOf %>`,
    })
    expect(renderTemplate(page, {})).toBe('')
  })

  it('refuses a template that asks for all names at once', async () => {
    const { page } = await templates({ page: `<%- include('part', locals) %>`, part: 'part' })
    expect(() => renderTemplate(page, {})).toThrow('only names of locals can be asked for')
  })

  it('refuses none of the product’s own templates', async () => {
    const views = path.join(projectRoot, 'views')
    const files = (await readdir(views, { recursive: true })).filter(file => file.endsWith('.ejs'))
    expect(files.length).toBeGreaterThan(150)
    const refused = files.filter(file => {
      try {
        renderTemplate(file.slice(0, -'.ejs'.length), {})
        return false
      } catch (error) {
        // Without a page, most have no names to write.
        return String(error).includes('only names of locals') || error instanceof SyntaxError
      }
    })
    expect(refused).toEqual([])
  })
})
