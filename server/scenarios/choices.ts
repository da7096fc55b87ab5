import { FATES, type Fate, type SiteFate } from '../model/fates.ts'

/** What was chosen for one site; a null fate means that the venue is not used. */
export interface Choice {
  readonly fate: Fate | null
  /** Only for one of a Centre's places: the site that leads it. */
  readonly leadSiteId: string | null
}

/** What was chosen, by site id. */
export type Choices = ReadonlyMap<string, Choice>

/** One site that two people changed in different ways. */
export interface Conflict {
  readonly siteId: string
  readonly yours: Choice
  readonly theirs: Choice
}

const notUsed: Choice = { fate: null, leadSiteId: null }

/**
 * What a scenario's fates say, by site.
 *
 * @param fates - the fates
 * @returns the choices
 */
export function choicesOf(fates: readonly SiteFate[]): Choices {
  return new Map(fates.map(({ siteId, fate, leadSiteId }) => [siteId, { fate, leadSiteId }]))
}

/**
 * Writes choices into one field of a form, so that what comes back tells what its sender had before them.
 *
 * @param choices - the choices
 * @returns text such as `a=centre b=centre-place/a`
 */
export function choicesText(choices: Choices): string {
  return [...choices]
    .filter(([, { fate }]) => fate !== null)
    .map(
      ([siteId, { fate, leadSiteId }]) =>
        `${siteId}=${fate ?? ''}${leadSiteId === null ? '' : `/${leadSiteId}`}`,
    )
    .join(' ')
}

/**
 * Reads what {@link choicesText} wrote.
 *
 * @param text - the field
 * @returns the choices; parts that nobody could have been sent are left out
 */
export function choicesFromText(text: string): Choices {
  const choices = new Map<string, Choice>()
  for (const part of text.split(' ')) {
    const [, siteId, word, leadSiteId] = /^([^=/]+)=([a-z-]+)(?:\/([^=/]+))?$/.exec(part) ?? []
    const fate = FATES.find(one => one === word)
    if (siteId !== undefined && fate !== undefined)
      choices.set(siteId, { fate, leadSiteId: leadSiteId ?? null })
  }
  return choices
}

/** What becomes of choices that were made while others may have made theirs. */
export interface Merged {
  /** What to store: the sites that the sender changed and nobody else did. */
  readonly changes: Choices
  /** Sites that somebody else changed in another way meanwhile. */
  readonly conflicts: readonly Conflict[]
}

/**
 * Brings together what one person chose with what is stored by now.
 *
 * @param before - what the person had before them
 * @param chosen - what the person sent
 * @param stored - what is stored now
 * @returns what to store and what contradicts; a site on which both agree is neither
 */
export function mergeChoices(before: Choices, chosen: Choices, stored: Choices): Merged {
  const changes = new Map<string, Choice>()
  const conflicts: Conflict[] = []
  for (const [siteId, yours] of chosen) {
    const had = before.get(siteId) ?? notUsed
    const theirs = stored.get(siteId) ?? notUsed
    if (sameChoice(yours, had) || sameChoice(yours, theirs)) continue
    if (sameChoice(theirs, had)) changes.set(siteId, yours)
    else conflicts.push({ siteId, yours, theirs })
  }
  return { changes, conflicts }
}

/**
 * Whether two choices say the same.
 *
 * @param one - a choice
 * @param other - another
 * @returns true when fate and lead are the same
 */
export function sameChoice(one: Choice, other: Choice): boolean {
  return one.fate === other.fate && one.leadSiteId === other.leadSiteId
}
