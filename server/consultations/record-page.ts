import { wordDifferences, type WordStretch } from '../model/word-differences.ts'
import { londonDate, londonTimeOfDay } from '../platform/clock.ts'
import type { Said } from '../platform/said.ts'
import type { Speaker } from '../platform/speaker.ts'
import type { ChangeKind, LoggedChange } from './change-repository.ts'
import { changeInWords } from './change-words-page.ts'
import { openingTimes, type ConsultationDates } from './consultation.ts'
import { changedTexts, correctableTexts, correctionParts } from './correctable-texts.ts'
import { publicationMark, type PublishedEntry } from './publication-contents.ts'
import { recordFrom } from './record-json.ts'
import { recordedFacts } from './recorded-facts.ts'
import { textBlocks, type TextBlock } from './text-page.ts'
import type { PublishedVersion, StoredVersion } from './version-repository.ts'

/** A version in the list of what was published. */
export interface ListedVersion {
  readonly number: number
  readonly href: string
  readonly published: string
  /** Why it took the place of the one before; '' for the first. */
  readonly reason: string
  /** SHA-256 of everything that was published together. */
  readonly mark: string
  readonly inForce: boolean
}

/**
 * Shapes the list of what was published.
 *
 * @param slug - the consultation's part of the address
 * @param versions - newest first
 * @param speaker - who speaks to the visitor
 * @returns what the template shows
 */
export function versionsPage(
  slug: string,
  versions: readonly PublishedVersion[],
  speaker: Speaker,
): { readonly versions: readonly ListedVersion[] } {
  return {
    versions: versions.map((version, at) => ({
      number: version.version,
      href: `/consultations/${slug}/record/${version.version}`,
      published: speaker.format.dateTime(version.publishedAt),
      reason: version.reason,
      mark: publicationMark(version),
      inForce: at === 0,
    })),
  }
}

/** A text in which a version differs from the one before. */
export interface ShownDifference {
  readonly label: string
  readonly words: readonly WordStretch[]
}

/** One published version. */
export interface VersionPage {
  readonly number: number
  readonly published: string
  readonly reason: string
  readonly mark: string
  /** Another version is in force now. */
  readonly superseded: { readonly href: string } | null
  readonly textHash: string
  readonly recordHref: string
  readonly contentsHref: string
  readonly contents: readonly { readonly kind: string; readonly title: string; readonly sha256: string }[]
  readonly differences: readonly ShownDifference[]
  readonly parts: readonly {
    readonly title: string
    readonly texts: readonly { readonly label: string; readonly blocks: readonly TextBlock[] }[]
  }[]
  readonly checks: readonly {
    readonly title: string
    readonly question: string
    readonly facts: readonly string[]
    readonly answer: readonly TextBlock[]
    readonly evidence: string
    readonly answered: string
  }[]
}

function kindIn(kind: PublishedEntry['kind'], speaker: Speaker): string {
  const words: Readonly<Record<PublishedEntry['kind'], string>> = {
    texts: speaker.plain('Texts'),
    scenario: speaker.plain('Scenario'),
    proposals: speaker.plain('Proposals'),
    document: speaker.plain('Document'),
    survey: speaker.plain('Survey'),
    translations: speaker.plain('Translations'),
    checklist: speaker.plain('Checks'),
  }
  return words[kind]
}

/**
 * Shapes the page of one published version.
 *
 * @param slug - the consultation's part of the address
 * @param found - the version, the one before it and the number of the newest
 * @param found.own - the version
 * @param found.before - the one before; null for the first
 * @param found.newest - number of the version in force
 * @param speaker - who speaks to the visitor
 * @returns what the template shows
 */
