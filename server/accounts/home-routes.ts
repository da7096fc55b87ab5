import { showPage, type Pages } from '../platform/pages.ts'

interface Step {
  readonly permission: string
  readonly title: string
  readonly href: string
  readonly what: string
}

/** The life of a redesign, in its order. */
const steps: readonly Step[] = [
  {
    permission: 'plan',
    title: 'County',
    href: '/county',
    what: 'Bring the published figures, and see what is still missing.',
  },
  {
    permission: 'plan',
    title: 'Need',
    href: '/need',
    what: 'See where young children live and where need is greatest.',
  },
  {
    permission: 'plan',
    title: 'Sites',
    href: '/sites',
    what: 'Keep the register of buildings: rooms, hours, partners and costs.',
  },
  {
    permission: 'plan',
    title: 'Journeys',
    href: '/journeys',
    what: 'Load roads and bus timetables, and work out how long families take.',
  },
  {
    permission: 'plan',
    title: 'Criteria',
    href: '/appraisal',
    what: 'Rate each site against the eight Family Friendly Criteria.',
  },
  {
    permission: 'plan',
    title: 'Scenarios',
    href: '/scenarios',
    what: 'Draw a proposal, and see what it does to families and to the money.',
  },
  {
    permission: 'consult',
    title: 'Consultations',
    href: '/manage/consultations',
    what: 'Prepare what the public is shown and asked.',
  },
  {
    permission: 'key-paper',
    title: 'Paper',
    href: '/paper',
    what: 'Print forms, and enter the answers that came back on paper.',
  },
  {
    permission: 'analyse',
    title: 'Findings',
    href: '/findings',
    what: 'Count, read and code what people said.',
  },
  {
    permission: 'administer',
    title: 'Accounts',
    href: '/accounts',
    what: 'Invite people, and say what each may do.',
  },
  {
    permission: 'administer',
    title: 'Record of actions',
    href: '/audit',
    what: 'See who changed what, and when.',
  },
]

/**
 * The page that people see when they have signed in.
 *
 * @param pages - register of pages
 */
export function homeRoutes(pages: Pages): void {
  pages.get('/home', 'signed-in', async (_request, response, visitor) => {
    await showPage(response, 'accounts/home', {
      title: 'Home',
      steps: steps.filter(step => visitor.may(step.permission)),
      name: visitor.name,
    })
  })
}
