import { mayMove, mayPublish, STAGES, type Stage } from '../model/consultation-stage.ts'
import { format } from '../platform/format.ts'
import type { AnswersKept } from './answers-kept-service.ts'
import { checkItems } from './checklist.ts'
import type { Consultation, ConsultationDistrict, Proposal } from './consultation.ts'
import type { Correction } from './correction-repository.ts'
import type { DecisionRecord } from './decision-repository.ts'
import { momentInWords } from './opening-words-page.ts'
import { consultationStage } from './progress.ts'
import { isAfterClosing } from './sessions-page.ts'
import type { Updates } from './updates-repository.ts'

/** What the staff's first page is made from. */
export interface OverviewGround {
  readonly consultation: Consultation
  readonly now: Date
  readonly accountId: string | null
  readonly administrator: boolean
  /** May read what people said. */
  readonly analyst: boolean
  readonly districts: readonly ConsultationDistrict[]
  readonly proposals: readonly Proposal[]
  readonly updates: Updates
  /** What is missing before publication, in sentences. */
  readonly missing: readonly string[]
  /** Points of the checklist that are not answered. */
  readonly unanswered: number
  readonly correction: Correction | null
  readonly decisions: DecisionRecord
  readonly kept: AnswersKept
}

/** A task in a list. */
export interface Task {
  readonly title: string
  readonly href?: string
  readonly hint?: string
  readonly status:
    | string
    | { readonly tag: { readonly text: string; readonly colour: string } }
    | { readonly text: string; readonly classes: string }
}

/** The staff's first page about a consultation. */
export interface OverviewPage {
  readonly stage: Stage
  readonly steps: readonly { readonly text: string; readonly state: 'done' | 'now' | 'to come' }[]
  /** What comes next, said first. */
  readonly next: { readonly sentence: string; readonly href: string | null; readonly button: string }
  readonly sections: readonly { readonly heading: string; readonly tasks: readonly Task[] }[]
}

const stageWords: Readonly<Record<Stage, string>> = {
  draft: 'Draft',
  review: 'Under review',
  published: 'Published',
  open: 'Open',
  closed: 'Closed',
  findings: 'Findings',
  decision: 'Decision',
  next: 'What happened next',
}

const done: Task['status'] = 'Completed'
const todo: Task['status'] = { tag: { text: 'Not done yet', colour: 'blue' } }
const later = { text: 'Cannot start yet', classes: 'govuk-task-list__status--cannot-start-yet' } as const
const count = (number: number): string => (number === 0 ? 'None yet' : format.number(number))

/**
 * Shapes the staff's first page: the next step, then every task by stage.
 *
 * @param ground - the consultation and what belongs to it
 * @returns what the template shows
 */
export function overviewPage(ground: OverviewGround): OverviewPage {
  const { stage } = consultationStage(ground.consultation, ground.now)
  const at = STAGES.indexOf(stage)
  return {
    stage,
    steps: STAGES.map((step, position) => ({
      text: stageWords[step],
      state: position < at ? 'done' : position === at ? 'now' : 'to come',
    })),
    next: nextStep(ground, stage),
    sections: [
      ...(ground.consultation.publishedAt === null
        ? [
            { heading: 'Write it', tasks: writing(ground) },
            { heading: 'Questions and what belongs to it', tasks: growing(ground) },
            { heading: 'Check and publish', tasks: checking(ground) },
          ]
        : [
            { heading: 'What the public sees', tasks: publicSide(ground) },
            { heading: 'What may still grow', tasks: growing(ground) },
            { heading: 'Dates', tasks: dates(ground) },
          ]),
      { heading: 'Afterwards', tasks: afterwards(ground) },
      {
        heading: 'The staff’s record',
        tasks: [{ title: 'Who did what', href: to(ground.consultation, 'actions'), status: 'See it' }],
      },
    ],
  }
}

const to = (consultation: Consultation, page: string): string =>
  `/manage/consultations/${consultation.id}/${page}`

const inGrace = ({ consultation, now }: OverviewGround): boolean =>
  consultationStage(consultation, now).opening === 'grace'

