import type { Stage } from '../model/consultation-stage.ts'
import { stateAt, type ConsultationState } from '../model/opening-state.ts'
import { londonDate, londonTimeOfDay } from '../platform/clock.ts'
import type { Said } from '../platform/said.ts'
import { english, type Speaker } from '../platform/speaker.ts'
import { openingTimes } from './consultation.ts'
import { consultationStage, type Staged } from './progress.ts'

/** What may be answered at a moment. */
export interface MayAnswer {
  /** New answers can be begun now. */
  readonly canBegin: boolean
  /** Answers that were begun in time can be sent now. */
  readonly canSend: boolean
}

/** What may be said about opening and closing at a moment. Every public sentence about time comes from here. */
export interface OpeningWords extends MayAnswer {
  readonly state: ConsultationState
  readonly stage: Stage
  /** A word or two for a list: `Open`, `Opens soon`, `Closed`, `Findings published`, `Decided`. */
  readonly tag: { readonly text: string; readonly colour: 'green' | 'blue' | 'grey' | 'purple' }
  /** The first sentence of the page. */
  readonly headline: string
  /** What follows it; '' for nothing. */
  readonly more: string
  /** `3 days left`, only while it is open and the end is near; otherwise ''. */
  readonly timeLeft: string
  /** When it is open, in one line, whatever the time is. */
  readonly span: string
  /** What is said of the decision; '' when no day is fixed. */
  readonly decision: Said | ''
}

/**
 * A moment as people say it. A day that ends at midnight is named itself, so that nobody comes a day late.
 *
 * @param iso - ISO UTC
 * @param speaker - who speaks to the visitor
 * @returns such as `5pm on Tuesday 30 June 2026` or `midnight at the end of Tuesday 30 June 2026`
 */
export function momentInWords(iso: string, speaker: Speaker = english): string {
  const at = new Date(iso)
  if (londonTimeOfDay(at) !== '00:00') return speaker.format.dateTime(iso)
  const day = speaker.format.date(londonDate(new Date(at.getTime() - 60_000)))
  return speaker.plain('midnight at the end of {{day}}', { day })
}

/**
 * A moment on a day that is already named.
 *
 * @param at - the moment
 * @param speaker - who speaks to the visitor
 * @returns such as `5:30pm`
 */
function timeInWords(at: Date, speaker: Speaker): string {
  return speaker.format.timeOfDay(londonTimeOfDay(at))
}

function daysBetween(from: Date, to: Date): number {
  return Math.round((Date.parse(londonDate(to)) - Date.parse(londonDate(from))) / 86_400_000)
}

function timeLeftInWords(closesAt: Date, now: Date, speaker: Speaker): string {
  // The last moment that is still open decides the day, so that midnight belongs to the day that it ends.
  const days = daysBetween(now, new Date(closesAt.getTime() - 1))
  if (days === 0) return speaker.plain('Last day today')
  if (days === 1) return speaker.plain('Closes tomorrow')
  return days <= 14 ? speaker.plain('{{count}} days left', { count: days }) : ''
}

function decisionInWords(consultation: Staged, stage: Stage, now: Date, speaker: Speaker): Said | '' {
  const { decisionOn, decisionBy } = consultation
  if (decisionOn === null) return ''
  const who = speaker.say(decisionBy === '' ? 'The council' : decisionBy)
  const on = speaker.format.date(decisionOn)
  if (stage === 'decision' || stage === 'next') return speaker.say('{{who}} decided on {{on}}.', { who, on })
  return londonDate(now) <= decisionOn
    ? speaker.say('{{who}} is due to decide on {{on}}.', { who, on })
    : speaker.say('{{who}} was due to decide on {{on}}.', { who, on })
}

