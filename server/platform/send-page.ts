import type { Response } from 'express'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** Below this many bytes a page is not packed: it fits into the first packet as it is. */
const worthPacking = 1000
/** Above this many bytes packing takes so long that a thread of its own is worth it. */
const packedAtOnce = 32_000

type Packing = 'br' | 'gzip' | null

/** What browsers say that they can unpack is one of a few texts. */
const packings = new Map<string, Packing>()
const mostRemembered = 200

function packingFor(response: Response): Packing {
  const { req: request } = response
  const said = request.headers['accept-encoding'] ?? ''
  const known = packings.get(said)
  if (known !== undefined) return known
  const packing = request.acceptsEncodings('br') ? 'br' : request.acceptsEncodings('gzip') ? 'gzip' : null
  if (packings.size >= mostRemembered) packings.clear()
  packings.set(said, packing)
  return packing
}

function packed(packing: Exclude<Packing, null>, page: Buffer): Buffer {
  if (packing === 'gzip') return gzipSync(page)
  return brotliCompressSync(page, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 5,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: page.length,
    },
  })
}

const changes = new WeakMap<Response, (html: string) => string>()

/**
 * Changes the page that an answer will be, when it is sent.
 *
 * @param response - the answer
 * @param change - gives the page as it shall go
 */
export function changePage(response: Response, change: (html: string) => string): void {
  changes.set(response, change)
}

/**
 * Answers with a page. One of a usual size is packed here and now: a stream and a thread for it would cost four times
 * what the packing itself does. Larger ones are left to what packs all other answers.
 *
 * @param response - answer to write
 * @param html - the whole document
 * @param status - status code
 */
export function sendPage(response: Response, html: string, status: number): void {
  response.status(status).type('html')
  const page = Buffer.from(changes.get(response)?.(html) ?? html)
  if (page.length < worthPacking || page.length > packedAtOnce) {
    response.send(page)
    return
  }
  response.vary('Accept-Encoding')
  const packing = packingFor(response)
  if (packing !== null) response.set('Content-Encoding', packing)
  const body = packing === null ? page : packed(packing, page)
  response.set('Content-Length', String(body.length))
  response.end(body)
}
