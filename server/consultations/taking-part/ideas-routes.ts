import type { Request, Response } from 'express'
import { inTransaction } from '../../db/index.ts'
import { notFound } from '../../platform/errors.ts'
import { readForm } from '../../platform/forms.ts'
import { newId, newToken } from '../../platform/ids.ts'
import { pathParameter, queryText, redirectWithNotice, showPage, type Pages } from '../../platform/pages.ts'
import { rateLimit } from '../../platform/security.ts'
import { openingWords } from '../opening-words-page.ts'
import { openPublic, type OpenedConsultation } from '../public-frame-routes.ts'
import { textBlocks } from '../text-page.ts'
import { findBoard, listBoards, type BoardWithDeclined } from './board-repository.ts'
import { boardState, declineReasons } from './idea.ts'
import { agreementForm, ideaForm } from './idea-forms.ts'
import { browserOnBoard, ideasOnPage, postIdea, setAgreement, shownIdeas } from './idea-repository.ts'
import { boardWords } from './ideas-page.ts'
import type { TakingPartNeeds } from './needs.ts'

const path = '/consultations/:slug/ideas'
/** Set only when somebody agrees with an idea. */
/** The cookie by which somebody is counted once for each idea. */
export const ideasCookie = { name: 'ideas', days: 180 } as const
const { name: cookieName, days: cookieDays } = ideasCookie

interface Shown extends OpenedConsultation {
  readonly board: BoardWithDeclined
  /** The board's address. */
  readonly at: string
}

const cookieOf = (request: Request): string => {
  const cookie: unknown = (request.cookies as Record<string, unknown>)[cookieName]
  return typeof cookie === 'string' && /^[\w-]{43}$/.test(cookie) ? cookie : ''
}

