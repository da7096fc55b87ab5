import type { Request, Response } from 'express'
import { queueMail } from '../../accounts/index.ts'
import { inTransaction } from '../../db/index.ts'
import { readForm } from '../../platform/forms.ts'
import { pathParameter, showPage, type Pages } from '../../platform/pages.ts'
import { rateLimit } from '../../platform/security.ts'
import { openPublic, type OpenedConsultation } from '../public-frame-routes.ts'
import { textBlocks } from '../text-page.ts'
import type { TakingPartNeeds } from './needs.ts'
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
export function updatesRoutes(
  pages: Pages,
  { db, clock, publicUrl, councilName, sendsMail }: TakingPartNeeds,
): void {
  // Far above what a family or a library needs, far below what is needed to try out addresses or links.
  const limitAsking = rateLimit(60, 600)
  const limitLinks = rateLimit(120, 600)
  const open = (request: Request, response: Response): Promise<OpenedConsultation> =>
    openPublic(db, response, pathParameter(request, 'slug'), councilName)
  const below = ({ consultation, speaker, frame }: OpenedConsultation): object => ({
    ...frame,
    breadcrumbs: [
      ...frame.breadcrumbs,
      { text: speaker.say('Updates'), href: `/consultations/${consultation.slug}/updates` },
    ],
    slug: consultation.slug,
    consultationName: speaker.say(consultation.name),
    unconfirmedDays,
    sendsMail,
  })

  const showUpdates = async (
    response: Response,
    opened: OpenedConsultation,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    const { consultation, speaker, frame } = opened
    await showPage(
      response,
      'taking-part/updates',
      {
        title: speaker.plain('Updates'),
        ...below(opened),
        ...frame,
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
    await showUpdates(response, await open(request, response))
  })

  pages.post(path, 'public', async (request, response) => {
    await limitAsking(request.ip ?? '')
    const opened = await open(request, response)
    const { consultation, speaker } = opened
    const form = readForm(subscribeForm, request.body)
    if (!form.ok) return showUpdates(response, opened, form, 422)
    const { email } = form.value
    const { language } = speaker
    const at = clock()
    const page = `${publicUrl}/consultations/${consultation.slug}/updates`
    await inTransaction(db, async tx => {
      const { token, subscriptionId, already } = await askSubscription(
        tx,
        consultation.id,
        { email, language },
        at,
      )
      const link = already ? `${page}/stop/link/${token}` : `${page}/link/${token}`
      const about = { consultation: speaker.plain(consultation.name), link, days: unconfirmedDays }
      const words = already ? alreadyLetter(speaker, about) : confirmationLetter(speaker, about)
      // Whether one is queued is not told: nobody learns here which addresses are known.
      await queueMail(tx, {
        ...words,
        to: email,
        purpose: 'Confirm a subscription',
        at,
        about: subscriptionId,
      })
    })
    response.redirect(303, `/consultations/${consultation.slug}/updates/check-your-email`)
  })

  pages.get(`${path}/check-your-email`, 'public', async (request, response) => {
    const opened = await open(request, response)
    const title = opened.speaker.plain('Check your email')
    await showPage(response, 'taking-part/check-your-email', { title, ...below(opened) })
  })

  // Programs that look through letters open the links in them; only a person presses the button.
  const showLink = (
    response: Response,
    opened: OpenedConsultation,
    state: 'ask' | 'confirmed' | 'gone',
  ): Promise<void> => {
    const { speaker } = opened
    const titles = {
      ask: speaker.plain('Confirm that you want updates'),
      confirmed: speaker.plain('You will get updates'),
      gone: speaker.plain('This link no longer works'),
    }
    return showPage(
      response,
      'taking-part/confirm',
      { title: titles[state], ...below(opened), linkState: state },
      state === 'gone' ? 404 : 200,
    )
  }
  const linkOf = async (
    request: Request,
    response: Response,
  ): Promise<{ opened: OpenedConsultation; id: string; token: string }> => {
    await limitLinks(request.ip ?? '')
    const opened = await open(request, response)
    return { opened, id: opened.consultation.id, token: pathParameter(request, 'token') }
  }

  pages.get(`${path}/link/:token`, 'public', async (request, response) => {
    const { opened, id, token } = await linkOf(request, response)
    const link = await followLink(db, id, token, 'confirm', clock())
    await showLink(response, opened, link === null ? 'gone' : link.confirmed ? 'confirmed' : 'ask')
  })

  pages.post(`${path}/link/:token`, 'public', async (request, response) => {
    const { opened, id, token } = await linkOf(request, response)
    const confirmed = await confirmSubscription(db, id, token, clock())
    await showLink(response, opened, confirmed ? 'confirmed' : 'gone')
  })

  const showStop = (
    response: Response,
    opened: OpenedConsultation,
    state: 'ask' | 'stopped',
  ): Promise<void> => {
    const { speaker } = opened
    return showPage(response, 'taking-part/stop', {
      title: state === 'ask' ? speaker.plain('Stop updates') : speaker.plain('You will get no more updates'),
      ...below(opened),
      linkState: state,
    })
  }

  pages.get(`${path}/stop/link/:token`, 'public', async (request, response) => {
    const { opened, id, token } = await linkOf(request, response)
    const link = await followLink(db, id, token, 'stop', clock())
    await showStop(response, opened, link === null ? 'stopped' : 'ask')
  })

  // One press in a mail program ends it (RFC 8058), so the form's token is not asked for: the link's secret is enough.
  // A second press, or a link of a subscription that ended, says the same.
  pages.post(
    `${path}/stop/link/:token`,
    'public',
    async (request, response) => {
      // Not limited as other links are: one mail company's machine may press for thousands.
      const opened = await open(request, response)
      await endSubscription(db, opened.consultation.id, pathParameter(request, 'token'), clock())
      await showStop(response, opened, 'stopped')
    },
    { fromElsewhere: true },
  )
}
