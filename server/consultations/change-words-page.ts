import { londonTime } from '../platform/clock.ts'
import { translatedLanguages } from '../platform/languages.ts'
import { Said } from '../platform/said.ts'
import type { SaidValues, Speaker } from '../platform/speaker.ts'
import { dateWritten, timeWritten } from './written-times.ts'

/** A sentence that is said when it is found. */
const sayLater = (english: string): string => english

// What has been logged is never rewritten, so an earlier wording stays here when the log begins to say it otherwise.
const logged = [
  sayLater('The consultation was published.'),
  sayLater('A question was added: “{{question}}”'),
  sayLater('The answer to a question was changed: “{{question}}”'),
  sayLater('A document has a newer version ({{version}}): {{document}}.'),
  sayLater('A drop-in session was added: {{session}}.'),
  sayLater('A drop-in session was changed: {{session}}.'),
  sayLater('A drop-in session was cancelled: {{session}}.'),
  sayLater('It stays open longer, until {{moment}}. Before, it was to close at {{before}}.'),
  sayLater('It closes earlier, at {{moment}}. Before, it was to close at {{before}}.'),
  sayLater('A translation into {{language}} was added.'),
  sayLater('The translation into {{language}} was changed.'),
  sayLater(
    'Version {{version}} of what is published took the place of version {{earlier}}. Changed: {{texts}}.',
  ),
  sayLater('How to reach the council, or how to answer in other ways, was changed.'),
  sayLater('What people said was published.'),
  sayLater('Something was added to what happened next.'),
].map(sentence => ({ sentence, ...shapeOf(sentence) }))

function shapeOf(sentence: string): { readonly shape: RegExp; readonly names: readonly string[] } {
  const pieces = sentence.split(/\{\{(\w+)\}\}/)
  const words = pieces.filter((_, at) => at % 2 === 0)
  const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return {
    shape: new RegExp(`^${words.map(literally).join('(.+)')}$`),
    names: pieces.filter((_, at) => at % 2 === 1),
  }
}

/**
 * What was changed after publication. The log keeps it as an English sentence with names and moments in it: what it is
 * made of is said again in the visitor's language.
 *
 * @param summary - as it was logged, such as `A question was added: “Are petitions counted?”`
 * @param speaker - who speaks
 * @returns the same in the speaker's language; as it was logged in English, and where its shape is not known
 */
export function changeInWords(summary: string, speaker: Speaker): Said {
  if (speaker.language === 'en') return speaker.say(summary)
  for (const { sentence, shape, names } of logged) {
    const found = shape.exec(summary)
    if (!found) continue
    const values: SaidValues = Object.fromEntries(
      names.map((name, at) => [name, valueInWords(name, found[at + 1] ?? '', speaker)]),
    )
    return speaker.say(sentence, values)
  }
  return speaker.say(summary)
}

function valueInWords(name: string, value: string, speaker: Speaker): string | Said {
  if (name === 'moment' || name === 'before') return momentInWords(value, speaker)
  if (name === 'language') {
    const language = translatedLanguages.find(({ englishName }) => englishName === value)
    if (!language) return speaker.say(value)
    const { code, direction, name: own } = language
    return new Said(own, code, `<span lang="${code}" dir="${direction}">${own}</span>`)
  }
  return /\p{Letter}/u.test(value) ? speaker.say(value) : value
}

/** A moment as the log writes it, such as `5pm on Thursday 24 December 2026`. */
function momentInWords(written: string, speaker: Speaker): string | Said {
  const [at = '', on = ''] = written.split(' on ')
  const [time, date] = [timeWritten(at), dateWritten(on)]
  if (time === null || date === null) return speaker.say(written)
  return speaker.format.dateTime(londonTime(date, time))
}
