/**
 * What every siting problem is made of, and what every answer to one says.
 *
 * An area is where families set out (a neighbourhood or a postcode), a site is where they may go. Sites and areas are
 * named by their index. Nothing here knows the time or draws lots by itself: a solver is given a {@link Control}.
 */

/** Journeys from every area to every site, and how many families set out from each area. */
export interface SitingInstance {
  /** For each site one array with the journey from every area; CANNOT_BE_REACHED where there is no way. */
  readonly journeys: readonly Float64Array[]
  /** Families by area, at least 0; deprived deciles are counted more by making their weight larger. */
  readonly weights: Float64Array
}

/** What must hold of the sites that are chosen, whatever is being sought. */
export interface SiteRules {
  /** Sites that stay or open in any case. */
  readonly mustOpen: readonly number[]
  /** Sites that are out of the question. */
  readonly mustClose: readonly number[]
  /** Groups of sites that open all or none. */
  readonly together: readonly (readonly number[])[]
}

/** Nothing must hold. */
export const noRules: SiteRules = { mustOpen: [], mustClose: [], together: [] }

/** Lets a solver be stopped, and tells how it gets on. */
export interface Control {
  /** Asked now and then: true makes the solver return the best that it has. */
  readonly stop?: () => boolean
  /** Hears each better plan, and each better bound. */
  readonly progress?: (state: { objective: number | null; bound: number; open: readonly number[] }) => void
}

/** How much an answer can be relied on. */
export type Proof =
  /** No plan is better: bound and value meet. */
  | 'proven best'
  /** It ended by itself with a gap that is known. */
  | 'best found'
  /** It was stopped, or its time was up. */
  | 'stopped'
  /** No plan keeps all the rules. */
  | 'cannot be done'

/** The answer to a siting problem. */
export interface SitingAnswer {
  /** What the chosen sites come to; null when there is no plan. */
  readonly objective: number | null
  /** No plan can be better than this: at most the objective where little is good, at least where much is. */
  readonly bound: number
  /** |objective − bound| / |objective|; 0 when proven; null when there is no plan. */
  readonly gap: number | null
  readonly proof: Proof
  /** The chosen sites, in ascending order. */
  readonly open: readonly number[]
  /** When it cannot be done: sentences' keys of the rules that cannot hold together, a smallest such set. */
  readonly conflict: readonly string[]
}
