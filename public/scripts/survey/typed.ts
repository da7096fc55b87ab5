import { fillIn, printOf, servedIn, valuesIn, type Values } from './fields.ts'
import { linkButton, noteWith, timeInWords, type Told } from './page-words.ts'
import { isMistaken, type SentPages } from './sent-pages.ts'
import {
  nothingKept,
  type DeviceStore,
  type KeptAnswers,
  type KeptPage,
  type KeptSet,
  type KeptState,
} from './store.ts'

/** Milliseconds of rest after which what was typed is kept. */
const rest = 250

/** Stands between the key of a page and that of its one question that is shown. */
export const partMark = '?'

/** A part of the survey that is kept by itself: a page's form, or one page of the long form. */
export interface KeptPart {
  readonly key: string
  readonly root: HTMLElement
  /** What the server had when the page was loaded. */
  readonly base: string
}

/** Keeps what is typed in some parts of one person's answers; another tab may keep other parts of them. */
export class Keeper {
  private readonly store: DeviceStore
  private readonly survey: string
  private readonly id: string
  private answers: KeptAnswers
  /** What was changed here and is not written down yet; null for a page that is forgotten. */
  private pages = new Map<string, KeptPage | null>()
  private more: Partial<KeptAnswers> = {}
  private timer: number | undefined
  private writing: Promise<boolean> = Promise.resolve(true)
  private stopped = false
  private readonly listeners: ((kept: boolean) => void)[] = []

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
    this.put(part.key, { fields: valuesIn(part.root), at: Date.now(), base: part.base })
    window.clearTimeout(this.timer)
    if (at === 'once') void this.write()
    else this.timer = window.setTimeout(() => void this.write(), rest)
  }

  /** Remembers what a page holds, to be written down with the next writing. */
  put(key: string, page: KeptPage): void {
    this.answers = { ...this.answers, pages: { ...this.answers.pages, [key]: page } }
    this.pages.set(key, page)
  }

  /** Changes what is kept beside the pages. */
  change(more: Partial<Omit<KeptAnswers, 'pages'>>): void {
    this.answers = { ...this.answers, ...more }
    this.more = { ...this.more, ...more }
  }

  forget(key: string): Promise<boolean> {
    const pages = Object.entries(this.answers.pages).filter(([one]) => one !== key)
    this.answers = { ...this.answers, pages: Object.fromEntries(pages) }
    this.pages.set(key, null)
    return this.write()
  }

  forgetAll(): Promise<boolean> {
    for (const key of Object.keys(this.answers.pages)) this.pages.set(key, null)
    this.answers = { ...this.answers, pages: {} }
    return this.write()
  }

  /** Hears after each writing whether the device kept it. */
  hear(listener: (kept: boolean) => void): void {
    this.listeners.push(listener)
  }

  /**
   * Writes down what was changed here, and nothing else: another tab may have sent the answers or taken them away.
   *
   * @param state - where they stand from now on; as they stood without it
   * @returns whether the device kept it
   */
  write(state?: KeptState): Promise<boolean> {
    window.clearTimeout(this.timer)
    if (this.stopped || (state === undefined && this.pages.size === 0 && Object.keys(this.more).length === 0))
      return this.writing
    const { pages, more } = this
    this.pages = new Map()
    this.more = {}
    this.writing = this.writing.then(async () => {
      const kept = await this.store.change(this.id, this.survey, found =>
        this.asChanged(found, pages, more, state),
      )
      if (!kept) {
        this.pages = new Map([...pages, ...this.pages])
        this.more = { ...more, ...this.more }
      }
      for (const listener of this.listeners) listener(kept)
      return kept
    })
    return this.writing
  }

  private asChanged(
    found: KeptSet | null,
    pages: ReadonlyMap<string, KeptPage | null>,
    more: Partial<KeptAnswers>,
    state: KeptState | undefined,
  ): KeptSet {
    const ground = found?.kept ?? nothingKept
    // Who finishes does so with all that the page shows.
    const own = state === 'waiting' ? Object.entries(this.answers.pages) : []
    const all = new Map<string, KeptPage | null>([...Object.entries(ground.pages), ...own, ...pages])
    const left = [...all].filter((entry): entry is [string, KeptPage] => entry[1] !== null)
    return {
      state: state ?? found?.state ?? 'open',
      kept: {
        ...ground,
        begun: ground.begun || this.answers.begun,
        ...more,
        pages: Object.fromEntries(left),
      },
    }
  }

  /** Nothing more is written; what is kept is removed. */
  async remove(): Promise<void> {
    this.stopped = true
    window.clearTimeout(this.timer)
    await this.writing
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
  if (kept.arrived === true || printOf(kept.fields) === part.base) return 'same'
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

/** Writes down with the answers which pages arrived. */
function learnWhatArrived(keeper: Keeper, sent: SentPages): void {
  const arrived = sent.arrived()
  for (const [key, at] of arrived) {
    const page = keeper.kept.pages[key]
    if (page && page.at <= at) keeper.put(key, { ...page, arrived: true })
  }
  void keeper.write().then(kept => {
    if (kept) sent.forget(arrived.keys())
  })
}

/** One page of questions, once the device has answered: fills in what was typed on this device and not saved, and keeps what is typed. */
export async function keepPage(
  told: Told,
  store: DeviceStore,
  sent: SentPages,
  form: HTMLFormElement | null,
): Promise<void> {
  const { device, words, place } = told
  if (device.draft === null) return
  const before = await store.read(device.draft)
  const keeper = new Keeper(store, device.at, device.draft, before?.kept ?? nothingKept)
  learnWhatArrived(keeper, sent)
  if (form === null) return
  await store.use(device.at, device.draft)
  // The easy read survey asks one question of a page at a time.
  const one = form.querySelector<HTMLInputElement>('input[type=hidden][name=part]')?.value
  const key = [form.dataset['page'] ?? '', ...(one === undefined ? [] : [one])].join(partMark)
  // What a page with mistakes shows was sent, so it was typed, and the server has not saved it.
  const mistaken = isMistaken()
  const raw = keeper.kept.pages[key]
  const base = mistaken && raw ? raw.base : printOf(servedIn(form))
  const part: KeptPart = { key, root: form, base }
  const kept = raw && withoutFoundPostcode(raw, form)
  const found = kept && !mistaken ? compare(kept, part) : 'same'
  const remove = linkButton(words.say('remove'), () => {
    if (found === 'typed here') fillIn(form, servedIn(form))
    void keeper.forget(key)
    place.replaceChildren(noteWith(words.say('removed')))
  })
  if (kept && found === 'typed here') {
    fillIn(form, kept.fields)
    place.replaceChildren(noteWith(words.say('kept', { time: timeInWords(kept.at) }), remove))
  } else if (kept && found === 'saved elsewhere') {
    const use = linkButton(words.say('use'), () => {
      fillIn(form, kept.fields)
      keeper.note(part)
      place.replaceChildren()
    })
    place.replaceChildren(noteWith(words.say('differs', { time: timeInWords(kept.at) }), use, remove))
  } else if (base !== printOf({})) {
    // So that the person can go on with everything when the line is lost.
    keeper.note(part)
  }
  keepTyped(keeper, [part])
  form.addEventListener('submit', () => {
    keeper.note(part)
    sent.note(key, location.href.replace(/#.*/, ''))
  })
}
