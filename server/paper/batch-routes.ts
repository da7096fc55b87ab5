import type { Request, Response } from 'express'
import { recordAction } from '../accounts/index.ts'
import type { DropInSession } from '../consultations/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { londonDate, type Clock } from '../platform/clock.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { format } from '../platform/format.ts'
import { joinDates, readForm, typedFields, type FieldError, type Typed } from '../platform/forms.ts'
import {
  pathParameter,
  queryText,
  redirectWithNotice,
  showPage,
  type Pages,
  type Visitor,
} from '../platform/pages.ts'
import { batchKindNames, batchKinds, reconcile, type CountedBatch } from './batch.ts'
import {
  addBatch,
  changeBatch,
  findBatch,
  holdOpenBatch,
  setBatchClosed,
  type BatchDescription,
} from './batch-repository.ts'
import { findFormBySerial, formsOfBatch, issueForms, setAside, type PaperForm } from './form-repository.ts'
import { addRepeat, keyersOfBatch, readKeyings } from './keying-repository.ts'
import { readPaperConsultation, type PaperConsultation } from './paper-consultation.ts'
import { asideForm, batchForm, serialForm, unnumberedForm } from './paper-forms.ts'

const statusNames = { issued: 'Out', entered: 'Entered', void: 'Void', spoilt: 'Spoilt' } as const
const checkNames = {
  'not-checked': 'Not yet',
  agrees: 'Both agree',
  differs: 'Differences to settle',
  settled: 'Settled',
} as const

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
 * Pages for batches: opening, counting in, finding forms, setting aside, closing.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function batchRoutes(pages: Pages, { db, clock }: { db: Db; clock: Clock }): void {
  const address = (paper: PaperConsultation, batch: { id: string }): string =>
    `/paper/${paper.consultation.slug}/batches/${batch.id}`

  const newBatchPage = (paper: PaperConsultation, more: Record<string, unknown> = {}) => ({
    title: 'Open a batch',
    breadcrumbs: crumbs(paper),
    consultation: paper.consultation,
    kindChoices: kindChoices(paper.sessions),
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
    const id = await inTransaction(db, async tx => {
      const added = await addBatch(tx, paper.consultation.id, form.value, visitor.name, clock())
      await recordAction(tx, visitor, {
        action: 'paper.batch-opened',
        subject: added,
        summary: `Opened the batch “${form.value.label}”`,
        at: clock(),
      })
      return added
    })
    redirectWithNotice(response, `${address(paper, { id })}?next=1`, 'Batch opened')
  })

  const showBatch = async (
    response: Response,
    visitor: Visitor,
    paper: PaperConsultation,
    batch: CountedBatch,
    more: { errors?: readonly FieldError[]; typed?: Typed; offer?: PaperForm | null; next?: boolean } = {},
  ): Promise<void> => {
    const [forms, keyers] = await Promise.all([formsOfBatch(db, batch.id), keyersOfBatch(db, batch.id)])
    const names = new Map(paper.districts.map(district => [district.code, district.name]))
    await showPage(
      response,
      'paper/batch',
      {
        title: batch.label,
        breadcrumbs: crumbs(paper),
        consultation: paper.consultation,
        districts: paper.districts,
        batch: { ...batch, kindName: batchKindNames[batch.kind] },
        kindChoices: kindChoices(paper.sessions),
        reconciliation: reconcile(batch.countIn, batch.counts),
        forms: forms.map(form => {
          const { first, second } = keyers.get(form.id) ?? {}
          return {
            ...form,
            districtName: names.get(form.districtCode) ?? '',
            statusName: statusNames[form.status],
            checkName: checkNames[form.checked],
            keyedBy: first?.name ?? null,
            checkedBy: second?.name ?? null,
            mayCheck:
              form.status === 'entered' &&
              form.checked === 'not-checked' &&
              first?.accountId !== visitor.accountId,
          }
        }),
        scripts: ['keying.js'],
        offer: null,
        next: false,
        ...more,
      },
      more.errors ? 422 : 200,
    )
  }

  pages.get('/paper/:consultation/batches/:batch', 'key-paper', async (request, response, visitor) => {
    const { paper, batch } = await batchOf(db, request)
    await showBatch(response, visitor, paper, batch, { next: queryText(request, 'next') === '1' })
  })

  pages.post('/paper/:consultation/batches/:batch', 'key-paper', async (request, response, visitor) => {
    const { paper, batch } = await batchOf(db, request)
    const form = readBatch(paper, request.body)
    if (!form.ok)
      return showBatch(response, visitor, paper, batch, { errors: form.errors, typed: form.typed })
    await inTransaction(db, async tx => {
      if (!(await changeBatch(tx, batch.id, form.value))) throw closed()
      await recordAction(tx, visitor, {
        action: 'paper.batch-changed',
        subject: batch.id,
        summary: `Changed the batch “${form.value.label}”${form.value.countIn === batch.countIn ? '' : `: ${form.value.countIn ?? 'not'} counted in`}`,
        at: clock(),
      })
    })
    redirectWithNotice(response, address(paper, batch), 'Batch saved')
  })

  // What the number on a form leads to: keying it, checking it, or a sentence that says why not.
  pages.post('/paper/:consultation/batches/:batch/start', 'key-paper', async (request, response, visitor) => {
    const { paper, batch } = await batchOf(db, request)
    if (batch.closedAt !== null) throw closed()
    const refuse = (message: string, offer: PaperForm | null = null): Promise<void> =>
      showBatch(response, visitor, paper, batch, {
        errors: [{ field: 'serial', message }],
        typed: typedFields(request.body),
        offer,
      })
    const read = readForm(serialForm, request.body)
    if (!read.ok) return refuse(read.errors[0]?.message ?? '')
    const { serial } = read.value
    const form = await findFormBySerial(db, paper.consultation.id, serial)
    if (form === null) return refuse(`No form with the number ${serial} was printed for this consultation`)
    if (form.status === 'issued') {
      response.redirect(303, `${address(paper, batch)}/forms/${form.id}`)
      return
    }
    if (form.status !== 'entered') {
      return refuse(
        `${serial} was marked ${form.status} (${form.reason ?? ''}). Take that back if it is to be entered`,
      )
    }
    const { first } = await readKeyings(db, form.id)
    const mine = first?.accountId === visitor.accountId
    const mayCheck = !mine && form.checked === 'not-checked'
    if (!mayCheck || form.batchId !== batch.id) {
      await addRepeat(db, {
        formId: form.id,
        batchId: batch.id,
        accountId: visitor.accountId ?? '',
        at: clock(),
      })
    }
    await refuse(
      `${serial} was entered already, by ${mine ? 'you' : (first?.accountName ?? 'somebody')}, ${format.dateTime(first?.keyedAt)}. A form counts once`,
      mayCheck ? form : null,
    )
  })

  pages.post(
    '/paper/:consultation/batches/:batch/unnumbered',
    'key-paper',
    async (request, response, visitor) => {
      const { paper, batch } = await batchOf(db, request)
      const form = readForm(unnumberedForm, request.body)
      const district = form.ok ? paper.districts.find(one => one.slug === form.value.district) : undefined
      if (!district) {
        return showBatch(response, visitor, paper, batch, {
          errors: [{ field: 'district', message: 'Select the district that the answers are about' }],
        })
      }
      const issued = await inTransaction(db, async tx => {
        if (!(await holdOpenBatch(tx, batch.id))) throw closed()
        const [one] = await issueForms(tx, {
          consultationId: paper.consultation.id,
          districtCode: district.code,
          districtSlug: district.slug,
          surveyId: district.survey.id,
          label: `Numbered while entering “${batch.label}”`,
          copies: 1,
          by: visitor.name,
          at: clock(),
        })
        await recordAction(tx, visitor, {
          action: 'paper.numbered',
          subject: one?.id ?? '',
          summary: `Gave the number ${one?.serial ?? ''} to ${batch.kind === 'phone' ? 'answers by phone' : 'a form that had none'}`,
          at: clock(),
        })
        return one
      })
      redirectWithNotice(
        response,
        `${address(paper, batch)}/forms/${issued?.id ?? ''}`,
        `Write ${issued?.serial ?? ''} on the ${batch.kind === 'phone' ? 'note of the call' : 'form'} now`,
      )
    },
  )

  pages.post('/paper/:consultation/batches/:batch/aside', 'key-paper', async (request, response, visitor) => {
    const { paper, batch } = await batchOf(db, request)
    const read = readForm(asideForm.and(serialForm), request.body)
    const form = read.ok ? await findFormBySerial(db, paper.consultation.id, read.value.serial) : null
    const errors = read.ok
      ? [
          {
            field: 'aside-serial',
            message: `No form with the number ${read.value.serial} was printed for this consultation`,
          },
        ]
      : read.errors.map(error => (error.field === 'serial' ? { ...error, field: 'aside-serial' } : error))
    const typed = typedFields(request.body)
    const again = { ...typed, 'aside-serial': typed['serial'] ?? '', serial: '' }
    if (!read.ok || form === null) return showBatch(response, visitor, paper, batch, { errors, typed: again })
    const { status, reason, serial } = read.value
    const done = await inTransaction(db, async tx => {
      if (!(await holdOpenBatch(tx, batch.id))) throw closed()
      if (!(await setAside(tx, form.id, { status, reason, batchId: batch.id, at: clock() }))) return false
      await recordAction(tx, visitor, {
        action: `paper.${status}`,
        subject: form.id,
        summary: `Marked ${serial} ${status} in the batch “${batch.label}”`,
        at: clock(),
      })
      return true
    })
    if (!done) {
      const message = `${serial} was ${form.status === 'entered' ? 'entered' : `marked ${form.status}`} already`
      return showBatch(response, visitor, paper, batch, {
        errors: [{ field: 'aside-serial', message }],
        typed: again,
      })
    }
    redirectWithNotice(response, `${address(paper, batch)}?next=1`, `${serial} is marked ${status}`)
  })

  pages.post('/paper/:consultation/batches/:batch/close', 'key-paper', async (request, response, visitor) => {
    const { paper, batch } = await batchOf(db, request)
    const problem = await inTransaction(db, async tx => {
      if (!(await holdOpenBatch(tx, batch.id))) throw closed()
      const now = await findBatch(tx, batch.id)
      const { reconciled, sentence } = reconcile(now?.countIn ?? null, now?.counts ?? batch.counts)
      if (!reconciled) return sentence
      await setBatchClosed(tx, batch.id, { at: clock(), by: visitor.name })
      await recordAction(tx, visitor, {
        action: 'paper.batch-closed',
        subject: batch.id,
        summary: `Closed the batch “${batch.label}”: ${batch.countIn ?? 0} counted in, all accounted for`,
        at: clock(),
      })
      return null
    })
    if (problem !== null) {
      return showBatch(response, visitor, paper, batch, {
        errors: [{ field: 'reconciliation', message: problem }],
      })
    }
    redirectWithNotice(response, address(paper, batch), 'Batch closed: every form is accounted for')
  })

  pages.post('/paper/:consultation/batches/:batch/open', 'key-paper', async (request, response, visitor) => {
    const { paper, batch } = await batchOf(db, request)
    await inTransaction(db, async tx => {
      await setBatchClosed(tx, batch.id, null)
      await recordAction(tx, visitor, {
        action: 'paper.batch-reopened',
        subject: batch.id,
        summary: `Opened the batch “${batch.label}” again`,
        at: clock(),
      })
    })
    redirectWithNotice(response, address(paper, batch), 'Batch opened again')
  })
}

