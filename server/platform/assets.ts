import express, { type RequestHandler } from 'express'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { AppError } from './errors.ts'
import { projectRoot } from './paths.ts'

const built = path.join(projectRoot, 'public', 'build')

/**
 * Where a style sheet, script or picture is served, under a name that carries its hash.
 *
 * @returns tells the address of `public.css`, `map.js` and so on
 * @throws {AppError} when the assets were not built
 */
export function assetAddresses(): (name: string) => string {
  const list = path.join(built, 'manifest.json')
  if (!existsSync(list))
    throw new AppError('not-built', 500, 'The styles and scripts are missing. Run: npm run assets')
  const names = JSON.parse(readFileSync(list, 'utf8')) as Record<string, string>
  return name => {
    const hashed = names[name]
    if (hashed === undefined) throw new Error(`There is no asset called ${name}`)
    return `/assets/${hashed}`
  }
}

/**
 * Serves the built assets; they may be kept for ever, since their names change with their content. Browsers that read
 * Brotli get the copy that was packed when the assets were built: smaller than what could be packed at each request.
 *
 * @returns middleware for `/assets`
 */
export function servedAssets(): RequestHandler {
  const files = express.static(built, {
    immutable: true,
    maxAge: '365d',
    index: false,
    fallthrough: false,
    setHeaders: (response, file) => {
      if (file.endsWith('.br')) response.set('Content-Encoding', 'br').type(path.basename(file, '.br'))
    },
  })
  // Names that nobody serves are not remembered.
  const packed = new Set<string>()
  const isPacked = (name: string): boolean => {
    const known = packed.has(name) || existsSync(path.join(built, `${name}.br`))
    if (known) packed.add(name)
    return known
  }
  return (request, response, next) => {
    response.vary('Accept-Encoding')
    const name = request.path.slice(1)
    if (/^[\w.-]+$/.test(name) && request.acceptsEncodings('br') === 'br' && isPacked(name))
      request.url = `/${name}.br`
    files(request, response, next)
  }
}

/**
 * What a built asset holds, for a script that is served under an address of its own.
 *
 * @param name - such as `survey-worker.js`
 * @returns its text
 * @throws {AppError} when the assets were not built
 */
export function readAsset(name: string): string {
  return readFileSync(path.join(built, path.basename(assetAddresses()(name))), 'utf8')
}