export function versionPage(
  slug: string,
  { own, before, newest }: { own: StoredVersion; before: StoredVersion | null; newest: number },
  speaker: Speaker,
): VersionPage {
  const at = `/consultations/${slug}/record`
  const record = recordFrom(own.hash, own.json)
  const texts = [...correctableTexts(record), ...recordedFacts(record)]
  return {
    number: own.version,
    published: speaker.format.dateTime(own.publishedAt),
    reason: own.reason,
    mark: publicationMark(own),
    superseded: own.version === newest ? null : { href: `${at}/${newest}` },
    textHash: own.hash,
    recordHref: `${at}/${own.version}/record.json`,
    contentsHref: own.contents.length === 0 ? '' : `${at}/${own.version}/contents.json`,
    contents: own.contents.map(entry => ({
      kind: kindIn(entry.kind, speaker),
      title: entry.title,
      sha256: entry.sha256,
    })),
    differences:
      before === null
        ? []
        : changedTexts(recordFrom(before.hash, before.json), record).map(text => ({
            label: text.label,
            words: wordDifferences(text.before, text.after),
          })),
    parts: correctionParts(record).map(({ part, title }) => ({
      title,
      texts: texts
        .filter(text => text.part === part && text.text.trim() !== '')
        .map(text => ({ label: text.label, blocks: textBlocks(text.text) })),
    })),
    checks: own.checklist.map(check => ({
      title: check.title,
      question: check.question,
      facts: check.facts.map(fact => fact.sentence),
      answer: textBlocks(check.answer),
      evidence: check.evidence,
      answered: speaker.format.date(check.answeredAt),
    })),
  }
}

/** A change in the public log. */
export interface ShownChange {
  readonly time: string
  readonly kind: string
  readonly summary: Said
  readonly reason: Said | null
  readonly beforeHash: string
  readonly afterHash: string
}

function changeKindIn(kind: ChangeKind, speaker: Speaker): string {
  const words: Readonly<Record<ChangeKind, string>> = {
    published: speaker.plain('Publication'),
    texts: speaker.plain('Texts'),
    dates: speaker.plain('Dates'),
    survey: speaker.plain('Survey'),
    translation: speaker.plain('Translation'),
    document: speaker.plain('Document'),
    faq: speaker.plain('Question people ask'),
    session: speaker.plain('Drop-in session'),
    contact: speaker.plain('Contact'),
    governance: speaker.plain('Meeting'),
    findings: speaker.plain('Findings'),
    decision: speaker.plain('Decision'),
    next: speaker.plain('What happened next'),
    correction: speaker.plain('Correction'),
  }
  return words[kind]
}

/** What the log tells of a consultation that nobody did: its dates came. */
export interface DatesForLog extends ConsultationDates {
  readonly publishedAt: string
}

interface Logged {
  readonly at: string
  readonly shown: ShownChange
}

/**
 * The moments at which a consultation opened and closed, as far as they have passed; by its dates as they are now.
 * What changed the dates is in the log itself.
 */
function datesThatCame(dates: DatesForLog, now: Date, speaker: Speaker): Logged[] {
  const times = openingTimes(dates)
  if (times === null) return []
  const opened = Math.max(times.opensAtMs, Date.parse(dates.publishedAt))
  return [
    { ms: times.closesAtMs, summary: speaker.say('It closed: no more answers were begun.') },
    { ms: opened, summary: speaker.say('It opened: everybody could answer.') },
  ]
    .filter(one => one.ms <= now.getTime())
    .map(({ ms, summary }) => ({
      at: new Date(ms).toISOString(),
      shown: {
        time: speaker.format.timeOfDay(londonTimeOfDay(new Date(ms))),
        kind: changeKindIn('dates', speaker),
        summary,
        reason: null,
        beforeHash: '',
        afterHash: '',
      },
    }))
}

/**
 * Shapes the public log of changes.
 *
 * @param logged - newest first
 * @param dates - of the consultation
 * @param now - the moment
 * @param speaker - who speaks to the visitor
 * @returns the days on which something changed, newest first, each with its changes
 */
export function changesPage(
  logged: readonly LoggedChange[],
  dates: DatesForLog,
  now: Date,
  speaker: Speaker,
): readonly { readonly day: string; readonly changes: readonly ShownChange[] }[] {
  const told = logged.map(change => ({
    at: change.at,
    shown: {
      time: speaker.format.timeOfDay(londonTimeOfDay(new Date(change.at))),
      kind: changeKindIn(change.kind, speaker),
      summary: changeInWords(change.summary, speaker),
      reason: change.reason === '' ? null : speaker.say(change.reason),
      beforeHash: change.beforeHash ?? '',
      afterHash: change.afterHash ?? '',
    },
  }))
  const all = [...told, ...datesThatCame(dates, now, speaker)]
  const days = new Map<string, ShownChange[]>()
  for (const { at, shown } of all.sort(
    (one, other) => Number(one.at < other.at) - Number(one.at > other.at),
  )) {
    const day = londonDate(new Date(at))
    days.set(day, [...(days.get(day) ?? []), shown])
  }
  return [...days].map(([day, shown]) => ({ day: speaker.format.date(day), changes: shown }))
}
