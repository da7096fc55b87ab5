import type { Figures } from './people.ts'
import type { Chance } from './random.ts'

/** England's neighbourhoods: ranks run from 1, the most deprived, to this. */
const neighbourhoodsInEngland = 33_755

/** One index or domain: its score as published, its rank in England and its tenth. */
export interface IndexFigure {
  readonly score: number
  readonly rank: number
  readonly decile: number
}

/** How the score of a domain is written: a rate of people, the overall score, or a number around nought. */
type Scale = 'rate of children' | 'rate' | 'overall' | 'normal' | 'count'

/** The indices of File 7 in its order, and how each follows hardship and the countryside. */
export const indices: readonly {
  readonly stem: string
  readonly scale: Scale
  readonly hardship: number
  readonly urban: number
  readonly chance: number
}[] = [
  { stem: 'Index of Multiple Deprivation (IMD)', scale: 'overall', hardship: 1.05, urban: 0, chance: 0.1 },
  { stem: 'Income', scale: 'rate', hardship: 1, urban: 0.05, chance: 0.1 },
  { stem: 'Employment', scale: 'rate', hardship: 0.93, urban: 0, chance: 0.15 },
  { stem: 'Education, Skills and Training', scale: 'count', hardship: 0.9, urban: -0.15, chance: 0.2 },
  { stem: 'Health Deprivation and Disability', scale: 'normal', hardship: 0.8, urban: 0.1, chance: 0.2 },
  { stem: 'Crime', scale: 'normal', hardship: 0.6, urban: 0.6, chance: 0.3 },
  { stem: 'Barriers to Housing and Services', scale: 'count', hardship: 0.15, urban: -1.6, chance: 0.3 },
  { stem: 'Living Environment', scale: 'count', hardship: 0.2, urban: -0.5, chance: 0.4 },
  { stem: 'Income Deprivation Affecting Children Index (IDACI)', scale: 'rate of children', hardship: 1.12, urban: 0, chance: 0.12 },
  { stem: 'Income Deprivation Affecting Older People (IDAOPI)', scale: 'rate', hardship: 0.9, urban: 0.2, chance: 0.2 },
  { stem: 'Children and Young People Sub-domain', scale: 'normal', hardship: 0.85, urban: -0.1, chance: 0.25 },
  { stem: 'Adult Skills Sub-domain', scale: 'rate', hardship: 0.9, urban: -0.2, chance: 0.2 },
  { stem: 'Geographical Barriers Sub-domain', scale: 'normal', hardship: 0, urban: -2.4, chance: 0.25 },
  { stem: 'Wider Barriers Sub-domain', scale: 'normal', hardship: 0.6, urban: 0.5, chance: 0.3 },
  { stem: 'Indoors Sub-domain', scale: 'rate', hardship: 0.2, urban: -0.9, chance: 0.4 },
  { stem: 'Outdoors Sub-domain', scale: 'normal', hardship: 0.2, urban: 1.2, chance: 0.25 },
] // prettier-ignore

/** Draws every index of every neighbourhood: `[neighbourhood][index]`, in the orders given. */
export function drawIndices(figures: readonly Figures[], chance: Chance): IndexFigure[][] {
  const taken = indices.map(() => new Set<number>())
  return figures.map(({ hardship, urban }) =>
    indices.map((index, at) => {
      const where = index.hardship * hardship + index.urban * (urban - 0.5) + chance.around(0, index.chance)
      const worseThan = 1 / (1 + Math.exp(-1.6 * where))
      let rank = 1 + Math.floor((1 - worseThan) * (neighbourhoodsInEngland - 1))
      while (taken[at]?.has(rank) === true) rank += 1
      taken[at]?.add(rank)
      return {
        score: scoreOf(index.scale, worseThan),
        rank,
        decile: Math.ceil((rank / neighbourhoodsInEngland) * 10),
      }
    }),
  )
}

/** Turns a place among England's neighbourhoods, 0 the least and 1 the most deprived, into a score of the usual size. */
function scoreOf(scale: Scale, worseThan: number): number {
  const along = (points: readonly number[]): number => {
    const at = Math.min(points.length - 2, Math.floor(worseThan * (points.length - 1)))
    const [low = 0, high = 0] = [points[at], points[at + 1]]
    return low + (high - low) * (worseThan * (points.length - 1) - at)
  }
  const scales: Record<Scale, () => number> = {
    'rate of children': () =>
      along([0.006, 0.038, 0.057, 0.078, 0.102, 0.13, 0.164, 0.207, 0.262, 0.338, 0.62]),
    rate: () => along([0.008, 0.034, 0.047, 0.06, 0.076, 0.095, 0.12, 0.152, 0.193, 0.25, 0.48]),
    overall: () => along([1.2, 5.8, 8.3, 10.9, 13.8, 17.2, 21.4, 26.8, 33.9, 44.5, 80]),
    normal: () => Math.log((worseThan + 0.003) / (1.003 - worseThan)) / 1.75,
    count: () => along([0.4, 3.6, 6.2, 9, 12.4, 16.4, 21.2, 26.9, 34.6, 46, 88]),
  }
  return Math.round(scales[scale]() * 1000) / 1000
}
