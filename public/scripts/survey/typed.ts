import { fillIn, printOf, valuesIn, type Values } from './fields.ts'
import { linkButton, noteWith, timeInWords, type Told } from './page-words.ts'
import { nothingKept, type DeviceStore, type KeptAnswers, type KeptPage, type KeptState } from './store.ts'

/** Milliseconds of rest after which what was typed is kept. */
const rest = 250

/** Stands between the key of a page and that of its one question that is shown. */
export const partMark = '?'

/** A part of the survey that is kept by itself: a page's form, or one page of the long form. */
export interface KeptPart {
  readonly key: string
  readonly root: HTMLElement
  /** What the server had when the page was loaded. */
  base: string
}

/** Keeps what is typed in some parts of one person's answers. */
export class Keeper {
  private readonly store: DeviceStore
  private readonly survey: string
  private readonly id: string
  private answers: KeptAnswers
  private timer: number | undefined
  private writing: Promise<void> = Promise.resolve()
  private stopped = false
  private state: KeptState = 'open'

  constructor(store: DeviceStore, survey: string, id: string, kept: KeptAnswers) {
    this.store = store
    this.survey = survey
    this.id = id
    this.answers = kept
  }

  get kept(): KeptAnswers {
    return this.answers
  }

  /** Remembers what a part holds now, and writes it down at once or after a rest. */
  note(part: KeptPart, at: 'once' | 'rest' = 'once'): void {
    const page: KeptPage = { fields: valuesIn(part.root), at: Date.now(), base: part.base }
    this.answers = { ...this.answers, pages: { ...this.answers.pages, [part.key]: page } }
    window.clearTimeout(this.timer)
    if (at === 'once') void this.write()
    else this.timer = window.setTimeout(() => void this.write(), rest)
  }

  /** Changes what is kept beside the pages. */
  change(more: Partial<KeptAnswers>): void {
    this.answers = { ...this.answers, ...more }
  }

  forget(key: string): Promise<void> {
    const pages = Object.entries(this.answers.pages).filter(([one]) => one !== key)
    this.answers = { ...this.answers, pages: Object.fromEntries(pages) }
    return this.write()
  }

  /** Writes everything down; in the state that it was last written in, unless said otherwise. */
  write(state: KeptState = this.state): Promise<void> {
    window.clearTimeout(this.timer)
    this.state = state
    if (this.stopped) return this.writing
    const now = this.answers
    this.writing = this.writing
      .catch(() => undefined)
      .then(() => this.store.keep(this.id, this.survey, state, now))
    return this.writing
  }

  /** Nothing more is written; what is kept is removed. */
  async remove(): Promise<void> {
    this.stopped = true
    window.clearTimeout(this.timer)
    await this.writing.catch(() => undefined)
    await this.store.remove(this.id)
  }
}

/** Keeps what is typed in parts as it is typed. */
export function keepTyped(keeper: Keeper, parts: readonly KeptPart[]): void {
  const partOf = (target: EventTarget | null): KeptPart | undefined =>
    parts.find(part => target instanceof Node && part.root.contains(target))
  document.addEventListener('input', event => {
    const part = event.isTrusted ? partOf(event.target) : undefined
    if (part) keeper.note(part, 'rest')
  })
  document.addEventListener('change', event => {
    const part = event.isTrusted ? partOf(event.target) : undefined
    if (part) keeper.note(part)
  })
  // A phone that is put away may never come back to this page.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void keeper.write()
  })
}

/** What was kept of a part, compared with what the page shows. */
export type Found = 'same' | 'typed here' | 'saved elsewhere'

/** Compares what was kept with what the server has. */
export function compare(kept: KeptPage, part: KeptPart): Found {
  if (printOf(kept.fields) === part.base) return 'same'
  return kept.base === part.base ? 'typed here' : 'saved elsewhere'
}

/** What was kept of a page, also where its questions were answered one at a time. */
export function pageKept(kept: KeptAnswers, key: string): KeptPage | undefined {
  const parts = Object.entries(kept.pages)
    .filter(([name]) => name === key || name.startsWith(key + partMark))
    .map(([, page]) => page)
    .sort((a, b) => a.at - b.at)
  const last = parts.at(-1)
  return (
    last && { ...last, fields: Object.assign({}, ...parts.map(page => page.fields)) as KeptPage['fields'] }
  )
}

/** A postcode that was found is not shown again, so what is kept of it is no difference. */
function withoutFoundPostcode(kept: KeptPage, form: HTMLFormElement): KeptPage {
  if (!form.querySelector('[name="forget-place"]')) return kept
  const postcodes = new Set(
    [...form.querySelectorAll<HTMLInputElement>('[autocomplete="postal-code"]')].map(field => field.name),
  )
  const fields: Values = Object.fromEntries(
    Object.entries(kept.fields).filter(([name]) => !postcodes.has(name)),
  )
  return { ...kept, fields }
}

/** One page of questions: fills in what was typed on this device and not saved, and keeps what is typed. */
export async function keepPage(told: Told, store: DeviceStore, form: HTMLFormElement): Promise<void> {
  const { device, words, place } = told
  if (device.draft === null) return
  // The easy read survey asks one question of a page at a time.
  const one = form.querySelector<HTMLInputElement>('input[type=hidden][name=part]')?.value
  const key = [form.dataset['page'] ?? '', ...(one === undefined ? [] : [one])].join(partMark)
  const part: KeptPart = { key, root: form, base: printOf(valuesIn(form)) }
  const before = await store.read(device.draft)
  const keeper = new Keeper(store, device.at, device.draft, before?.kept ?? nothingKept)
  await store.use(device.at, device.draft)
  const raw = keeper.kept.pages[key]
  const kept = raw && withoutFoundPostcode(raw, form)
  // A page that comes back with mistakes shows what was sent, which is what was typed.
  const found = kept && !document.querySelector('.govuk-error-summary') ? compare(kept, part) : 'same'
  if (kept && found === 'typed here') {
    const serverHas = valuesIn(form)
    fillIn(form, kept.fields)
    place.replaceChildren(
      noteWith(
        words.say('kept', { time: timeInWords(kept.at) }),
        linkButton(words.say('remove'), () => {
          fillIn(form, serverHas)
          void keeper.forget(key)
          place.replaceChildren(noteWith(words.say('removed')))
        }),
      ),
    )
  } else if (kept && found === 'saved elsewhere') {
    place.replaceChildren(
      noteWith(
        words.say('differs', { time: timeInWords(kept.at) }),
        linkButton(words.say('use'), () => {
          fillIn(form, kept.fields)
          keeper.note(part)
          place.replaceChildren()
        }),
        linkButton(words.say('remove'), () => {
          void keeper.forget(key)
          place.replaceChildren(noteWith(words.say('removed')))
        }),
      ),
    )
  } else if (part.base !== printOf({})) {
    // So that the person can go on with everything when the line is lost.
    keeper.note(part)
  }
  keepTyped(keeper, [part])
  form.addEventListener('submit', () => {
    keeper.note(part)
  })
}
