import { Again } from '../survey/again.ts'
import { fillIn, printOf, servedIn, valuesIn, type Values } from '../survey/fields.ts'
import { serverAnswers } from './server.ts'
import { keepBeforeSigningOut } from './signing-out.ts'
import { openDevice, type KeyingDevice, type TypedForm } from './device.ts'

/** Milliseconds of rest after which what was typed is kept on this device. */
const restHere = 250
/** Milliseconds of rest after which it is kept at the server; the second where the device cannot keep it. */
const restThere = 3000
const restAlone = 500
/** Longest wait for the server's answer, in milliseconds, and the wait after which it is mentioned. */
const patience = 10_000
const noticed = 1500
/** Bytes that a browser still sends for a page that is gone. */
const lastBytes = 60_000

/** What came of keeping at the server: it would not take it, or it did not answer and is asked again. */
type KeptThere = 'kept' | 'refused' | 'no-answer'

const timeOf = (at: Date | number): string =>
  new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })

/** Keeps what is typed into a form that is being keyed, on this device at once and at the server after a rest. */
export class KeyingKeeper {
  private readonly form: HTMLFormElement
  private readonly formId: string
  private readonly says: HTMLElement | null
  private readonly device: Promise<KeyingDevice | null>
  private base: string
  private here: number | undefined
  private there: number | undefined
  /** What is written here waits for what was written before; whether it is kept. */
  private writing: Promise<boolean>
  /** Something was typed in this page. */
  private touched = false
  /** What is sent waits for what was sent before: the last that was typed arrives last. */
  private sending: Promise<KeptThere> = Promise.resolve('kept')
  private storing = false
  private checking = false
  /** What the device keeps was typed in this page, or taken over into it; anything else is not this page's to remove. */
  private own = false
  private readonly again = new Again(() => void this.keepThere())
  private readonly restAtServer: Promise<number>

  constructor(form: HTMLFormElement) {
    this.form = form
    this.formId = form.dataset['form'] ?? ''
    this.says = form.querySelector<HTMLElement>('[data-saved]')
    // As the server wrote it: a browser may have put back by now what was typed before.
    this.base = printOf(servedIn(form, field => field.matches('[data-postcode]')))
    this.device = openDevice(form.dataset['keyer'] ?? '')
    this.restAtServer = this.device.then(device => (device === null ? restAlone : restThere))
    this.writing = this.putBack().then(
      () => true,
      () => false,
    )
    form.addEventListener('input', () => {
      this.changed(restHere)
    })
    form.addEventListener('change', () => {
      this.changed(0)
    })
    const leaving = (): void => {
      if (document.visibilityState === 'hidden') void this.leave()
    }
    document.addEventListener('visibilitychange', leaving)
    window.addEventListener('pagehide', () => void this.leave())
    window.addEventListener('pageshow', () => {
      this.storing = false
    })
    form.addEventListener('submit', event => {
      this.submit(event)
    })
    keepBeforeSigningOut(async () => (await this.keepThere()) === 'kept' || (await this.keepHere()))
  }

  // The postcode does not stay on the device, and does not leave the page before the form is stored.
  private values(): Values {
    return valuesIn(this.form, field => field.matches('[data-postcode]'))
  }

  private say(text: string): void {
    if (this.says) this.says.textContent = text
  }

  private changed(rest: number): void {
    this.touched = true
    this.storing = false
    window.clearTimeout(this.here)
    this.here = window.setTimeout(() => void this.keepHere(), rest)
    window.clearTimeout(this.there)
    void this.restAtServer.then(wait => {
      window.clearTimeout(this.there)
      this.there = window.setTimeout(() => void this.keepThere(), wait)
    })
  }

  /** What is typed now, on this device; nothing where the server has the same. Says whether one of them has it. */
  private keepHere(): Promise<boolean> {
    window.clearTimeout(this.here)
    this.writing = this.writing
      .then(async () => {
        const device = await this.device
        const fields = this.values()
        if (printOf(fields) === this.base) {
          if (this.own) await device?.remove(this.formId)
          return true
        }
        this.own = true
        await device?.keep(this.formId, {
          fields,
          base: this.base,
          at: Date.now(),
          address: window.location.pathname,
          serial: this.form.dataset['serial'] ?? '',
        })
        return device !== null
      })
      // A browser that refuses keeps what it had before, which is not what is typed now.
      .catch(() => false)
    return this.writing
  }

  private leave(): Promise<boolean> {
    void this.keepThere(true)
    return this.keepHere()
  }

  /** What is typed now, at the server. */
  private keepThere(last = false): Promise<KeptThere> {
    window.clearTimeout(this.there)
    if (this.storing) return Promise.resolve('kept')
    // A page that goes cannot wait.
    if (last) return this.askToKeep(true)
    this.sending = this.sending.then(() => this.askToKeep(false))
    return this.sending
  }

