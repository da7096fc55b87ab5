import type { Request, Response } from 'express'
import { z } from 'zod'
import { queueMail } from '../accounts/index.ts'
import { inTransaction } from '../db/index.ts'
import { emailAddress, readForm, type FieldError, type Typed } from '../platform/forms.ts'
import { newToken } from '../platform/ids.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages } from '../platform/pages.ts'
import { rateLimit } from '../platform/security.ts'
import { leaveToken } from './device-tokens-routes.ts'
import type { Draft } from './draft.ts'
import { sealOldDraft } from './draft-repository.ts'
import { inGroups, newReturnCode } from './letters.ts'
import { addReturn, openByReturn, withKey } from './return-repository.ts'
import {
  readVisit,
  surveyFrame,
  surveyPath,
  whileAnswering,
  whileInTime,
  type BegunVisit,
  type SurveyNeeds,
} from './survey-visit-routes.ts'
import { cleanTyped } from './survey-forms.ts'

const addressForm = z.object({ email: emailAddress() })

/**
 * Saving and coming back: by a code, or by a link in a letter.
 *
 * @param pages - register of pages
 * @param needs - database, clock, and what opens drafts
 */
export function returnRoutes(pages: Pages, needs: SurveyNeeds): void {
  const { db, pepper, publicUrl } = needs
  const limitLetters = rateLimit(5, 3600)

  const sealed = async (seen: BegunVisit): Promise<Draft> => {
    const [inUse] = seen.answering.onDevice
    return seen.draft.key === null && inUse !== undefined
      ? sealOldDraft(db, pepper, seen.draft, inUse.token, seen.now)
      : seen.draft
  }

  const show = async (
    seen: BegunVisit,
    response: Response,
    more: { code?: string; errors?: readonly FieldError[]; typed?: Typed } = {},
  ): Promise<void> => {
    const { speaker, at, draft, consultation } = seen
    await showPage(
      response,
      'surveys/later',
      {
        title: speaker.plain('Save and come back later'),
        ...surveyFrame(needs, seen),
        backLink: at,
        at,
        until: speaker.format.date(draft.expiresAt),
        code: more.code === undefined ? '' : inGroups(more.code),
        sendsMail: needs.sendsMail,
        returnAddress: `${publicUrl}/consultations/${consultation.slug}/return`,
        errors: more.errors ?? [],
        typed: cleanTyped(more.typed ?? {}),
      },
      more.errors ? 422 : 200,
    )
  }

  pages.get(
    `${surveyPath}/save/later`,
    'public',
    whileInTime(needs, (seen, _request, response) => show(seen, response)),
  )

  pages.post(
    `${surveyPath}/save/code`,
    'public',
    whileAnswering(needs, async (seen, _request, response) => {
      const draft = withKey(await sealed(seen))
      if (draft === null) return show(seen, response)
      const code = newReturnCode()
      await inTransaction(db, tx =>
        addReturn(tx, pepper, draft, { kind: 'code', holder: code, at: seen.now }),
      )
      // Shown once, in this answer: nobody else can ask for it again.
      await show(seen, response, { code })
    }),
  )

  pages.post(
    `${surveyPath}/save/link`,
    'public',
    whileAnswering(needs, async (seen, request, response) => {
      const read = readForm(addressForm, request.body)
      if (!read.ok) return show(seen, response, read)
      const draft = withKey(await sealed(seen))
      if (draft === null) return show(seen, response)
      await limitLetters(draft.id)
      const token = newToken()
      const queued = await inTransaction(db, async tx => {
        await addReturn(tx, pepper, draft, { kind: 'link', holder: token, at: seen.now })
        return queueMail(tx, {
          to: read.value.email,
          ...letterOf(needs, seen, token),
          at: seen.now,
          seal: needs.letters,
        })
      })
      redirectWithNotice(
        response,
        `${seen.at}/save/later`,
        queued
          ? needs.sendsMail
            ? 'We will send you a letter with a link. We keep your email address only until it is sent.'
            : 'Your letter waits: letters are not being sent at the moment. Our privacy notice says how long we keep it.'
          : 'Too many letters went to that address in the last hour. Make a code instead, or try again later.',
      )
    }),
  )

  pages.get(`${surveyPath}/link/:token`, 'public', async (request, response) => {
    const seen = await readVisit(needs, request, response)
    // A button, because programs that look at letters follow their links.
    await showPage(response, 'surveys/open-link', {
      title: seen.speaker.plain('Open your answers'),
      ...surveyFrame(needs, seen),
      action: `${seen.at}/link/${pathParameter(request, 'token')}`,
    })
  })

  pages.post(`${surveyPath}/link/:token`, 'public', async (request: Request, response) => {
    const seen = await readVisit(needs, request, response)
    const holder = pathParameter(request, 'token')
    const opened = await inTransaction(db, tx =>
      openByReturn(tx, pepper, seen.consultation.id, { kind: 'link', holder, at: seen.now }),
    )
    if (opened === null) {
      redirectWithNotice(
        response,
        seen.at,
        'This link opens nothing any more: the answers were sent or deleted, or their time was over.',
      )
      return
    }
    leaveToken(needs, response, seen, opened.token)
    response.redirect(303, seen.at)
  })
}

function letterOf(
  { publicUrl }: SurveyNeeds,
  seen: BegunVisit,
  token: string,
): { readonly subject: string; readonly text: string; readonly purpose: string } {
  const { speaker, at, draft, consultation } = seen
  const paragraphs = [
    speaker.plain('You asked for a link to answers that you have begun to “{{consultation}}”.', {
      consultation: consultation.name,
    }),
    `${publicUrl}${at}/link/${token}`,
    speaker.plain('It works until {{until}}, or until you send your answers.', {
      until: speaker.format.date(draft.expiresAt),
    }),
    // The letter may be read, or even leave, when the answers have been sent.
    speaker.plain(
      'When you asked for this link, nothing had been sent to the council. Your answers count only once you have sent them.',
    ),
    speaker.plain('If you did not ask for this letter, you need do nothing.'),
  ]
  return {
    subject: speaker.plain('Your link to carry on answering'),
    text: `${paragraphs.join('\n\n')}\n`,
    purpose: 'Link to an unfinished survey',
  }
}
