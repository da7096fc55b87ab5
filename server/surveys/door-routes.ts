import type { Request, Response } from 'express'
import { z } from 'zod'
import {
  findPublicConsultation,
  momentInWords,
  openingWords,
  readTranslations,
  shownContact,
  type PublicConsultation,
} from '../consultations/index.ts'
import { inTransaction } from '../db/index.ts'
import { notFound } from '../platform/errors.ts'
import { fieldError, readForm, requiredText, type FieldError, type Typed } from '../platform/forms.ts'
import { pathParameter, showPage, type Pages } from '../platform/pages.ts'
import type { Speaker } from '../platform/speaker.ts'
import { sameSecret } from './draft-seal.ts'
import { guessLimit, type GuessLimit } from './guess-limit.ts'
import { cleanTyped } from './survey-forms.ts'
import { canBeCode, inGroups, plainLetters, withdrawalWord } from './letters.ts'
import { withdrawResponse } from './response-repository.ts'
import { findResponse, type StoredResponse } from './response-reading-repository.ts'
import { openByReturn } from './return-repository.ts'
import { leaveTokenFor } from './device-tokens-routes.ts'
import type { SurveyNeeds } from './survey-visit-routes.ts'
import { standardPatterns } from './standard-patterns.ts'

/** A request to a consultation's door: whose it is, and who asks. */
interface AtDoor {
  readonly consultation: PublicConsultation
  readonly now: Date
  readonly speaker: Speaker
}

interface Again {
  readonly errors: readonly FieldError[]
  readonly typed: Typed
}

const noErrors: Again = { errors: [], typed: {} }

/**
 * Where people come back to a consultation with a code, or withdraw what they sent. Declared before the consultations'
 * own pages, where the next part of an address is a district.
 *
 * @param pages - register of pages
 * @param needs - database, clock, and what opens drafts
 * @param limit - counts wrong guesses
 */
export function doorRoutes(pages: Pages, needs: SurveyNeeds, limit: GuessLimit = guessLimit(needs)): void {
  const atDoor = async (request: Request, response: Response): Promise<AtDoor> => {
    const consultation = await findPublicConsultation(needs.db, pathParameter(request, 'slug'))
    if (consultation === null) throw notFound('There is no such consultation.')
    const speaker = await readTranslations(needs.db, response, consultation, standardPatterns)
    return { consultation, now: needs.clock(), speaker }
  }
  const frame = ({ consultation, speaker }: AtDoor): Record<string, unknown> => ({
    layout: 'public',
    speaker,
    councilName: needs.councilName || consultation.county.name,
    demonstration: consultation.county.demonstration,
    surveyName: consultation.name,
    backLink: `/consultations/${consultation.slug}`,
    contact: shownContact(consultation),
  })
  returnDoor(pages, needs, limit, atDoor, frame)
  withdrawalDoor(pages, needs, limit, atDoor, frame)
}

type ReadDoor = (request: Request, response: Response) => Promise<AtDoor>
type Frame = (door: AtDoor) => Record<string, unknown>

// A right secret is checked only while its address has not guessed too often; who waits is told for how long.
async function mustWait(limit: GuessLimit, request: Request, field: string): Promise<FieldError | null> {
  const seconds = await limit.secondsToWait(request.ip ?? '')
  if (seconds === 0) return null
  const minutes = Math.ceil(seconds / 60)
  return fieldError(
    field,
    'There were too many wrong entries from this address. Wait {{count}} minutes, or use the device on which you began',
    { count: minutes },
  )
}

const codeForm = z.object({ code: requiredText('Enter your code', 200) })

