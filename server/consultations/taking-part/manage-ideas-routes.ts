import type { Request, Response } from 'express'
import { addedOnce, recordAction } from '../../accounts/index.ts'
import { inTransaction } from '../../db/index.ts'
import { londonDate, londonTimeOfDay } from '../../platform/clock.ts'
import { notFound } from '../../platform/errors.ts'
import { addingForm } from '../../platform/form-shown.ts'
import { joinDates, readForm, typedFields } from '../../platform/forms.ts'
import { pageNumber } from '../../platform/page-number.ts'
import { pathParameter, redirectWithNotice, sendCsv, showPage, type Pages } from '../../platform/pages.ts'
import { english } from '../../platform/speaker.ts'
import type { Consultation } from '../consultation.ts'
import { holdConsultation } from '../consultation-repository.ts'
import { listConsultationDistricts } from '../district-repository.ts'
import { seenMark } from '../draft-change-service.ts'
import { changedMeanwhile, crumbsOf, goneAlready, managedIn } from '../managed-routes.ts'
import { addBoard, changeBoard, findBoard, listBoards, type BoardTexts } from './board-repository.ts'
import { boardForm } from './idea-forms.ts'
import { declineReasons, type Idea, type IdeaBoard, type IdeaState } from './idea.ts'
import { allIdeas, ideasForStaff, staffIdeasOnPage } from './idea-repository.ts'
import { boardWords } from './ideas-page.ts'
import { moderationRoutes } from './moderation-routes.ts'
import type { TakingPartNeeds } from './needs.ts'

const path = '/manage/consultations/:id/ideas'

const stateWords: Record<IdeaState, string> = { waiting: 'Waits', shown: 'Shown', declined: 'Not shown' }

const dateAndTime = (iso: string): { on: string; at: string } => ({
  on: londonDate(new Date(iso)),
  at: londonTimeOfDay(new Date(iso)),
})

const boardMark = ({ districtCode, question, introduction, opensAt, closesAt }: BoardTexts): string =>
  seenMark([districtCode, question, introduction, opensAt, closesAt])

const exportRow = (idea: Idea): (string | number | null)[] => [
  idea.postedAt,
  stateWords[idea.state],
  idea.reason === null ? '' : declineReasons[idea.reason],
  idea.title,
  idea.body,
  idea.neighbourhood,
  idea.language,
  idea.redacted ? 'yes' : 'no',
  idea.agreements,
  idea.reply ?? '',
  idea.repliedAt ?? '',
]

