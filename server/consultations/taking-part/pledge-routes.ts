import type { Request, Response } from 'express'
import { notFound } from '../../platform/errors.ts'
import { readForm } from '../../platform/forms.ts'
import { newId } from '../../platform/ids.ts'
import { pathParameter, showPage, type Pages, type Visitor } from '../../platform/pages.ts'
import { rateLimit } from '../../platform/security.ts'
import { openPublic, type OpenedConsultation } from '../public-frame-routes.ts'
import { textBlocks } from '../text-page.ts'
import type { TakingPartNeeds } from './needs.ts'
import { signatureForm } from './pledge-forms.ts'
import {
  findSignature,
  namedSignatures,
  pledgeVersions,
  signPledge,
  withdrawSignature,
  type SignedVersion,
} from './pledge-repository.ts'
import { signatureToken } from './pledge.ts'

const path = '/consultations/:slug/pledge'

interface Shown extends OpenedConsultation {
  /** Newest first; at least one. */
  readonly versions: readonly SignedVersion[]
  readonly newest: SignedVersion
}

/**
 * The public pages of the staff's pledge: read it and its versions, sign it, withdraw.
 *
 * @param pages - register of pages
 * @param needs - database, clock, and the secret that signatures' pages are made with
 */
export function pledgeRoutes(pages: Pages, { db, clock, councilName, secret }: TakingPartNeeds): void {
  const limitSigning = rateLimit(120, 600)
  const limitLinks = rateLimit(120, 600)
  const open = (request: Request, response: Response): Promise<OpenedConsultation> =>
    openPublic(db, response, pathParameter(request, 'slug'), councilName)
  const below = ({ consultation, speaker, frame }: OpenedConsultation): Record<string, unknown> => ({
    ...frame,
    breadcrumbs: [
      ...frame.breadcrumbs,
      { text: speaker.say('The staff’s pledge'), href: `/consultations/${consultation.slug}/pledge` },
    ],
    slug: consultation.slug,
  })
  const withPledge = async (request: Request, response: Response): Promise<Shown> => {
    const opened = await open(request, response)
    const versions = await pledgeVersions(db, opened.consultation.id)
    const [newest] = versions
    if (newest === undefined) throw notFound('There is no pledge to sign.')
    return { ...opened, versions, newest }
  }

  pages.get(path, 'public', async (request, response) => {
    const { consultation, speaker, frame } = await open(request, response)
    const versions = await pledgeVersions(db, consultation.id)
    const named = await namedSignatures(db, consultation.id)
    await showPage(response, 'taking-part/pledge', {
      title: speaker.plain('The staff’s pledge'),
      ...frame,
      slug: consultation.slug,
      versions: versions.map(version => ({
        ...version,
        heading: version.title,
        blocks: textBlocks(version.body),
        named: named.filter(signature => signature.versionId === version.id),
      })),
    })
  })

  const showForm = (
    response: Response,
    shown: Shown,
    visitor: Visitor,
    again: object = {},
    status = 200,
  ): Promise<void> =>
    showPage(
      response,
      'taking-part/sign-pledge',
      {
        title: shown.speaker.plain('Sign the pledge'),
        ...below(shown),
        pledge: {
          heading: shown.newest.title,
          version: shown.newest.version,
          versionId: shown.newest.id,
          blocks: textBlocks(shown.newest.body),
          note: shown.newest.note,
        },
        changedMeanwhile: false,
        signer: visitor.name,
        formId: newId(),
        ...again,
      },
      status,
    )
  pages.get(`${path}/sign`, 'public', async (request, response, visitor) => {
    await showForm(response, await withPledge(request, response), visitor)
  })
  pages.post(`${path}/sign`, 'public', async (request, response, visitor) => {
    await limitSigning(request.ip ?? '')
    const shown = await withPledge(request, response)
    const form = readForm(signatureForm, request.body)
    if (!form.ok) return showForm(response, shown, visitor, { ...form, formId: form.typed['id'] }, 422)
    const { version, named, ...who } = form.value
    const token = signatureToken(secret, who.id)
    const at = `/consultations/${shown.consultation.slug}/pledge/link/${token}`
    // A form that is sent again leads to the same page, also when there is a newer version by now.
    if ((await findSignature(db, shown.consultation.id, token)) === null) {
      // Nobody signs what they have not read.
      if (version !== shown.newest.id)
        return showForm(
          response,
          shown,
          visitor,
          { typed: { ...who, named }, formId: who.id, changedMeanwhile: true },
          409,
        )
      const signature = { ...who, mayBeNamed: named === 'yes', known: visitor.accountId !== null }
      await signPledge(db, shown.newest.id, signature, token, clock())
    }
    response.redirect(303, at)
  })

  const showSignature = async (request: Request, response: Response, withdraw: boolean): Promise<void> => {
    await limitLinks(request.ip ?? '')
    const opened = await open(request, response)
    const token = pathParameter(request, 'token')
    const found = await findSignature(db, opened.consultation.id, token)
    if (found === null) throw notFound('There is no such signature.')
    if (withdraw) await withdrawSignature(db, found.id, clock())
    const signature = withdraw ? await findSignature(db, opened.consultation.id, token) : found
    await showPage(response, 'taking-part/signature', {
      title: opened.speaker.plain(
        signature?.withdrawnAt === null ? 'You have signed the pledge' : 'You have withdrawn your signature',
      ),
      ...below(opened),
      signature,
    })
  }
  pages.get(`${path}/link/:token`, 'public', (request, response) => showSignature(request, response, false))
  pages.post(`${path}/link/:token`, 'public', (request, response) => showSignature(request, response, true))
}
