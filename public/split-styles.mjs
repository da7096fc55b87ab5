// Parts the public's style sheet in two: what a page of a survey may need, which every public page has, and what only
// pages to read need, such as tables and charts. A page of a survey loads the first alone.
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Scripts of other pages: no survey has a table that is too wide, tabs or a password. */
const otherScripts = new Set(['navigating.ts', 'passwords.ts', 'tables.ts', 'wide-tables.ts'])

async function filesIn(folder, ending) {
  const names = (await readdir(folder)).filter(name => name.endsWith(ending) && !otherScripts.has(name))
  return names.map(name => join(folder, name))
}

/**
 * The text of everything that makes the pages of a survey: their templates with all parts, their server files and
 * their scripts.
 * @param {string} projectFolder - The project's folder.
 * @returns {Promise<string>} The text.
 */
export async function surveySources(projectFolder) {
  const inProject = path => join(projectFolder, path)
  const files = [
    ...(await filesIn(inProject('server/surveys'), '.ts')),
    ...(await filesIn(inProject('public/scripts/survey'), '.ts')),
    ...(await filesIn(inProject('public/scripts/page'), '.ts')),
    ...['page.ts', 'survey.ts', 'survey-whole.ts'].map(name => inProject(`public/scripts/${name}`)),
  ]
  const views = [
    ...(await filesIn(inProject('views/surveys'), '.ejs')),
    inProject('views/layouts/public.ejs'),
  ]
  const texts = await Promise.all(files.map(file => readFile(file, 'utf8')))
  // The list grows while it is read: a part may have parts.
  for (const file of views) {
    const text = await readFile(file, 'utf8')
    texts.push(text)
    for (const [, name] of text.matchAll(/include\('\/([a-z/-]+)'/g)) {
      const part = inProject(`views/${name}.ejs`)
      if (!views.includes(part) && existsSync(part)) views.push(part)
    }
  }
  return texts.join('\n')
}

/**
 * Whether a class is named: whole, or by a beginning that a template completes ('govuk-tag--' + colour).
 * @param {string} sources - What may name classes.
 * @returns {(name: string) => boolean} Tells whether a class is named.
 */
export function classesNamed(sources) {
  const found = new Set(sources.match(/(?:govuk|app|findings)-!?[a-zA-Z0-9_-]*/g))
  const beginnings = [...found].filter(name => /[-_]$/.test(name) && !/^[a-z]+-$/.test(name))
  return name => found.has(name) || beginnings.some(beginning => name.startsWith(beginning))
}

/** The rules of a style sheet without comments, each with its braces. */
function rulesOf(css) {
  const rules = []
  let depth = 0
  let start = 0
  for (let at = 0; at < css.length; at += 1) {
    if (css[at] === '{') depth += 1
    if (css[at] === '}') depth -= 1
    if (depth === 0 && (css[at] === '}' || css[at] === ';')) {
      rules.push(css.slice(start, at + 1))
      start = at + 1
    }
  }
  return rules
}

/**
 * Parts a style sheet. Both parts keep the order of the whole.
 * @param {string} css - Minified style sheet without comments.
 * @param {(name: string) => boolean} isNamed - Whether a page of a survey names a class.
 * @returns {[string, string]} What pages of a survey may need, and the rest.
 */
export function splitStyles(css, isNamed) {
  const classes = /\.((?:govuk|app|findings)-(?:\\!-)?[a-zA-Z0-9_-]+)/g
  const isNeeded = selector =>
    [...selector.replace(/:not\([^)]*\)/g, '').matchAll(classes)].every(([, name]) =>
      isNamed(name.replace('\\', '')),
    )
  const needed = []
  const rest = []
  for (const rule of rulesOf(css)) {
    const brace = rule.indexOf('{')
    const head = rule.slice(0, Math.max(brace, 0))
    if (/^@(?:media|supports)/.test(head)) {
      const [own, other] = splitStyles(rule.slice(brace + 1, -1), isNamed)
      if (own !== '') needed.push(`${head}{${own}}`)
      if (other !== '') rest.push(`${head}{${other}}`)
    } else if (head === '' || head.startsWith('@')) {
      needed.push(rule)
    } else {
      const selectors = head.split(/,(?![^(]*\))/)
      const own = selectors.filter(isNeeded)
      const other = selectors.filter(selector => !isNeeded(selector))
      if (own.length > 0) needed.push(own.join(',') + rule.slice(brace))
      if (other.length > 0) rest.push(other.join(',') + rule.slice(brace))
    }
  }
  return [needed.join(''), rest.join('')]
}
