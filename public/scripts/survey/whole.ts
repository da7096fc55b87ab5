import { fillIn, printOf, valuesIn } from './fields.ts'
import { Mistakes } from './mistakes.ts'
import { dayInWords, element, linkButton, noteWith, timeInWords, type Told } from './page-words.ts'
import { hasLine, sendWhole, type SendResult } from './send.ts'
import { answersOn, checkList, fieldOf, stepsOf, stepsThatApply, unanswered, type Step } from './steps.ts'
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
    document.querySelector<HTMLElement>('[data-whole-steps]')?.removeAttribute('hidden')
    for (const part of form.querySelectorAll<HTMLElement>('[data-whole-part], [data-only-if]'))
      part.hidden = true
    form.querySelector('[data-whole-back]')?.addEventListener('click', () => {
      history.back()
    })
    form.querySelector('[data-whole-next]')?.addEventListener('click', () => {
      this.goOn()
    })
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
      this.show(true)
    })
    const line = (has: boolean): void => {
      this.sayLine(has)
    }
    window.addEventListener('online', () => {
      line(true)
    })
    window.addEventListener('offline', () => {
      line(false)
    })
    line(navigator.onLine)
    // The copy on the device is shown when the line is bad, whatever the browser believes.
    if (this.told.device.copy) void hasLine(this.told.device.at).then(line)
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
    this.id = response.value
    if (store === null) return
    const wished = device.draft ?? (await store.current(device.at))
    const found = wished === null ? null : await store.read(wished)
    const finished = found !== null && found.state !== 'open'
    const taken = found !== null && !finished
    if (taken && wished !== null) this.id = wished
    else if (device.draft !== null && !finished) this.id = device.draft
    else this.id = crypto.randomUUID()
    const kept: KeptAnswers = taken ? found.kept : nothingKept
    // Somebody has finished on this device already: what the server filled in is theirs.
    if (finished) fillIn(this.form, {})
    response.value = this.id
    if (kept.begun !== '') begun.value = kept.begun
    const keeper = new Keeper(store, device.at, this.id, { ...kept, begun: begun.value, refusal: '' })
    this.keeper = keeper
    await store.use(device.at, this.id)
    const parts: KeptPart[] = this.steps.map(({ key, root }) => ({
      key,
      root,
      base: printOf(valuesIn(root)),
    }))
    const serverHas = parts.map(part => valuesIn(part.root))
    let latest = 0
    for (const part of parts) {
      const page = pageKept(keeper.kept, part.key)
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
            keeper.change({ pages: {} })
            void keeper.write()
            place.replaceChildren(noteWith(words.say('removed')))
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
    if (next) location.hash = next.key
  }

  private sayLine(hasLine: boolean): void {
    const { words, place } = this.told
    place.querySelector('[data-line]')?.remove()
    if (hasLine || this.store === null) return
    const said = element('p', 'govuk-body', element('strong', '', words.say('offline')))
    said.dataset['line'] = ''
    place.append(said)
  }

  private async send(): Promise<void> {
    if (this.sending) return
    const missingOn = this.asked().find(step => unanswered(step).length > 0)
    if (missingOn) {
      location.hash = missingOn.key
      const missing = unanswered(missingOn)
      // The page is shown first, and then what is missing on it.
      window.setTimeout(() => {
        this.mistakes.say(missing.map(field => ({ field, message: this.told.words.say('required') })))
      })
      return
    }
    this.sending = true
    try {
      await this.tryToSend()
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
    await this.keeper?.write('waiting')
    const result = await sendWhole(device.at, body)
    await this.after(result)
  }

  private async after(result: SendResult): Promise<void> {
    const { words, device } = this.told
    switch (result.outcome) {
      case 'received':
        await this.keeper?.remove()
        this.showInstead('sent', page => {
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
        if (step) location.hash = step.key
        window.setTimeout(() => {
          this.mistakes.say(result.errors)
        })
        return
      }
      case 'too-late':
      case 'too-early':
        this.keeper?.change({ refusal: [result.message, ...result.contact].join('\n') })
        await this.keeper?.write('refused')
        await this.store?.use(device.at, null)
        this.form.remove()
        this.hideTheRest()
        await this.waiting?.show()
        window.scrollTo(0, 0)
        return
      case 'no-line':
        if (this.keeper === null) {
          // Nothing can be kept here: the form stays as it is, to be sent from this page.
          this.mistakes.say([{ field: '', message: words.say('noLine') }])
          return
        }
        await this.store?.use(device.at, null)
        this.showInstead('waiting', page => {
          const until = page.querySelector('[data-until]')
          const day = dayInWords(Date.now() + device.waitingDays * 86_400_000)
          if (until) until.textContent = words.say('until', { date: day })
        })
        await this.waiting?.wait()
    }
  }

  private hideTheRest(): void {
    const rest = '[data-whole-intro], [data-whole-leave], [data-whole-clear], .govuk-back-link'
    for (const one of document.querySelectorAll<HTMLElement>(rest)) one.hidden = true
    this.stepLine.remove()
    this.mistakes.summary.remove()
    this.told.place.replaceChildren()
  }

  private showInstead(name: string, fill: (page: DocumentFragment) => void): void {
    const template = document.querySelector<HTMLTemplateElement>(`template[data-whole-${name}]`)
    if (!template) return
    const page = template.content.cloneNode(true) as DocumentFragment
    fill(page)
    page.querySelector('button[data-another]')?.addEventListener('click', () => {
      location.href = `${this.told.device.at}/offline`
    })
    this.hideTheRest()
    for (const heading of document.querySelectorAll('h1, .govuk-caption-xl')) heading.remove()
    const shown = element('div', '')
    shown.append(page)
    shown.tabIndex = -1
    shown.dataset['shown'] = name
    this.form.replaceWith(shown)
    history.replaceState(null, '', location.pathname)
    window.scrollTo(0, 0)
    shown.focus({ preventScroll: true })
  }
}
