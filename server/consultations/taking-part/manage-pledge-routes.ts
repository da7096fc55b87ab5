import type { Request, Response } from 'express'
import { addedOnce, recordAction } from '../../accounts/index.ts'
import { inTransaction, type Db } from '../../db/index.ts'
import { addingForm } from '../../platform/form-shown.ts'
import { readForm } from '../../platform/forms.ts'
import { streamCsv } from '../../platform/csv-stream.ts'
import { pageNumber } from '../../platform/page-number.ts'
import {
  pathParameter,
  redirectWithNotice,
  showPage,
  type Pages,
  type Visitor,
} from '../../platform/pages.ts'
import type { Consultation } from '../consultation.ts'
import { crumbsOf, goneAlready, managedIn } from '../managed-routes.ts'
import { textBlocks } from '../text-page.ts'
import type { TakingPartNeeds } from './needs.ts'
import { pledgeForm } from './pledge-forms.ts'
import {
  addPledgeVersion,
  checkSignature,
  countSignatures,
  everySignature,
  listSignatures,
  pledgeVersions,
  removeSignature,
  signaturesPerPage,
} from './pledge-repository.ts'

const path = '/manage/consultations/:id/pledge'

/**
 * The staff's pages of the pledge: write versions, see who signed, take the signatures away as a table.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function managePledgeRoutes(pages: Pages, { db, clock }: TakingPartNeeds): void {
  const managed = managedIn(db)
  const at = (consultation: Consultation): string => `/manage/consultations/${consultation.id}/pledge`
  const show = async (
    response: Response,
    consultation: Consultation,
    again: object = {},
    status = 200,
    page = 1,
  ): Promise<void> => {
    const versions = await pledgeVersions(db, consultation.id)
    await showPage(
      response,
      'manage/taking-part/pledge',
      {
        title: 'The staff’s pledge',
        breadcrumbs: crumbsOf(consultation),
        consultation,
        versions,
        newest: versions[0] ?? null,
        signatures: await listSignatures(db, consultation.id, page),
        page,
        pageCount: Math.max(1, Math.ceil((await countSignatures(db, consultation.id)) / signaturesPerPage)),
        preview: null,
        ...again,
      },
      status,
    )
  }
  pages.get(path, 'consult', async (request, response) => {
    await show(response, await managed(request), {}, 200, pageNumber(request))
  })

  pages.post(path, 'consult', async (request, response, visitor) => {
    const consultation = await managed(request)
    const form = readForm(pledgeForm, request.body)
    if (!form.ok) return show(response, consultation, form, 422)
    const { after, ...text } = form.value
    const typed = { ...text }
    const wants: unknown = (request.body as Record<string, unknown>)['act']
    if (wants !== 'publish') {
      const preview = { heading: text.title, blocks: textBlocks(text.body), note: text.note }
      return show(response, consultation, { typed, preview })
    }
    const added = await inTransaction(db, tx =>
      addedOnce(tx, addingForm(request), clock(), async () => {
        if (!(await addPledgeVersion(tx, consultation.id, text, after, clock()))) return null
        await recordAction(tx, visitor, {
          action: 'pledge.version-published',
          consultation: consultation.id,
          summary: `Published version ${after + 1} of the pledge “${text.title}”`,
          at: clock(),
        })
        return String(after + 1)
      }),
    )
    if (added === null) {
      const message =
        'Somebody else has published this version since you opened this page. Read theirs, then decide again'
      return show(response, consultation, { errors: [{ field: 'body', message }], typed }, 409)
    }
    redirectWithNotice(response, at(consultation), 'The version is published')
  })

  const act = async (
    request: Request,
    response: Response,
    visitor: Visitor,
    summary: string,
    work: (tx: Db, consultationId: string, id: string) => Promise<boolean>,
  ): Promise<void> => {
    const consultation = await managed(request)
    await inTransaction(db, async tx => {
      if (!(await work(tx, consultation.id, pathParameter(request, 'signature'))))
        throw goneAlready('This signature')
      await recordAction(tx, visitor, {
        action: 'pledge.signature-checked',
        consultation: consultation.id,
        summary,
        at: clock(),
      })
    })
    redirectWithNotice(response, at(consultation), summary)
  }
  pages.post(`${path}/signatures/:signature/check`, 'consult', (request, response, visitor) =>
    act(request, response, visitor, 'Let a name stand under the pledge', (tx, consultationId, id) =>
      checkSignature(tx, consultationId, id, clock()),
    ),
  )
  pages.post(`${path}/signatures/:signature/remove`, 'consult', (request, response, visitor) =>
    act(request, response, visitor, 'Took a signature out of the pledge', removeSignature),
  )

  pages.get(`${path}/signatures.csv`, 'consult', async (request, response) => {
    const consultation = await managed(request)
    const heading = ['Signed', 'Version', 'Name', 'Role', 'Organisation', 'May be named', 'Withdrawn']
    const rows = async function* () {
      for await (const piece of everySignature(db, consultation.id)) {
        yield piece.map(signature => [
          signature.signedAt,
          signature.version,
          signature.name,
          signature.role,
          signature.organisation,
          signature.mayBeNamed ? 'yes' : 'no',
          signature.withdrawnAt ?? '',
        ])
      }
    }
    await streamCsv(response, 'pledge-signatures.csv', heading, rows())
  })
}
