import { Agent, request, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Application } from '../../server/app.ts'
import { makeHttpServer } from '../../server/platform/http-server.ts'

/** What came back, as it went over the wire. */
export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** A request as its sender wrote it: no library puts anything right. */
export interface Sent {
  readonly body?: string | Buffer
  readonly headers?: Record<string, string>
}

/** A program that speaks HTTP by hand: it keeps cookies, and sends whatever it is told to. */
export interface Attacker {
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, sent: Sent): Promise<Answer>
  /** Sends a form; the right form token comes first unless another is given. */
  form(path: string, fields: string, token?: string): Promise<Answer>
  /** A form token that belongs to its cookies. */
  token(): Promise<string>
  readonly cookies: Map<string, string>
}

/** The application behind a real socket. */
export interface Wire {
  attacker(): Attacker
  close(): Promise<void>
}

/**
 * Opens the application on the loopback.
 *
 * @param application - the application; it must trust one proxy, so that each request may come from another address
 */
export async function openWire({ app, kinds }: Pick<Application, 'app' | 'kinds'>): Promise<Wire> {
  const server = makeHttpServer({ answer: app, kinds })
  const agent = new Agent({ keepAlive: true, maxSockets: 16 })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  let address = 0
  const ask = (
    method: string,
    path: string,
    cookies: Map<string, string>,
    { body, headers = {} }: Sent,
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      address += 1
      const from = `10.${(address >> 16) & 255}.${(address >> 8) & 255}.${address & 255}`
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const sending = request(
        {
          host: '127.0.0.1',
          port,
          path,
          method,
          agent,
          headers: {
            accept: 'text/html',
            'x-forwarded-for': from,
            ...(cookie === '' ? {} : { cookie }),
            ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
            ...headers,
          },
        },
        answer => {
          const chunks: Buffer[] = []
          answer.on('data', (chunk: Buffer) => chunks.push(chunk))
          answer.on('error', reject)
          answer.on('end', () => {
            for (const line of answer.headers['set-cookie'] ?? []) {
              const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
              if (/expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name)
              else cookies.set(name, value)
            }
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              text: Buffer.concat(chunks).toString('utf8'),
            })
          })
        },
      )
      sending.on('error', reject)
      sending.end(body)
    })
  const attacker = (): Attacker => {
    const cookies = new Map<string, string>()
    let known = ''
    const get: Attacker['get'] = (path, headers = {}) => ask('GET', path, cookies, { headers })
    const post: Attacker['post'] = async (path, sent) => {
      const session = cookies.get('doorstep')
      const answer = await ask('POST', path, cookies, sent)
      // Tokens belong to a session.
      if (cookies.get('doorstep') !== session) known = ''
      return answer
    }
    const token = async (): Promise<string> => {
      if (known !== '') return known
      const page = await get(cookies.has('doorstep') ? '/account' : '/sign-in')
      known = /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? known
      return known
    }
    return {
      get,
      post,
      token,
      cookies,
      form: async (path, fields, given) => {
        const sent = given ?? (await token())
        return post(path, {
          body: `_csrf=${encodeURIComponent(sent)}&${fields}`,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        })
      },
    }
  }
  return {
    attacker,
    close: () =>
      new Promise(resolve => {
        agent.destroy()
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}
