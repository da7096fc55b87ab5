// Makes public/build from public/styles, public/scripts and public/images. Every file's name carries a hash of what
// it holds, so that a browser may keep it for ever; manifest.json says which name is the newest.
import { build, transform } from 'esbuild'
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress } from 'node:zlib'
import { compileAsync } from 'sass'
import { removeReplaced } from './replaced-assets.mjs'
import { classesNamed, splitStyles, surveySources } from './split-styles.mjs'

const publicFolder = dirname(fileURLToPath(import.meta.url))
const projectFolder = dirname(publicFolder)
const builtFolder = join(publicFolder, 'build')
const browsers = ['chrome91', 'edge91', 'firefox90', 'safari14.1']
/** Names of our own classes' members, which neither a browser nor what is stored or sent knows. */
const ownNames =
  /^(again|alsoHidden|asChanged|asked|busy|device|forgetAll|goOn|goTo|keeper|keeps|learnWhatArrived|lineLost|mistakes|place|refusedNote|removeOld|rule|sayLine|sendAll|sendOne|sending|startAnew|stepLine|steps|store|takeUp|timer|told|tryToSend|waitsAgain|wanted|words|writing)$/
const textKinds = new Set(['.ejs', '.ts'])

/** @type {Record<string, string>} */
const manifest = {}
/** @type {Map<string, Uint8Array | string>} */
const written = new Map()

/**
 * Keeps a finished file under a name that carries its hash.
 * @param {string} name - The name that pages ask for: 'public.css'.
 * @param {Uint8Array | string} content - What the file holds.
 * @returns {string} The name with its hash: 'public-1A2B3C4D.css'.
 */
function keep(name, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8).toUpperCase()
  const hashed = `${basename(name, extname(name))}-${hash}${extname(name)}`
  manifest[name] = hashed
  written.set(hashed, content)
  return hashed
}

async function topFiles(folder, ending) {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter(entry => entry.isFile() && entry.name.endsWith(ending) && !entry.name.endsWith('.d.ts'))
    .map(entry => entry.name)
    .sort()
}

async function allText(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const files = entries.filter(entry => entry.isFile() && textKinds.has(extname(entry.name)))
  const texts = await Promise.all(files.map(file => readFile(join(file.parentPath, file.name), 'utf8')))
  return texts.join('\n')
}

/**
 * Leaves out the rules of the design system for classes that nothing names, the second values of custom properties,
 * which every browser that we serve does without, and the map library's pictures, of which we use none.
 * @param {string} css - Compiled style sheet.
 * @param {(name: string) => boolean} isNamed - Whether a class is named.
 * @returns {string} The style sheet without them.
 */
function leaveOutUnused(css, isNamed) {
  const classes = /\.(govuk-(?:\\!-)?[a-zA-Z0-9_-]+)/g
  // What stands inside :not() may be missing without the rule being of no use.
  const isUsed = selector =>
    [...selector.replace(/:not\([^)]*\)/g, '').matchAll(classes)].every(([, name]) =>
      isNamed(name.replace('\\', '')),
    )
  return css
    .replace(/var\((--govuk-[a-z-]+),\s*[^()]+\)/g, 'var($1)')
    .replace(/background-image:\s*url\("?images\/[^)]*\);?/g, '')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/([^{}@;]*\.govuk-[^{}@;]*)\{([^{}]*)\}/g, (rule, selectors, body) => {
      const kept = splitSelectors(selectors).filter(isUsed)
      return kept.length === 0 ? '' : `${kept.join(',')}{${body}}`
    })
}

/**
 * Leaves out what the design system says of letters on paper: the sizes of the screen are the same to within two points,
 * and our own print styles say what differs.
 * @param {string} css - Compiled style sheet.
 * @returns {string} The style sheet without those rules.
 */
function printAsShown(css) {
  const onlyLetters = /^(?:\s*(?:font-family|font-size|line-height):[^;{}]*;?)*\s*$/
  return css.replace(/@media print\s*\{\s*([^{}]*)\{([^{}]*)\}\s*\}/g, (rule, selectors, body) =>
    splitSelectors(selectors).every(one => one.trim().startsWith('.govuk-')) && onlyLetters.test(body)
      ? ''
      : rule,
  )
}

