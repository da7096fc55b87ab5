import {
  draftRecord,
  listChangeable,
  readRecord,
  type ChangeableText,
  type Consultation,
  type ConsultationRecord,
  type TranslationUnit,
} from '../consultations/index.ts'
import type { Db } from '../db/index.ts'
import type { SurveyDefinition, SurveyPage } from '../model/survey.ts'
import { sentenceKey, sentencesOf } from '../platform/sentences.ts'
import { speakerIn } from '../platform/speaker.ts'
import { draftSurveys } from './publication-service.ts'
import { standardPatterns } from './standard-patterns.ts'
import { readPlan } from './survey-plan-repository.ts'
import { listSurveys } from './survey-repository.ts'

/** Takes a text and where it stands; the text's sentences become units. */
export type AddText = (text: string | null | undefined, context: string) => void

const list = /^\s*(?:[-•*]|#{1,4})\s+/

/**
 * Collects sentences, each once, by where they stand first.
 *
 * @param isKnown - whether the product translates a text itself, as a whole
 * @returns a function that takes texts, and the units so far
 */
export function collectUnits(isKnown: (text: string) => boolean): {
  readonly add: AddText
  readonly units: () => TranslationUnit[]
} {
  const found = new Map<string, string>()
  return {
    add: (text, context) => {
      for (const line of (text ?? '').split(/\r\n|\r|\n/)) {
        if (isKnown(line)) continue
        for (const sentence of sentencesOf(line.replace(list, ''))) {
          const source = sentenceKey(sentence)
          // What has no word is the same in every language.
          if (
            /\p{Letter}{2}/u.test(source) &&
            !/^\{\{[^{}]*\}\}$/.test(source) &&
            !found.has(source) &&
            !isKnown(source)
          ) {
            found.set(source, context)
          }
        }
      }
    },
    units: () => [...found].map(([source, context]) => ({ source, context })),
  }
}

function addRecord(add: AddText, record: ConsultationRecord): void {
  add(record.name, 'The consultation: its name')
  add(record.whatIsLost, 'The consultation: what is lost')
  add(record.whatIsProposed, 'The consultation: what is proposed')
  add(record.introduction, 'The consultation: introduction')
  add(record.reasons, 'The consultation: reasons')
  for (const district of record.districts) {
    add(district.whatIsLost, `${district.name}: what is lost`)
    add(district.whatIsProposed, `${district.name}: what is proposed`)
    for (const proposal of district.proposals) {
      const at = `${district.name}: ${proposal.title}`
      add(proposal.title, `${district.name}: a proposal’s title`)
      add(proposal.whatIsLost, at)
      add(proposal.whatChanges, at)
    }
  }
  for (const option of record.options) {
    add(option.name, 'An option: its name')
    add(option.whatItWas, `Option: ${option.name}`)
    add(option.whyNot, `Option: ${option.name}, why not`)
  }
  for (const place of record.places) {
    add(place.why, `${place.name}: why`)
    add(place.replacedBy, `${place.name}: what replaces it`)
    for (const session of place.sessions) add(session.activity, `${place.name}: sessions`)
    for (const { service, note } of place.services) {
      add(service, `${place.name}: services`)
      add(note, `${place.name}: services`)
    }
  }
}

function addPage(add: AddText, page: SurveyPage): void {
  const at = `Survey: ${page.title}`
  add(page.section, 'Survey: a section’s heading')
  add(page.title, 'Survey: a page’s title')
  add(page.introduction, at)
  for (const question of page.questions) {
    add(question.text, at)
    add(question.hint, at)
    add(question.easyText, `${at}, easy read`)
    add(question.unit, `${at}, what is counted`)
    for (const { text } of [...(question.options ?? []), ...(question.items ?? [])])
      add(text, `${at}, an answer`)
  }
}

async function surveysOf(
  db: Db,
  consultation: Consultation,
  record: ConsultationRecord,
): Promise<SurveyDefinition[]> {
  if (consultation.publishedAt === null) {
    return draftSurveys(record, (await readPlan(db, consultation.id)).plan).map(
      ({ definition }) => definition,
    )
  }
  // Older versions are answered by those alone who began before.
  const newest = new Map<string, SurveyDefinition>()
  for (const { districtCode, definition } of await listSurveys(db, consultation.id)) {
    if (!newest.has(districtCode)) newest.set(districtCode, definition)
  }
  return [...newest.values()]
}

/** What the public reads of a consultation and a later room keeps, such as the themes of what people said. */
export type LaterTexts = (db: Db, consultation: Consultation) => Promise<readonly ChangeableText[]>

const nothingLater: LaterTexts = () => Promise.resolve([])

/**
 * Every sentence of a council's texts that the public reads about a consultation and that the product doesn't translate
 * itself.
 *
 * @param db - the database
 * @param consultation - the consultation
 * @param language - into which it would be translated
 * @param later - texts that later rooms keep
 * @returns the sentences in the order of the pages
 */
export async function translationUnits(
  db: Db,
  consultation: Consultation,
  language: string,
  later: LaterTexts = nothingLater,
): Promise<TranslationUnit[]> {
  const product = speakerIn(language).reading(new Map(), standardPatterns)
  // A text of which the product knows one sentence is of that language; the others are tagged.
  const { add, units } = collectUnits(text => {
    const said = product.say(sentenceKey(text))
    return said.language === language && !said.html.includes(' lang="en"')
  })
  const record =
    consultation.recordHash === null
      ? await draftRecord(db, consultation)
      : await readRecord(db, consultation.recordHash)
  addRecord(add, record)
  for (const survey of await surveysOf(db, consultation, record)) {
    add(survey.title, 'Survey: its title')
    for (const page of [...survey.pages, ...survey.equality]) addPage(add, page)
  }
  for (const { text, context } of await listChangeable(db, consultation)) add(text, context)
  for (const { text, context } of await later(db, consultation)) add(text, context)
  return units()
}
