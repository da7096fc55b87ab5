import type { Response } from 'express'
import { recordAction } from '../accounts/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { mayMove, mayPublish } from '../model/consultation-stage.ts'
import { wordDifferences } from '../model/word-differences.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { readForm, typedFields, type FieldError } from '../platform/forms.ts'
import { pathParameter, redirectWithNotice, showPage, type Pages, type Visitor } from '../platform/pages.ts'
import { checklistOf } from './checklist-service.ts'
import type { Consultation, ConsultationRecord } from './consultation.ts'
import { correctionOf, writeOnCorrection } from './correction-change-service.ts'
import { changedTexts, correctableTexts, correctionParts, withTexts } from './correctable-texts.ts'
import {
  askToPublishCorrection,
  beginCorrection,
  endCorrection,
  readCorrection,
  type Correction,
} from './correction-repository.ts'
import { changedMeanwhile, crumbsOf, type FindManaged, type ManageNeeds } from './managed-routes.ts'
import { manageCorrectionListsRoutes } from './manage-correction-lists-routes.ts'
import { manageCorrectionPlacesRoutes } from './manage-correction-places-routes.ts'
import { consultationStage } from './progress.ts'
import { readRecord } from './publication-repository.ts'
import { correctionTextsForm } from './correction-forms.ts'
import { readinessOf } from './readiness.ts'
import { askForm } from './record-forms.ts'
import { listVersions } from './version-repository.ts'

const path = '/manage/consultations/:id/correction'

/**
 * The staff's pages for correcting what is published: a copy is written on, compared word for word, and published as
 * the next version. Until then the public sees what is published.
 *
 * @param pages - register of pages
 * @param needs - database and clock
 * @param managed - reads the consultation that an address names
 */
