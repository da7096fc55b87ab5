import type { Page } from 'playwright-core'
import { typeDate } from '../../support/page-texts.ts'

/** What a consultation says and when it is open. */
export interface Plan {
  readonly name: string
  readonly scenario: string
  readonly districts: readonly string[]
  /** `YYYY-MM-DD` */
  readonly opensOn: string
  readonly closesOn: string
  /** A drop-in session: where, in which district, and on which day. */
  readonly session: { readonly venue: string; readonly district: string; readonly on: string }
}

/**
 * Prepares a consultation as a planner does, from the list of consultations to where it can be checked.
 *
 * @param page - a planner's window, at the list of consultations
 * @param plan - what it says
 */
export async function prepareConsultation(page: Page, plan: Plan): Promise<void> {
  const follow = (name: string): Promise<void> =>
    page.getByRole('main').getByRole('link', { name, exact: true }).click()
  const fill = (label: string, words: string): Promise<void> =>
    page.getByLabel(label, { exact: true }).fill(words)
  const save = async (said: string): Promise<void> => {
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText(said).waitFor()
  }
  await page.getByRole('button', { name: 'New consultation' }).click()
  await fill('Name', plan.name)
  await page.getByLabel('Proposed scenario').selectOption(plan.scenario)
  await page.getByRole('button', { name: 'Begin' }).click()

  await follow('Name, scenario and texts')
  await fill('Introduction', 'We would like to know what you think before anything is decided.')
  await fill('What would be lost', 'Twenty-six buildings would no longer be full children’s centres.')
  await fill('What is proposed', 'Every district would have two Centres. There would be twelve Zones.')
  await fill(
    'Why',
    'There is less money, and some buildings are hardly used.\n\nWe looked at other ways:\n\n- one Centre in each town\n- shorter hours everywhere',
  )
  await save('Texts saved')

  await follow('Dates')
  await typeDate(page, 'Opens on', plan.opensOn)
  await fill('Opening time', '9am')
  await typeDate(page, 'Closes on', plan.closesOn)
  await fill('Closing time', '5pm')
  await fill('Minutes after closing', '30')
  await fill('Who decides', 'Full Council')
  await save('Dates saved')

  await follow('Contact and other ways to answer')
  await fill('Email address', 'centres@example.org')
  await fill('Phone', '01632 960 000, weekdays from 9am to 5pm')
  await fill('Other ways to answer', 'Ask for a form on paper at any library, or answer by phone.')
  await fill('When a child is at risk', 'If a child is in danger now, call 999.')
  await save('Contact saved')

  for (const district of plan.districts) {
    await follow(district)
    await fill('What would be lost', `Some centres in ${district} would close or become Zones.`)
    await fill('What is proposed', `Two Centres in ${district} would stay, and be open for longer.`)
    await save(`Texts for ${district} saved`)
    await follow(district)
    await page.getByRole('button', { name: 'Add a proposal' }).click()
    await fill('Title', `Fewer centres in ${district}`)
    await fill('What would be lost', 'Groups and clinics in the centres that close.')
    await fill('What would change', 'They would move to the Centres and Zones nearest to them.')
    await save('Proposal saved')
    await page.getByRole('link', { name: plan.name }).click()
  }

  await follow('Drop-in sessions')
  await page.getByLabel('District').selectOption(plan.session.district)
  await typeDate(page, 'Date', plan.session.on)
  await fill('From', '10am')
  await fill('To', '12 noon')
  await fill('Venue, as the public is told', plan.session.venue)
  await fill('Address', '1 High Street')
  await page.getByRole('button', { name: 'Add the session' }).click()
  await page.getByText('Session added').waitFor()
  await page.getByRole('link', { name: plan.name }).click()
}
