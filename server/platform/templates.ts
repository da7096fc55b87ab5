import ejs from 'ejs'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from './paths.ts'
import { writeSafely } from './said.ts'

type Locals = Record<string, unknown>
type Include = (name: string, more?: Locals) => string
type Written = (locals: Locals, escapeFn: (value: unknown) => string, include: Include) => string

const views = path.join(projectRoot, 'views')
const written = new Map<string, Written>()

function templateIn(file: string): Written {
  const known = written.get(file)
  if (known) return known
  // What sets a template's lines in is for those who read the template, and weighs on a line that is slow.
  const text = readFileSync(file, 'utf8').replace(/^[ \t]+/gm, '')
  const template = new ejs.Template(text, { filename: file, compileDebug: false })
  // Compiling tells of a mistake in the template; what it compiled is then run by us, because its own way of including
  // copies every name of the page for each part, which took a fifth of a page's time.
  void template.compile()
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const made = new Function('locals, escapeFn, include', template.source) as Written
  written.set(file, made)
  return made
}

function write(file: string, locals: Locals): string {
  const include: Include = (name, more = {}) => {
    const from = name.startsWith('/') ? views : path.dirname(file)
    const part = path.join(from, path.extname(name) === '' ? `${name}.ejs` : name)
    // A part sees the page's names behind its own.
    return write(part, Object.assign(Object.create(locals) as Locals, more))
  }
  try {
    return templateIn(file)(locals, writeSafely, include)
  } catch (error) {
    if (error instanceof Error && !error.message.startsWith('views/')) {
      error.message = `${path.relative(projectRoot, file)}: ${error.message}`
    }
    throw error
  }
}

/**
 * Writes a template. Each is read from the disk once.
 *
 * @param view - template under `views/`, without its ending
 * @param locals - the names that it receives
 * @returns HTML
 */
export function renderTemplate(view: string, locals: Locals): string {
  return write(path.join(views, `${view}.ejs`), Object.assign(Object.create(null) as Locals, locals))
}