/**
 * The staff's pages of idea boards: open one, see what came, take it away as a table.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function manageIdeasRoutes(pages: Pages, needs: TakingPartNeeds): void {
  const { db, clock } = needs
  const managed = managedIn(db)
  const at = (consultation: Consultation, ...rest: readonly string[]): string =>
    ['/manage/consultations', consultation.id, 'ideas', ...rest].join('/')
  const crumbs = (consultation: Consultation): { text: string; href: string }[] => [
    ...crumbsOf(consultation),
    { text: 'Idea boards', href: at(consultation) },
  ]
  const known = async (request: Request): Promise<{ consultation: Consultation; board: IdeaBoard }> => {
    const consultation = await managed(request)
    const board = await findBoard(db, consultation.id, pathParameter(request, 'board'))
    if (board === null) throw notFound('There is no such idea board.')
    return { consultation, board }
  }
  const districtChoices = async (consultationId: string): Promise<{ value: string; text: string }[]> => [
    { value: '', text: 'The whole county' },
    ...(await listConsultationDistricts(db, consultationId)).map(({ code, name }) => ({
      value: code,
      text: name,
    })),
  ]

  const showBoards = async (
    response: Response,
    consultation: Consultation,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    await showPage(
      response,
      'manage/taking-part/boards',
      {
        title: 'Idea boards',
        breadcrumbs: crumbsOf(consultation),
        consultation,
        districts: await districtChoices(consultation.id),
        boards: (await listBoards(db, consultation.id)).map(board => ({
          ...board,
          words: boardWords(board, clock(), english),
        })),
        ...again,
      },
      status,
    )
  }
  pages.get(path, 'consult', async (request, response) => {
    await showBoards(response, await managed(request))
  })
  pages.post(path, 'consult', async (request, response, visitor) => {
    const consultation = await managed(request)
    const form = readForm(boardForm, joinDates(request.body, 'opensOn', 'closesOn'))
    if (!form.ok) return showBoards(response, consultation, form, 422)
    const districts = await districtChoices(consultation.id)
    if (!districts.some(({ value }) => value === (form.value.districtCode ?? '')))
      throw notFound('There is no such district.')
    const id = await inTransaction(db, tx =>
      addedOnce(tx, addingForm(request), clock(), async () => {
        const added = await addBoard(tx, consultation.id, form.value, clock())
        await recordAction(tx, visitor, {
          action: 'ideas.board-added',
          consultation: consultation.id,
          summary: `Opened the idea board “${form.value.question}”`,
          at: clock(),
        })
        return added
      }),
    )
    redirectWithNotice(response, at(consultation, id), 'Board added')
  })

  const showBoard = async (
    request: Request,
    response: Response,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    const { consultation, board } = await known(request)
    const page = pageNumber(request)
    const { ideas, total } = await ideasForStaff(db, board.id, page)
    await showPage(
      response,
      'manage/taking-part/board',
      {
        title: board.question,
        breadcrumbs: crumbs(consultation),
        consultation,
        board: { ...board, words: boardWords(board, clock(), english) },
        opens: dateAndTime(board.opensAt),
        closes: dateAndTime(board.closesAt),
        seen: boardMark(board),
        districts: await districtChoices(consultation.id),
        ideas: ideas.map(idea => ({ ...idea, stateWord: stateWords[idea.state] })),
        total,
        pageNumber: page,
        pageCount: Math.max(1, Math.ceil(total / staffIdeasOnPage)),
        ...again,
      },
      status,
    )
  }
  pages.get(`${path}/:board`, 'consult', (request, response) => showBoard(request, response))
  pages.post(`${path}/:board`, 'consult', async (request, response, visitor) => {
    const { consultation, board } = await known(request)
    const form = readForm(boardForm, joinDates(request.body, 'opensOn', 'closesOn'))
    if (!form.ok) return showBoard(request, response, form, 422)
    const districts = await districtChoices(consultation.id)
    if (!districts.some(({ value }) => value === (form.value.districtCode ?? '')))
      throw notFound('There is no such district.')
    const changed = await inTransaction(db, async tx => {
      await holdConsultation(tx, consultation.id)
      const stands = await findBoard(tx, consultation.id, board.id)
      if (stands === null) throw goneAlready('This board')
      const { seen } = form.value
      // A form that was sent twice finds what it has stored itself.
      if (boardMark(stands) === boardMark(form.value)) return 'changed'
      if (seen !== '' && seen !== boardMark(stands)) return 'meanwhile'
      const done = await changeBoard(tx, consultation.id, board.id, form.value)
      await recordAction(tx, visitor, {
        action: 'ideas.board-changed',
        consultation: consultation.id,
        summary: `Changed the idea board “${board.question}”`,
        at: clock(),
      })
      return done
    })
    if (changed === 'meanwhile') {
      const errors = [changedMeanwhile('question', 'this board')]
      return showBoard(request, response, { errors, typed: typedFields(request.body) }, 422)
    }
    redirectWithNotice(
      response,
      at(consultation, board.id),
      changed === 'dates'
        ? 'Introduction and dates saved. Question and district stay as they are.'
        : 'Board saved',
    )
  })

  pages.get(`${path}/:board/ideas.csv`, 'consult', async (request, response) => {
    const { board } = await known(request)
    sendCsv(response, 'ideas.csv', [
      [
        'Posted',
        'State',
        'Why not shown',
        'Idea',
        'Text',
        'Neighbourhood',
        'Language of the page',
        'Words taken out',
        'Browsers that agree (no vote)',
        'Reply',
        'Replied',
      ],
      ...(await allIdeas(db, board.id)).map(exportRow),
    ])
  })

  moderationRoutes(pages, needs)
}
