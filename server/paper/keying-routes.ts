import type { Request, Response } from 'express'
import { inTransaction, type Db } from '../db/index.ts'
import { recordAction } from '../accounts/index.ts'
import { londonDate, type Clock } from '../platform/clock.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { typedFields, type FieldError, type Typed } from '../platform/forms.ts'
import { newId } from '../platform/ids.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages, type Visitor } from '../platform/pages.ts'
import { placeOfPostcode, readSurvey, type Survey } from '../surveys/index.ts'
import { changesFrom, differencesBetween, keptUncounted, type AsWritten } from './as-written.ts'
import { paperCrumbs } from './batch-page.ts'
import { batchClosed, batchOf, showBatch } from './batch-routes.ts'
import type { CountedBatch } from './batch.ts'
import { answersDeleted, isDeleted } from './deleted-answers.ts'
import { findForm, takeBack, type PaperForm } from './form-repository.ts'
import { keyingQuestions, storedInWords } from './keying-page.ts'
import { readDraft, readKeyings, saveDraft, type DraftFields } from './keying-repository.ts'
import { checkForm, enterForm, receivedMoment, settleForm, type Keyer } from './keying-service.ts'
import type { PaperConsultation } from './paper-consultation.ts'
import { languageName, printSpeaker } from './print-language.ts'
import { draftFields, readDecisions, readKeyedForm, type KeyedForm } from './paper-forms.ts'

interface OpenForm {
  readonly paper: PaperConsultation
  readonly batch: CountedBatch
  readonly form: PaperForm
  readonly survey: Survey
  /** Address of the form in its batch. */
  readonly address: string
}

/** Room for every tick and word of a long survey. */
const keyedForm = { maximumBytes: 600_000, fields: 3000 }

/**
 * Pages for keying a form, keying it again as a check, and settling what differs.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 */
