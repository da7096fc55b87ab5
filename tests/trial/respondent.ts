import http from 'node:http'
import { gunzipSync } from 'node:zlib'

/** What one request came to. */
export interface Answered {
  readonly status: number
  readonly location: string
  readonly body: string
  /** As they went over the line, compressed. */
  readonly bytes: number
  readonly milliseconds: number
}

/** A form as a page holds it, filled in: what a browser without JavaScript would send. */
export interface FilledForm {
  readonly action: string
  readonly body: string
}

/** Where the survey is served; a process that is started again has another port. */
export interface Where {
  readonly port: number
}

/** One respondent with cookies and an address of their own, who answers every question. */
export class Respondent {
  readonly cookies = new Map<string, string>()
  readonly #agent: http.Agent
  readonly #where: Where
  readonly #address: string

  constructor(where: Where, agent: http.Agent, number: number) {
    this.#where = where
    this.#agent = agent
    this.#address = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`
  }

  /** Headers that every request carries. */
  headers(): Record<string, string> {
    return {
      cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      'x-forwarded-for': this.#address,
      'accept-encoding': 'gzip',
    }
  }

  /**
   * Sends a request.
   *
   * @param method - GET or POST
   * @param path - where to
   * @param form - body of a POST
   * @param hangUp - ends the connection so many milliseconds after the request has left, whatever comes back
   */
  send(method: 'GET' | 'POST', path: string, form = '', hangUp: number | null = null): Promise<Answered> {
    const began = performance.now()
    return new Promise((resolve, reject) => {
      const request = http.request(
        {
          host: '127.0.0.1',
          port: this.#where.port,
          agent: this.#agent,
          method,
          path,
          headers: {
            ...this.headers(),
            ...(method === 'POST'
              ? {
                  'content-type': 'application/x-www-form-urlencoded',
                  'content-length': Buffer.byteLength(form),
                }
              : {}),
          },
        },
        response => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('error', reject)
          response.on('end', () => {
            const raw = Buffer.concat(parts)
            for (const set of response.headers['set-cookie'] ?? []) {
              const [pair = ''] = set.split(';')
              const at = pair.indexOf('=')
              this.cookies.set(pair.slice(0, at), pair.slice(at + 1))
            }
            resolve({
              status: response.statusCode ?? 0,
              location: response.headers.location ?? '',
              body: (response.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw).toString(),
              bytes: raw.length,
              milliseconds: performance.now() - began,
            })
          })
        },
      )
      request.on('error', reject)
      request.setTimeout(60_000, () => request.destroy(new Error('no answer')))
      request.end(form, () => {
        if (hangUp !== null) setTimeout(() => request.destroy(new Error('hung up')), hangUp)
      })
    })
  }
}

const longWords = 'It is too far to walk with twins, and the bus goes only twice a day.'

const attribute = (tag: string, name: string): string | null => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  return found === undefined
    ? null
    : found.replaceAll('&#34;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
}

/**
 * Fills in the page's form whose address ends so: the first of each choice, words where words are asked.
 *
 * @param html - the page
 * @param ending - of the form's address; '' for any
 * @param words - written into every long text
 * @returns the form; null when the page has none
 */
export function fillForm(html: string, ending = '', words = longWords): FilledForm | null {
  for (const [form] of html.matchAll(/<form\b[\s\S]*?<\/form>/g)) {
    const action = attribute(/<form\b[^>]*>/.exec(form)?.[0] ?? '', 'action')
    if (action === null || !form.includes('method="post"') || !action.endsWith(ending)) continue
    const fields = new URLSearchParams()
    for (const [tag] of form.matchAll(/<(?:input|textarea|select)\b[^>]*>/g)) {
      const name = attribute(tag, 'name')
      const kind = tag.startsWith('<input') ? (attribute(tag, 'type') ?? 'text') : 'words'
      if (name === null) continue
      if (kind === 'hidden') fields.append(name, attribute(tag, 'value') ?? '')
      else if (kind === 'radio' || kind === 'checkbox') {
        if (!fields.has(name) && name !== 'forget-place') fields.append(name, attribute(tag, 'value') ?? '')
      } else if (tag.startsWith('<textarea')) {
        fields.append(name, words)
      } else fields.append(name, '')
    }
    return { action, body: fields.toString() }
  }
  return null
}
