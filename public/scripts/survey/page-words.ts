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
  /** The page is a copy that the device keeps. */
  readonly copy?: boolean
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

/**
 * Reads what the server tells the script.
 *
 * @returns null on a page that is not a survey's
 */
export function toldBy(): Told | null {
  const place = document.querySelector<HTMLElement>('[data-device]')
  if (!place) return null
  const device = JSON.parse(place.dataset['device'] ?? '{}') as Device
  const sentences = JSON.parse(place.dataset['words'] ?? '{}') as Record<string, string | string[]>
  return {
    device,
    place,
    words: {
      say: (name, values = {}) => {
        const sentence = sentences[name]
        return (typeof sentence === 'string' ? sentence : '').replace(
          /\{\{(\w+)\}\}/g,
          (whole, key: string) => values[key] ?? whole,
        )
      },
      waiting: count => {
        const counted = sentences['waiting']
        return (Array.isArray(counted) ? (counted[count - 1] ?? counted.at(-1)) : undefined) ?? ''
      },
    },
  }
}

const language = (): string => document.documentElement.lang || 'en'

/**
 * A time as it is shown to the person.
 *
 * @param at - milliseconds since 1970 began in UTC
 * @returns such as `10:32`, with the day when it is another day
 */
export function timeInWords(at: number): string {
  const today = new Date(at).toDateString() === new Date().toDateString()
  return new Date(at).toLocaleString(language() === 'en' ? 'en-GB' : language(), {
    hour: '2-digit',
    minute: '2-digit',
    ...(today ? {} : { weekday: 'long', day: 'numeric', month: 'long' }),
  })
}

/**
 * A day as it is shown to the person.
 *
 * @param at - milliseconds since 1970 began in UTC
 * @returns such as `Monday 3 August`
 */
export function dayInWords(at: number): string {
  const options = { weekday: 'long', day: 'numeric', month: 'long' } as const
  return new Date(at).toLocaleDateString(language() === 'en' ? 'en-GB' : language(), options)
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