export function keyingRoutes(pages: Pages, { db, clock }: { db: Db; clock: Clock }): void {
  const formOf = async (request: Request): Promise<OpenForm> => {
    const { paper, batch } = await batchOf(db, request)
    const form = await findForm(db, pathParameter(request, 'form'))
    const survey = form === null ? null : await readSurvey(db, form.surveyId)
    const elsewhere = form?.batchId !== null && form?.batchId !== batch.id
    if (form === null || survey === null || elsewhere || form.consultationId !== paper.consultation.id) {
      throw notFound('There is no such form in this batch.')
    }
    const address = `/paper/${paper.consultation.slug}/batches/${batch.id}/forms/${form.id}`
    return { paper, batch, form, survey, address }
  }

  // Whose turn it is: the first person's, or that of somebody who has not seen the form keyed.
  const turnOf = async (form: PaperForm, visitor: Visitor): Promise<'first' | 'second'> => {
    if (form.status === 'issued') return 'first'
    const { first, second } = await readKeyings(db, form.id)
    if (isDeleted(form, first)) throw await answersDeleted(db, form)
    if (form.status !== 'entered' || !first) {
      throw new AppError(
        'set-aside',
        409,
        `${form.serial} was marked ${form.status}. Take that back if it is to be entered.`,
      )
    }
    if (first.accountId === visitor.accountId) {
      throw new AppError(
        'same-person',
        409,
        `You entered ${form.serial} yourself. Another person has to check it.`,
      )
    }
    if (second)
      throw new AppError('checked', 409, `${form.serial} was checked already by ${second.accountName}.`)
    return 'second'
  }

  const showKeying = async (
    response: Response,
    open: OpenForm,
    turn: 'first' | 'second',
    fill: {
      typed: DraftFields | Typed
      keyingId: string
      savedAt?: string
      errors?: readonly FieldError[]
      /** This keying is stored: nothing of it can be kept half keyed any more. */
      stored?: boolean
    },
  ): Promise<void> => {
    const { paper, batch, form, survey, address } = open
    const district = paper.districts.find(one => one.code === form.districtCode)
    const speaker = await printSpeaker(db, paper.consultation, form.language)
    await showPage(
      response,
      'paper/keying',
      {
        title: `${turn === 'first' ? 'Enter' : 'Check'} ${form.serial}`,
        breadcrumbs: [...paperCrumbs(paper), { text: batch.label, href: address.replace(/\/forms\/.*/, '') }],
        scripts: ['keying.js'],
        consultation: paper.consultation,
        batch,
        form,
        turn,
        address,
        districtName: district?.name ?? '',
        surveyVersion: survey.version,
        printedIn: form.language === 'en' ? null : languageName(form.language),
        questions: keyingQuestions(survey.definition, fill.typed, speaker),
        receivedOn: batch.heldOn,
        helped: [fill.typed['helped'] ?? []].flat().includes('yes'),
        keyingId: fill.keyingId,
        savedAt: fill.savedAt ?? null,
        stored: fill.stored === true,
        typed: fill.typed,
        errors: fill.errors ?? [],
      },
      fill.stored ? 409 : fill.errors && fill.errors.length > 0 ? 422 : 200,
    )
  }

  // The page stays as it is, so that what was changed on it is not lost to whoever has to correct it.
  const showStoredOtherwise = async (
    response: Response,
    open: OpenForm,
    sent: { typed: Typed; keyingId: string; written: AsWritten; accountId: string | null; message: string },
  ): Promise<void> => {
    const { first, second } = await readKeyings(db, open.form.id)
    const stored = [first, second].find(one => one?.id === sent.keyingId)
    if (!stored) throw notFound('This form is not stored any more.')
    const { definition } = open.survey
    const changes = changesFrom(definition, stored.form, sent.written)
    const errors = [
      { field: '', message: sent.message },
      ...storedInWords(definition, changes, stored.accountId === sent.accountId),
    ]
    const turn = stored.turn === 'first' ? 'first' : 'second'
    await showKeying(response, open, turn, {
      typed: sent.typed,
      keyingId: sent.keyingId,
      errors,
      stored: true,
    })
  }

  pages.get(
    '/paper/:consultation/batches/:batch/forms/:form',
    'key-paper',
    async (request, response, visitor) => {
      const open = await formOf(request)
      if (open.form.checked === 'differs') {
        response.redirect(303, `${open.address}/differences`)
        return
      }
      const turn = await turnOf(open.form, visitor).catch((error: unknown) => {
        if (error instanceof AppError && error.status === 409) return error
        throw error
      })
      if (turn instanceof AppError) {
        // Who comes back to a form that was stored, or set aside, goes on with the next one.
        const errors = [{ field: '', message: turn.message }]
        await showBatch(db, response, visitor, open, { errors, status: turn.status, next: true })
        return
      }
      const draft = await readDraft(db, open.form.id, visitor.accountId ?? '')
      await showKeying(response, open, turn, {
        typed: draft?.typed ?? {},
        keyingId: newId(),
        ...(draft ? { savedAt: draft.savedAt } : {}),
      })
    },
  )

  const place = async (paper: PaperConsultation, { postcode }: KeyedForm): Promise<AsWritten['postcode']> => {
    const found =
      postcode.state === 'answered' ? await placeOfPostcode(db, paper.consultation, postcode.text) : null
    return {
      state: postcode.state,
      neighbourhoodCode: found?.neighbourhoodCode ?? null,
      distanceBand: found?.distanceBand ?? null,
    }
  }

  pages.post(
    '/paper/:consultation/batches/:batch/forms/:form',
    'key-paper',
    async (request, response, visitor) => {
      const open = await formOf(request)
      const { paper, batch, form, survey, address } = open
      const { consultation } = paper
      const batchAddress = address.replace(/\/forms\/.*/, '')
      const { first } = await readKeyings(db, form.id)
      if (isDeleted(form, first)) throw await answersDeleted(db, form)
      const read = readKeyedForm(survey.definition, request.body, {
        first: londonDate(new Date(consultation.opensAt)),
        today: londonDate(clock()),
      })
      if (!read.ok) {
        const typed = typedFields(request.body)
        const keyingId = typeof typed['keyingId'] === 'string' ? typed['keyingId'] : newId()
        const turn = form.status === 'issued' || first?.id === keyingId ? 'first' : 'second'
        return showKeying(response, open, turn, { typed, keyingId, errors: read.errors })
      }
      const { keyingId, receivedOn, helped, answers } = read.value
      const written = { receivedOn, helped, answers, postcode: await place(paper, read.value) }
      const given = { batch, form, survey, closesAt: consultation.closesAt }
      const keyer = keyerOf(visitor)
      let differences: readonly unknown[] | null = null
      try {
        if (first && first.id !== keyingId) {
          differences = await checkForm(db, keyer, given, keyingId, written, clock())
        } else {
          await enterForm(db, keyer, given, keyingId, written, clock())
        }
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'stored-otherwise') throw error
        const { accountId } = keyer
        const { message } = error
        const typed = typedFields(request.body)
        return showStoredOtherwise(response, open, { typed, keyingId, written, accountId, message })
      }
      if (differences !== null) {
        if (differences.length > 0) {
          const many = differences.length === 1 ? 'one answer' : `${differences.length} answers`
          redirectWithNotice(response, `${address}/differences`, `The two readings differ in ${many}`)
          return
        }
        redirectWithNotice(
          response,
          `${batchAddress}?next=1`,
          `${form.serial} is checked: both readings agree`,
        )
        return
      }
      const { late } = receivedMoment(receivedOn, consultation.closesAt)
      const uncounted = keptUncounted(survey.definition, written)
      const unplaced = written.postcode.state === 'answered' && written.postcode.neighbourhoodCode === null
      redirectWithNotice(
        response,
        `${batchAddress}?next=1`,
        `${form.serial} is entered${late ? '. It came in after the last day: it is kept, and counted apart' : ''}${unplaced ? '. Its postcode is not one of the county’s' : ''}${uncountedInWords(uncounted)}`,
      )
    },
    { form: keyedForm },
  )

  pages.post(
    '/paper/:consultation/batches/:batch/forms/:form/draft',
    'key-paper',
    async (request, response, visitor) => {
      const { form, survey, address } = await formOf(request)
      await turnOf(form, visitor)
      await saveDraft(
        db,
        form.id,
        visitor.accountId ?? '',
        draftFields(survey.definition, request.body),
        clock(),
      )
      if (request.get('x-requested-by') === 'keying') return response.status(204).end()
      redirectWithNotice(
        response,
        address.replace(/\/forms\/.*/, ''),
        `${form.serial} is kept half keyed, without its postcode. Enter its number again to go on`,
      )
    },
    { form: keyedForm },
  )

  pages.post(
    '/paper/:consultation/batches/:batch/forms/:form/back',
    'key-paper',
    async (request, response, visitor) => {
      const { batch, form, address } = await formOf(request)
      if (batch.closedAt !== null) throw batchClosed()
      await inTransaction(db, async tx => {
        if (!(await takeBack(tx, form.id, clock()))) return
        await recordAction(tx, visitor, {
          action: 'paper.taken-back',
          consultation: form.consultationId,
          subject: form.id,
          summary: `Took back that ${form.serial} was ${form.status}`,
          at: clock(),
        })
      })
      redirectWithNotice(response, address.replace(/\/forms\/.*/, ''), `${form.serial} can be entered`)
    },
  )

  const bothReadings = async (form: PaperForm) => {
    const { first, second, settled } = await readKeyings(db, form.id)
    if (isDeleted(form, first)) throw await answersDeleted(db, form)
    if (!first || !second) throw notFound('This form has not been keyed by two people.')
    return { first, second, settled }
  }

  const showDifferences = async (
    response: Response,
    open: OpenForm,
    mistakes: { errors?: readonly FieldError[]; typed?: Typed } = {},
  ): Promise<void> => {
    const { first, second, settled } = await bothReadings(open.form)
    await showPage(
      response,
      'paper/differences',
      {
        title: `Two readings of ${open.form.serial}`,
        breadcrumbs: [
          ...paperCrumbs(open.paper),
          { text: open.batch.label, href: open.address.replace(/\/forms\/.*/, '') },
        ],
        form: open.form,
        address: open.address,
        differences: differencesBetween(open.survey.definition, first.form, second.form),
        firstName: first.accountName,
        secondName: second.accountName,
        settledBy: settled ? { who: settled.accountName, at: settled.keyedAt } : null,
        ...mistakes,
      },
      mistakes.errors ? 422 : 200,
    )
  }

  pages.get(
    '/paper/:consultation/batches/:batch/forms/:form/differences',
    'key-paper',
    async (request, response) => {
      await showDifferences(response, await formOf(request))
    },
  )

  pages.post(
    '/paper/:consultation/batches/:batch/forms/:form/differences',
    'key-paper',
    async (request, response, visitor) => {
      const open = await formOf(request)
      const { first, second } = await bothReadings(open.form)
      const fields = differencesBetween(open.survey.definition, first.form, second.form).map(one => one.field)
      const decided = readDecisions(fields, request.body)
      if (!decided.ok)
        return showDifferences(response, open, { errors: decided.errors, typed: decided.typed })
      await settleForm(
        db,
        keyerOf(visitor),
        { form: open.form, survey: open.survey, closesAt: open.paper.consultation.closesAt },
        decided.value,
        clock(),
      )
      redirectWithNotice(
        response,
        `${open.address.replace(/\/forms\/.*/, '')}?next=1`,
        `${open.form.serial} is settled`,
      )
    },
  )
}

// The keyer still has the paper in hand: was it written so, or mistyped?
function uncountedInWords(numbers: readonly number[]): string {
  if (numbers.length === 0) return ''
  const which =
    numbers.length === 1 ? `Question ${numbers[0] ?? 0} is` : `Questions ${numbers.join(', ')} are`
  return `. ${which} kept as written, and not counted: two things share a place, or it is no number or date that was asked for`
}

function keyerOf(visitor: Visitor): Keyer {
  // The permission is only given to accounts.
  if (visitor.accountId === null) throw new AppError('forbidden', 403, 'Sign in to enter forms.')
  return { accountId: visitor.accountId, name: visitor.name }
}
