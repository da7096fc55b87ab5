/** Milliseconds before the first new attempt; each pause is twice as long as the one before. */
const firstPause = 5_000
const longestPause = 300_000

/** Tries something again with growing pauses, and at once when the line or the person comes back. */
export class Again {
  private readonly act: () => void
  private readonly alsoHidden: boolean
  private timer: number | undefined
  private pause = firstPause
  private wanted = false

  /**
   * @param act - tries it
   * @param alsoHidden - also while nobody looks at the page
   */
  constructor(act: () => void, alsoHidden = false) {
    this.act = act
    this.alsoHidden = alsoHidden
    window.addEventListener('online', () => {
      this.now()
    })
    document.addEventListener('visibilitychange', () => {
      this.now()
    })
  }

  /** Whether it failed and is to be tried again. */
  get waits(): boolean {
    return this.wanted
  }

  /** It failed: it is tried again after a pause. */
  later(): void {
    window.clearTimeout(this.timer)
    this.wanted = true
    this.timer = window.setTimeout(() => {
      this.now()
    }, this.pause)
    this.pause = Math.min(this.pause * 2, longestPause)
  }

  /** It succeeded, or is not wanted any more. */
  done(): void {
    window.clearTimeout(this.timer)
    this.wanted = false
    this.pause = firstPause
  }

  private now(): void {
    if (this.wanted && (this.alsoHidden || document.visibilityState === 'visible')) this.act()
  }
}
