import type { Request, Response } from 'express'
import { addedOnce, recordAction } from '../accounts/index.ts'
import { readAnswerDeletion } from '../consultations/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { londonDate, type Clock } from '../platform/clock.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { format } from '../platform/format.ts'
import { addingForm } from '../platform/form-shown.ts'
import { joinDates, readForm, typedFields, type FieldError, type Typed } from '../platform/forms.ts'
import {
  pathParameter,
  queryText,
  redirectWithNotice,
  showPage,
  type Pages,
  type Visitor,
} from '../platform/pages.ts'
import { reconcile, type CountedBatch } from './batch.ts'
import { batchAddress, batchChoices, batchPage, paperCrumbs, sessionName } from './batch-page.ts'
import {
  addBatch,
  changeBatch,
  findBatch,
  holdOpenBatch,
  setBatchClosed,
  type BatchDescription,
} from './batch-repository.ts'
import { formsOfBatch, type PaperForm } from './form-repository.ts'
import { keyersOfBatch } from './keying-repository.ts'
import { readPaperConsultation, type PaperConsultation } from './paper-consultation.ts'
import { batchForm } from './paper-forms.ts'

/**
 * The batch of a request, which must be the consultation's.
 *
 * @param db - the database
 * @param request - a request with `consultation` and `batch` in its path
 * @returns the consultation and the batch
 * @throws {AppError} not-found
 */
export async function batchOf(
  db: Db,
  request: Request,
): Promise<{ paper: PaperConsultation; batch: CountedBatch }> {
  const paper = await readPaperConsultation(db, pathParameter(request, 'consultation'))
  const batch = await findBatch(db, pathParameter(request, 'batch'))
  if (batch?.consultationId !== paper.consultation.id) throw notFound('There is no such batch.')
  return { paper, batch }
}

/**
 * Shows a batch.
 *
 * @param db - the database
 * @param response - answer to write
 * @param visitor - who looks
 * @param place - the consultation and the batch
 * @param more - mistakes with what was typed, and their HTTP status; a form that may be checked; whether the next number can be
 *   typed at once
 */
export async function showBatch(
  db: Db,
  response: Response,
  visitor: Visitor,
  { paper, batch }: { paper: PaperConsultation; batch: CountedBatch },
  more: {
    errors?: readonly FieldError[]
    status?: number
    typed?: Typed
    offer?: PaperForm | null
    next?: boolean
  } = {},
): Promise<void> {
  const [forms, keyers, deletion] = await Promise.all([
    formsOfBatch(db, batch.id),
    keyersOfBatch(db, batch.id),
    readAnswerDeletion(db, paper.consultation.id),
  ])
  const page = batchPage(paper, batch, forms, keyers, visitor.accountId)
  const { status = more.errors ? 422 : 200, ...shown } = more
  await showPage(response, 'paper/batch', { ...page, deletion, ...shown }, status)
}