  private async askToKeep(last: boolean): Promise<KeptThere> {
    const sent = printOf(this.values())
    if (sent === this.base) {
      this.again.done()
      return 'kept'
    }
    const body = new URLSearchParams()
    const postcode = this.form.querySelector<HTMLInputElement>('[data-postcode]')?.name
    for (const [name, value] of new FormData(this.form)) {
      if (name !== postcode && typeof value === 'string') body.append(name, value)
    }
    if (last && body.toString().length > lastBytes) return 'no-answer'
    const status = await this.statusOf(body, last)
    if (status === 204) {
      this.again.done()
      this.base = sent
      await this.keepHere()
      this.say(`Kept at ${timeOf(Date.now())}, without the postcode.`)
      return 'kept'
    }
    if (status === 0 || status === 429 || status >= 500) {
      this.again.later()
      await this.sayThatNotThere(status === 0 ? 'There is no connection' : 'The server cannot take it now')
      return 'no-answer'
    }
    this.again.done()
    await this.keepHere()
    this.say('Not kept: open the form again from its batch, in another window, before you leave this page.')
    return 'refused'
  }

  /** What the server says to what was typed; 0 when nothing answers in time. */
  private async statusOf(body: URLSearchParams, keepalive: boolean): Promise<number> {
    const stop = new AbortController()
    // A line that swallows what is sent on it says nothing, for minutes.
    const timer = window.setTimeout(() => {
      stop.abort()
    }, patience)
    try {
      const answer = await fetch(this.form.dataset['draft'] ?? '', {
        method: 'POST',
        body,
        headers: { 'x-requested-by': 'keying' },
        // Somebody who is signed out is led to where people sign in, and nothing is kept.
        redirect: 'manual',
        keepalive,
        signal: stop.signal,
      })
      return answer.type === 'opaqueredirect' ? 303 : answer.status
    } catch {
      return 0
    } finally {
      window.clearTimeout(timer)
    }
  }

  private async sayThatNotThere(why: string): Promise<void> {
    this.say(
      (await this.keepHere())
        ? `${why}. Kept on this device at ${timeOf(Date.now())}, without the postcode.`
        : `Not kept: ${why.replace(/^T/, 't')}. Stay on this page.`,
    )
  }

  private submit(event: SubmitEvent): void {
    const { submitter } = event
    if (this.checking) event.preventDefault()
    if (this.checking || this.storing) return
    const half = submitter?.hasAttribute('data-half') === true
    // A page that cannot be reached would take the place of this one, and with it the postcode, which is kept nowhere.
    // First kept from here: then the server is there, and what is half keyed is known to be kept.
    event.preventDefault()
    this.checking = true
    const late = window.setTimeout(() => {
      this.say('Waiting for the server. Stay on this page.')
    }, noticed)
    void this.isThere(half).then(there => {
      window.clearTimeout(late)
      this.checking = false
      if (!there) return
      void this.keepHere()
      this.storing = true
      window.clearTimeout(this.there)
      // Another press shortly before may keep the page from sending it now.
      const look = (sent: Event): void => {
        if (sent.defaultPrevented) this.storing = false
      }
      window.addEventListener('submit', look, { once: true })
      ;(submitter ?? this.form.querySelector<HTMLElement>('[data-store]'))?.click()
    })
  }

  private async isThere(half: boolean): Promise<boolean> {
    // Where nothing is left to keep, the server was not asked.
    const asks = printOf(this.values()) !== this.base
    const kept = await this.keepThere()
    if (kept === 'no-answer' || (!asks && !(await serverAnswers()))) {
      this.say('Not stored: there is no connection. Stay on this page, and try again.')
      return false
    }
    return kept === 'kept' || !half
  }

  /** Puts back what was typed on this device and did not reach the server. */
  private async putBack(): Promise<void> {
    const device = await this.device
    const kept = (await device?.read(this.formId)) ?? null
    if (device === null || kept === null) return
    const shown = servedIn(this.form, field => field.matches('[data-postcode]'))
    // A page that comes back with mistakes shows what was sent, which is what was typed.
    if (document.querySelector('.govuk-error-summary')) {
      this.base = kept.base
      this.own = true
    } else if (printOf(kept.fields) === this.base) {
      await device.remove(this.formId)
    } else if (kept.base === this.base && !this.touched) {
      this.own = true
      fillIn(this.form, this.withPostcode(kept.fields))
      this.offer(
        `What you typed at ${timeOf(kept.at)} was put back: it had not been stored.`,
        { kept, shown },
        [['Remove it', 'the page']],
      )
    } else {
      this.offer(
        `At ${timeOf(kept.at)} you typed something else on this device, which was not stored.`,
        { kept, shown },
        [
          ['Use what was typed on this device', 'the device'],
          ['Remove it', 'what is typed'],
        ],
      )
    }
  }

  // A postcode that is typed already stays when the rest is filled in.
  private withPostcode(fields: Values): Values {
    return { ...valuesIn(this.form, field => !field.matches('[data-postcode]')), ...fields }
  }

  private offer(
    text: string,
    { kept, shown }: { kept: TypedForm; shown: Values },
    choices: readonly [string, 'the device' | 'the page' | 'what is typed'][],
  ): void {
    const note = document.createElement('p')
    note.className = 'govuk-inset-text'
    note.append(text)
    for (const [label, use] of choices) {
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'app-link-button'
      button.textContent = label
      button.addEventListener('click', () => {
        // What was typed since the other was offered stays, unless that is used.
        if (use !== 'what is typed')
          fillIn(this.form, this.withPostcode(use === 'the device' ? kept.fields : shown))
        this.own = true
        note.remove()
        void this.keepHere()
      })
      note.append(' ', button)
    }
    this.form.querySelector('[data-put-back]')?.replaceChildren(note)
  }
}
