import type { Pages } from '../../platform/pages.ts'
import { keepingWhatWasTyped } from '../kept-form-routes.ts'
import { ideasRoutes } from './ideas-routes.ts'
import { manageIdeasRoutes } from './manage-ideas-routes.ts'
import { manageNewsRoutes } from './manage-updates-routes.ts'
import { managePledgeRoutes } from './manage-pledge-routes.ts'
import { pledgeRoutes } from './pledge-routes.ts'
import type { TakingPartNeeds } from './needs.ts'
import { updatesRoutes } from './updates-routes.ts'

/**
 * Ways to take part beside the survey: updates by letter, idea boards, the staff's pledge. Declared before the
 * consultations' own pages, where the next part of an address is a district.
 *
 * @param pages - register of pages
 * @param needs - database, clock, where people reach the product, the council's name and the secret
 */
export function takingPartRoutes(pages: Pages, needs: TakingPartNeeds): void {
  const staff = keepingWhatWasTyped(pages)
  updatesRoutes(pages, needs)
  manageNewsRoutes(staff, needs)
  ideasRoutes(pages, needs)
  manageIdeasRoutes(staff, needs)
  pledgeRoutes(pages, needs)
  managePledgeRoutes(staff, needs)
}