/**
 * Makes sides follow the direction of the language: what stands on the left in English stands on the right in Arabic.
 * Positions, floats and turned arrows are seen to in the style sheet itself, because old browsers don't know those.
 * @param {string} css - Compiled style sheet.
 * @returns {string} The same, with sides called start and end.
 */
function followDirection(css) {
  const side = name => (name === 'left' ? 'start' : 'end')
  return css
    .replace(/([{;\s])(padding|margin):\s*([^;{}]+)(?=[;}])/g, (rule, before, property, values) => {
      const [top, right, bottom, left, ...more] =
        values.match(/(?:[^\s(]|\([^()]*(?:\([^()]*\)[^()]*)*\))+/g) ?? []
      if (left === undefined || left === right || more.length > 0) return rule
      return `${before}${property}-top:${top};${property}-inline-end:${right};${property}-bottom:${bottom};${property}-inline-start:${left}`
    })
    .replace(
      /([{;\s])(padding|margin|border)-(left|right)(?=[\s:-])/g,
      (_, before, property, name) => `${before}${property}-inline-${side(name)}`,
    )
    .replace(/text-align:\s*(left|right)/g, (_, name) => `text-align:${side(name)}`)
}

/** Selectors of a rule, parted at the commas that stand outside brackets. */
function splitSelectors(selectors) {
  return selectors.split(/,(?![^(]*\))/)
}

async function styles(isNamed, isNamedBySurveys) {
  const folder = join(publicFolder, 'styles')
  const names = (await topFiles(folder, '.scss')).filter(name => !name.startsWith('_'))
  await Promise.all(
    names.map(async name => {
      const { css } = await compileAsync(join(folder, name), {
        loadPaths: [join(projectFolder, 'node_modules')],
        quietDeps: true,
      })
      const used = leaveOutUnused(css, isNamed)
      // Staff's pages are in English.
      const { code } = await transform(name === 'public.scss' ? followDirection(printAsShown(used)) : used, {
        loader: 'css',
        minify: true,
        target: browsers,
      })
      if (name !== 'public.scss') {
        keep(name.replace(/\.scss$/, '.css'), code)
        return
      }
      const [needed, rest] = splitStyles(code.trim(), isNamedBySurveys)
      keep('public.css', needed)
      keep('reading.css', rest)
    }),
  )
}

async function scripts() {
  const folder = join(publicFolder, 'scripts')
  const names = await topFiles(folder, '.ts')
  const { outputFiles } = await build({
    entryPoints: names.map(name => join(folder, name)),
    outdir: builtFolder,
    bundle: true,
    minify: true,
    format: 'iife',
    target: browsers,
    write: false,
    legalComments: 'none',
    mangleProps: ownNames,
    absWorkingDir: projectFolder,
    logLevel: 'warning',
  })
  for (const file of outputFiles) keep(basename(file.path), file.contents)
}

async function images() {
  const folder = join(publicFolder, 'images')
  // Pictures in folders stand in the pages themselves.
  const files = (await readdir(folder, { withFileTypes: true })).filter(entry => entry.isFile())
  for (const { name } of files) keep(name, await readFile(join(folder, name)))
}

const sources = (
  await Promise.all(['views', 'server', 'public/scripts'].map(folder => allText(join(projectFolder, folder))))
).join('\n')
const surveys = classesNamed(await surveySources(projectFolder))
await Promise.all([styles(classesNamed(sources), surveys), scripts(), images()])
// Packed once and well here, rather than a little at each request.
await Promise.all(
  [...written].map(async ([name, content]) => {
    written.set(`${name}.br`, await promisify(brotliCompress)(content))
  }),
)
await mkdir(builtFolder, { recursive: true })
await Promise.all([...written].map(([name, content]) => writeFile(join(builtFolder, name), content)))
const before = await readFile(join(builtFolder, 'manifest.json'), 'utf8').then(JSON.parse, () => ({}))
const inOrder = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)))
// The list is put in place last and whole, so that a running server never reads half of it.
await writeFile(join(builtFolder, 'manifest.json.new'), `${JSON.stringify(inOrder, null, 2)}\n`)
await rename(join(builtFolder, 'manifest.json.new'), join(builtFolder, 'manifest.json'))
await removeReplaced(builtFolder, before, manifest, new Date())