function returnDoor(
  pages: Pages,
  needs: SurveyNeeds,
  limit: GuessLimit,
  atDoor: ReadDoor,
  frame: Frame,
): void {
  const { db, pepper } = needs
  const path = '/consultations/:slug/return'
  const show = (door: AtDoor, response: Response, again: Again = noErrors): Promise<void> =>
    showPage(
      response,
      'surveys/return',
      {
        title: door.speaker.plain('Carry on with your answers'),
        ...frame(door),
        action: `/consultations/${door.consultation.slug}/return`,
        words: openingWords(door.consultation, door.now, door.speaker),
        days: needs.draftDays,
        ...again,
        typed: cleanTyped(again.typed),
      },
      again.errors.length > 0 ? 422 : 200,
    )

  pages.get(path, 'public', async (request, response) => {
    await show(await atDoor(request, response), response)
  })

  pages.post(path, 'public', async (request, response) => {
    const door = await atDoor(request, response)
    const read = readForm(codeForm, request.body)
    if (!read.ok) return show(door, response, read)
    const typed = { code: read.value.code }
    const code = plainLetters(read.value.code)
    const wrong = (error: FieldError): Promise<void> => show(door, response, { errors: [error], typed })
    if (!canBeCode(code)) {
      return wrong(
        fieldError('code', 'This is not quite a code. Check each letter: it has 16 letters and numbers', {}),
      )
    }
    const wait = await mustWait(limit, request, 'code')
    if (wait !== null) return wrong(wait)
    const given = { kind: 'code', holder: code, at: door.now } as const
    const opened = await inTransaction(db, tx => openByReturn(tx, pepper, door.consultation.id, given))
    if (opened === null) {
      await limit.wrong(request.ip ?? '', door.consultation.id)
      return wrong(
        fieldError(
          'code',
          'This code opens nothing. Check each letter. A code ends when the answers are sent or deleted, or when their time is over',
          {},
        ),
      )
    }
    leaveTokenFor(needs, request, response, door.consultation, opened.token)
    response.redirect(303, `/consultations/${door.consultation.slug}/${opened.districtSlug}/survey`)
  })
}

const withdrawForm = z.object({
  reference: requiredText('Enter the reference from your receipt', 200),
  word: requiredText('Enter the withdrawal word from your receipt', 200),
})

function withdrawalDoor(
  pages: Pages,
  needs: SurveyNeeds,
  limit: GuessLimit,
  atDoor: ReadDoor,
  frame: Frame,
): void {
  const { db, pepper } = needs
  const path = '/consultations/:slug/withdraw'
  const show = async (
    door: AtDoor,
    response: Response,
    step: 'ask' | 'confirm' | 'done' | 'closed',
    more: { given?: { reference: string; word: string }; again?: Again; withdrawnAt?: string } = {},
    status = 200,
  ): Promise<void> => {
    const { consultation, speaker } = door
    const titles = {
      ask: 'Withdraw your answers',
      confirm: 'Are you sure that you want to withdraw your answers?',
      done: 'Your answers are withdrawn',
      closed: 'Answers can’t be withdrawn here any more',
    }
    const again = more.again ?? noErrors
    await showPage(
      response,
      'surveys/withdraw',
      {
        title: speaker.plain(titles[step]),
        ...frame(door),
        action: `/consultations/${consultation.slug}/withdraw`,
        step,
        given: more.given ?? { reference: '', word: '' },
        closesAt: consultation.closesAt === null ? '' : momentInWords(consultation.closesAt, speaker),
        withdrawnAt: more.withdrawnAt === undefined ? '' : momentInWords(more.withdrawnAt, speaker),
        ...again,
        typed: cleanTyped(again.typed),
      },
      again.errors.length > 0 ? 422 : status,
    )
  }
  const open = (door: AtDoor): boolean => openingWords(door.consultation, door.now).state === 'open'

  pages.get(path, 'public', async (request, response) => {
    const door = await atDoor(request, response)
    await show(door, response, open(door) ? 'ask' : 'closed')
  })

  pages.post(path, 'public', async (request, response) => {
    const door = await atDoor(request, response)
    // The server's clock decides on writing too.
    if (!open(door)) return show(door, response, 'closed', {}, 409)
    const read = readForm(withdrawForm, request.body)
    if (!read.ok) return show(door, response, 'ask', { again: read })
    const wait = await mustWait(limit, request, 'reference')
    if (wait !== null)
      return show(door, response, 'ask', { again: { errors: [wait], typed: { ...read.value } } })
    const found = await findResponse(db, door.consultation.id, referenceFrom(read.value.reference))
    if (found?.channel !== 'online' || !hasWord(found, read.value.word)) {
      await limit.wrong(request.ip ?? '', door.consultation.id)
      const wrong = fieldError(
        'reference',
        'This reference and this word do not belong together. Copy both from your receipt',
        {},
      )
      return show(door, response, 'ask', { again: { errors: [wrong], typed: { ...read.value } } })
    }
    const done = found.withdrawnAt
    if (done !== null) return show(door, response, 'done', { withdrawnAt: done })
    if ((request.body as Record<string, unknown>)['sure'] !== 'yes')
      return show(door, response, 'confirm', { given: read.value })
    await withdrawResponse(db, found.id, door.now)
    await show(door, response, 'done', { withdrawnAt: door.now.toISOString() })
  })

  const hasWord = (response: StoredResponse, typed: string): boolean =>
    sameSecret(plainLetters(withdrawalWord(pepper, response.id)), plainLetters(typed))
}

// As it stands on the receipt, whatever stands between its letters.
function referenceFrom(typed: string): string {
  return inGroups(plainLetters(typed))
}
