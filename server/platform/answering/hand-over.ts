import {
  Agent,
  request as ask,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http'

/** Who asks, between the process that heard it and the one that answers. */
const addressHeader = 'x-doorstep-address'

/** Headers of one connection, which mean nothing on the next; whether to go on was settled with who asks. */
const ofOneConnection = new Set(['connection', 'keep-alive', 'transfer-encoding', 'expect', addressHeader])

/** Raw headers as Node gives them: names and values in turn. */
function headersToPass(raw: readonly string[]): string[] {
  const passed: string[] = []
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [name = '', value = ''] = raw.slice(at, at + 2)
    if (!ofOneConnection.has(name.toLowerCase())) passed.push(name, value)
  }
  return passed
}

function sayBusy(response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '5' })
  response.end('Doorstep cannot answer just now. Try again in a few seconds.\n')
}

/**
 * Hands requests over to another process of the same machine, and its answers back, as they stand. What is asked and
 * answered flows through; nothing is kept.
 *
 * @param socketPath - where the other process listens
 * @returns the listener
 */
export function handOver(socketPath: string): RequestListener {
  // One connection for each request: who asked belongs to it. One that may be kept is not closed over an answer that
  // comes before all is sent, which would cut that answer.
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 0 })
  return (request: IncomingMessage, response: ServerResponse) => {
    const passed = ask({
      socketPath,
      method: request.method,
      path: request.url,
      agent,
    })
    for (const [name, values] of valuesOf(headersToPass(request.rawHeaders))) passed.setHeader(name, values)
    passed.setHeader(addressHeader, request.socket.remoteAddress ?? '')
    passed.on('response', answer => {
      const headers = headersToPass(answer.rawHeaders)
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage, headers)
      answer.on('error', () => response.destroy())
      answer.pipe(response)
    })
    passed.on('error', () => {
      sayBusy(response)
    })
    // Who asked has gone: nobody waits for the answer.
    response.on('close', () => passed.destroy())
    request.on('error', () => passed.destroy())
    request.pipe(passed)
  }
}

/** Values by name; those that come more than once stay apart. */
function valuesOf(raw: readonly string[]): Map<string, string[]> {
  const values = new Map<string, string[]>()
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [name = '', value = ''] = raw.slice(at, at + 2)
    values.set(name.toLowerCase(), [...(values.get(name.toLowerCase()) ?? []), value])
  }
  return values
}

/**
 * Answers requests that were handed over as if their own senders were connected. Only for a socket that nobody but this
 * product reaches: it believes what it is told.
 *
 * @param answer - answers each request
 * @returns the listener
 */
export function handedOver(answer: RequestListener): RequestListener {
  return (request, response) => {
    const value = String(request.headers[addressHeader] ?? '')
    Object.defineProperty(request.socket, 'remoteAddress', { value, configurable: true })
    Reflect.deleteProperty(request.headers, addressHeader)
    answer(request, response)
  }
}
