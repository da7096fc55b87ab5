import { dayInWords, element, linkButton, noteWith, type Told } from './page-words.ts'
import { Again } from './again.ts'
import { noLongerWaiting, sentHeading } from './instead.ts'
import { alone, sendWhole } from './send.ts'
import type { DeviceStore, KeptAnswer } from './store.ts'

/**
 * A list of questions with what was answered.
 *
 * @param summary - what was answered
 * @returns the list
 */
export function answersAsList(summary: readonly KeptAnswer[]): HTMLElement {
  const list = element('dl', 'govuk-summary-list')
  for (const { question, lines } of summary) {
    const value = element('dd', 'govuk-summary-list__value')
    lines.forEach((line, at) => {
      if (at > 0) value.append(element('br', ''))
      value.append(line)
    })
    list.append(
      element('div', 'govuk-summary-list__row', element('dt', 'govuk-summary-list__key', question), value),
    )
  }
  return list
}

/** Says what waits on this device, and sends it when there is a line. */
export class WaitingAnswers {
  private readonly told: Told
  private readonly store: DeviceStore
  private readonly place: HTMLElement
  private busy = false
  private again = false
  private readonly later = new Again(() => void this.send(), true)
  private readonly sent: string[] = []

  constructor(told: Told, store: DeviceStore) {
    this.told = told
    this.store = store
    this.place = element('div', 'app-device__waiting')
    told.place.before(this.place)
    this.place.setAttribute('role', 'status')
    // Another tab may have left something.
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible' && !this.later.waits) void this.send()
    })
  }

  /** Something waits now because there was no line: says so, and tries again before long. */
  async wait(): Promise<void> {
    this.later.later()
    await this.show()
  }

  /** Sends everything that waits, one after another; what is refused stays, and why is said. */
  async send(pressed = false): Promise<void> {
    // What finishes while others are being sent is not left behind.
    if (this.busy) {
      this.again = true
      return
    }
    this.busy = true
    let hasLine: boolean
    try {
      do {
        this.again = false
        hasLine = await this.sendAll()
      } while (this.waitsAgain())
    } finally {
      this.busy = false
    }
    if (hasLine) this.later.done()
    else this.later.later()
    await this.show(pressed && !hasLine)
  }

  private waitsAgain(): boolean {
    return this.again
  }

  /** Tells whether there was a line, and nothing is left to send. */
  private async sendAll(): Promise<boolean> {
    for (const { id } of await this.store.list(this.told.device.at, 'waiting')) {
      // Another tab, or the form of this one, may be sending it: it is left to that.
      if ((await alone(id, false, () => this.sendOne(id))) !== true) return false
    }
    return true
  }

  private async sendOne(id: string): Promise<boolean> {
    const { at } = this.told.device
    const found = await this.store.read(id)
    if (found?.state !== 'waiting') return true
    const result = await sendWhole(at, found.kept.body)
    if (result.outcome === 'no-line') return false
    if (result.outcome === 'received') {
      await this.store.remove(id)
      this.sent.push(result.reference)
      noLongerWaiting(id, sentHeading())
      return true
    }
    const more = result.outcome === 'wrong' ? result.errors.map(one => one.message) : result.contact
    const refusal = [result.message, ...more].join('\n')
    const state = result.outcome === 'wrong' ? 'open' : 'refused'
    await this.store.change(id, at, now => now && { state, kept: { ...now.kept, refusal } })
    if (state === 'open') await this.store.use(at, id)
    noLongerWaiting(id, this.told.words.say('refused'))
    return true
  }

  /** Shows what waits now. */
  async show(saysNoLine = false): Promise<void> {
    const { device, words } = this.told
    const [waiting, refused] = await Promise.all([
      this.store.list(device.at, 'waiting'),
      this.store.list(device.at, 'refused'),
    ])
    const notes: HTMLElement[] = this.sent.map(reference => noteWith(words.say('sent', { reference })))
    const [oldest] = waiting
    if (oldest) {
      const note = noteWith(
        words.waiting(waiting.length),
        linkButton(words.say('sendNow'), () => void this.send(true)),
      )
      const until = dayInWords(oldest.savedAt + device.waitingDays * 86_400_000)
      note.append(element('p', 'govuk-hint', words.say('until', { date: until })))
      if (saysNoLine) note.append(element('p', 'govuk-body', words.say('noLine')))
      notes.push(note)
    }
    for (const { id } of refused) notes.push(await this.refusedNote(id))
    const current = await this.store.current(device.at)
    const open = current === null ? null : await this.store.read(current)
    if (open?.state === 'open' && open.kept.refusal !== '') {
      const link = element('a', 'govuk-link', words.say('seeThem'))
      link.href = `${device.at}/offline`
      notes.push(noteWith(`${words.say('refused')} ${open.kept.refusal.split('\n').join(' ')}`, link))
    }
    this.place.replaceChildren(...notes)
  }

  private async refusedNote(id: string): Promise<HTMLElement> {
    const { words } = this.told
    const found = await this.store.read(id)
    const [message = '', ...more] = (found?.kept.refusal ?? '').split('\n')
    const note = noteWith(words.say('refused'), element('span', '', message))
    for (const line of more) note.append(element('p', 'govuk-body', line))
    const details = element('details', 'govuk-details', element('summary', 'govuk-details__summary'))
    details.firstElementChild?.append(element('span', 'govuk-details__summary-text', words.say('seeThem')))
    details.append(element('div', 'govuk-details__text', answersAsList(found?.kept.summary ?? [])))
    details.open = true
    note.append(
      details,
      element(
        'p',
        'govuk-body',
        linkButton(words.say('deleteThem'), () => {
          if (!window.confirm(words.say('sure'))) return
          void this.store.remove(id).then(() => this.show())
        }),
      ),
    )
    return note
  }
}
