import { FATE_NAMES, FATES, type Fate } from '../model/fates.ts'
import type { Choice, Choices, Conflict } from './choices.ts'
import { choicesText } from './choices.ts'
import type { PlanningInputs, PlanningSite } from './planning-inputs.ts'
import { openingFates } from './scenario.ts'
import { fateInWords } from './scenario-service.ts'

/** What is chosen for one site. */
export interface ChoiceRow {
  readonly siteId: string
  readonly site: string
  /** '' for a venue that is not used, or a centre whose fate is not chosen. */
  readonly fate: Fate | ''
  readonly fateWords: string
  readonly leadSiteId: string
  /** The name of the Centre that it is a place of; '' for any other fate. */
  readonly lead: string
  /** Not on today's register of children's centres. */
  readonly isNew: boolean
}

/** Sites of one district with their fates. */
export interface DistrictChoices {
  readonly code: string
  readonly district: string
  readonly choices: readonly ChoiceRow[]
}

/** What was chosen, as the page shows it. */
export interface ChoicesView {
  /** What is stored, for the form to send back. */
  readonly before: string
  readonly districts: readonly DistrictChoices[]
  /** Today's centres beyond the county, which stay open in every scenario. */
  readonly beyond: readonly string[]
  /** Centres that another place may belong to. */
  readonly centres: readonly { readonly value: string; readonly text: string }[]
  readonly fates: readonly { readonly value: string; readonly text: string }[]
  readonly openingFates: readonly { readonly value: string; readonly text: string }[]
  /** What somebody else chose otherwise meanwhile. */
  readonly conflicts: readonly { readonly site: string; readonly yours: string; readonly theirs: string }[]
}

/** Fates in few words, for a narrow column. */
const shortNames: Readonly<Record<Fate, string>> = {
  ...FATE_NAMES,
  centre: 'Centre',
  'centre-place': 'Place of a Centre',
  zone: 'Zone',
}

const options = (fates: readonly Fate[]): { value: string; text: string }[] =>
  fates.map(value => ({ value, text: shortNames[value] }))

/**
 * Shapes what was chosen for the page.
 *
 * @param inputs - the county's sites and districts
 * @param stored - what is stored
 * @param shown - what the page shows: what is stored, or what a person had typed
 * @param conflicts - what contradicts
 * @returns the choices by district; districts and sites by name
 */
export function choicesView(
  inputs: PlanningInputs,
  stored: Choices,
  shown: Choices = stored,
  conflicts: readonly Conflict[] = [],
): ChoicesView {
  const siteOf = new Map(inputs.sites.map(site => [site.id, site]))
  const nameOf = (id: string): string => siteOf.get(id)?.name ?? 'A site that has left the register'
  const row = (site: PlanningSite, choice: Choice | undefined): ChoiceRow => ({
    siteId: site.id,
    site: site.name,
    fate: choice?.fate ?? '',
    fateWords: choice?.fate ? shortNames[choice.fate] : site.existing ? 'Not chosen yet' : 'Not used',
    leadSiteId: choice?.leadSiteId ?? '',
    lead: choice?.fate === 'centre-place' && choice.leadSiteId !== null ? nameOf(choice.leadSiteId) : '',
    isNew: !site.existing,
  })
  const own = inputs.sites.filter(site => !site.beyondCounty && (site.existing || shown.has(site.id)))
  const known = new Set(inputs.districts.map(({ code }) => code))
  const districts = inputs.districts.map(({ code, name }) => ({
    code,
    district: name,
    choices: own.filter(site => site.districtCode === code).map(site => row(site, shown.get(site.id))),
  }))
  const elsewhere = own.filter(site => site.districtCode === null || !known.has(site.districtCode))
  return {
    before: choicesText(stored),
    districts: [
      ...districts.filter(({ choices }) => choices.length > 0),
      ...(elsewhere.length > 0
        ? [
            {
              code: 'none',
              district: 'District not known',
              choices: elsewhere.map(site => row(site, shown.get(site.id))),
            },
          ]
        : []),
    ],
    beyond: inputs.sites.filter(site => site.existing && site.beyondCounty).map(site => site.name),
    centres: own
      .filter(site => shown.get(site.id)?.fate === 'centre')
      .map(site => ({ value: site.id, text: site.name })),
    fates: options(FATES),
    openingFates: options(openingFates),
    conflicts: conflicts.map(({ siteId, yours, theirs }) => ({
      site: nameOf(siteId),
      yours: fateInWords(yours),
      theirs: fateInWords(theirs),
    })),
  }
}

/**
 * What to show to a person whose choices could not be stored: what they chose, and elsewhere what is stored by now.
 *
 * @param before - what the person had before them
 * @param chosen - what the person sent
 * @param stored - what is stored now
 * @returns choices for the form
 */
export function typedOver(before: Choices, chosen: Choices, stored: Choices): Choices {
  const shown = new Map(stored)
  for (const [siteId, choice] of chosen) {
    const had = before.get(siteId)
    if (had?.fate === choice.fate && had.leadSiteId === choice.leadSiteId) continue
    if (had === undefined && choice.fate === null) continue
    shown.set(siteId, choice)
  }
  return shown
}
