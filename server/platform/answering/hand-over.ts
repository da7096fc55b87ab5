import {
  Agent,
  request as ask,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http'

/** Who asks, between the process that heard it and the one that answers. */
const addressHeader = 'x-doorstep-address'

/**
 * Headers of one connection, which mean nothing on the next; whether to go on was settled with who asks. Those that the
 * sender's own `Connection` lists are no reason to drop one that we need.
 */
const ofOneConnection = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'expect',
  addressHeader,
])

/** Raw headers as Node gives them: names and values in turn. */
function headersToPass(raw: readonly string[]): string[] {
  const passed: string[] = []
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [name = '', value = ''] = raw.slice(at, at + 2)
    if (!ofOneConnection.has(name.toLowerCase())) passed.push(name, value)
  }
  return passed
}

const holds = (raw: readonly string[], name: string): boolean =>
  raw.some((text, at) => at % 2 === 0 && text.toLowerCase() === name)

function askingHeaders({ rawHeaders, socket }: IncomingMessage): string[] {
  // These come first: where there are very many headers, Node leaves out the last.
  const headers = [addressHeader, socket.remoteAddress ?? '']
  if (!holds(rawHeaders, 'host')) headers.push('host', 'localhost')
  headers.push(...headersToPass(rawHeaders))
  // Any request may have a body, also one that usually has none. Node would write that one without saying where it
  // ends, and the office would take it for another request.
  if (holds(rawHeaders, 'transfer-encoding')) headers.push('transfer-encoding', 'chunked')
  return headers
}

const cannotAnswer = 'Doorstep cannot answer just now. Try again in a few seconds.\n'
const mayBeStored =
  'Doorstep cannot answer just now. What you sent may have been stored, or not: look whether it is there before you send it again.\n'

function sayBusy(response: ServerResponse, sentence: string): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '5' })
  response.end(sentence)
}

const onlyLooks = (method = ''): boolean => method === 'GET' || method === 'HEAD'

/** How long the office may take to begin an answer, in milliseconds: what takes longer is done by its jobs. */
const usualPatience = 120_000

/**
 * Hands requests over to another process of the same machine, and its answers back, as they stand. What is asked and
 * answered flows through; nothing is kept.
 *
 * @param socketPath - where the other process listens
 * @param patience - how long it may take to begin an answer once all was sent, in milliseconds
 * @returns the listener
 */
export function handOver(socketPath: string, patience = usualPatience): RequestListener {
  // One connection for each request: who asked belongs to it, and one that was kept may be closing. Yet each is asked
  // for as one that may be kept: it is not closed over an answer that comes before all is sent, which would cut it.
  const agent = new Agent({ keepAlive: true })
  agent.keepSocketAlive = () => undefined
  return (request: IncomingMessage, response: ServerResponse) => {
    const passed = ask({
      socketPath,
      method: request.method,
      path: request.url,
      agent,
      headers: askingHeaders(request),
    })
    let reached = false
    let answered = false
    let waiting: NodeJS.Timeout | undefined
    passed.on('socket', socket => {
      socket.once('connect', () => (reached = true))
    })
    passed.on('response', answer => {
      answered = true
      clearTimeout(waiting)
      const headers = headersToPass(answer.rawHeaders)
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage, headers)
      answer.on('error', () => response.destroy())
      answer.pipe(response)
    })
    passed.on('error', () => {
      sayBusy(response, reached && !onlyLooks(request.method) ? mayBeStored : cannotAnswer)
    })
    // The answer is at its end, or who asked has gone and nobody waits for it. Browsers look at an answer that came
    // early only when all is sent: the rest is taken, and let go.
    response.on('close', () => {
      clearTimeout(waiting)
      request.unpipe(passed)
      request.resume()
      passed.destroy()
    })
    request.on('error', () => passed.destroy())
    request.on('end', () => {
      // An answer may come before all is sent, and take long.
      if (!answered)
        waiting = setTimeout(() => passed.destroy(new Error('The office takes too long.')), patience)
    })
    request.pipe(passed)
  }
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
