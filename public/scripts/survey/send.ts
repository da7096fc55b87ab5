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

const listeners = new Set<(answered: boolean) => void>()

/**
 * Hears of each request to the server whether it was answered.
 *
 * @param listener - is told
 */
export function hearOfRequests(listener: (answered: boolean) => void): void {
  listeners.add(listener)
}

function tell(answered: boolean): void {
  for (const listener of listeners) listener(answered)
}

// Somebody in between answers with these because the server does not, and the server itself while it is starting.
const notAnswered: readonly number[] = [502, 503, 504]

async function ask(url: string, init: RequestInit): Promise<Response> {
  const stop = new AbortController()
  const timer = window.setTimeout(() => {
    stop.abort()
  }, patience)
  try {
    const answer = await fetch(url, { ...init, signal: stop.signal, cache: 'no-store' })
    tell(!notAnswered.includes(answer.status))
    return answer
  } catch (failed) {
    tell(false)
    throw failed
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

/**
 * Sends one set of answers from one tab at a time.
 *
 * @param id - id of the response
 * @param wait - waits for a tab that is at it; otherwise it is left to that tab
 * @param work - sends them
 * @returns what came of it; null when another tab is at it
 */
export async function alone<Result>(
  id: string,
  wait: boolean,
  work: () => Promise<Result>,
): Promise<Result | null> {
  // Older browsers cannot tell: the same answers twice get the same receipt.
  if (!('locks' in navigator)) return work()
  return navigator.locks.request(`doorstep-survey ${id}`, { ifAvailable: !wait }, lock =>
    lock === null ? null : work(),
  )
}
