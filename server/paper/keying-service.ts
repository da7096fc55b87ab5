import { recordAction, type Actor } from '../accounts/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import type { DistanceBand } from '../model/survey.ts'
import { londonDate, londonTime } from '../platform/clock.ts'
import { AppError } from '../platform/errors.ts'
import { format } from '../platform/format.ts'
import { newId } from '../platform/ids.ts'
import { correctResponse, storeResponse, type Survey } from '../surveys/index.ts'
import {
  changesFrom,
  differencesBetween,
  givenAnswers,
  settle,
  type AsWritten,
  type Difference,
} from './as-written.ts'
import type { PaperBatch } from './batch.ts'
import { holdOpenBatch } from './batch-repository.ts'
import { answersDeleted, isDeleted } from './deleted-answers.ts'
import { findForm, markChecked, markEntered, type CheckState, type PaperForm } from './form-repository.ts'
import { addKeying, readKeyings, removeDraft, type Keying } from './keying-repository.ts'
import type { Decisions } from './paper-forms.ts'

/** Who keys: somebody with an account. */
export interface Keyer extends Actor {
  readonly accountId: string
}

/** What keying a form needs to know. */
export interface KeyingPlace {
  readonly batch: PaperBatch
  readonly form: PaperForm
  readonly survey: Survey
  /** ISO UTC; the first moment at which the consultation is closed. */
  readonly closesAt: string
}

/**
 * The moment that a form counts as received. Paper carries a day, not an hour: noon stands for it, or the last minute
 * before closing where the consultation closes before noon of that day.
 *
 * @param receivedOn - `YYYY-MM-DD`
 * @param closesAt - ISO UTC; the first moment at which the consultation is closed
 * @returns the moment (ISO UTC), and whether that day is after the last one
 */
export function receivedMoment(receivedOn: string, closesAt: string): { at: string; late: boolean } {
  const noon = londonTime(receivedOn, '12:00')
  if (noon < closesAt) return { at: noon, late: false }
  const lastMinute = new Date(Date.parse(closesAt) - 60_000)
  if (receivedOn <= londonDate(lastMinute)) return { at: lastMinute.toISOString(), late: false }
  return { at: noon, late: true }
}

/**
 * Enters a form: its response counts from now on, in the channel of its batch. The same keying sent twice is entered
 * once; sent again with something changed it is refused, so that nobody takes the change for stored.
 *
 * @param db - the database
 * @param keyer - who keyed it
 * @param place - batch, form, survey and closing
 * @param keyingId - made when the page was first shown; the response's id too
 * @param written - the form as written
 * @param at - the moment
 * @returns whether it was entered now, or before with the same answers
 * @throws {AppError} `stored-otherwise` when this keying is stored with other answers; also when the batch is closed, the number was used already, or the page was another form's
 */
