import { z } from 'zod'
import type { Request, Response } from 'express'
import { recordAction } from '../accounts/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import type { GivenAnswer } from '../model/survey.ts'
import type { Clock } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { format } from '../platform/format.ts'
import { optionalText, readForm } from '../platform/forms.ts'
import { pathParameter, queryText, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import {
  listAnswers,
  listKeptAside,
  listPayloadHashes,
  listSignals,
  reviewKeptAside,
  type KeptAside,
} from '../surveys/index.ts'
import type { AskedQuestion } from './asked-questions.ts'
import { commentsOf } from './comment-questions.ts'
import { withAndWithoutThese } from './duplicates.ts'
import type { CountTable } from './findings.ts'
import { consultationOf, findingsFrame } from './findings-frame.ts'
import { readAnswered } from './findings-service.ts'
import { findSigns, SIGNS, type SignGroup } from './signals.ts'

/** Groups of one sign that stand open on the page, the largest of copied words first. */
const few = 5
/** Most groups of one sign that the page lists. */
const mostListed = 200

const reviewForm = z.object({ note: optionalText(500) })

/**
 * The page of signs that answers may not come from people answering alone, with reasons and with what the counts are
 * without them; and what was kept aside, to be looked at. No answer is ever left out of the findings by this.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function signalsRoutes(pages: Pages, { db, clock }: { db: Db; clock: Clock }): void {
  pages.get('/findings/:consultation/signals', 'analyse', async (request, response) => {
    const consultation = await consultationOf(db, pathParameter(request, 'consultation'))
    const { input, surveys, standing, answers } = await readAnswered(db, consultation)
    const [arrivals, payloads, asides] = await Promise.all([
      listSignals(db, consultation.id),
      listPayloadHashes(db, consultation.id),
      listKeptAside(db, consultation.id),
    ])
    const groups = findSigns(
      {
        responses: standing,
        answers,
        comments: commentsOf(standing, answers, surveys),
        arrivals,
        payloads: new Map(payloads.map(one => [one.responseId, one.payloadHash])),
      },
      iso => format.dateTime(iso),
    )
    const known = new Map(standing.map(one => [one.id, one]))
    const names = new Map(input.districts.map(({ code, name }) => [code, name]))
    const chosen = chosenSigns(request)
    const leftOut = new Set(groups.filter(group => chosen.has(group.sign)).flatMap(group => group.leftOut))
    const shownSigns = SIGNS.map(one => {
      const own = groups.filter(group => group.sign === one.sign)
      return {
        ...one,
        chosen: chosen.has(one.sign),
        responses: new Set(own.flatMap(group => group.responses)).size,
        leftOut: new Set(own.flatMap(group => group.leftOut)).size,
        more: Math.max(0, own.length - mostListed),
        rows: own.slice(0, mostListed).map(group => rowOf(group, known, names)),
      }
    })
    await showPage(response, 'findings/signals', {
      title: 'Signs of automation or copying',
      ...findingsFrame(consultation, input.districts, `/findings/${consultation.slug}/signals`),
      at: `/findings/${consultation.slug}/signals`,
      few,
      signs: shownSigns,
      anySign: groups.length > 0,
      counted: input.responses.counted.length,
      flagged: leftOut.size,
      compared: withAndWithoutThese(input.questions, input.responses.counted, input.districts, leftOut).map(
        shownPair,
      ),
      asides: await Promise.all(
        asides.map(aside => shownAside(db, consultation.id, aside, input.questions, names)),
      ),
      waiting: asides.filter(one => one.reviewed === null).length,
    })
  })

  pages.post(
    '/findings/:consultation/signals/aside/:aside',
    'analyse',
    async (request, response: Response, visitor) => {
      const consultation = await consultationOf(db, pathParameter(request, 'consultation'))
      const asideId = pathParameter(request, 'aside')
      const form = readForm(reviewForm, request.body)
      const note = form.ok ? form.value.note : ''
      await inTransaction(db, async tx => {
        const review = { at: clock(), by: visitor.name, note }
        if (!(await reviewKeptAside(tx, consultation.id, asideId, review)))
          throw notFound('There is no such thing kept aside, or somebody has looked at it already.')
        await recordAction(tx, visitor, {
          action: 'findings.aside-reviewed',
          consultation: consultation.id,
          subject: asideId,
          summary: 'Looked at answers that came again with other contents',
          at: clock(),
        })
      })
      redirectWithNotice(
        response,
        `/findings/${consultation.slug}/signals#kept-aside`,
        'Noted that you have looked at it',
      )
    },
  )
}

/** Every sign, unless the analyst chose which ones the counts are compared without. */
function chosenSigns(request: Request): Set<string> {
  const all = SIGNS.map(({ sign }) => sign)
  if (queryText(request, 'compare') !== 'yes') return new Set(all)
  return new Set(all.filter(sign => queryText(request, `without-${sign}`) === 'yes'))
}

function rowOf(
  group: SignGroup,
  known: ReadonlyMap<
    string,
    { readonly reference: string; readonly districtCode: string; readonly submittedAt: string }
  >,
  names: ReadonlyMap<string, string>,
): { reason: string; count: number; references: string; districts: string; first: string } {
  const own = group.responses.flatMap(id => known.get(id) ?? [])
  const shown = own.slice(0, 5).map(one => one.reference)
  return {
    reason: group.reason,
    count: own.length,
    references: [
      ...shown,
      ...(own.length > shown.length ? [`and ${own.length - shown.length} more`] : []),
    ].join(', '),
    districts: [...new Set(own.map(one => names.get(one.districtCode) ?? ''))].join(', '),
    first: own[0]?.submittedAt ?? '',
  }
}

function shownPair(pair: { with: CountTable; without: CountTable }): {
  title: string
  bases: string[]
  rows: { text: string; numeric?: boolean }[][]
} {
  return {
    title: pair.with.title,
    bases: [pair.with.base?.words ?? '', pair.without.base?.words ?? ''],
    rows: pair.with.rows
      .filter(row => row.role === 'count')
      .map((row, at) => {
        const other = pair.without.rows[at]
        return [
          { text: row.label },
          { text: format.number(row.counts.at(-1)), numeric: true },
          { text: format.percent(row.share), numeric: true },
          { text: format.number(other?.counts.at(-1)), numeric: true },
          { text: format.percent(other?.share), numeric: true },
        ]
      }),
  }
}

function inWords(question: AskedQuestion | undefined, answer: GivenAnswer | undefined): string {
  if (!answer) return 'No answer'
  // Only a ranking means something by its order.
  const places = question?.options.map(({ value }) => value) ?? []
  const choices =
    question?.kind === 'ranking'
      ? answer.choices
      : [...answer.choices].sort((a, b) => places.indexOf(a) - places.indexOf(b) || (a < b ? -1 : 1))
  const chosen = choices.map(
    (choice, at) =>
      `${question?.kind === 'ranking' ? `${at + 1}. ` : ''}${question?.options.find(option => option.value === choice)?.text ?? choice}`,
  )
  return [...chosen, ...(answer.text === null ? [] : [answer.text])].join('\n')
}

async function shownAside(
  db: Db,
  consultationId: string,
  aside: KeptAside,
  questions: readonly AskedQuestion[],
  names: ReadonlyMap<string, string>,
): Promise<Record<string, unknown>> {
  const first = await listAnswers(db, consultationId, { responseId: aside.responseId })
  const later = [...aside.answers, ...aside.equality]
  // Equality answers come after the others, so a later version without any takes none back.
  const compared = aside.equality.length === 0 ? first.filter(one => one.section === 'survey') : first
  const keys = [...new Set([...compared, ...later].map(one => one.questionKey))]
  const rows = keys.map(key => {
    const question = questions.find(
      one => one.surveyKey === key && one.districts.includes(aside.districtCode),
    )
    const words = (answers: readonly GivenAnswer[]): string =>
      inWords(
        question,
        answers.find(one => one.questionKey === key),
      )
    return { question: question?.text ?? key, counts: words(compared), cameLater: words(later) }
  })
  return {
    id: aside.id,
    reference: aside.reference,
    district: names.get(aside.districtCode) ?? '',
    sentAt: aside.sentAt,
    cameAt: aside.cameAt,
    reviewed: aside.reviewed,
    differences: rows.filter(row => row.counts !== row.cameLater),
    same: rows.filter(row => row.counts === row.cameLater).length,
  }
}
