import type { Request } from 'express'
import { addedOnce, recordAction } from '../accounts/index.ts'
import { listConsultationDistricts } from '../consultations/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import type { PublishedConsultation } from '../paper/index.ts'
import type { Clock } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { addingForm } from '../platform/form-shown.ts'
import { readForm } from '../platform/forms.ts'
import { pathParameter, redirectWithNotice, sendCsv, showPage, type Pages } from '../platform/pages.ts'
import { listSurveys } from '../surveys/index.ts'
import { questionBook, type AskedQuestion, type FindingsDistrict } from './asked-questions.ts'
import { asksForWords } from './comment-questions.ts'
import { codeChanges } from './coding-service.ts'
import {
  codingProgress,
  commentsOnAPage,
  findComment,
  listComments,
  type Comment,
} from './comment-repository.ts'
import { isLate } from './counted-responses.ts'
import { consultationOf, findingsFrame } from './findings-frame.ts'
import {
  commentAddress,
  commentFilter,
  flagForm,
  passOnForm,
  readCodedComments,
  readCommentQuery,
} from './findings-forms.ts'
import { addFlag, listFlags, passFlagOn } from './flag-repository.ts'
import { listFrames, listThemes, type Theme } from './theme-repository.ts'

/** Each reading of comments for a table looks at every comment, so there are few. */
const commentsInOneReading = 1_000

const channelNames: Readonly<Record<string, string>> = { online: 'Online', paper: 'Paper', phone: 'Phone' }

interface Reading {
  readonly consultation: PublishedConsultation
  readonly districts: readonly FindingsDistrict[]
  readonly themes: readonly Theme[]
  /** The question of a comment in the words of its own survey. */
  questionOf(comment: Pick<Comment, 'surveyId' | 'questionKey'>): string
  readonly written: readonly AskedQuestion[]
}

