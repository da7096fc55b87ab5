import { setImmediate } from 'node:timers/promises'

/** Most changes that go to the disk at once: enough to share its slowness, few enough for readers not to wait long. */
export const mostTogether = 64

/** Longest that a change waits for others, in milliseconds, while they keep coming. */
const longestGathering = 30

/** Turns of the process without a newcomer after which nobody is waited for. */
const quietTurns = 3

/** How many make it worth their while to go together, when many are coming. */
const company = 8

/** When many are coming, how long after one transaction began the next does, in milliseconds, with fewer than that. */
const apart = 30

/** For how long after two have met more are expected, in milliseconds. */
const crowded = 100

/**
 * Says when those who wait for a shared transaction have waited long enough for each other. Whoever is alone goes at
 * once. While many are coming, each transaction begins a little after the one before, so that those who come meanwhile
 * share it: a machine that would spend its time on many small ones has time for everybody then, and the slowest wait
 * less.
 */
export class Gathering {
  readonly #waiting: readonly unknown[]
  #began = -Infinity
  #met = -Infinity
  #goAhead = (): void => undefined

  /** @param waiting - those who wait, in the order of their coming; looked at again and again */
  constructor(waiting: readonly unknown[]) {
    this.#waiting = waiting
  }

  /**
   * Somebody has joined those who wait.
   *
   * @param metOthers - whether others waited already, or were in a transaction that is not over
   */
  joined(metOthers: boolean): void {
    if (metOthers) this.#met = performance.now()
    if (this.#waiting.length >= company) this.#goAhead()
  }

  /** Waits until the next transaction should begin, and takes it that it does. */
  async isComplete(): Promise<void> {
    await this.#whileMoreArrive()
    await this.#forCompany()
    this.#began = performance.now()
  }

  /** Requests that begin while others wait go along; nobody waits long for them. */
  async #whileMoreArrive(): Promise<void> {
    const atMost = performance.now() + longestGathering
    for (let quiet = 0; quiet < quietTurns && this.#waiting.length < mostTogether;) {
      const before = this.#waiting.length
      await setImmediate()
      quiet = this.#waiting.length === before ? quiet + 1 : 0
      if (performance.now() > atMost) return
    }
  }

  async #forCompany(): Promise<void> {
    const now = performance.now()
    const left = this.#began + apart - now
    if (left < 1 || now - this.#met > crowded || this.#waiting.length >= company) return
    await new Promise<void>(resolve => {
      const late = setTimeout(resolve, left)
      this.#goAhead = () => {
        clearTimeout(late)
        resolve()
      }
    })
    this.#goAhead = () => undefined
  }
}