function nextStep(ground: OverviewGround, stage: Stage): OverviewPage['next'] {
  const { consultation, missing, unanswered, correction } = ground
  const href = (page: string): string => to(consultation, page)
  if (ground.kept.over && ground.kept.deletion === null) {
    return {
      sentence: `People were told that their answers are kept until ${format.date(ground.kept.until)}. That day has come: delete them, unless a court or a complaint still needs them.`,
      href: href('answers'),
      button: 'Delete the answers',
    }
  }
  switch (stage) {
    case 'draft': {
      const [first] = missing
      if (first !== undefined) {
        return {
          sentence: `${format.count(missing.length, 'thing')} ${missing.length === 1 ? 'is' : 'are'} missing before it can be published. First: ${first}`,
          href: href('review'),
          button: 'See what is missing',
        }
      }
      if (unanswered > 0) {
        return {
          sentence: `${format.count(unanswered, 'check')} ${unanswered === 1 ? 'is' : 'are'} not answered yet.`,
          href: href('checklist'),
          button: 'Answer the checks',
        }
      }
      return {
        sentence: 'Everything is there. Somebody else reads it over before it is published.',
        href: href('review'),
        button: 'Ask for a review',
      }
    }
    case 'review': {
      const may = mayPublish({
        askedBy: consultation.review?.accountId ?? null,
        publishedBy: ground.accountId,
        administrator: ground.administrator,
      })
      return may
        ? {
            sentence: `${consultation.review?.name ?? 'Somebody'} asked for a review. Read it, then publish it or send it back.`,
            href: href('publish'),
            button: 'Read and publish',
          }
        : {
            sentence:
              'You asked for a review. Somebody else has to read it and publish it, or the administrator.',
            href: href('review'),
            button: 'See the review',
          }
    }
    case 'published':
      return {
        sentence: `It opens by itself at ${momentInWords(consultation.opensAt ?? '')}. Nothing has to be done.`,
        href: `/consultations/${consultation.slug}`,
        button: 'See it as the public does',
      }
    case 'open':
      return correction === null
        ? {
            sentence: `It closes by itself at ${momentInWords(consultation.closesAt ?? '')}. Answer the questions that people send, and key paper as it comes in.`,
            href: href('questions'),
            button: 'Questions people ask',
          }
        : {
            sentence: 'A correction of what is published is being written.',
            href: href('correction'),
            button: 'Go on with the correction',
          }
    case 'closed':
      if (consultation.closesAt !== null && inGrace(ground)) {
        const last = new Date(Date.parse(consultation.closesAt) + consultation.graceMinutes * 60_000)
        return {
          sentence: `Nobody can begin any more. Answers that were begun can still be sent until ${momentInWords(last.toISOString())}.`,
          href: null,
          button: '',
        }
      }
      return {
        sentence: 'Answers have stopped. Analysts code the comments, then publish what people said.',
        href: ground.analyst ? `/findings/${consultation.slug}/publish` : null,
        button: 'Findings',
      }
    case 'findings':
      return {
        sentence: 'What people said is public. Enter the decision when it is made.',
        href: href('decision'),
        button: 'Enter the decision',
      }
    case 'decision':
      return {
        sentence: 'The decision is public. Tell people what happens next.',
        href: href('next'),
        button: 'What happened next',
      }
    case 'next':
      return {
        sentence: 'Keep telling people what happens.',
        href: href('next'),
        button: 'What happened next',
      }
  }
}

function writing({ consultation, districts, proposals }: OverviewGround): Task[] {
  const review = consultation.preparation === 'review'
  const task = (title: string, page: string, complete: boolean, hint?: string): Task => ({
    title,
    ...(hint === undefined ? {} : { hint }),
    ...(review ? {} : { href: to(consultation, page) }),
    status: complete ? done : todo,
  })
  const { introduction, whatIsProposed, reasons, scenarioId, opensAt, otherWays, urgentHelp } = consultation
  return [
    task(
      'Name, scenario and texts',
      'texts',
      [introduction, whatIsProposed, reasons].every(text => text.trim() !== '') && scenarioId !== null,
    ),
    ...districts.map(district => {
      const number = proposals.filter(proposal => proposal.districtCode === district.code).length
      return task(
        district.name,
        `districts/${district.code}`,
        number > 0,
        number === 0 ? 'No proposal yet' : format.count(number, 'proposal'),
      )
    }),
    ...[
      { title: 'What is said of each place', page: 'places' },
      { title: 'Options that were looked at', page: 'options' },
    ].map(({ title, page }) => ({
      title,
      href: to(consultation, page),
      status: 'See and write',
    })),
    task('Dates', 'dates', opensAt !== null),
    task('Contact and other ways to answer', 'contact', otherWays !== '' && urgentHelp !== ''),
  ]
}

function growing({ consultation, now, districts, updates }: OverviewGround): Task[] {
  const task = (title: string, page: string, status: Task['status'], hint?: string): Task => ({
    title,
    href: to(consultation, page),
    status,
    ...(hint === undefined ? {} : { hint }),
  })
  return [
    task(
      consultation.publishedAt === null ? 'Build the questions' : 'The questions, as they are asked',
      'builder',
      'See them',
      'For every district, or for one',
    ),
    task('Documents', 'documents', count(updates.documents.length)),
    task('Questions people ask', 'questions', count(updates.faqs.length)),
    task('Were pages useful?', 'useful', 'See what people said'),
    task('Questions that people sent', 'questions/sent', 'See them'),
    task('Drop-in sessions', 'sessions', sessionsStatus(updates.sessions, consultation.closesAt, now)),
    task('Updates by email', 'updates', 'See them'),
    task('Idea boards', 'ideas', 'See them'),
    task('The staff’s pledge', 'pledge', 'See it'),
    task('Translations', 'translations', 'See them'),
    ...districts.map(district => task(`Survey for ${district.name}`, `survey/${district.code}`, 'See it')),
  ]
}

