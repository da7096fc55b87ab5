import type { Speaker } from '../../platform/speaker.ts'
import { machineNote } from '../machine-note.ts'

/** What a letter says. */
export interface LetterWords {
  readonly subject: string
  readonly text: string
}

/** One line of at most 200 characters, whatever the council wrote. */
const oneLine = (text: string): string => {
  const line = text.replace(/[\s\p{C}]+/gu, ' ').trim()
  return line.length <= 200 ? line : `${line.slice(0, 199).replace(/\p{Surrogate}$/u, '')}…`
}

/** The lines of a letter, and what is said of a machine that translated any of them. */
function withNote(speaker: Speaker, lines: readonly string[]): string {
  const note = machineNote(speaker)
  return [...lines, ...(note.length > 0 ? ['', ...note] : [])].join('\n')
}

/**
 * The letter with the link that confirms a subscription.
 *
 * @param speaker - who speaks to the reader
 * @param about - the consultation's name, the link, and how many days it works
 * @returns subject and text
 */
export function confirmationLetter(
  speaker: Speaker,
  { consultation, link, days }: { consultation: string; link: string; days: number },
): LetterWords {
  return {
    subject: speaker.plain('Confirm that you want updates'),
    text: withNote(speaker, [
      speaker.plain(
        'Somebody, we hope you, typed this email address to get updates about this consultation:',
      ),
      consultation,
      '',
      speaker.plain('If you want updates, open this link and press the button on its page:'),
      link,
      '',
      speaker.plain('The link works for {{days}} days. After that we erase your address.', { days }),
      speaker.plain('If it was not you, do nothing: you will get no more letters.'),
    ]),
  }
}

/**
 * The letter to somebody who asks for updates and gets them already.
 *
 * @param speaker - who speaks to the reader
 * @param about - the consultation's name, and the link that ends the subscription
 * @returns subject and text
 */
export function alreadyLetter(
  speaker: Speaker,
  { consultation, link }: { consultation: string; link: string },
): LetterWords {
  return {
    subject: speaker.plain('You already get updates'),
    text: withNote(speaker, [
      speaker.plain(
        'Somebody, we hope you, typed this email address to get updates about this consultation:',
      ),
      consultation,
      '',
      speaker.plain('You get them already, so there is nothing to do.'),
      '',
      speaker.plain('If you no longer want updates, open this link:'),
      link,
    ]),
  }
}

/**
 * The letter that brings an update: the council's words between ours.
 *
 * @param speaker - who speaks to the reader
 * @param about - the consultation's name, the update, where it can be read, and the link that ends the subscription
 * @returns subject and text
 */
export function updateLetter(
  speaker: Speaker,
  about: { consultation: string; title: string; body: string; page: string; link: string },
): LetterWords {
  return {
    subject: oneLine(about.title),
    text: withNote(speaker, [
      about.title,
      '',
      about.body,
      '',
      speaker.plain('Read it on our website:'),
      about.page,
      '',
      '--',
      speaker.plain('You get this because you asked for updates about this consultation:'),
      about.consultation,
      speaker.plain('If you no longer want updates, open this link:'),
      about.link,
    ]),
  }
}
