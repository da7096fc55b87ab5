import { fillIn, printOf, servedIn } from './fields.ts'
import { hideAnswering, showInstead } from './instead.ts'
import { Line } from './line.ts'
import { Mistakes } from './mistakes.ts'
import { clock, dayInWords, element, linkButton, noteWith, timeInWords, type Told } from './page-words.ts'
import { alone, sendWhole, type SendResult } from './send.ts'
import { answersOn, checkList, fieldOf, stepsOf, stepsThatApply, unanswered, type Step } from './steps.ts'
import { nothingArrived } from './sent-pages.ts'
import { nothingKept, type DeviceStore, type KeptAnswers } from './store.ts'
import { compare, keepTyped, Keeper, pageKept, type KeptPart } from './typed.ts'
import type { WaitingAnswers } from './waiting.ts'

/** The whole survey on one page, one page at a time, with or without a line. */
export class WholeSurveyPage {
  private readonly told: Told
  private readonly store: DeviceStore | null
  private readonly waiting: WaitingAnswers | null
  private readonly form: HTMLFormElement
  private readonly steps: readonly Step[]
  private readonly stepLine = element('p', 'govuk-caption-l')
  private readonly mistakes: Mistakes
  private keeper: Keeper | null = null
  private id = ''
  private sending = false
  /** Whether the device kept what was last written. */
  private keeps = true
  private lineLost = false

  constructor(told: Told, store: DeviceStore | null, waiting: WaitingAnswers | null, form: HTMLFormElement) {
    this.told = told
    this.store = store
    this.waiting = waiting
    this.form = form
    this.steps = stepsOf(form)
    this.mistakes = new Mistakes(form, told.words)
  }

  /** Fills in what was typed before, and shows the first page. */
  async begin(): Promise<void> {
    await this.takeUp()
    const form = this.form
    form.before(this.mistakes.summary, this.stepLine)
    for (const one of [this.mistakes.summary, this.stepLine]) one.dataset['wholeWhile'] = ''
    document.querySelector<HTMLElement>('[data-whole-steps]')?.removeAttribute('hidden')
    for (const part of form.querySelectorAll<HTMLElement>('[data-whole-part], [data-only-if]'))
      part.hidden = true
    // The second press of a double click is not meant for the page that came in between.
    const press = (name: string, act: () => void): void => {
      form.querySelector(`[data-whole-${name}]`)?.addEventListener('click', event => {
        if ((event as MouseEvent).detail > 1) event.preventDefault()
        else act()
      })
    }
    press('back', () => {
      history.back()
    })
    press('next', () => {
      this.goOn()
    })
    press('send', () => undefined)
    form.addEventListener('submit', event => {
      event.preventDefault()
      void this.send()
    })
    form.addEventListener('keydown', event => {
      // Enter in a line of text goes on, and does not send half a survey.
      if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return
      if (!['text', 'number', 'email', 'tel', 'search'].includes(event.target.type)) return
      event.preventDefault()
      if (this.here()?.rule) this.goOn()
    })
    window.addEventListener('hashchange', () => {
      if (this.here()?.key !== form.dataset['step']) this.show(true)
    })
    const line = new Line(this.told.device.at, lost => {
      this.lineLost = lost
      this.sayLine()
    })
    this.keeper?.hear(kept => {
      this.keeps = kept
      this.sayLine()
    })
    // The copy on the device is shown when the line is bad, whatever the browser believes.
    if (!this.told.device.now || !navigator.onLine) void line.look()
    this.show(false)
  }

