import type { RequestListener } from 'node:http'

/**
 * Begins requests one after another, in the order of their coming, and looks between two of them for what else has come:
 * answers of the disk and the database, and who waits at the door. Node would begin all that wait before it looks, and
 * lets in one new connection whenever it looks: whoever comes anew would wait behind everybody who is there already,
 * again and again.
 *
 * @param answer - answers each request
 * @returns the listener; a request whose sender has gone before its turn is dropped
 */
export function oneATurn(answer: RequestListener): RequestListener {
  const waiting: (() => void)[] = []
  let isDue = false
  const takeTurn = (): void => {
    if (isDue || waiting.length === 0) return
    isDue = true
    setImmediate(() => {
      isDue = false
      waiting.shift()?.()
      takeTurn()
    })
  }
  return (request, response) => {
    waiting.push(() => {
      if (!response.destroyed) answer(request, response)
    })
    takeTurn()
  }
}
