/**
 * Lets requests begin one after the other, as they came, and looks at everything else between them: at answers of the
 * disk and the database, and at who waits at the door. While many arrive at once, the process would otherwise begin
 * them all before it looks again, and it lets in only one new connection each time that it looks.
 *
 * @returns middleware, to stand before all other
 */
export function inTurn(): (request: unknown, response: unknown, begin: () => void) => void {
  let waiting: (() => void)[] = []
  let next = 0
  const go = (): void => {
    const begin = waiting[next]
    next += 1
    if (next < waiting.length) setImmediate(go)
    else {
      waiting = []
      next = 0
    }
    begin?.()
  }
  return (_request, _response, begin) => {
    if (waiting.length === 0) setImmediate(go)
    waiting.push(begin)
  }
}