  private async takeUp(): Promise<void> {
    const { device, words, place } = this.told
    const hidden = (name: string): HTMLInputElement | null =>
      this.form.querySelector<HTMLInputElement>(`input[type=hidden][name="${name}"]`)
    const response = hidden('response')
    const begun = hidden('begun')
    const store = this.store
    if (!response || !begun) return
    // Asked for by somebody who begins anew without a line; what they type is found again without it.
    const anew = new URLSearchParams(location.search).has('new')
    if (anew) history.replaceState(null, '', location.pathname + location.hash)
    const wished = anew ? null : (device.draft ?? (await store?.current(device.at)) ?? null)
    const found = wished === null ? null : ((await store?.read(wished)) ?? null)
    const finished = found !== null && found.state !== 'open'
    const others = anew || finished
    // One copy serves everybody at this device, so its id is nobody's. Another tab may have begun, and typed nothing.
    if (wished !== null && !finished) this.id = wished
    else this.id = others || !device.now ? crypto.randomUUID() : response.value
    const kept: KeptAnswers = found !== null && !finished ? found.kept : nothingKept
    // Somebody has finished on this device already: what the server filled in is theirs.
    if (others) fillIn(this.form, {})
    response.value = this.id
    if (store === null) return
    if (kept.begun !== '') begun.value = kept.begun
    const keeper = new Keeper(store, device.at, this.id, { ...kept, begun: begun.value })
    if (kept.refusal !== '') keeper.change({ refusal: '' })
    if (!device.now) nothingArrived()
    this.keeper = keeper
    await store.use(device.at, this.id)
    const serverHas = this.steps.map(({ root }) => (others ? {} : servedIn(root)))
    const parts: KeptPart[] = this.steps.map(({ key, root }, at) => ({
      key,
      root,
      base: printOf(serverHas[at] ?? {}),
    }))
    let latest = 0
    for (const part of parts) {
      const found = pageKept(keeper.kept, part.key)
      // The copy has nothing of what arrived at the server.
      const page = found && { ...found, arrived: found.arrived === true && device.now > 0 }
      if (!page || compare(page, part) === 'same') continue
      fillIn(part.root, page.fields)
      latest = Math.max(latest, page.at)
    }
    keepTyped(keeper, parts)
    const clear = document.querySelector<HTMLElement>('[data-whole-clear]')
    clear?.removeAttribute('hidden')
    clear?.querySelector('[data-clear]')?.addEventListener('click', () => {
      if (window.confirm(words.say('sure'))) void this.startAnew()
    })
    document.querySelector<HTMLElement>('.app-device__can')?.removeAttribute('hidden')
    if (latest > 0) {
      place.replaceChildren(
        noteWith(
          words.say('kept', { time: timeInWords(latest) }),
          linkButton(words.say('remove'), () => {
            parts.forEach((part, at) => {
              fillIn(part.root, serverHas[at] ?? {})
            })
            void keeper.forgetAll()
            place.replaceChildren(noteWith(words.say('removed')))
            this.sayLine()
            this.show(false)
          }),
        ),
      )
    }
    if (kept.refusal !== '') {
      const lines = kept.refusal.split('\n').map(line => element('p', 'govuk-body', line))
      place.append(noteWith(words.say('refused'), ...lines))
    }
  }

  private async startAnew(): Promise<void> {
    await this.keeper?.remove()
    await this.store?.use(this.told.device.at, null)
    fillIn(this.form, {})
    location.href =
      this.told.device.draft === null ? `${this.told.device.at}/offline` : `${this.told.device.at}/forget`
  }

  private asked(): Step[] {
    return stepsThatApply(this.form, this.steps)
  }

  private here(): Step | undefined {
    const asked = this.asked()
    const key = decodeURIComponent(location.hash.slice(1))
    return asked.find(step => step.key === key) ?? asked[0]
  }

  private show(moves: boolean): void {
    const asked = this.asked()
    const here = this.here()
    for (const step of this.steps) step.root.hidden = step !== here
    const at = here ? asked.indexOf(here) : 0
    const intro = document.querySelector<HTMLElement>('[data-whole-intro]')
    if (intro) intro.hidden = at > 0
    const button = (name: string): HTMLElement | null =>
      this.form.querySelector<HTMLElement>(`[data-whole-${name}]`)
    const back = button('back')
    if (back) back.hidden = at === 0
    const next = button('next')
    if (next) next.hidden = here?.rule === null
    this.stepLine.textContent = this.told.words.say('step', {
      number: String(at + 1),
      total: String(asked.length),
    })
    if (here?.rule === null) button('check')?.replaceChildren(checkList(asked, this.told.words))
    this.form.dataset['step'] = here?.key ?? ''
    this.mistakes.clear()
    if (!moves || !here) return
    window.scrollTo(0, 0)
    here.root.tabIndex = -1
    here.root.focus({ preventScroll: true })
  }

