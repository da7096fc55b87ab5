import { Again } from './again.ts'
import { hasLine, hearOfRequests } from './send.ts'

/** Knows whether the server answers, as the last request told; browsers don't always notice. */
export class Line {
  private readonly survey: string
  private readonly say: (lost: boolean) => void
  private readonly again = new Again(() => void this.look())

  constructor(survey: string, say: (lost: boolean) => void) {
    this.survey = survey
    this.say = say
    hearOfRequests(answered => {
      if (answered) this.again.done()
      else this.again.later()
      this.say(!answered)
    })
    window.addEventListener('offline', () => {
      this.again.later()
      this.say(true)
    })
  }

  /** Asks the server; everybody who listens hears what came of it. */
  async look(): Promise<void> {
    await hasLine(this.survey)
  }
}
