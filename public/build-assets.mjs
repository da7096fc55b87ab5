// Makes public/build from public/styles, public/scripts and public/images. Every file's name carries a hash of what
// it holds, so that a browser may keep it for ever; manifest.json says which name is the newest.
import { build, transform } from 'esbuild'
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileAsync } from 'sass'

const publicFolder = dirname(fileURLToPath(import.meta.url))
const projectFolder = dirname(publicFolder)
const builtFolder = join(publicFolder, 'build')
const browsers = ['chrome80', 'edge88', 'firefox78', 'safari14.1']
const textKinds = new Set(['.ejs', '.ts', '.scss'])

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
 * Leaves out the utility classes (govuk-!-margin-top-3 …) that no page names, the second values of custom properties,
 * which every browser that we serve does without, and the map library's pictures, of which we use none.
 * @param {string} css - Compiled style sheet.
 * @param {string} sources - The text of every template and server file.
 * @returns {string} The style sheet without them.
 */
function leaveOutUnused(css, sources) {
  const utility = /\.govuk-\\!-[a-z0-9-]+/g
  const used = selector =>
    (selector.match(utility) ?? []).every(name => sources.includes(name.slice(1).replace('\\', '')))
  return css
    .replace(/var\((--govuk-[a-z-]+),\s*[^()]+\)/g, 'var($1)')
    .replace(/background-image:\s*url\("?images\/[^)]*\);?/g, '')
    .replace(/([^{}]*govuk-\\!-[^{}]*)\{([^{}]*)\}/g, (rule, selectors, body) => {
      const kept = selectors.split(',').filter(used)
      return kept.length === 0 ? '' : `${kept.join(',')}{${body}}`
    })
}

async function styles(sources) {
  const folder = join(publicFolder, 'styles')
  const names = (await topFiles(folder, '.scss')).filter(name => !name.startsWith('_'))
  await Promise.all(
    names.map(async name => {
      const { css } = await compileAsync(join(folder, name), {
        loadPaths: [join(projectFolder, 'node_modules')],
        quietDeps: true,
      })
      const { code } = await transform(leaveOutUnused(css, sources), {
        loader: 'css',
        minify: true,
        target: browsers,
      })
      keep(name.replace(/\.scss$/, '.css'), code)
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
    absWorkingDir: projectFolder,
    logLevel: 'warning',
  })
  for (const file of outputFiles) keep(basename(file.path), file.contents)
}

async function images() {
  const folder = join(publicFolder, 'images')
  for (const name of await readdir(folder)) keep(name, await readFile(join(folder, name)))
}

const sources = (
  await Promise.all(['views', 'server'].map(folder => allText(join(projectFolder, folder)).catch(() => '')))
).join('\n')
await Promise.all([styles(sources), scripts(), images()])
await mkdir(builtFolder, { recursive: true })
await Promise.all([...written].map(([name, content]) => writeFile(join(builtFolder, name), content)))
const inOrder = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)))
// The list is put in place last and whole, so that a running server never reads half of it.
await writeFile(join(builtFolder, 'manifest.json.new'), `${JSON.stringify(inOrder, null, 2)}\n`)
await rename(join(builtFolder, 'manifest.json.new'), join(builtFolder, 'manifest.json'))
const stale = (await readdir(builtFolder)).filter(name => name !== 'manifest.json' && !written.has(name))
await Promise.all(stale.map(name => rm(join(builtFolder, name), { recursive: true, force: true })))