  private goOn(): void {
    const here = this.here()
    if (!here) return
    const missing = unanswered(here).map(field => ({ field, message: this.told.words.say('required') }))
    if (missing.length > 0) {
      this.mistakes.say(missing)
      return
    }
    const asked = this.asked()
    const next = asked[asked.indexOf(here) + 1]
    if (next) this.goTo(next)
  }

  /** Shows a page at once: what is said on it next stays. */
  private goTo(step: Step): void {
    location.hash = step.key
    this.show(true)
  }

  private sayLine(): void {
    const { words, place } = this.told
    const said = place.querySelector('[data-line]')
    const holds = this.lineLost && this.keeper !== null && this.keeps
    if (!holds) said?.remove()
    if (!holds || said) return
    const line = element('p', 'govuk-body', element('strong', '', words.say('offline')))
    line.dataset['line'] = ''
    place.append(line)
  }

  private async send(): Promise<void> {
    if (this.sending) return
    const missingOn = this.asked().find(step => unanswered(step).length > 0)
    if (missingOn) {
      const missing = unanswered(missingOn)
      this.goTo(missingOn)
      this.mistakes.say(missing.map(field => ({ field, message: this.told.words.say('required') })))
      return
    }
    this.sending = true
    try {
      await alone(this.id, true, () => this.tryToSend())
    } finally {
      this.sending = false
    }
  }

  private async tryToSend(): Promise<void> {
    const { device } = this.told
    const form = new URLSearchParams()
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === 'string' && name !== '_csrf') form.append(name, value)
    }
    const summary = this.asked().flatMap(step => (step.rule === null ? [] : answersOn(step)))
    const body = form.toString()
    form.set('waited', 'yes')
    // Before anything is sent it waits, so that nothing is lost whatever happens on the way.
    this.keeper?.change({ body: form.toString(), summary: summary.filter(one => one.lines.length > 0) })
    const waits = (await this.keeper?.write('waiting')) === true
    const result = await sendWhole(device.at, body)
    await this.after(result, waits)
  }

  private async after(result: SendResult, waits: boolean): Promise<void> {
    const { words, device } = this.told
    switch (result.outcome) {
      case 'received':
        await this.keeper?.remove()
        showInstead(this.told, this.form, 'sent', this.id, page => {
          const reference = page.querySelector('[data-reference]')
          if (reference) reference.textContent = result.reference
          const message = page.querySelector('[data-message]')
          if (message) message.textContent = result.message
        })
        return
      case 'wrong': {
        this.keeper?.change({ body: '', summary: [] })
        await this.keeper?.write('open')
        const [first] = result.errors
        const step = this.steps.find(one => first && fieldOf(one.root, first.field))
        if (step) this.goTo(step)
        this.mistakes.say(result.errors)
        return
      }
      case 'too-late':
      case 'too-early':
        this.keeper?.change({ refusal: [result.message, ...result.contact].join('\n') })
        await this.keeper?.write('refused')
        await this.store?.use(device.at, null)
        this.form.remove()
        hideAnswering(this.told)
        await this.waiting?.show()
        window.scrollTo(0, 0)
        return
      case 'no-line':
        if (!waits) {
          // Nothing can be kept here: the form stays as it is, to be sent from this page.
          this.mistakes.say([{ field: '', message: words.say('notSent') }])
          return
        }
        await this.store?.use(device.at, null)
        showInstead(this.told, this.form, 'waiting', this.id, page => {
          const until = page.querySelector('[data-until]')
          const day = dayInWords(clock() + device.waitingDays * 86_400_000)
          if (until) until.textContent = words.say('until', { date: day })
        })
        await this.waiting?.wait()
    }
  }
}