export function manageCorrectionRoutes(
  pages: Pages,
  { db, clock, uploads }: ManageNeeds,
  managed: FindManaged,
): void {
  const published = async (
    consultation: Consultation,
    tx: Db = db,
  ): Promise<{ version: number; record: ConsultationRecord }> => {
    const { recordHash } = consultation
    if (recordHash === null || !mayMove(consultationStage(consultation, clock()), 'correct')) {
      throw new AppError('not-published', 409, 'It is not published yet: its texts can be changed directly.')
    }
    const [newest] = await listVersions(tx, consultation.id)
    if (newest === undefined) throw notFound('Nothing is published.')
    return { version: newest.version, record: await readRecord(tx, recordHash) }
  }
  const at = (consultation: Consultation, rest = ''): string =>
    `/manage/consultations/${consultation.id}/correction${rest}`

  const show = async (
    response: Response,
    consultation: Consultation,
    visitor: Visitor,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    const base = await published(consultation)
    const correction = await readCorrection(db, consultation.id)
    const changed = correction === null ? [] : changedTexts(base.record, correction.record)
    await showPage(
      response,
      'manage/correction',
      {
        title: 'Correct what is published',
        breadcrumbs: crumbsOf(consultation),
        consultation,
        version: base.version,
        correction,
        parts: correctionParts(correction?.record ?? base.record).map(part => ({
          ...part,
          href: at(consultation, pageOf(part.part)),
          count: changed.filter(text => text.part === part.part).length,
        })),
        changed: changed.map(text => ({ ...text, words: wordDifferences(text.before, text.after) })),
        doubts: correction === null ? [] : doubtsOf(consultation, correction.record),
        unanswered: correction === null ? [] : (await checklistOf(db, consultation, correction.record)).open,
        mayPublish: mayPublish({
          askedBy: correction?.asked?.accountId ?? null,
          publishedBy: visitor.accountId,
          administrator: visitor.may('administer'),
        }),
        ...again,
      },
      status,
    )
  }
  pages.get(path, 'consult', async (request, response, visitor) => {
    await show(response, await managed(request), visitor)
  })

  pages.post(`${path}/begin`, 'consult', async (request, response, visitor) => {
    const consultation = await managed(request)
    await inTransaction(db, async tx => {
      const base = await published(consultation, tx)
      // Whoever begins second finds what the first has begun.
      if (!(await beginCorrection(tx, consultation.id, base, visitor, clock()))) return
      await recordAction(tx, visitor, {
        action: 'consultation.correction-begun',
        consultation: consultation.id,
        summary: `Began to correct what is published of ${consultation.name}`,
        at: clock(),
      })
    })
    redirectWithNotice(response, at(consultation), 'Correction begun')
  })

  const correcting = (consultation: Consultation): Promise<Correction> => correctionOf(db, consultation)
  const showTexts = async (
    response: Response,
    consultation: Consultation,
    wanted: string,
    again: object = {},
    status = 200,
  ): Promise<void> => {
    const correction = await correcting(consultation)
    const part = correctionParts(correction.record).find(one => one.part === wanted)
    if (!part || pageOf(wanted) !== `/texts/${wanted}`)
      throw notFound('There is no such page in this consultation.')
    await showPage(
      response,
      'manage/correction-texts',
      {
        title: part.title,
        breadcrumbs: [...crumbsOf(consultation), { text: 'Correction', href: at(consultation) }],
        consultation,
        correction,
        part,
        texts: correctableTexts(correction.record).filter(text => text.part === wanted),
        listed: listedIn(correction.record, wanted, at(consultation)),
        ...again,
      },
      status,
    )
  }
  pages.get(`${path}/texts/:part`, 'consult', async (request, response) => {
    await showTexts(response, await managed(request), pathParameter(request, 'part'))
  })
  pages.post(`${path}/texts/:part`, 'consult', async (request, response, visitor) => {
    const consultation = await managed(request)
    const wanted = pathParameter(request, 'part')
    const correction = await correcting(consultation)
    const texts = correctableTexts(correction.record).filter(text => text.part === wanted)
    const form = readForm(correctionTextsForm(texts), request.body)
    if (!form.ok) return showTexts(response, consultation, wanted, form, 422)
    const { version, ...written } = form.value
    const record = withTexts(
      correction.record,
      new Map(Object.entries(written).map(([key, text]) => [key, String(text)])),
    )
    const part = correctionParts(correction.record).find(one => one.part === wanted)
    const stored = await writeOnCorrection(db, consultation, {
      record,
      seen: Number(version),
      what: `the texts of ${part?.title ?? wanted}`,
      by: visitor,
      at: clock(),
    })
    if (!stored) {
      const errors: FieldError[] = [changedMeanwhile(texts[0]?.key ?? 'version')]
      const typed = typedFields(request.body)
      return showTexts(response, consultation, wanted, { errors, typed }, 422)
    }
    redirectWithNotice(response, at(consultation), 'Texts saved')
  })

  pages.post(`${path}/ask`, 'consult', async (request, response, visitor) => {
    const consultation = await managed(request)
    const correction = await correcting(consultation)
    const base = await published(consultation)
    const form = readForm(askForm, request.body)
    if (!form.ok) return show(response, consultation, visitor, form, 422)
    const refuse = (message: string): Promise<void> =>
      show(
        response,
        consultation,
        visitor,
        { errors: [{ field: 'reason', message }], typed: form.value },
        422,
      )
    if (changedTexts(base.record, correction.record).length === 0) {
      return refuse('Nothing differs from what is published')
    }
    const { version, reason } = form.value
    const asked = await inTransaction(db, async tx => {
      if (!(await askToPublishCorrection(tx, consultation.id, version, reason, visitor, clock())))
        return false
      await recordAction(tx, visitor, {
        action: 'consultation.correction-asked',
        consultation: consultation.id,
        summary: `Asked for the correction of ${consultation.name} to be published: ${reason}`,
        at: clock(),
      })
      return true
    })
    if (!asked) return refuse(changedMeanwhile('reason').message)
    redirectWithNotice(response, at(consultation), 'Review asked for')
  })

  pages.post(`${path}/give-up`, 'consult', async (request, response, visitor) => {
    const consultation = await managed(request)
    const correction = await correcting(consultation)
    const ended = await inTransaction(db, async tx => {
      if (!(await endCorrection(tx, consultation.id, correction.version))) return false
      await recordAction(tx, visitor, {
        action: 'consultation.correction-given-up',
        consultation: consultation.id,
        summary: `Gave up the correction of ${consultation.name}`,
        at: clock(),
      })
      return true
    })
    if (!ended)
      throw new AppError('changed-meanwhile', 409, 'Somebody has just changed this correction. Look again.')
    redirectWithNotice(response, `/manage/consultations/${consultation.id}`, 'Correction given up')
  })

  manageCorrectionPlacesRoutes(pages, { db, clock, uploads }, managed)
  manageCorrectionListsRoutes(pages, { db, clock, uploads }, managed)
}

/** The page of a correction on which a part of it is written. */
function pageOf(part: string): string {
  return part === 'places' || part === 'scenario' ? `/${part}` : `/texts/${part}`
}

/** What would stand in the way of publishing it for the first time. */
function doubtsOf(consultation: Consultation, record: ConsultationRecord): string[] {
  const { missing, doubts } = readinessOf(consultation, record)
  return [...missing, ...doubts]
}

/** What of a part can be added, taken out, or be about another place or scenario. */
function listedIn(record: ConsultationRecord, part: string, at: string): object | null {
  if (part === 'options') {
    return {
      heading: 'Options',
      hint: 'Take one out, or choose the scenario whose figures are compared.',
      rows: record.options.map(option => ({ text: option.name, href: `${at}/options/${option.id}` })),
      add: { text: 'Add an option', href: `${at}/options/new` },
    }
  }
  const district = record.districts.find(({ slug }) => slug === part)
  if (district === undefined) return null
  const own = `${at}/proposals/${district.slug}`
  return {
    heading: 'Proposals',
    hint: 'Take one out, or say which place it is about. The questions follow.',
    rows: district.proposals.map(proposal => ({ text: proposal.title, href: `${own}/${proposal.id}` })),
    add: { text: 'Add a proposal', href: `${own}/new` },
  }
}