/**
 * The public pages of idea boards: read ideas, post one, agree with one.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function ideasRoutes(pages: Pages, { db, clock, councilName, publicUrl }: TakingPartNeeds): void {
  // A full room at a drop-in session posts from one address; a flood comes faster.
  const limitPosting = rateLimit(120, 600)
  const limitAgreeing = rateLimit(600, 600)
  const open = (request: Request, response: Response): Promise<OpenedConsultation> =>
    openPublic(db, response, pathParameter(request, 'slug'), councilName)
  const shownBoard = async (request: Request, response: Response): Promise<Shown> => {
    const opened = await open(request, response)
    const { id, slug } = opened.consultation
    const board = await findBoard(db, id, pathParameter(request, 'board'))
    if (board === null) throw notFound('There is no such idea board.')
    return { ...opened, board, at: `/consultations/${slug}/ideas/${board.id}` }
  }
  const frameOf = ({ consultation, speaker, frame, board, at }: Shown): Record<string, unknown> => ({
    ...frame,
    breadcrumbs: [
      ...frame.breadcrumbs,
      { text: speaker.say('Ideas'), href: `/consultations/${consultation.slug}/ideas` },
    ],
    slug: consultation.slug,
    canAnswer: openingWords(consultation, clock()).canBegin,
    board: {
      href: at,
      question: board.question,
      district: board.districtName,
      blocks: textBlocks(board.introduction),
      words: boardWords(board, clock(), speaker),
    },
  })

  pages.get(path, 'public', async (request, response) => {
    const { consultation, speaker, frame } = await open(request, response)
    await showPage(response, 'taking-part/boards', {
      title: speaker.plain('Ideas'),
      ...frame,
      slug: consultation.slug,
      canAnswer: openingWords(consultation, clock()).canBegin,
      boards: (await listBoards(db, consultation.id)).map(board => ({
        href: `/consultations/${consultation.slug}/ideas/${board.id}`,
        question: board.question,
        district: board.districtName,
        shown: board.shown,
        words: boardWords(board, clock(), speaker),
      })),
    })
  })

  pages.get(`${path}/:board`, 'public', async (request, response) => {
    const shown = await shownBoard(request, response)
    const page = Math.min(1000, Math.max(1, Math.trunc(Number(queryText(request, 'page'))) || 1))
    const cookie = cookieOf(request)
    const browser = cookie === '' ? '' : browserOnBoard(cookie, shown.board.id)
    const { ideas, total } = await shownIdeas(db, shown.board.id, page, browser)
    await showPage(response, 'taking-part/board', {
      title: shown.speaker.say(shown.board.question),
      ...frameOf(shown),
      ideas: ideas.map(idea => ({
        ...idea,
        blocks: textBlocks(idea.body),
        replyBlocks: textBlocks(idea.reply ?? ''),
      })),
      total,
      declined: shown.board.declined.map(({ reason, ideas: count }) => ({
        text: declineReasons[reason],
        count,
      })),
      pageNumber: page,
      pageCount: Math.max(1, Math.ceil(total / ideasOnPage)),
    })
  })

  const showForm = (response: Response, shown: Shown, again: object = {}, status = 200): Promise<void> =>
    showPage(
      response,
      'taking-part/post-idea',
      {
        title: shown.speaker.plain('Post an idea'),
        ...frameOf(shown),
        urgentHelp: textBlocks(shown.consultation.urgentHelp),
        formId: newId(),
        ...again,
      },
      status,
    )
  // Closed is closed also for a form that was opened before: what was typed is shown, to be copied.
  const showClosed = (response: Response, shown: Shown, body: unknown): Promise<void> => {
    const form = readForm(ideaForm, body)
    const typed: Record<string, unknown> = form.ok ? form.value : form.typed
    return showPage(
      response,
      'taking-part/board-closed',
      {
        title: shown.speaker.plain('This board does not take ideas now'),
        ...frameOf(shown),
        written: [typed['title'], typed['body']].filter(text => typeof text === 'string' && text !== ''),
      },
      409,
    )
  }

  pages.get(`${path}/:board/new`, 'public', async (request, response) => {
    const shown = await shownBoard(request, response)
    if (boardState(shown.board, clock()) !== 'open') return showClosed(response, shown, {})
    await showForm(response, shown)
  })

  pages.post(`${path}/:board/new`, 'public', async (request, response) => {
    await limitPosting(request.ip ?? '')
    const shown = await shownBoard(request, response)
    const at = clock()
    if (boardState(shown.board, at) !== 'open') return showClosed(response, shown, request.body)
    const form = readForm(ideaForm, request.body)
    if (!form.ok) return showForm(response, shown, { ...form, formId: form.typed['id'] }, 422)
    const { language } = shown.speaker
    await postIdea(db, shown.board.id, { ...form.value, language }, at)
    response.redirect(303, `${shown.at}/thank-you`)
  })

  pages.get(`${path}/:board/thank-you`, 'public', async (request, response) => {
    const shown = await shownBoard(request, response)
    await showPage(response, 'taking-part/idea-posted', {
      title: shown.speaker.plain('Thank you for your idea'),
      ...frameOf(shown),
    })
  })

  pages.post(`${path}/:board/:idea/agree`, 'public', async (request, response) => {
    await limitAgreeing(request.ip ?? '')
    const shown = await shownBoard(request, response)
    if (boardState(shown.board, clock()) !== 'open') return showClosed(response, shown, {})
    const form = readForm(agreementForm, request.body)
    if (!form.ok) throw notFound('There is no such idea.')
    const agrees = form.value.agree === 'yes'
    const cookie = cookieOf(request) || newToken()
    const id = pathParameter(request, 'idea')
    const browser = browserOnBoard(cookie, shown.board.id)
    const found = await inTransaction(db, tx =>
      setAgreement(tx, { boardId: shown.board.id, id }, browser, agrees),
    )
    if (!found) throw notFound('There is no such idea.')
    if (agrees)
      response.cookie(cookieName, cookie, {
        httpOnly: true,
        sameSite: 'lax',
        secure: publicUrl.startsWith('https://'),
        path: '/consultations',
        maxAge: cookieDays * 86_400_000,
      })
    const page = /^[1-9]\d{0,2}$/.exec(queryText(request, 'page'))?.[0] ?? '1'
    const back = `${shown.at}${page === '1' ? '' : `?page=${page}`}#idea-${id}`
    redirectWithNotice(response, back, agrees ? 'You agree with this idea.' : 'You no longer agree with it.')
  })
}