export async function enterForm(
  db: Db,
  keyer: Keyer,
  place: KeyingPlace,
  keyingId: string,
  written: AsWritten,
  at: Date,
): Promise<'entered' | 'entered before'> {
  const { batch, form, survey, closesAt } = place
  return inTransaction(db, async tx => {
    const before = (await readKeyings(tx, form.id)).first
    if (before?.id === keyingId) {
      await refuseChanges(tx, keyer, place, before, written)
      return 'entered before'
    }
    if (!(await holdOpenBatch(tx, batch.id))) throw batchClosed()
    const received = receivedMoment(written.receivedOn, closesAt)
    const marked = await markEntered(tx, form.id, {
      batchId: batch.id,
      receivedOn: written.receivedOn,
      late: received.late,
      responseId: keyingId,
      at,
    })
    if (!marked) {
      // Two sends side by side: the other one has ended by now, and may have been this very keying.
      const beside = (await readKeyings(tx, form.id)).first
      if (beside?.id === keyingId) {
        await refuseChanges(tx, keyer, place, beside, written)
        return 'entered before'
      }
      throw new AppError(
        'serial-used',
        409,
        `${form.serial} was entered or set aside already. Nothing was stored twice.`,
      )
    }
    const added = await addKeying(tx, keyingOf(keyer, form, keyingId, 'first', written, at))
    const { answers, equality } = inSections(survey, written)
    const { outcome } = await storeResponse(tx, {
      responseId: keyingId,
      surveyId: survey.id,
      channel: batch.kind === 'phone' ? 'phone' : 'paper',
      receivedAt: received.at,
      submittedAt: at.toISOString(),
      withinGrace: false,
      language: form.language,
      helped: written.helped,
      neighbourhoodCode: written.postcode.neighbourhoodCode,
      distanceBand: written.postcode.distanceBand as DistanceBand | null,
      answers,
      equality,
      asWritten: written,
    })
    // A page of one form sent for another would leave two forms with one response.
    if (!added || outcome !== 'stored') {
      throw new AppError(
        'keying-used',
        409,
        `This page belongs to another form. Nothing was stored: open ${form.serial} again from its batch.`,
      )
    }
    await removeDraft(tx, form.id, keyer.accountId)
    await recordAction(tx, keyer, {
      action: 'paper.entered',
      consultation: form.consultationId,
      subject: form.id,
      summary: `Entered ${form.serial} in the batch “${batch.label}”${received.late ? ', received after the last day' : ''}`,
      at,
    })
    return 'entered'
  })
}

/**
 * Stores a second person's reading of a form that is entered, and compares. The response stays as it is until
 * differences are settled: a form never counts twice.
 *
 * @param db - the database
 * @param keyer - the second person
 * @param place - batch, form, survey and closing
 * @param keyingId - made when the page was first shown
 * @param written - the form as the second person read it
 * @param at - the moment
 * @returns the differences; none when both agree
 * @throws {AppError} `stored-otherwise` when this keying is stored with other answers; also when the same person keyed it first, or it was checked already
 */
export async function checkForm(
  db: Db,
  keyer: Keyer,
  place: KeyingPlace,
  keyingId: string,
  written: AsWritten,
  at: Date,
): Promise<Difference[]> {
  const { form, survey } = place
  return inTransaction(db, async tx => {
    const { first, second } = await readKeyings(tx, form.id)
    if (isDeleted(form, first)) throw await answersDeleted(tx, form)
    if (!first) throw new AppError('not-entered', 409, `${form.serial} has not been entered yet.`)
    if (first.accountId === keyer.accountId) {
      throw new AppError(
        'same-person',
        409,
        `You entered ${form.serial} yourself. Another person has to check it.`,
      )
    }
    const added = await addKeying(tx, keyingOf(keyer, form, keyingId, 'second', written, at))
    if (!added) {
      const stored = second ?? (await readKeyings(tx, form.id)).second
      if (stored?.id !== keyingId) {
        throw new AppError(
          'checked',
          409,
          `${form.serial} was checked already by ${stored?.accountName ?? 'somebody else'}.`,
        )
      }
      await refuseChanges(tx, keyer, place, stored, written)
      return differencesBetween(survey.definition, first.form, stored.form)
    }
    const differences = differencesBetween(survey.definition, first.form, written)
    await markChecked(tx, form.id, { checked: differences.length === 0 ? 'agrees' : 'differs' }, at)
    await removeDraft(tx, form.id, keyer.accountId)
    await recordAction(tx, keyer, {
      action: 'paper.checked',
      consultation: form.consultationId,
      subject: form.id,
      summary: `Keyed ${form.serial} a second time: ${differences.length === 0 ? 'both agree' : `${differences.length} differ`}`,
      at,
    })
    return differences
  })
}

/**
 * Settles the differences between two readings with the paper in hand; the response says from now on what was decided.
 *
 * @param db - the database
 * @param keyer - who decides
 * @param place - batch, form, survey and closing
 * @param decisions - whose reading is right, for each field that differs
 * @param at - the moment
 * @throws {AppError} when there is nothing to settle
 */
