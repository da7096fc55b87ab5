/** What the server tells the script of a survey's page. */
export interface Device {
  /** Address of the survey. */
  readonly at: string
  /** Id of the response that the visitor's draft becomes; null without a draft. */
  readonly draft: string | null
  readonly sent: boolean
  /** Days for which unfinished answers are kept here, and finished ones that wait. */
  readonly days: number
  readonly waitingDays: number
  /** The time at the server, in milliseconds since 1970 began in UTC; 0 in a copy that the device keeps. */
  readonly now: number
}

/** Sentences of the script, in the visitor's language, and where they are said. */
export interface Words {
  say(name: string, values?: Readonly<Record<string, string>>): string
  /** That so many sets of answers wait. */
  waiting(count: number): string
}

/** The page's own element for what the device has to say. */
export interface Told {
  readonly device: Device
  readonly words: Words
  readonly place: HTMLElement
}

/** Milliseconds by which the server's clock is ahead of this device's. */
let ahead = 0

/**
 * The time by the server's clock; in a copy of the page, which knows no better, by the device's own.
 *
 * @returns milliseconds since 1970 began in UTC
 */
export const clock = (): number => Date.now() + ahead

/**
 * The time by the server's clock, where the page knows it.
 *
 * @returns milliseconds since 1970 began in UTC; 0 in a copy of the page
 */
export const serverClock = (): number => ahead && clock()

/**
 * Reads what the server tells the script.
 *
 * @returns null on a page that is not a survey's
 */
export function toldBy(): Told | null {
  const place = document.querySelector<HTMLElement>('[data-device]')
  if (!place) return null
  const device = JSON.parse(place.dataset['device'] ?? '{}') as Device
  if (device.now) ahead = device.now - Date.now()
  const sentences = JSON.parse(place.dataset['words'] ?? '{}') as Record<string, string | string[]>
  return {
    device,
    place,
    words: {
      say: (name, values = {}) =>
        String(sentences[name]).replace(/\{\{(\w+)\}\}/g, (whole, key: string) => values[key] ?? whole),
      waiting: count => {
        const counted = sentences['waiting'] ?? []
        return counted[Math.min(count, counted.length) - 1] ?? ''
      },
    },
  }
}

const aDay = { weekday: 'long', day: 'numeric', month: 'long' } as const

function written(at: number, options: Intl.DateTimeFormatOptions): string {
  const { lang } = document.documentElement
  return new Date(at).toLocaleString(lang === 'en' ? 'en-GB' : lang, options)
}

/**
 * A time as it is shown to the person.
 *
 * @param at - milliseconds since 1970 began in UTC
 * @returns such as `10:32`, with the day when it is another day
 */
export function timeInWords(at: number): string {
  const today = new Date(at).toDateString() === new Date().toDateString()
  return written(at, { hour: '2-digit', minute: '2-digit', ...(today ? {} : aDay) })
}

/**
 * A day as it is shown to the person.
 *
 * @param at - milliseconds since 1970 began in UTC
 * @returns such as `Monday 3 August`
 */
export function dayInWords(at: number): string {
  return written(at, aDay)
}

/**
 * An element with text.
 *
 * @param tag - such as `p`
 * @param className - its classes
 * @param children - texts and elements inside it
 * @returns the element
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  ...children: (string | Node)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  if (className !== '') made.className = className
  made.append(...children)
  return made
}

/**
 * A button that looks like a link.
 *
 * @param text - what it says
 * @param press - what it does
 * @returns the button
 */
export function linkButton(text: string, press: () => void): HTMLButtonElement {
  const button = element('button', 'app-link-button', text)
  button.type = 'button'
  button.addEventListener('click', press)
  return button
}

/**
 * A message in a tinted box, with what can be done about it.
 *
 * @param text - the message
 * @param actions - buttons and links
 * @returns the box
 */
export function noteWith(text: string, ...actions: HTMLElement[]): HTMLElement {
  const note = element('div', 'govuk-inset-text app-device__note', element('p', 'govuk-body', text))
  for (const action of actions) note.append(element('p', 'govuk-body', action))
  return note
}
