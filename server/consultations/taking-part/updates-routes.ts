import type { Request, Response } from 'express'
import { queueMail } from '../../accounts/index.ts'
import { inTransaction } from '../../db/index.ts'
import { readForm } from '../../platform/forms.ts'
import { pathParameter, showPage, type Pages } from '../../platform/pages.ts'
import { rateLimit } from '../../platform/security.ts'
import { speakerOf } from '../../platform/speaker.ts'
import type { PublicConsultation } from '../publication-repository.ts'
import { textBlocks } from '../text-page.ts'
import { publicFrame, publicOne, type TakingPartNeeds } from './shown-routes.ts'
import {
  askSubscription,
  confirmSubscription,
  endSubscription,
  followLink,
  unconfirmedDays,
} from './subscription-repository.ts'
import { subscribeForm } from './update-forms.ts'
import { alreadyLetter, confirmationLetter } from './update-letters.ts'
import { publishedUpdates } from './update-repository.ts'

const path = '/consultations/:slug/updates'

/**
 * The public pages of news about a consultation: read it, have it sent, stop that.
 *
 * @param pages - register of pages
 * @param needs - database, clock, and where people reach the product
 */
export function updatesRoutes(pages: Pages, { db, clock, publicUrl, councilName }: TakingPartNeeds): void {
  // Far above what a family or a library needs, far below what is needed to try out addresses or links.
  const limitAsking = rateLimit(60, 600)
  const limitLinks = rateLimit(120, 600)
  const crumb = (consultation: PublicConsultation, response: Response): { text: string; href: string } => ({
    text: speakerOf(response).plain('Updates'),
    href: `/consultations/${consultation.slug}/updates`,
  })

  const showUpdates = async (
    response: Response,
    consultation: PublicConsultation,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    await showPage(
      response,
      'taking-part/updates',
      {
        title: speakerOf(response).plain('Updates'),
        ...publicFrame(consultation, councilName),
        slug: consultation.slug,
        consultationName: consultation.name,
        unconfirmedDays,
        updates: (await publishedUpdates(db, consultation.id)).map(update => ({
          id: update.id,
          heading: update.title,
          publishedAt: update.publishedAt,
          blocks: textBlocks(update.body),
        })),
        ...again,
      },
      status,
    )
  }

  pages.get(path, 'public', async (request, response) => {
    await showUpdates(response, await publicOne(db, request))
  })

  pages.post(path, 'public', async (request, response) => {
    await limitAsking(request.ip ?? '')
    const consultation = await publicOne(db, request)
    const form = readForm(subscribeForm, request.body)
    if (!form.ok) return showUpdates(response, consultation, form, 422)
    const { email } = form.value
    const { language } = speakerOf(response)
    const at = clock()
    const page = `${publicUrl}/consultations/${consultation.slug}/updates`
    await inTransaction(db, async tx => {
      const { token, already } = await askSubscription(tx, consultation.id, { email, language }, at)
      const link = already ? `${page}/stop/link/${token}` : `${page}/link/${token}`
      const about = { consultation: consultation.name, link, days: unconfirmedDays }
      const words = already ? alreadyLetter(language, about) : confirmationLetter(language, about)
      // Whether one is queued is not told: nobody learns here which addresses are known.
      await queueMail(tx, { ...words, to: email, purpose: 'Confirm a subscription', at })
    })
    response.redirect(303, `/consultations/${consultation.slug}/updates/check-your-email`)
  })

  pages.get(`${path}/check-your-email`, 'public', async (request, response) => {
    const consultation = await publicOne(db, request)
    await showPage(response, 'taking-part/check-your-email', {
      title: speakerOf(response).plain('Check your email'),
      ...publicFrame(consultation, councilName, [crumb(consultation, response)]),
      slug: consultation.slug,
      unconfirmedDays,
    })
  })

  // Programs that look through letters open the links in them; only a person presses the button.
  const showLink = (
    response: Response,
    consultation: PublicConsultation,
    state: 'ask' | 'confirmed' | 'gone',
  ): Promise<void> => {
    const speaker = speakerOf(response)
    const titles = {
      ask: speaker.plain('Confirm that you want updates'),
      confirmed: speaker.plain('You will get updates'),
      gone: speaker.plain('This link no longer works'),
    }
    return showPage(
      response,
      'taking-part/confirm',
      {
        title: titles[state],
        ...publicFrame(consultation, councilName, [crumb(consultation, response)]),
        slug: consultation.slug,
        consultationName: consultation.name,
        linkState: state,
        unconfirmedDays,
      },
      state === 'gone' ? 404 : 200,
    )
  }
  const linkOf = async (request: Request): Promise<{ consultation: PublicConsultation; token: string }> => {
    await limitLinks(request.ip ?? '')
    return { consultation: await publicOne(db, request), token: pathParameter(request, 'token') }
  }

  pages.get(`${path}/link/:token`, 'public', async (request, response) => {
    const { consultation, token } = await linkOf(request)
    const link = await followLink(db, consultation.id, token, 'confirm', clock())
    await showLink(response, consultation, link === null ? 'gone' : link.confirmed ? 'confirmed' : 'ask')
  })

  pages.post(`${path}/link/:token`, 'public', async (request, response) => {
    const { consultation, token } = await linkOf(request)
    const confirmed = await confirmSubscription(db, consultation.id, token, clock())
    await showLink(response, consultation, confirmed ? 'confirmed' : 'gone')
  })

  const showStop = (
    response: Response,
    consultation: PublicConsultation,
    state: 'ask' | 'stopped',
  ): Promise<void> => {
    const speaker = speakerOf(response)
    return showPage(response, 'taking-part/stop', {
      title: state === 'ask' ? speaker.plain('Stop updates') : speaker.plain('You will get no more updates'),
      ...publicFrame(consultation, councilName, [crumb(consultation, response)]),
      slug: consultation.slug,
      consultationName: consultation.name,
      linkState: state,
    })
  }

  pages.get(`${path}/stop/link/:token`, 'public', async (request, response) => {
    const { consultation, token } = await linkOf(request)
    const link = await followLink(db, consultation.id, token, 'stop', clock())
    await showStop(response, consultation, link === null ? 'stopped' : 'ask')
  })

  // One press in a mail program ends it (RFC 8058), so the form's token is not asked for: the link's secret is enough.
  // A second press, or a link of a subscription that ended, says the same.
  pages.post(
    `${path}/stop/link/:token`,
    'public',
    async (request, response) => {
      const { consultation, token } = await linkOf(request)
      await endSubscription(db, consultation.id, token, clock())
      await showStop(response, consultation, 'stopped')
    },
    { fromElsewhere: true },
  )
}
