/** Longest wait for the server, in milliseconds. */
const patience = 10_000

async function asked(): Promise<Response | null> {
  const stop = new AbortController()
  const timer = window.setTimeout(() => {
    stop.abort()
  }, patience)
  try {
    const answer = await fetch('/health', { cache: 'no-store', signal: stop.signal })
    return answer.status < 500 ? answer : null
  } catch {
    return null
  } finally {
    window.clearTimeout(timer)
  }
}

/**
 * Whether the server answers.
 *
 * @returns false when it does not, or cannot take anything now
 */
export async function serverAnswers(): Promise<boolean> {
  return (await asked()) !== null
}

/**
 * What time it is, whatever this device's clock says.
 *
 * @returns milliseconds since 1970 began in UTC; null without the server
 */
export async function serverTime(): Promise<number | null> {
  const at = Date.parse((await asked())?.headers.get('date') ?? '')
  return Number.isNaN(at) ? null : at
}
