import { requireCounty } from '../county/index.ts'
import type { Db } from '../db/index.ts'
import { notFound } from '../platform/errors.ts'
import { languages } from '../platform/languages.ts'
import { pathParameter, queryText, showPage, type Pages } from '../platform/pages.ts'
import { preparePublication } from '../surveys/index.ts'
import { languageName, printSpeaker } from './print-language.ts'
import { printedSurvey } from './print-page.ts'

/**
 * The page that shows a survey on paper while it is built. Its form has no number, so that none can be given out.
 *
 * @param pages - register of pages
 * @param needs - database, and where people reach the product (for the address on the form)
 */
export function paperPreviewRoutes(pages: Pages, { db, publicUrl }: { db: Db; publicUrl: string }): void {
  pages.get('/paper/preview/:consultation/:code', 'consult', async (request, response) => {
    const county = await requireCounty(db)
    const prepared = await preparePublication(db, pathParameter(request, 'consultation'))
    const survey = prepared?.surveys.find(one => one.districtCode === pathParameter(request, 'code'))
    if (prepared?.consultation.countyId !== county.id || survey === undefined) {
      throw notFound('There is no such survey.')
    }
    const { consultation, record } = prepared
    const { closesAt } = consultation
    const speaker = await printSpeaker(db, consultation, queryText(request, 'lang'))
    await showPage(response, 'paper/print', {
      title: `On paper: ${survey.districtName}`,
      layout: 'print',
      speaker,
      languageName: languageName(speaker.language),
      languages: languages.map(({ code, englishName }) => ({ code, name: englishName })),
      back: { href: `/manage/consultations/${consultation.id}/builder/preview` },
      consultation,
      district: record.districts.find(one => one.code === survey.districtCode) ?? null,
      sessions: [],
      issue: null,
      copies: [{ serial: 'Preview' }],
      survey: {
        ...printedSurvey(survey.definition, speaker),
        title: survey.definition.title,
        version: speaker.say('being built'),
      },
      address: `${publicUrl.replace(/\/$/, '')}/consultations/${consultation.slug}`,
      lastDay: closesAt === null ? null : new Date(Date.parse(closesAt) - 1).toISOString(),
    })
  })
}
