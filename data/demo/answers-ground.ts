import type { Fate } from '../../server/model/fates.ts'
import type { DemonstrationCounty, DemonstrationNeighbourhood } from './demonstration-county.ts'
import { children0to4 } from './demonstration-county.ts'
import { byWeight } from './answers-phrases.ts'
import type { DistrictStory } from './answers-story.ts'
import { allPlaces, districts, type Place } from './gazetteer.ts'
import type { DemonstrationPostcode } from './postcodes.ts'
import type { Chance } from './random.ts'
import { proposedScenario } from './scenarios.ts'
import type { DemonstrationSite } from './sites.ts'
import { distance, type Point } from './terrain.ts'

/** Where somebody who answers lives. */
export interface Home {
  readonly neighbourhood: DemonstrationNeighbourhood
  readonly postcode: DemonstrationPostcode
  readonly place: Place
  /** 1 is the most deprived tenth of England's neighbourhoods, 10 the least. */
  readonly decile: number
  readonly shareWithoutCar: number
  /** Of households, those with a single car. */
  readonly shareWithOneCar: number
}

/** A place with staff, and how far it is on the ground in kilometres. */
export interface Near {
  readonly site: DemonstrationSite
  readonly kilometres: number
}

/** What answers need to know of the county. */
export interface Ground {
  drawHome(story: DistrictStory, draw: Chance): Home
  /** Somewhere in one place. */
  drawHomeIn(placeName: string, draw: Chance): Home
  /** Today's centres of a district, the nearest first. */
  centresOf(districtCode: string, from: Point): readonly Near[]
  /** The nearest of all of today's centres. */
  nearestNow(from: Point): Near
  /** The nearest Centre or Zone of the proposal. */
  nearestThen(from: Point): Near
  /** What the proposal makes of a centre of today. */
  fateOf(centre: DemonstrationSite): Fate
}

/** A straight line is multiplied by this, as everywhere in the demonstration. */
const detour = 1.3

/** Families in poorer neighbourhoods answer less often, although more of their children use the centres. By decile. */
const answering = [0, 0.36, 0.44, 0.56, 0.85, 1, 1.1, 1.2, 1.3, 1.35, 1.4]

const staffed: readonly Fate[] = ['centre', 'centre-place', 'zone']

/** Puts together what answers need to know. */
export function groundOf(county: DemonstrationCounty, sites: readonly DemonstrationSite[]): Ground {
  const fates = new Map(proposedScenario(sites).fates.map(({ site, fate }) => [site, fate]))
  const centres = sites.filter(({ kind }) => kind === 'centre' || kind === 'linked-site')
  const then = sites.filter(({ reference }) => staffed.includes(fates.get(reference) ?? 'closed'))
  const postcodes = new Map<string, DemonstrationPostcode[]>()
  for (const postcode of county.postcodes) {
    if (postcode.neighbourhoodCode === null) continue
    const own = postcodes.get(postcode.neighbourhoodCode)
    if (own === undefined) postcodes.set(postcode.neighbourhoodCode, [postcode])
    else own.push(postcode)
  }
  const lived = county.neighbourhoods.filter(({ code }) => postcodes.has(code))
  const near = (from: Point, among: readonly DemonstrationSite[]): Near[] =>
    among
      .map(site => ({ site, kilometres: detour * distance(from, site.at.point) }))
      .sort((a, b) => a.kilometres - b.kilometres)
  const nearest = (from: Point, among: readonly DemonstrationSite[]): Near => {
    const [first] = near(from, among)
    if (first === undefined) throw new Error('There is no place at all.')
    return first
  }
  const home = (neighbourhood: DemonstrationNeighbourhood, draw: Chance): Home => {
    const place = allPlaces.find(({ name }) => name === neighbourhood.placeName)
    if (place === undefined) throw new Error(`No place is called ${neighbourhood.placeName}.`)
    const { cars, households } = neighbourhood.figures
    return {
      neighbourhood,
      place,
      postcode: draw.pick(postcodes.get(neighbourhood.code) ?? []),
      decile: neighbourhood.indices[0]?.decile ?? 5,
      shareWithoutCar: cars[0] / households,
      shareWithOneCar: cars[1] / households,
    }
  }
  const weights = new Map<DistrictStory, (readonly [DemonstrationNeighbourhood, number])[]>()
  const weightsOf = (story: DistrictStory) => {
    const known = weights.get(story)
    if (known !== undefined) return known
    const code = districts.find(({ key }) => key === story.district)?.code
    const made = lived
      .filter(({ districtCode }) => districtCode === code)
      .map(one => {
        const eager = (answering[one.indices[0]?.decile ?? 5] ?? 1) * (story.lively[one.placeName] ?? 1)
        return [one, children0to4(one) * eager] as const
      })
    weights.set(story, made)
    return made
  }
  const ofDistrict = new Map(
    districts.map(({ code }) => [code, centres.filter(({ at }) => at.districtCode === code)]),
  )
  return {
    drawHome: (story, draw) => home(byWeight(draw, weightsOf(story)), draw),
    drawHomeIn: (placeName, draw) => home(draw.pick(lived.filter(one => one.placeName === placeName)), draw),
    centresOf: (districtCode, from) => near(from, ofDistrict.get(districtCode) ?? []),
    nearestNow: from => nearest(from, centres),
    nearestThen: from => nearest(from, then),
    fateOf: centre => fates.get(centre.reference) ?? 'centre',
  }
}

const everydayNames: Readonly<Record<string, string>> = {
  'Hallingford Airfield': 'the Airfield',
  'Merehaven Sands': 'the Sands',
  'Merehaven Harbour': 'the Harbour',
  'Wadeney Quays': 'the Quays',
  'Wadeney Fleet': 'the Fleet',
  'Marlock Station Road': 'Station Road',
  'St Osric Eastside': 'Eastside',
  'Cherrywold Lanes': 'the Lanes',
  'Copperstow Community Hall': 'Copperstow hall',
}

/** What people call a site. */
export function everydayName({ name }: Pick<DemonstrationSite, 'name'>): string {
  const short = name.replace(/ (Children’s Centre|Family Room)$/, '')
  return everydayNames[short] ?? short.replace(/ Library$/, ' library')
}
