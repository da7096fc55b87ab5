/** A page that was sent from this tab. */
interface SentPage {
  /** Address of the page from which it was sent. */
  readonly from: string
  /** Milliseconds since 1970 began in UTC. */
  readonly at: number
  /** The server is known to have it. */
  readonly arrived?: boolean
}

interface Sent {
  /** Whose answers: an id of the device. */
  readonly id: string
  readonly pages: Readonly<Record<string, SentPage>>
}

const name = 'doorstep-survey-sent'

/**
 * Whether the page came back with mistakes.
 *
 * @returns true where what was sent from it is shown again and was not saved
 */
export const isMistaken = (): boolean => document.querySelector('.govuk-error-summary') !== null

/** The copy on the device came in the place of the next page: what was sent did not arrive. */
export function nothingArrived(): void {
  sessionStorage.removeItem(name)
}

/**
 * Which pages of one person's answers were sent from this tab, and which of them arrived. What was typed on them is not
 * in it. The tab remembers it within the moment in which a page is left, where what is sealed may come too late.
 */
export class SentPages {
  private readonly id: string

  constructor(id: string) {
    this.id = id
  }

  /** A page is being sent now. */
  note(key: string, from: string): void {
    this.write({ ...this.read(), [key]: { from, at: Date.now() } })
  }

  /**
   * A page that came after another was sent tells that the other arrived. To be asked as soon as the page begins: the
   * person may go on before the device has answered anything, and the page after that came from another address.
   *
   * @returns the pages that arrived by their keys, and when they were sent
   */
  arrived(): ReadonlyMap<string, number> {
    if (isMistaken()) return new Map()
    const cameFrom = document.referrer
    const pages = Object.entries(this.read()).map(
      ([key, page]) => [key, page.from === cameFrom ? { ...page, arrived: true } : page] as const,
    )
    this.write(Object.fromEntries(pages))
    return new Map(pages.filter(([, page]) => page.arrived === true).map(([key, page]) => [key, page.at]))
  }

  /** What arrived is written down with the answers. */
  forget(keys: Iterable<string>): void {
    const gone = new Set(keys)
    this.write(Object.fromEntries(Object.entries(this.read()).filter(([key]) => !gone.has(key))))
  }

  private read(): Sent['pages'] {
    try {
      const sent = JSON.parse(sessionStorage.getItem(name) ?? 'null') as Sent | null
      return sent?.id === this.id ? sent.pages : {}
    } catch {
      return {}
    }
  }

  private write(pages: Sent['pages']): void {
    try {
      if (Object.keys(pages).length === 0) sessionStorage.removeItem(name)
      else sessionStorage.setItem(name, JSON.stringify({ id: this.id, pages } satisfies Sent))
    } catch {
      // Where the browser refuses, a page may say once more that something else was saved.
    }
  }
}