/** How many there are; or how many are yet to take place after it closes, which people have to be told about. */
function sessionsStatus(sessions: Updates['sessions'], closesAt: string | null, now: Date): Task['status'] {
  const late = sessions.filter(
    session => isAfterClosing(session, closesAt) && Date.parse(session.endsAt) > now.getTime(),
  )
  return late.length === 0
    ? count(sessions.length)
    : { tag: { text: `${format.number(late.length)} after it closes`, colour: 'yellow' } }
}

function checking({ consultation, missing, unanswered }: OverviewGround): Task[] {
  const ready = missing.length === 0 && unanswered === 0
  return [
    {
      title: 'See the pages as the public will',
      href: to(consultation, 'preview'),
      status: 'Preview',
    },
    {
      title: 'Checks before publishing',
      hint: 'Answered in words, and published with it',
      href: to(consultation, 'checklist'),
      status:
        unanswered === 0
          ? done
          : {
              tag: {
                text: `${checkItems.length - unanswered} of ${checkItems.length} answered`,
                colour: 'blue',
              },
            },
    },
    {
      title: 'Review by somebody else',
      href: to(consultation, 'review'),
      status:
        consultation.preparation === 'review'
          ? { tag: { text: 'Asked for', colour: 'yellow' } }
          : ready
            ? todo
            : later,
    },
    {
      title: 'Check and publish',
      href: to(consultation, 'publish'),
      status: consultation.preparation === 'review' ? todo : later,
    },
  ]
}

function publicSide({ consultation, correction }: OverviewGround): Task[] {
  const at = `/consultations/${consultation.slug}`
  return [
    { title: 'The public page', href: at, status: 'See it' },
    { title: 'What was published, in every version', href: `${at}/record`, status: 'See it' },
    { title: 'The public log of changes', href: `${at}/changes`, status: 'See it' },
    {
      title: 'The checks that were published with it',
      href: to(consultation, 'checklist'),
      status: 'See them',
    },
    {
      title: 'Correct what is published',
      href: to(consultation, 'correction'),
      status:
        correction === null
          ? 'Nothing is being corrected'
          : { tag: { text: 'Being written', colour: 'yellow' } },
    },
    { title: 'Contact and other ways to answer', href: to(consultation, 'contact'), status: 'Change' },
  ]
}

function dates({ consultation, now }: OverviewGround): Task[] {
  const stage = consultationStage(consultation, now)
  const tasks: Task[] = []
  if (mayMove(stage, 'change-dates')) {
    tasks.push({ title: 'Change the dates', href: to(consultation, 'change-dates'), status: 'With a reason' })
  }
  if (mayMove(stage, 'close-early')) {
    tasks.push({ title: 'Close it now', href: to(consultation, 'close'), status: 'With a reason' })
  }
  if (mayMove(stage, 'reopen')) {
    tasks.push({ title: 'Open it again', href: to(consultation, 'change-dates'), status: 'With a reason' })
  }
  return tasks.length > 0 ? tasks : [{ title: 'The dates stay as they were', status: done }]
}

function afterwards({ consultation, now, decisions, analyst, kept }: OverviewGround): Task[] {
  const stage = consultationStage(consultation, now)
  const closed = stage.opening === 'closed'
  const published = consultation.publishedAt !== null
  const followUps = decisions.followUps.filter(one => one.replacedAt === null).length
  return [
    {
      title: 'Meetings on the way to the decision',
      href: to(consultation, 'governance'),
      status: count(decisions.dates.length),
    },
    {
      title: 'What people said',
      ...(published && analyst ? { href: `/findings/${consultation.slug}` } : {}),
      status: consultation.findingsPublicSince !== null ? done : closed ? todo : later,
    },
    {
      title: 'The decision',
      ...(mayMove(stage, 'record-decision') ? { href: to(consultation, 'decision') } : {}),
      status: consultation.decisionRecordedAt !== null ? done : closed ? todo : later,
    },
    {
      title: 'What happened next',
      ...(mayMove(stage, 'record-follow-up') ? { href: to(consultation, 'next') } : {}),
      status: consultation.decisionRecordedAt === null ? later : count(followUps),
    },
    {
      title: 'How long answers are kept',
      href: to(consultation, 'answers'),
      status:
        kept.deletion !== null
          ? 'Deleted'
          : kept.over
            ? { tag: { text: 'To delete now', colour: 'yellow' } }
            : kept.until === null
              ? 'Until after the decision'
              : `Until ${format.date(kept.until)}`,
    },
  ]
}
