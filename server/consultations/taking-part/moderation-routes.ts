import type { Request, Response } from 'express'
import { recordAction } from '../../accounts/index.ts'
import { inTransaction, type Db } from '../../db/index.ts'
import { notFound } from '../../platform/errors.ts'
import { readForm } from '../../platform/forms.ts'
import {
  pathParameter,
  redirectWithNotice,
  showPage,
  type Pages,
  type Visitor,
} from '../../platform/pages.ts'
import type { Consultation } from '../consultation.ts'
import { crumbsOf, managedIn } from '../managed-routes.ts'
import { findBoard } from './board-repository.ts'
import { declineReasonNames, declineReasons, type Idea, type IdeaBoard } from './idea.ts'
import { moderationForm, redactionForm, replyForm } from './idea-forms.ts'
import { findIdea, moderateIdea, redactIdea, replyToIdea } from './idea-repository.ts'
import type { TakingPartNeeds } from './needs.ts'

const path = '/manage/consultations/:id/ideas/:board/:idea'

interface Known {
  readonly consultation: Consultation
  readonly board: IdeaBoard
  readonly idea: Idea
  /** The board's address. */
  readonly at: string
}

/**
 * The staff's page of one idea: show it or not, take private words out, answer it.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function moderationRoutes(pages: Pages, { db, clock }: TakingPartNeeds): void {
  const managed = managedIn(db)
  const known = async (request: Request): Promise<Known> => {
    const consultation = await managed(request)
    const board = await findBoard(db, consultation.id, pathParameter(request, 'board'))
    const idea = board && (await findIdea(db, board.id, pathParameter(request, 'idea')))
    if (board === null || idea === null) throw notFound('There is no such idea.')
    return { consultation, board, idea, at: `/manage/consultations/${consultation.id}/ideas/${board.id}` }
  }
  const show = async (
    response: Response,
    { consultation, board, idea, at }: Known,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    await showPage(
      response,
      'manage/taking-part/idea',
      {
        title: idea.title,
        breadcrumbs: [
          ...crumbsOf(consultation),
          { text: 'Idea boards', href: `/manage/consultations/${consultation.id}/ideas` },
          { text: board.question, href: at },
        ],
        consultation,
        board,
        idea,
        at: `${at}/${idea.id}`,
        reasonText: idea.reason === null ? '' : declineReasons[idea.reason],
        reasons: declineReasonNames.map(value => ({ value, text: declineReasons[value] })),
        ...again,
      },
      status,
    )
  }
  // The record says what was done, not what the resident wrote.
  const act = (
    { consultation }: Known,
    visitor: Visitor,
    action: string,
    summary: string,
    work: (tx: Db) => Promise<unknown>,
  ): Promise<void> =>
    inTransaction(db, async tx => {
      await work(tx)
      await recordAction(tx, visitor, { action, consultation: consultation.id, summary, at: clock() })
    })

  pages.get(path, 'consult', async (request, response) => {
    await show(response, await known(request))
  })

  pages.post(`${path}/decision`, 'consult', async (request, response, visitor) => {
    const one = await known(request)
    const form = readForm(moderationForm, request.body)
    if (!form.ok) return show(response, one, form, 422)
    const reason = form.value
    const did = reason === null ? 'Showed an idea' : `Did not show an idea: ${declineReasons[reason]}`
    await act(one, visitor, 'ideas.moderated', did, tx =>
      moderateIdea(tx, one.board.id, one.idea.id, reason, clock()),
    )
    redirectWithNotice(response, one.at, reason === null ? 'Everybody sees it now' : 'It is not shown')
  })

  pages.post(`${path}/take-out`, 'consult', async (request, response, visitor) => {
    const one = await known(request)
    const form = readForm(redactionForm, request.body)
    if (!form.ok) return show(response, one, form, 422)
    const changed = await inTransaction(db, async tx => {
      if (!(await redactIdea(tx, one.board.id, one.idea.id, form.value.words))) return false
      await recordAction(tx, visitor, {
        action: 'ideas.redacted',
        consultation: one.consultation.id,
        summary: 'Took private words out of an idea',
        at: clock(),
      })
      return true
    })
    if (!changed) {
      const errors = [{ field: 'words', message: 'None of these words stands in the idea' }]
      return show(response, one, { errors, typed: { words: form.value.words.join('\n') } }, 422)
    }
    redirectWithNotice(response, `${one.at}/${one.idea.id}`, 'The words are taken out')
  })

  pages.post(`${path}/reply`, 'consult', async (request, response, visitor) => {
    const one = await known(request)
    const form = readForm(replyForm, request.body)
    if (!form.ok) return show(response, one, form, 422)
    const { reply } = form.value
    const did = reply === '' ? 'Took back the reply to an idea' : 'Replied to an idea'
    await act(one, visitor, 'ideas.replied', did, tx => replyToIdea(tx, one.idea, reply, clock()))
    redirectWithNotice(
      response,
      `${one.at}/${one.idea.id}`,
      reply === '' ? 'Reply taken back' : 'Reply saved',
    )
  })
}
