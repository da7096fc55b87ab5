import ejs from 'ejs'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from './paths.ts'
import { writeSafely } from './said.ts'

type Locals = Readonly<Record<string, unknown>>

/** The names that a template was given, and behind them those of the template that includes it. */
interface Scope {
  readonly own: Locals
  readonly outer: Scope | null
}

type Include = (name: string, more?: Locals) => string
type Write = (scope: Scope, escapeFn: (value: unknown) => string, include: Include) => string

/** What a template's file holds. */
interface Template {
  readonly file: string
  /** Body of the function that writes it. */
  readonly source: string
  /** Every word in its code: more than the names that it takes from the page. */
  readonly words: readonly string[]
  /** Names that it asks for by `locals.name`, which nobody need give. */
  readonly optional: readonly string[]
  /** What writes it, by where each of its names is found. */
  readonly writers: Map<string, Write>
}

/** A template where it is included, or a page's own: there, it is always given the same names. */
interface Place {
  readonly template: Template
  readonly names: ReadonlySet<string>
  readonly outer: Place | null
  readonly write: Write
  /** Templates that are included here, by their names and the names that they are given. */
  readonly parts: Map<string, Place>
}

const views = path.join(projectRoot, 'views')
const templates = new Map<string, Template>()
const pages = new Map<string, Place>()

/** Words that JavaScript takes for no name, and those that stand for what every template has. */
const notNames = new Set(
  (
    'break case catch class const continue debugger default delete do else enum export extends false finally for ' +
    'function if import in instanceof let new null return static super switch this throw true try typeof var void ' +
    'while with yield await async of locals scope escapeFn include rethrow'
  ).split(' '),
)

// Read when the product starts: a newer release that is put in its place must not be mixed into this one.
const texts = new Map(
  readdirSync(views, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ejs'))
    .map(name => path.join(views, name))
    .map(file => [file, readFileSync(file, 'utf8')]),
)

function templateIn(file: string): Template {
  const known = templates.get(file)
  if (known) return known
  // What sets a template's lines in is for those who read the template, and weighs on a line that is slow.
  const text = (texts.get(file) ?? readFileSync(file, 'utf8')).replace(/^[ \t]+/gm, '')
  const made = new ejs.Template(text, { filename: file, compileDebug: false, _with: false })
  // Compiling tells of a mistake in the template; what it compiled is then run by us, because its own ways of including
  // and of finding names copy and search all names of the page for each part: half of the time that a page took.
  void made.compile()
  const code = [...text.matchAll(/<%(?![#%])([\s\S]*?)%>/g)].map(([, inside = '']) => inside).join(' ')
  if (/\blocals\b(?!\.)/.test(code)) throw new Error(`${file}: only names of locals can be asked for.`)
  const words = [...new Set(code.match(/[A-Za-z_$][\w$]*/g))]
  const optional = [
    ...new Set([...code.matchAll(/\blocals\.([A-Za-z_$][\w$]*)/g)].map(([, name = '']) => name)),
  ]
  const template = { file, source: made.source, words, optional, writers: new Map<string, Write>() }
  templates.set(file, template)
  return template
}

// Names that nobody gives stay undeclared, so that a slip of the pen is told when the template is written.
function writerOf(template: Template, names: ReadonlySet<string>, outer: Place | null): Write {
  /** Where each word that is a name is found. */
  const from = new Map<string, string>()
  let owner = 'scope'
  for (let here: Pick<Place, 'names' | 'outer'> | null = { names, outer }; here !== null; here = here.outer) {
    for (const word of template.words) {
      if (here.names.has(word) && !from.has(word)) from.set(word, `${owner}.own.${word}`)
    }
    owner += '.outer'
  }
  const where = [...from.values()].join(' ')
  const known = template.writers.get(where)
  if (known) return known
  const declared = [...from]
    .filter(([word]) => !notNames.has(word))
    .map(([word, value]) => `let ${word} = ${value};`)
  const asked = template.optional
    .filter(name => from.has(name))
    .map(name => `${name}: ${from.get(name) ?? ''}`)
  const body = `${declared.join('\n')}\nconst locals = { ${['__proto__: null', ...asked].join(', ')} };\n{ ${template.source} }`
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const write = new Function('scope, escapeFn, include', body) as Write
  template.writers.set(where, write)
  return write
}

function placeFor(
  known: Map<string, Place>,
  name: string,
  own: Locals,
  outer: Place | null,
  fileOf: () => string,
): Place {
  const given = Object.keys(own)
  const key = `${name} ${given.join(' ')}`
  const place = known.get(key)
  if (place) return place
  const template = templateIn(fileOf())
  const names = new Set(given)
  const made = { template, names, outer, write: writerOf(template, names, outer), parts: new Map() }
  known.set(key, made)
  return made
}

function writeHere(place: Place, scope: Scope): string {
  const { file } = place.template
  const include: Include = (name, more = {}) => {
    const part = placeFor(place.parts, name, more, place, () => {
      const from = name.startsWith('/') ? views : path.dirname(file)
      return path.join(from, path.extname(name) === '' ? `${name}.ejs` : name)
    })
    return writeHere(part, { own: more, outer: scope })
  }
  try {
    return place.write(scope, writeSafely, include)
  } catch (error) {
    if (error instanceof Error && !error.message.startsWith('views/')) {
      error.message = `${path.relative(projectRoot, file)}: ${error.message}`
    }
    throw error
  }
}

/**
 * Writes a template.
 *
 * @param view - template under `views/`, without its ending
 * @param locals - the names that it receives
 * @returns HTML
 */
export function renderTemplate(view: string, locals: Locals): string {
  const place = placeFor(pages, view, locals, null, () => path.join(views, `${view}.ejs`))
  return writeHere(place, { own: locals, outer: null })
}