/**
 * Pages for batches: opening, counting in, closing.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function batchRoutes(pages: Pages, { db, clock }: { db: Db; clock: Clock }): void {
  const newBatchPage = (paper: PaperConsultation, more: Record<string, unknown> = {}) => ({
    title: 'Open a batch',
    breadcrumbs: paperCrumbs(paper),
    consultation: paper.consultation,
    kindChoices: batchChoices(paper.sessions),
    batchDate: londonDate(clock()),
    ...more,
  })

  pages.get('/paper/:consultation/batches/new', 'key-paper', async (request, response) => {
    const paper = await readPaperConsultation(db, pathParameter(request, 'consultation'))
    await showPage(response, 'paper/new-batch', newBatchPage(paper))
  })

  pages.post('/paper/:consultation/batches', 'key-paper', async (request, response, visitor) => {
    const paper = await readPaperConsultation(db, pathParameter(request, 'consultation'))
    const form = readBatch(paper, request.body)
    if (!form.ok) {
      await showPage(
        response,
        'paper/new-batch',
        newBatchPage(paper, { errors: form.errors, typed: form.typed }),
        422,
      )
      return
    }
    const id = await inTransaction(db, tx =>
      addedOnce(tx, addingForm(request), clock(), async () => {
        const added = await addBatch(tx, paper.consultation.id, form.value, visitor.name, clock())
        await recordAction(tx, visitor, {
          action: 'paper.batch-opened',
          consultation: paper.consultation.id,
          subject: added,
          summary: `Opened the batch “${form.value.label}”`,
          at: clock(),
        })
        return added
      }),
    )
    redirectWithNotice(response, `${batchAddress(paper, { id })}?next=1`, 'Batch opened')
  })

  pages.get('/paper/:consultation/batches/:batch', 'key-paper', async (request, response, visitor) => {
    const { paper, batch } = await batchOf(db, request)
    await showBatch(db, response, visitor, { paper, batch }, { next: queryText(request, 'next') === '1' })
  })

  pages.post('/paper/:consultation/batches/:batch', 'key-paper', async (request, response, visitor) => {
    const { paper, batch } = await batchOf(db, request)
    const form = readBatch(paper, request.body)
    if (!form.ok)
      return showBatch(db, response, visitor, { paper, batch }, { errors: form.errors, typed: form.typed })
    await inTransaction(db, async tx => {
      if (!(await changeBatch(tx, batch.id, form.value))) throw batchClosed()
      await recordAction(tx, visitor, {
        action: 'paper.batch-changed',
        consultation: paper.consultation.id,
        subject: batch.id,
        summary: `Changed the batch “${form.value.label}”${form.value.countIn === batch.countIn ? '' : `: ${form.value.countIn ?? 'not'} counted in`}`,
        at: clock(),
      })
    })
    redirectWithNotice(response, batchAddress(paper, batch), 'Batch saved')
  })

  pages.post('/paper/:consultation/batches/:batch/close', 'key-paper', async (request, response, visitor) => {
    const { paper, batch } = await batchOf(db, request)
    const problem = await inTransaction(db, async tx => {
      if (!(await holdOpenBatch(tx, batch.id))) throw batchClosed()
      const now = await findBatch(tx, batch.id)
      const { reconciled, sentence } = reconcile(now?.countIn ?? null, now?.counts ?? batch.counts)
      if (!reconciled) return sentence
      await setBatchClosed(tx, batch.id, { at: clock(), by: visitor.name })
      await recordAction(tx, visitor, {
        action: 'paper.batch-closed',
        consultation: paper.consultation.id,
        subject: batch.id,
        summary: `Closed the batch “${batch.label}”: ${batch.countIn ?? 0} counted in, all accounted for`,
        at: clock(),
      })
      return null
    })
    if (problem !== null) {
      return showBatch(
        db,
        response,
        visitor,
        { paper, batch },
        {
          errors: [{ field: 'reconciliation', message: problem }],
        },
      )
    }
    redirectWithNotice(response, batchAddress(paper, batch), 'Batch closed: every form is accounted for')
  })

  pages.post('/paper/:consultation/batches/:batch/open', 'key-paper', async (request, response, visitor) => {
    const { paper, batch } = await batchOf(db, request)
    await inTransaction(db, async tx => {
      if (!(await setBatchClosed(tx, batch.id, null))) return
      await recordAction(tx, visitor, {
        action: 'paper.batch-reopened',
        consultation: paper.consultation.id,
        subject: batch.id,
        summary: `Opened the batch “${batch.label}” again`,
        at: clock(),
      })
    })
    redirectWithNotice(response, batchAddress(paper, batch), 'Batch opened again')
  })
}

/**
 * The answer to who would change a closed batch.
 *
 * @returns an error to throw
 */
export function batchClosed(): AppError {
  return new AppError('batch-closed', 409, 'This batch is closed. Open it again first.')
}

type BatchRead =
  | { readonly ok: true; readonly value: BatchDescription }
  | { readonly ok: false; readonly errors: FieldError[]; readonly typed: Typed }

function readBatch(paper: PaperConsultation, body: unknown): BatchRead {
  const form = readForm(batchForm, joinDates(body, 'heldOn'))
  if (!form.ok) return { ...form, typed: typedFields(body) }
  const { kind, countIn, note } = form.value
  const session = paper.sessions.find(one => one.id === form.value.session)
  // A session that is listed has its own date, whatever stood in the boxes.
  const heldOn = session ? londonDate(new Date(session.startsAt)) : form.value.heldOn
  const day = format.date(heldOn)
  const usual = session
    ? sessionName(session)
    : kind === 'post'
      ? `Post of ${day}`
      : kind === 'phone'
        ? `Calls of ${day}`
        : `Drop-in session, ${day}`
  return {
    ok: true,
    value: {
      kind,
      heldOn,
      countIn,
      note,
      sessionId: session?.id ?? null,
      districtCode: session?.districtCode ?? null,
      label: form.value.label === '' ? usual : form.value.label,
    },
  }
}
