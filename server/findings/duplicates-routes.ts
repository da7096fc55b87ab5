import type { Db } from '../db/index.ts'
import { repeatedSerials } from '../paper/index.ts'
import { pathParameter, showPage, type Pages } from '../platform/pages.ts'
import { commentsOf } from './comment-questions.ts'
import { sharedTexts, withAndWithout, type DuplicateGroup } from './duplicates.ts'
import { consultationOf, findingsFrame } from './findings-frame.ts'
import { format } from '../platform/format.ts'
import { readAnswered } from './findings-service.ts'

/**
 * The page of responses that may have come twice: flagged, grouped, and counted with and without.
 *
 * @param pages - register of pages
 * @param needs - database
 */
export function duplicatesRoutes(pages: Pages, { db }: { db: Db }): void {
  pages.get('/findings/:consultation/duplicates', 'analyse', async (request, response) => {
    const consultation = await consultationOf(db, pathParameter(request, 'consultation'))
    const { input, surveys, standing, answers } = await readAnswered(db, consultation)
    const repeated = await repeatedSerials(db, consultation.id)
    const groups: DuplicateGroup[] = sharedTexts(commentsOf(standing, answers, surveys))
    const names = new Map(input.districts.map(({ code, name }) => [code, name]))
    const known = new Map(standing.map(one => [one.id, one]))
    const later = new Set(groups.flatMap(group => group.responses.slice(1))).size
    await showPage(response, 'findings/duplicates', {
      title: 'Possible duplicates',
      ...findingsFrame(consultation, input.districts, `/findings/${consultation.slug}/duplicates`),
      later,
      groups: groups.map(group => ({
        ...group,
        districtNames: [
          ...new Set(group.responses.map(id => names.get(known.get(id)?.districtCode ?? '') ?? '')),
        ],
        channels: [...new Set(group.responses.map(id => known.get(id)?.channel ?? ''))],
      })),
      repeated: repeated.map(one => one.serial),
      compared: withAndWithout(input.questions, input.responses.counted, input.districts, groups).map(
        pair => ({
          title: pair.with.title,
          bases: [pair.with.base?.words ?? '', pair.without.base?.words ?? ''],
          rows: pair.with.rows
            .filter(row => row.role === 'count')
            .map((row, at) => {
              const other = pair.without.rows[at]
              return [
                { text: row.label },
                { text: format.number(row.counts.at(-1)), numeric: true },
                { text: format.percent(row.share), numeric: true },
                { text: format.number(other?.counts.at(-1)), numeric: true },
                { text: format.percent(other?.share), numeric: true },
              ]
            }),
        }),
      ),
    })
  })
}