function afterwards(stage: Stage, speaker: Speaker): Pick<OpeningWords, 'tag' | 'more'> {
  switch (stage) {
    case 'findings':
      return {
        tag: { text: speaker.plain('Findings published'), colour: 'purple' },
        more: speaker.plain('You can read what people said. Nothing is decided yet.'),
      }
    case 'decision':
      return {
        tag: { text: speaker.plain('Decided'), colour: 'purple' },
        more: speaker.plain('You can read what was decided and why.'),
      }
    case 'next':
      return {
        tag: { text: speaker.plain('Decided'), colour: 'purple' },
        more: speaker.plain('You can read what was decided and what has happened since.'),
      }
    default:
      return {
        tag: { text: speaker.plain('Closed'), colour: 'grey' },
        more: speaker.plain('Thank you to everybody who answered.'),
      }
  }
}

/**
 * What may be answered now, without a word about it.
 *
 * @param consultation - when it opens and closes
 * @param now - the server's moment
 * @returns nothing while the dates are not fixed
 */
export function mayAnswer(consultation: Staged, now: Date): MayAnswer {
  const times = openingTimes(consultation)
  const state = times === null ? 'before' : stateAt(times, now.getTime())
  return { canBegin: state === 'open', canSend: state === 'open' || state === 'grace' }
}

/**
 * What may be said about opening and closing.
 *
 * @param consultation - when it opens, closes and is decided, and how far it was moved
 * @param now - the server's moment
 * @param speaker - who speaks to the visitor
 * @returns the words
 */
export function openingWords(consultation: Staged, now: Date, speaker: Speaker = english): OpeningWords {
  const { stage } = consultationStage(consultation, now)
  const times = openingTimes(consultation)
  if (times === null || consultation.opensAt === null || consultation.closesAt === null) {
    return {
      state: 'before',
      stage,
      tag: { text: speaker.plain('Not open yet'), colour: 'blue' },
      headline: speaker.plain('The dates of this consultation are not fixed yet.'),
      more: '',
      timeLeft: '',
      span: speaker.plain('Dates not fixed yet'),
      decision: '',
      canBegin: false,
      canSend: false,
    }
  }
  const state = stateAt(times, now.getTime())
  const opens = momentInWords(consultation.opensAt, speaker)
  const closes = momentInWords(consultation.closesAt, speaker)
  const common = {
    state,
    stage,
    decision: decisionInWords(consultation, stage, now, speaker),
    ...mayAnswer(consultation, now),
  }
  switch (state) {
    case 'before':
      return {
        tag: { text: speaker.plain('Opens soon'), colour: 'blue' },
        headline: speaker.plain('This consultation opens at {{opens}}.', { opens }),
        more: speaker.plain('You will be able to answer until {{closes}}.', { closes }),
        span: speaker.plain('From {{opens}} to {{closes}}', { opens, closes }),
        timeLeft: '',
        ...common,
      }
    case 'open':
      return {
        tag: { text: speaker.plain('Open'), colour: 'green' },
        headline: speaker.plain('This consultation is open until {{closes}}.', { closes }),
        more: '',
        timeLeft: timeLeftInWords(new Date(consultation.closesAt), now, speaker),
        span: speaker.plain('From {{opens}} to {{closes}}', { opens, closes }),
        ...common,
      }
    case 'grace': {
      const until = timeInWords(new Date(times.closesAtMs + times.graceMinutes * 60_000), speaker)
      return {
        tag: { text: speaker.plain('Closed'), colour: 'grey' },
        headline: speaker.plain('This consultation closed at {{closes}}.', { closes }),
        more: speaker.plain(
          'If you began to answer before then, you can still send your answers until {{until}}.',
          { until },
        ),
        span: speaker.plain('It was open from {{opens}} to {{closes}}', { opens, closes }),
        timeLeft: '',
        ...common,
      }
    }
    case 'closed':
      return {
        ...afterwards(stage, speaker),
        headline: speaker.plain('This consultation closed at {{closes}}.', { closes }),
        span: speaker.plain('It was open from {{opens}} to {{closes}}', { opens, closes }),
        timeLeft: '',
        ...common,
      }
  }
}
