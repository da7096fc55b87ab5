import { recordAction } from '../accounts/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import type { Clock } from '../platform/clock.ts'
import { format } from '../platform/format.ts'
import { readForm, typedFields } from '../platform/forms.ts'
import { redirectWithNotice, type Pages } from '../platform/pages.ts'
import { batchAddress } from './batch-page.ts'
import { holdOpenBatch } from './batch-repository.ts'
import { batchClosed, batchOf, showBatch } from './batch-routes.ts'
import { deletedInWords, isDeleted } from './deleted-answers.ts'
import { findFormBySerial, setAside, type PaperForm } from './form-repository.ts'
import { issueForms } from './issue-repository.ts'
import { addRepeat, readKeyings } from './keying-repository.ts'
import { asideForm, serialForm, unnumberedForm } from './paper-forms.ts'

/**
 * What happens to a form in hand: its number leads to keying or checking, it gets a number, or it is set aside.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function batchEntryRoutes(pages: Pages, { db, clock }: { db: Db; clock: Clock }): void {
  // What the number on a form leads to: keying it, checking it, or a sentence that says why not.
  pages.post('/paper/:consultation/batches/:batch/start', 'key-paper', async (request, response, visitor) => {
    const { paper, batch } = await batchOf(db, request)
    if (batch.closedAt !== null) throw batchClosed()
    const refuse = (message: string, offer: PaperForm | null = null): Promise<void> =>
      showBatch(
        db,
        response,
        visitor,
        { paper, batch },
        {
          errors: [{ field: 'serial', message }],
          typed: typedFields(request.body),
          offer,
        },
      )
    const read = readForm(serialForm, request.body)
    if (!read.ok) return refuse(read.errors[0]?.message ?? '')
    const { serial } = read.value
    const form = await findFormBySerial(db, paper.consultation.id, serial)
    if (form === null) return refuse(`No form with the number ${serial} was printed for this consultation`)
    if (form.status === 'issued') {
      response.redirect(303, `${batchAddress(paper, batch)}/forms/${form.id}`)
      return
    }
    if (form.status !== 'entered') {
      return refuse(
        `${serial} was marked ${form.status} (${form.reason ?? ''}). Take that back if it is to be entered`,
      )
    }
    const { first } = await readKeyings(db, form.id)
    if (isDeleted(form, first)) return refuse(await deletedInWords(db, form))
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
      if (!form.ok || !district) {
        return showBatch(
          db,
          response,
          visitor,
          { paper, batch },
          {
            errors: form.ok
              ? [{ field: 'district', message: 'Select the district that the answers are about' }]
              : form.errors,
          },
        )
      }
      const issued = await inTransaction(db, async tx => {
        if (!(await holdOpenBatch(tx, batch.id))) throw batchClosed()
        const [one] = await issueForms(tx, {
          consultationId: paper.consultation.id,
          districtCode: district.code,
          districtSlug: district.slug,
          surveyId: district.survey.id,
          label: `Numbered while entering “${batch.label}”`,
          language: form.value.language,
          copies: 1,
          by: visitor.name,
          at: clock(),
        })
        await recordAction(tx, visitor, {
          action: 'paper.numbered',
          consultation: paper.consultation.id,
          subject: one?.id ?? '',
          summary: `Gave the number ${one?.serial ?? ''} to ${batch.kind === 'phone' ? 'answers by phone' : 'a form that had none'}`,
          at: clock(),
        })
        return one
      })
      redirectWithNotice(
        response,
        `${batchAddress(paper, batch)}/forms/${issued?.id ?? ''}`,
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
    if (!read.ok || form === null)
      return showBatch(db, response, visitor, { paper, batch }, { errors, typed: again })
    const { status, reason, serial } = read.value
    const done = await inTransaction(db, async tx => {
      if (!(await holdOpenBatch(tx, batch.id))) throw batchClosed()
      if (!(await setAside(tx, form.id, { status, reason, batchId: batch.id, at: clock() }))) return false
      await recordAction(tx, visitor, {
        action: `paper.${status}`,
        consultation: paper.consultation.id,
        subject: form.id,
        summary: `Marked ${serial} ${status} in the batch “${batch.label}”`,
        at: clock(),
      })
      return true
    })
    if (!done) {
      const message = `${serial} was ${form.status === 'entered' ? 'entered' : `marked ${form.status}`} already`
      return showBatch(
        db,
        response,
        visitor,
        { paper, batch },
        {
          errors: [{ field: 'aside-serial', message }],
          typed: again,
        },
      )
    }
    redirectWithNotice(response, `${batchAddress(paper, batch)}?next=1`, `${serial} is marked ${status}`)
  })
}