/**
 * The way back to a consultation's paper.
 *
 * @param paper - the consultation
 * @returns breadcrumbs
 */
export function crumbs({ consultation }: PaperConsultation): { text: string; href: string }[] {
  return [
    { text: 'Paper', href: '/paper' },
    { text: consultation.name, href: `/paper/${consultation.slug}` },
  ]
}

function closed(): AppError {
  return new AppError('batch-closed', 409, 'This batch is closed. Open it again first.')
}

function sessionName(session: DropInSession): string {
  return `${session.venue}, ${format.date(session.startsAt)}`
}

function kindChoices(sessions: readonly DropInSession[]) {
  return {
    kinds: batchKinds.map(value => ({ value, text: batchKindNames[value] })),
    sessions: [
      { value: '', text: 'Not one of these' },
      ...sessions.map(session => ({ value: session.id, text: sessionName(session) })),
    ],
  }
}

type BatchRead =
  | { readonly ok: true; readonly value: BatchDescription }
  | { readonly ok: false; readonly errors: FieldError[]; readonly typed: Typed }

function readBatch(paper: PaperConsultation, body: unknown): BatchRead {
  const form = readForm(batchForm, joinDates(body, 'heldOn'))
  if (!form.ok) return { ...form, typed: typedFields(body) }
  const { kind, heldOn, countIn, note } = form.value
  const session = paper.sessions.find(one => one.id === form.value.session)
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
