import net from 'node:net'
import type { Answered, Respondent, Where } from '../../trial/respondent.ts'

/** What a measurement needs to know of an answer; its text is not unpacked. */
export type Heard = Pick<Answered, 'status' | 'location' | 'bytes' | 'milliseconds'>

const headEnd = Buffer.from('\r\n\r\n')
const chunksEnd = Buffer.from('0\r\n\r\n')
const patience = 60_000

const headerOf = (head: string, name: string): string | null =>
  new RegExp(`^${name}: *(.*?)\\r?$`, 'im').exec(head)?.[1] ?? null

/** One kept connection that carries one request at a time. */
class Line {
  readonly #socket: net.Socket
  #parts: Buffer[] = []
  #waiting: { resolve(answer: Buffer): void; reject(error: Error): void } | null = null

  constructor(port: number) {
    this.#socket = net.connect({ host: '127.0.0.1', port, noDelay: true })
    this.#socket.on('data', part => {
      this.#parts.push(part)
      this.#look()
    })
    const lost = (error: Error): void => {
      this.#waiting?.reject(error)
      this.#waiting = null
    }
    this.#socket.setTimeout(patience, () => this.#socket.destroy(new Error('no answer')))
    this.#socket.on('error', lost)
    this.#socket.on('close', () => {
      lost(new Error('The server has closed the line.'))
    })
  }

  /** Whether it was closed, as a server closes one that nobody used for long. */
  get closed(): boolean {
    return this.#socket.destroyed
  }

  /** Sends the bytes of one request, and gives those of its answer. */
  ask(request: string): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#socket.write(request)
    })
  }

  close(): void {
    this.#socket.destroy()
  }

  #look(): void {
    const all = this.#parts.length === 1 ? (this.#parts[0] as Buffer) : Buffer.concat(this.#parts)
    this.#parts = [all]
    const at = all.indexOf(headEnd)
    if (at < 0) return
    const head = all.toString('latin1', 0, at)
    const length = headerOf(head, 'content-length')
    const whole =
      length === null
        ? !/^transfer-encoding: *chunked/im.test(head) || all.subarray(-chunksEnd.length).equals(chunksEnd)
        : all.length >= at + headEnd.length + Number(length)
    if (!whole) return
    this.#parts = []
    this.#waiting?.resolve(all)
    this.#waiting = null
  }
}

/**
 * Kept connections that cost the measuring process as little as can be, because it shares its processors with what it
 * measures: an answer is read as far as its first line, its address and its length. They are used in turn, as if each
 * were somebody else's. Whichever was answered last would otherwise be used again at once, and of several processes
 * that answer, one would get nearly all.
 */
export class LightLines {
  readonly #where: Where
  readonly #most: number
  /** Those that carry nothing, the one that rested longest first. */
  readonly #idle: Line[] = []
  readonly #queue: ((line: Line) => void)[] = []
  #open = 0

  /**
   * @param where - where the survey is served
   * @param most - connections at most; who comes when all are taken waits for one
   */
  constructor(where: Where, most: number) {
    this.#where = where
    this.#most = most
  }

  /**
   * Sends a request of a respondent.
   *
   * @param respondent - whose cookies and address it carries
   * @param method - GET or POST
   * @param path - where to
   * @param form - body of a POST
   */
  async send(respondent: Respondent, method: 'GET' | 'POST', path: string, form = ''): Promise<Heard> {
    const began = performance.now()
    const headers = { host: `127.0.0.1:${this.#where.port}`, ...respondent.headers() }
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    const body =
      method === 'POST'
        ? `content-type: application/x-www-form-urlencoded\r\ncontent-length: ${Buffer.byteLength(form)}\r\n\r\n${form}`
        : '\r\n'
    const line = await this.#take()
    const answer = await line.ask(`${method} ${path} HTTP/1.1\r\n${lines.join('')}${body}`)
    const at = answer.indexOf(headEnd)
    const head = answer.toString('latin1', 0, at)
    for (const [, name = '', value = ''] of head.matchAll(/^set-cookie: *([^=]+)=([^;\r]*)/gim)) {
      respondent.cookies.set(name, value)
    }
    if (headerOf(head, 'connection')?.toLowerCase() === 'close') line.close()
    this.#giveBack(line)
    return {
      status: Number(head.slice(9, 12)),
      location: headerOf(head, 'location') ?? '',
      bytes: answer.length - at - headEnd.length,
      milliseconds: performance.now() - began,
    }
  }

  close(): void {
    for (const line of this.#idle) line.close()
  }

  #take(): Line | Promise<Line> {
    for (let idle = this.#idle.shift(); idle !== undefined; idle = this.#idle.shift()) {
      if (!idle.closed) return idle
      this.#open -= 1
    }
    if (this.#open < this.#most) {
      this.#open += 1
      return new Line(this.#where.port)
    }
    return new Promise(resolve => this.#queue.push(resolve))
  }

  #giveBack(line: Line): void {
    const next = this.#queue.shift()
    if (next === undefined) this.#idle.push(line)
    else next(line.closed ? new Line(this.#where.port) : line)
  }
}
