import type { Request } from 'express'
import {
  consultationKinds,
  everyAction,
  kindOf,
  listActions,
  listActors,
  type ActionFilter,
} from '../accounts/index.ts'
import { streamCsv } from '../platform/csv-stream.ts'
import { pageNumber } from '../platform/page-number.ts'
import { queryText, showPage, type Pages } from '../platform/pages.ts'
import { crumbsOf, type FindManaged, type ManageNeeds } from './managed-routes.ts'

const path = '/manage/consultations/:id/actions'

/**
 * Who did what about one consultation, as a page and as a table to take away.
 *
 * @param pages - register of pages
 * @param needs - the database
 * @param managed - reads the consultation that an address names
 */
export function manageActionsRoutes(
  pages: Pages,
  { db }: Pick<ManageNeeds, 'db'>,
  managed: FindManaged,
): void {
  const asked = (request: Request, consultationId: string) => {
    const person = queryText(request, 'person')
    const kind = consultationKinds.find(({ key }) => key === queryText(request, 'kind'))
    const filter: ActionFilter = {
      consultationId,
      ...(person === '' ? {} : { person }),
      ...(kind === undefined ? {} : { begins: kind.begins }),
    }
    return { filter, person, kind: kind?.key ?? '' }
  }

  pages.get(path, 'consult', async (request, response) => {
    const consultation = await managed(request)
    const { filter, person, kind } = asked(request, consultation.id)
    const page = pageNumber(request)
    const people = await listActors(db, { consultationId: consultation.id })
    const listed = await listActions(db, page, filter)
    await showPage(response, 'manage/actions', {
      title: 'Who did what',
      breadcrumbs: crumbsOf(consultation),
      consultation,
      entries: listed.entries.map(entry => ({
        ...entry,
        kindWords: kindOf(consultationKinds, entry.action),
      })),
      total: listed.total,
      page,
      pageCount: listed.pages,
      chosen: { person, kind },
      people,
      kinds: consultationKinds,
      query: new URLSearchParams({ person, kind }).toString(),
    })
  })

  pages.get(`${path}.csv`, 'consult', async (request, response) => {
    const consultation = await managed(request)
    const { filter } = asked(request, consultation.id)
    const rows = async function* () {
      for await (const piece of everyAction(db, filter)) {
        yield piece.map(({ at, accountName, action, summary }) => [
          at,
          accountName,
          summary,
          kindOf(consultationKinds, action),
        ])
      }
    }
    const heading = ['When (UTC)', 'Who', 'What', 'Kind']
    await streamCsv(response, `${consultation.slug}-who-did-what.csv`, heading, rows())
  })
}
