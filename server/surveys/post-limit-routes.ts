import type { Request, Response } from 'express'
import { AppError } from '../platform/errors.ts'
import { typedFields } from '../platform/forms.ts'
import { hashToken } from '../platform/ids.ts'
import { showPage, type Handler, type Pages } from '../platform/pages.ts'
import { rateLimit } from '../platform/security.ts'
import { speakerOf } from '../platform/speaker.ts'
import { hiddenField } from './arrival-signals.ts'
import { wholeFields } from './whole-survey.ts'

/** Whether a path belongs to a survey, whose forms are counted by who answers and not by the address alone. */
export const isSurveyPath = (path: string): boolean =>
  /^\/consultations\/[^/]+\/[^/]+\/survey(\/|$)/.test(path)

/** How many forms of a survey may be sent, in a minute unless said otherwise. */
export interface SurveyLimits {
  /** With one draft, or under one response's id: nobody answers two pages a second for a minute. */
  readonly perDraft: number
  /** From one address: a library, a school or a mobile network may stand behind it. */
  readonly perAddress: number
  /** Drafts that are begun from one address in an hour: who clears away cookies fills at most 60 MB of disk in a day. */
  readonly begunPerAddress: number
}

/** What is allowed unless said otherwise. */
export const usualLimits: SurveyLimits = { perDraft: 120, perAddress: 6_000, begunPerAddress: 3_000 }

/**
 * What one of several processes allows, so that all of them together do not let one address fill more of the disk.
 * Forms that are sent are only counted to keep off floods, by each process for itself.
 *
 * @param processes - how many processes answer surveys
 * @returns the limits of each
 */
export function limitsOfEach(processes: number): SurveyLimits {
  return { ...usualLimits, begunPerAddress: Math.ceil(usualLimits.begunPerAddress / processes) }
}

const beginsDraft = (request: Request): boolean => request.path.endsWith('/survey/start')

function draftOf(request: Request): string | null {
  const { drafts } = request.cookies as Record<string, unknown>
  const [token = ''] = typeof drafts === 'string' ? drafts.split('.') : []
  const id = typedFields(request.body)[wholeFields.response]
  const whose = typeof id === 'string' && id !== '' ? id : token
  return whose === '' ? null : hashToken(whose)
}

/**
 * A register of pages whose forms are counted by draft, and by address only far above what a library sends. Whoever
 * sends too many is told so, with everything that they typed, ready to be sent again.
 *
 * @param pages - the register
 * @param councilName - from the settings; '' when the county's is used
 * @param limits - how many forms may be sent in a minute
 * @returns the same register, with limits
 */
export function limitedPosts(pages: Pages, councilName: string, limits: SurveyLimits = usualLimits): Pages {
  const perDraft = rateLimit(limits.perDraft, 60)
  const perAddress = rateLimit(limits.perAddress, 60)
  const begunPerAddress = rateLimit(limits.begunPerAddress, 3_600)
  const limited =
    (handler: Handler): Handler =>
    async (request, response, visitor) => {
      try {
        await perAddress(request.ip ?? '')
        if (beginsDraft(request)) await begunPerAddress(request.ip ?? '')
        const draft = draftOf(request)
        if (draft !== null) await perDraft(draft)
      } catch (refusal) {
        if (!(refusal instanceof AppError) || request.accepts(['html', 'json']) === 'json') throw refusal
        await showTooMany(request, response, councilName)
        return
      }
      await handler(request, response, visitor)
    }
  return {
    declared: pages.declared,
    get: (path, permission, handler) => {
      pages.get(path, permission, handler)
    },
    post: (path, permission, handler, options) => {
      pages.post(path, permission, limited(handler), options)
    },
  }
}

async function showTooMany(request: Request, response: Response, councilName: string): Promise<void> {
  const typed = Object.entries(typedFields(request.body)).filter(
    ([name]) => name !== '_csrf' && name !== hiddenField,
  )
  const sent = typed.flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map(one => ({ name, value: one })),
  )
  response.set('Retry-After', '60')
  await showPage(
    response,
    'surveys/too-many',
    {
      title: speakerOf(response).plain('Wait a minute, then send this again'),
      layout: 'public',
      ...(councilName === '' ? {} : { councilName }),
      action: request.originalUrl,
      sent,
      // Chosen answers are short codes; what was written is what nobody wants to write twice.
      written: sent.filter(({ name, value }) => / /.test(value) && name !== wholeFields.begun),
    },
    429,
  )
}
