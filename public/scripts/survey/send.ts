/** What became of an attempt to send. */
export type SendResult =
  | { readonly outcome: 'received'; readonly reference: string; readonly message: string }
  | {
      readonly outcome: 'wrong'
      readonly message: string
      readonly errors: readonly { readonly field: string; readonly message: string }[]
    }
  | {
      readonly outcome: 'too-late' | 'too-early'
      readonly message: string
      readonly contact: readonly string[]
    }
  /** Nothing came back, or nothing of use: it may have arrived or not, and is sent again under the same id. */
  | { readonly outcome: 'no-line' }

/** Longest wait for an answer, in milliseconds. */
const patience = 30_000

async function ask(url: string, init: RequestInit): Promise<Response> {
  const stop = new AbortController()
  const timer = window.setTimeout(() => {
    stop.abort()
  }, patience)
  try {
    return await fetch(url, { ...init, signal: stop.signal, cache: 'no-store' })
  } finally {
    window.clearTimeout(timer)
  }
}

/**
 * Sends a whole survey.
 *
 * @param survey - address of the survey
 * @param body - the form, without its token; it carries the id of the response, so it may be sent again
 * @returns what the server said; only `received` is a receipt
 */
export async function sendWhole(survey: string, body: string): Promise<SendResult> {
  try {
    const headers = { accept: 'application/json' }
    // The token of a page that was kept may be long out of date.
    const fresh = await ask(`${survey}/token.json`, { headers })
    if (!fresh.ok) return { outcome: 'no-line' }
    const { token } = (await fresh.json()) as { token: string }
    const form = new URLSearchParams(body)
    form.set('_csrf', token)
    const answer = await ask(`${survey}/whole`, { method: 'POST', headers, body: form })
    if (![200, 409, 422].includes(answer.status)) return { outcome: 'no-line' }
    const result = (await answer.json()) as SendResult
    return 'outcome' in result ? result : { outcome: 'no-line' }
  } catch {
    return { outcome: 'no-line' }
  }
}

/**
 * Whether the server answers.
 *
 * @param survey - address of the survey
 * @returns false when it does not
 */
export async function hasLine(survey: string): Promise<boolean> {
  try {
    return (await ask(`${survey}/token.json`, { headers: { accept: 'application/json' } })).ok
  } catch {
    return false
  }
}