export async function settleForm(
  db: Db,
  keyer: Keyer,
  place: Omit<KeyingPlace, 'batch'>,
  decisions: Decisions,
  at: Date,
): Promise<void> {
  const { form, survey, closesAt } = place
  await inTransaction(db, async tx => {
    const { first, second } = await readKeyings(tx, form.id)
    if (isDeleted(form, first)) throw await answersDeleted(tx, form)
    if (!first || !second || form.responseId === null) {
      throw new AppError('nothing-to-settle', 409, `${form.serial} has not been keyed by two people.`)
    }
    const settled = settle(first.form, second.form, decisions)
    const added = await addKeying(tx, keyingOf(keyer, form, newId(), 'settled', settled, at))
    if (!added) throw new AppError('settled', 409, `${form.serial} was settled already.`)
    const received = receivedMoment(settled.receivedOn, closesAt)
    await correctResponse(tx, form.responseId, {
      receivedAt: received.at,
      helped: settled.helped,
      neighbourhoodCode: settled.postcode.neighbourhoodCode,
      distanceBand: settled.postcode.distanceBand as DistanceBand | null,
      ...inSections(survey, settled),
      asWritten: settled,
    })
    await markChecked(
      tx,
      form.id,
      { checked: 'settled', receivedOn: settled.receivedOn, late: received.late },
      at,
    )
    await recordAction(tx, keyer, {
      action: 'paper.settled',
      consultation: form.consultationId,
      subject: form.id,
      summary: `Settled ${decisions.size === 1 ? '1 difference' : `${decisions.size} differences`} on ${form.serial}`,
      at,
    })
  })
}

/** How a form that is stored can still be corrected, by what came of its second reading. */
const corrections: Readonly<Record<CheckState, (serial: string) => string>> = {
  'not-checked': serial =>
    `To correct it, ask another person to check ${serial} from its batch, and settle what differs with the paper in hand.`,
  differs: () => 'Its two readings differ: settle the differences from its batch, with the paper in hand.',
  agrees: () => 'Its two readings agree, so it can no longer be changed here.',
  settled: () => 'The differences between its two readings are settled, so it can no longer be changed here.',
}

// The answer to the first sending may have been lost while the page stayed open, and was changed since.
async function refuseChanges(
  tx: Db,
  keyer: Keyer,
  { form, survey }: KeyingPlace,
  stored: Keying,
  written: AsWritten,
): Promise<void> {
  if (changesFrom(survey.definition, stored.form, written).length === 0) return
  const who = stored.accountId === keyer.accountId ? 'you' : stored.accountName
  const done = stored.turn === 'first' ? 'entered' : 'checked'
  const { checked } = (await findForm(tx, form.id)) ?? form
  throw new AppError(
    'stored-otherwise',
    409,
    `${form.serial} was ${done} already, by ${who}, ${format.dateTime(stored.keyedAt)}, with other answers than those on this page. What was changed since was not stored. ${corrections[checked](form.serial)}`,
  )
}

function batchClosed(): AppError {
  return new AppError('batch-closed', 409, 'This batch is closed. Open it again before you enter more forms.')
}

function keyingOf(
  keyer: Keyer,
  form: PaperForm,
  id: string,
  turn: Keying['turn'],
  written: AsWritten,
  at: Date,
): Keying {
  return {
    id,
    formId: form.id,
    turn,
    accountId: keyer.accountId,
    accountName: keyer.name,
    keyedAt: at.toISOString(),
    form: written,
  }
}

function inSections({ definition }: Survey, written: AsWritten) {
  const given = givenAnswers(definition, written)
  const equalityKeys = new Set(
    definition.equality.flatMap(page => page.questions.map(question => question.key)),
  )
  return {
    answers: given.filter(answer => !equalityKeys.has(answer.questionKey)),
    equality: given.filter(answer => equalityKeys.has(answer.questionKey)),
  }
}