/**
 * Pages for reading comments, giving them themes, and flagging what somebody has to act on.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function commentsRoutes(pages: Pages, { db, clock }: { db: Db; clock: Clock }): void {
  const readingOf = async (request: Request): Promise<Reading> => {
    const consultation = await consultationOf(db, pathParameter(request, 'consultation'))
    const [districts, surveys, [frame]] = await Promise.all([
      listConsultationDistricts(db, consultation.id),
      listSurveys(db, consultation.id),
      listFrames(db, consultation.id),
    ])
    const book = questionBook(surveys, districts)
    const texts = new Map(book.questions.map(question => [question.key, question.text]))
    return {
      consultation,
      districts,
      themes: frame ? await listThemes(db, frame.id) : [],
      questionOf: ({ surveyId, questionKey }) =>
        texts.get(book.idOf(surveyId, questionKey) ?? '') ?? questionKey,
      // Where the words differ by district, the key still finds all of them.
      written: book.questions
        .filter(asksForWords)
        .filter((question, at, all) => all.findIndex(one => one.surveyKey === question.surveyKey) === at),
    }
  }
  const shown = (reading: Reading, comment: Comment) => ({
    ...comment,
    questionText: reading.questionOf(comment),
    districtName: reading.districts.find(({ code }) => code === comment.districtCode)?.name ?? '',
    channelName: channelNames[comment.channel] ?? comment.channel,
    late: isLate(comment, reading.consultation.closesAt),
    themeNames: comment.themes.flatMap(id => reading.themes.find(theme => theme.id === id)?.name ?? []),
  })

  pages.get('/findings/:consultation/comments', 'analyse', async (request, response, visitor) => {
    const reading = await readingOf(request)
    const { consultation, districts, themes } = reading
    const query = readCommentQuery(request.query)
    const district = districts.find(({ slug }) => slug === query.district)
    const filter = commentFilter(query, district?.code ?? null)
    const [{ comments, total }, progress] = await Promise.all([
      listComments(db, consultation.id, filter, query.page),
      codingProgress(db, consultation.id),
    ])
    const at = `/findings/${consultation.slug}/comments`
    await showPage(response, 'findings/comments', {
      title: 'Comments',
      ...findingsFrame(consultation, districts, at),
      comments: comments.map(comment => ({
        ...shown(reading, comment),
        // A second coding by the first coder would say nothing.
        mine:
          query.turn === 'first' || comment.coder === null || comment.coder.accountId === visitor.accountId,
      })),
      total,
      progress,
      themes,
      query,
      address: `${at}${commentAddress(query)}`,
      clearAddress: `${at}${query.turn === 'second' ? '?turn=second' : ''}`,
      otherTurn: `${at}${query.turn === 'second' ? '' : '?turn=second'}`,
      pageCount: Math.max(1, Math.ceil(total / commentsOnAPage)),
      newerAddress: `${at}${commentAddress(query, { page: query.page - 1 })}`,
      olderAddress: `${at}${commentAddress(query, { page: query.page + 1 })}`,
      csvAddress: `/findings/${consultation.slug}/comments.csv`,
      choices: {
        districts: [
          { value: '', text: 'All' },
          ...districts.map(({ slug, name }) => ({ value: slug, text: name })),
        ],
        questions: [
          { value: '', text: 'All' },
          ...reading.written.map(({ surveyKey, text }) => ({ value: surveyKey, text })),
        ],
        channels: [
          { value: '', text: 'All' },
          ...Object.entries(channelNames).map(([value, text]) => ({ value, text })),
        ],
        themes: [
          { value: '', text: 'Any or none' },
          ...themes.map(({ id, name }) => ({ value: id, text: name })),
        ],
        states: [
          { value: '', text: 'All' },
          { value: 'not-coded', text: 'Not coded yet' },
          { value: 'no-theme', text: 'Coded, no theme' },
          { value: 'flagged', text: 'Flagged' },
        ],
      },
    })
  })

  pages.post('/findings/:consultation/comments', 'analyse', async (request, response, visitor) => {
    const { consultation, themes } = await readingOf(request)
    const query = readCommentQuery(request.query)
    const coded = readCodedComments(
      request.body,
      themes.map(({ id }) => id),
    )
    const changed = await codeChanges(db, consultation.id, coded, query.turn, visitor, clock())
    const words = changed.saved === 1 ? '1 comment is coded' : `${changed.saved} comments are coded`
    const apart =
      changed.changedByOthers > 0
        ? `. ${changed.changedByOthers === 1 ? '1 was' : `${changed.changedByOthers} were`} coded by somebody else meanwhile, and left as they are`
        : ''
    redirectWithNotice(
      response,
      `/findings/${consultation.slug}/comments${commentAddress(query)}`,
      `${words}${apart}`,
    )
  })

  pages.get('/findings/:consultation/comments.csv', 'analyse', async (request, response) => {
    const reading = await readingOf(request)
    const query = readCommentQuery(request.query)
    const district = reading.districts.find(({ slug }) => slug === query.district)
    const filter = commentFilter(query, district?.code ?? null)
    const rows: (string | number | null)[][] = [
      ['Comment', 'District', 'How it came', 'Question', 'Words', 'Themes', 'Coded by'],
    ]
    for (let page = 1; ; page += 1) {
      const { comments, total } = await listComments(
        db,
        reading.consultation.id,
        filter,
        page,
        commentsInOneReading,
      )
      for (const comment of comments.map(one => shown(reading, one))) {
        rows.push([
          comment.id,
          comment.districtName,
          comment.channelName,
          comment.questionText,
          comment.text,
          comment.themeNames.join('; '),
          comment.coder?.name ?? null,
        ])
      }
      if (page * commentsInOneReading >= total) break
    }
    sendCsv(response, `${reading.consultation.slug}-comments.csv`, rows)
  })

  pages.get('/findings/:consultation/comments/:comment/flag', 'analyse', async (request, response) => {
    const reading = await readingOf(request)
    const comment = await findComment(db, reading.consultation.id, pathParameter(request, 'comment'), 'first')
    if (comment === null) throw notFound('There is no such comment.')
    await showPage(response, 'findings/flag', {
      title: 'Flag a comment',
      ...findingsFrame(reading.consultation, reading.districts, ''),
      comment: shown(reading, comment),
    })
  })

  pages.post(
    '/findings/:consultation/comments/:comment/flag',
    'analyse',
    async (request, response, visitor) => {
      const reading = await readingOf(request)
      const { consultation } = reading
      const comment = await findComment(db, consultation.id, pathParameter(request, 'comment'), 'first')
      if (comment === null) throw notFound('There is no such comment.')
      const form = readForm(flagForm, request.body)
      if (!form.ok) {
        await showPage(
          response,
          'findings/flag',
          {
            title: 'Flag a comment',
            ...findingsFrame(consultation, reading.districts, ''),
            comment: shown(reading, comment),
            errors: form.errors,
            typed: form.typed,
          },
          422,
        )
        return
      }
      await inTransaction(db, tx =>
        addedOnce(tx, addingForm(request), clock(), async () => {
          const id = await addFlag(tx, {
            consultationId: consultation.id,
            answerId: comment.id,
            note: form.value.note,
            by: visitor.name,
            at: clock(),
          })
          await recordAction(tx, visitor, {
            action: 'findings.flagged',
            consultation: consultation.id,
            subject: id,
            summary: 'Flagged a comment that somebody may have to act on',
            at: clock(),
          })
          return id
        }),
      )
      redirectWithNotice(
        response,
        `/findings/${consultation.slug}/flags`,
        'Flagged. Pass it on now to the person who is responsible for safeguarding',
      )
    },
  )

  pages.get('/findings/:consultation/flags', 'analyse', async (request, response) => {
    const consultation = await consultationOf(db, pathParameter(request, 'consultation'))
    const districts = await listConsultationDistricts(db, consultation.id)
    const names = new Map(districts.map(({ code, name }) => [code, name]))
    await showPage(response, 'findings/flags', {
      title: 'Safeguarding log',
      ...findingsFrame(consultation, districts, `/findings/${consultation.slug}/flags`),
      flags: (await listFlags(db, consultation.id)).map(flag => ({
        ...flag,
        districtName: names.get(flag.districtCode) ?? '',
      })),
    })
  })

  pages.post('/findings/:consultation/flags/:flag', 'analyse', async (request, response, visitor) => {
    const consultation = await consultationOf(db, pathParameter(request, 'consultation'))
    const flagId = pathParameter(request, 'flag')
    const form = readForm(passOnForm, request.body)
    const at = `/findings/${consultation.slug}/flags`
    if (!form.ok) {
      redirectWithNotice(response, at, form.errors[0]?.message ?? '')
      return
    }
    const done = await inTransaction(db, async tx => {
      const passed = { outcome: form.value.outcome, by: visitor.name, at: clock() }
      if (!(await passFlagOn(tx, consultation.id, flagId, passed))) return false
      await recordAction(tx, visitor, {
        action: 'findings.passed-on',
        consultation: consultation.id,
        subject: flagId,
        summary: 'Passed a flagged comment on',
        at: clock(),
      })
      return true
    })
    redirectWithNotice(response, at, done ? 'Passed on' : 'It was passed on already')
  })
}
