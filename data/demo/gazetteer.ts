/**
 * The map of the demonstration county, drawn by hand: every name and number in it is invented. Positions are kilometres
 * east and north of the county's south-western corner, which lies in the open North Sea, so that nothing here can be
 * taken for a real place.
 */
export interface Place {
  readonly name: string
  readonly kind: 'suburb' | 'town' | 'village'
  readonly district: DistrictPlan['key']
  readonly x: number
  readonly y: number
  readonly people: number
  /** How hard life is on the whole: 0 is England's middle, 1 is well into the poorer third, −1 into the richer third. */
  readonly hardship: number
}

/** A part of a town that differs from the rest of it. */
export interface Quarter {
  readonly name: string
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly hardship?: number
  /** More young families than elsewhere: 1 is half as many small children again. */
  readonly families?: number
  readonly students?: number
  readonly retired?: number
  /** Share of people who speak English not well or not at all. */
  readonly littleEnglish?: number
}

/** A district, and how its places are written on the ground. */
export interface DistrictPlan {
  readonly code: string
  readonly name: string
  readonly key: 'city' | 'fens' | 'west' | 'south' | 'coast'
}

export const countyName = 'Sedgeshire'
export const countyCode = 'E10900001'

export const districts: readonly DistrictPlan[] = [
  { code: 'E07900001', name: 'Sedgeminster', key: 'city' },
  { code: 'E07900002', name: 'Tarrel Fens', key: 'fens' },
  { code: 'E07900003', name: 'Hallingford', key: 'west' },
  { code: 'E07900004', name: 'South Sedge', key: 'south' },
  { code: 'E07900005', name: 'Merehaven Coast', key: 'coast' },
]

/** Over the boundary: another county, as invented as this one, whose rows the files hold too, as downloads do. */
export const neighbouringDistrict = { code: 'E07900091', name: 'Lower Ossen', countyCode: 'E10900002' }

/** The corners of the county, anticlockwise from the south-west. The coast runs from the east to the estuary's head. */
export const outlineCorners: readonly (readonly [number, number])[] = [
  [4, 11], [8, 7.5], [9.5, 4.2], [15, 3.4], [19, 1.2], [24, 2.6], [29, 0.8], [33.5, 2.2], [37, 4.2], [41, 2.8], [45, 5.6],
  [47, 8.2], [51.5, 9.2], [52.3, 13], [54.8, 16.5], [53.6, 20.5], [55.3, 24], [54.2, 28.5], [55, 31], [52.2, 34.6],
  [49.6, 37.2], [48.8, 39], [45.5, 40.2], [44.6, 42.6], [42.8, 45.6], [40.2, 44.4], [38.4, 41.6], [37, 40.6],
  [36.2, 42.2], [35.6, 44.8], [34.8, 48.6], [31.5, 50.2], [28.5, 52.6], [24, 51.4], [19.5, 53.4], [15, 51.4],
  [10.5, 50.6], [6.2, 48.2], [5.4, 45], [2.2, 42.4], [3, 38.4], [1.4, 34.5], [1.8, 31], [0.6, 28], [1.9, 24.5],
  [1.2, 21], [3.2, 18.5], [2.6, 14.5],
] // prettier-ignore

export const riverCourses = [
  {
    name: 'River Sedge',
    course: [[24.6, -1.5], [25.2, 2], [25.2, 6], [23.8, 11], [25.5, 16], [27, 20], [28, 25], [31, 30], [34, 35], [36.3, 38.6], [37.1, 41], [37.4, 43.5]],
  },
  {
    name: 'River Tarrel',
    course: [[-1.5, 26.4], [2, 26.6], [6, 26], [12, 28.5], [17, 28], [22, 32], [28, 36], [32.5, 40.4], [35, 42], [37.4, 43.5]],
  },
] as const // prettier-ignore

/** Where a road crosses a river: few and far between outside the city. Positions are snapped to the river. */
export const bridgeSites = [
  { name: 'Orling Bridge', river: 'River Sedge', x: 24.9, y: 8.2 },
  { name: 'Minster Bridge', river: 'River Sedge', x: 25.8, y: 16.9 },
  { name: 'Kingsmead Bridge', river: 'River Sedge', x: 26.9, y: 19.7 },
  { name: 'Steeplow Lock Bridge', river: 'River Sedge', x: 27.9, y: 24.6 },
  { name: 'Ellstow High Bridge', river: 'River Sedge', x: 32.6, y: 32.6 },
  { name: 'Barrowick Town Bridge', river: 'River Tarrel', x: 5.6, y: 26.1 },
  { name: 'Wadeney Old Bridge', river: 'River Tarrel', x: 26.3, y: 34.9 },
  { name: 'Ramsell Causeway', river: 'River Tarrel', x: 15.2, y: 28.2 },
] as const

/** Roads between places and bridges, in order. */
export const roadCourses: readonly { readonly name: string; readonly via: readonly string[] }[] = [
  { name: 'A9901', via: ['Great Orling', 'Newlode', 'Old Minster', 'Minster Bridge', 'Cherrywold', 'Castle Willan', 'Highwold', 'Merehaven'] },
  { name: 'A9902', via: ['St Osric', 'Hallingford', 'Ramsell', 'Ramsell Causeway', 'Marlock'] },
  { name: 'A9903', via: ['Old Minster', 'Minster Bridge', 'Kingsmead', 'Steeplow', 'Ellstow', 'Ellstow High Bridge', 'Doveney', 'Wadeney Old Bridge', 'Wadeney', 'Marlock', 'Pellney'] },
  { name: 'A9904', via: ['Hallingford', 'Newlode'] },
  { name: 'A9905', via: ['Pellney', 'Barrowick Town Bridge', 'Barrowick', 'Hallingford', 'Kettlewick', 'St Osric', 'Great Orling', 'Orling Bridge', 'Rushbourne', 'Copperstow', 'Marlestow', 'Highwold'] },
  { name: 'A9906', via: ['Ellstow', 'Burnstow', 'Sandwyke'] },
  { name: 'A9907', via: ['Ellstow', 'Hollowby', 'Merehaven'] },
  { name: 'A9908', via: ['Arbour Hill', 'Oakingden', 'Doveney'] },
  { name: 'A9909', via: ['Oakingden', 'Steeplow Lock Bridge', 'Steeplow'] },
  { name: 'A9910', via: ['Arbour Hill', 'Kingsmead Bridge', 'Kingsmead'] },
] // prettier-ignore

/** A road around a town for motor vehicles alone: two carriageways, which meet others at roundabouts only. */
export const bypassPlan = {
  name: 'A9911',
  called: 'Hallingford Bypass',
  course: [[10.35, 14.1], [11.2, 14.9], [11.7, 16], [11.78, 16.8], [11.8, 18.2], [11.78, 19.8], [11.7, 20.9], [11.5, 21.6]],
} as const // prettier-ignore

/** A bridge for people on foot alone. */
export const footBridgeSites = [{ name: 'Osier Footbridge', river: 'River Sedge', x: 24.9, y: 14.6 }] as const

/** The town next to us in the next county, to which our roads lead. */
export const townBeyond: Place = {
  name: 'Ossen Green',
  kind: 'town',
  district: 'west',
  x: -1.5,
  y: 20,
  people: 7000,
  hardship: 0,
}

/** A creek that cuts the tip off a headland: the houses there are reached over the sands at low water, by no road. */
export const creek = {
  name: 'Gull Creek',
  island: 'Gull Holm',
  course: [[39.9, 45.3], [40.9, 44.75], [41.9, 44.5], [43, 44.3], [44, 44.2], [45.2, 44.6]],
} as const // prettier-ignore

/** The railway over the fen, from the edge of one town to the edge of the next. */
export const railwayCourse = [
  [14.9, 42.5],
  [17.2, 41.5],
  [19.5, 40.9],
  [22, 39.6],
  [24.5, 38.6],
] as const

/** The drive through the park at Castle Willan. */
export const estateCourse = [
  [35.75, 18.5],
  [36.1, 18.9],
  [36.35, 19.3],
  [36.45, 19.7],
] as const

/** Where the boat over the estuary lands. */
export const ferryLandings = { west: [34.9, 45.6], east: [40.1, 43.7] } as const

/** Every place where people live together. */
export const allPlaces: readonly Place[] = [
  ...places('suburb', 'city', [
    ['Old Minster', 25.1, 18.2, 29000, 0.05], ['Kingsmead', 28.6, 20.4, 22500, 1.15],
    ['Arbour Hill', 24.4, 20.9, 20500, 0.75], ['Longmeadow', 22.9, 17.6, 13500, -1.2],
    ['Trinity Fields', 26.9, 14.9, 18500, -0.55], ['Cherrywold', 28.9, 17.2, 23000, -0.05],
  ]),
  ...places('town', 'fens', [
    ['Wadeney', 26.6, 37.8, 33500, 0.8], ['Marlock', 14, 44, 22000, 0.35], ['Pellney', 8, 36, 12000, 0.15],
    ['Doveney', 26.4, 32.3, 8200, 0.2],
  ]),
  ...places('town', 'west', [
    ['Hallingford', 9, 18, 43000, 0], ['St Osric', 13.5, 9, 34500, -0.25],
    ['Barrowick', 5.5, 24, 17500, 0.05], ['Ramsell', 14.2, 24.2, 9800, 0.3],
    ['Kettlewick', 6.2, 12.4, 8500, -0.5],
  ]),
  ...places('town', 'south', [
    ['Newlode', 18.7, 13.8, 13500, -0.75],
  ]),
  ...places('town', 'coast', [
    ['Merehaven', 51, 29, 31000, 0.5], ['Ellstow', 35.8, 29.6, 17500, -0.1],
    ['Sandwyke', 44.2, 37.6, 9200, 0.5],
  ]),
  ...places('village', 'fens', [
    ['Thistlesey', 3.6, 32.2, 900, 0.05], ['Gosdrove', 10.3, 31.8, 700, 0.2],
    ['Crakeney', 16.3, 31.9, 1300, 0.15], ['Murrelsey', 20.9, 35.8, 1100, 0.25],
    ['Eelholme', 11.3, 40.4, 1000, 0.15], ['Cranlode', 15.1, 36.4, 1500, 0.05],
    ['Whinfen', 21.3, 29.9, 1500, -0.15], ['Ploverdrove', 31.4, 33.4, 800, 0.15],
    ['Teasney', 33.5, 37.2, 900, 0.2], ['Hernlode', 4.8, 38.5, 700, 0.15], ['Coldrove', 5.1, 43, 600, 0.25],
    ['Marshgote', 18.9, 40.2, 1600, 0.15], ['Ternsey', 22.9, 42.3, 1800, 0.2],
    ['Sluice Bank', 31.3, 42.6, 1400, 0.35], ['Fodderfen', 18.4, 47.2, 1000, 0.3],
    ['Lapwing Bank', 26.7, 45.2, 1500, 0.3], ['Oatney', 8.8, 46, 900, 0.05],
    ['Sedgelode', 32.6, 47, 900, 0.25], ['Turfhythe', 13.1, 48.6, 1100, 0.05],
    ['Withysey', 22.4, 49.6, 1300, 0.15], ['Blackgote', 28.6, 49.6, 900, 0.35],
    ['Whinbank End', 17.6, 33.9, 500, 0.05],
  ]),
  ...places('village', 'west', [
    ['Great Stavering', 10.4, 7.2, 2900, -0.8], ['Little Stavering', 7.4, 9.4, 1200, -0.9],
    ['Kimbersley', 4.6, 15.2, 2100, -0.6], ['Brampstow', 6, 19.3, 4600, -0.6],
    ['Elverstow', 10.2, 13.4, 3100, -0.8], ['Graffley', 12.9, 13.1, 2300, -0.7],
    ['Yelbourne', 13.6, 16.2, 3600, -0.75], ['Stukewell', 16.1, 11.9, 2000, -0.6],
    ['Tilbrow', 4.3, 20.9, 1600, -0.4], ['Haddowell', 8.5, 22.3, 3800, -0.35],
    ['Perrywold', 13.2, 19.9, 4300, -0.5], ['Molesbourne', 2.9, 23.4, 1100, -0.3],
    ['Wynterbrook', 9.4, 25.6, 3300, -0.2], ['Hemmingbury', 11.2, 23.1, 2600, -0.5],
    ['Needlestow', 11.7, 26.6, 2500, -0.1], ['Abbotswyke', 16.3, 16.8, 3900, -0.7],
    ['Colnebury', 15.8, 20.4, 4800, -0.3],
  ]),
  ...places('village', 'south', [
    ['Great Orling', 20.9, 7.4, 5400, -0.8], ['Little Orling', 18.3, 5.6, 1900, -1],
    ['Tillowe', 16.7, 6.4, 1500, -0.8], ['Harlestow', 23.4, 4.2, 2600, -0.9],
    ['Wickenbourne', 28.1, 4.4, 3400, -0.8], ['Rushbourne', 27.6, 8.6, 4900, -0.7],
    ['Foxmarden', 31.5, 4.9, 2100, -1], ['Whistlebourne', 35.1, 5.3, 2800, -0.8],
    ['Abbots Linney', 39.2, 6.8, 3100, -0.6], ['Balderstow', 42.6, 6.6, 2000, -0.5],
    ['Westerlow', 22.1, 10.6, 4200, -1], ['Elmstow', 30.1, 9.8, 3900, -0.9],
    ['Pipworth', 33.7, 9.2, 3600, -0.8], ['Copperstow', 35.6, 11.6, 6200, -0.5],
    ['Tolbury', 38.4, 10.6, 2700, -0.7], ['Caldermarsh', 45.2, 9.9, 2300, -0.4],
    ['Barlingstow', 49.2, 11.6, 3300, -0.3], ['Orrwick', 19.4, 17.2, 3900, -1],
    ['Shepstow', 30.9, 13.3, 5200, -0.9], ['Fowlmarden', 33.6, 14.8, 2600, -0.8],
    ['Castle Willan', 34.8, 17.6, 6600, -0.5], ['Thornlode', 37.9, 14, 2900, -0.6],
    ['Lindermere', 41.9, 13, 3800, -0.5], ['Marlestow', 45, 13.1, 6900, -0.1],
    ['Quenstow', 32.6, 20.6, 4400, -0.8], ['Dullmarsh', 36.6, 20.3, 1700, -0.5],
    ['Steeplow', 29.6, 24, 5800, -0.5], ['Burrowden', 32.3, 23.1, 2300, -0.6],
    ['Ashmarden', 17.4, 20.6, 5100, -0.7], ['Oakingden', 23.2, 24.3, 6400, -0.6],
    ['Mallowden', 19.9, 23.5, 4700, -0.7], ['Chalkwold', 40.2, 17.1, 2200, -0.5],
    ['Highwold', 44.6, 16.9, 2900, -0.3], ['Larchbury', 17.7, 26, 2300, -0.4],
    ['Wendlebourne', 23, 27.3, 2600, -0.4], ['Appleworth', 21.2, 20.7, 4400, -1],
    ['Pearmain Green', 18.2, 10.4, 2100, -0.9], ['Tansworth', 25.4, 10.9, 3000, -0.9],
  ]),
  ...places('village', 'coast', [
    ['Ormsey', 51, 18.4, 1800, 0], ['Hollowby', 43.2, 24.6, 1900, -0.1], ['Burnstow', 39.4, 32.4, 2300, 0],
    ['Skerholme', 39.7, 38.6, 1200, 0.4], ['Samphire Green', 41.2, 41.9, 1000, 0.5],
    ['Marramby', 47.6, 33.2, 1500, 0.2], ['Dunsthorpe', 53, 23.6, 2000, 0.1],
    ['Kelsthorpe', 38.4, 25.6, 1700, -0.3], ['Pinchwell', 33, 27, 1600, -0.4],
    ['Aldwater', 46.4, 21.1, 1400, -0.1], ['Creeksend', 48.6, 36.1, 1100, 0.3],
    ['Wrackham', 43.2, 29.4, 1300, 0], ['Thrumley', 48, 25.6, 1700, 0.1], ['Larkney', 36.7, 34.7, 1200, 0.1],
    ['Saltwyke', 51.6, 33, 1700, 0.3], ['Fellowby', 40.9, 21.2, 1300, -0.2],
  ]),
] // prettier-ignore

export const quarters: readonly Quarter[] = [
  { name: 'Kingsmead estate', x: 29.3, y: 21.2, radius: 1, hardship: 0.75, families: 0.5 },
  { name: 'Arbour Hill towers', x: 24.7, y: 21.7, radius: 0.7, hardship: 0.8, families: 0.3 },
  { name: 'University quarter', x: 24.6, y: 17.8, radius: 0.9, students: 1, families: -0.6 },
  { name: 'Trinity Fields new homes', x: 27.2, y: 13.9, radius: 1.1, hardship: -0.1, families: 0.9 },
  { name: 'Cherrywold Lanes', x: 29.8, y: 16.4, radius: 0.7, hardship: 0.7, families: 0.3 },
  { name: 'Wadeney quays', x: 26.4, y: 36.9, radius: 0.9, hardship: 0.5, families: 0.5, littleEnglish: 0.13 },
  {
    name: 'Wadeney Fleet estate',
    x: 27.6,
    y: 39,
    radius: 0.9,
    hardship: 0.85,
    families: 0.5,
    littleEnglish: 0.05,
  },
  { name: 'Wadeney and the packhouses', x: 26.6, y: 38, radius: 4, littleEnglish: 0.05, families: 0.15 },
  {
    name: 'Marlock station side',
    x: 14.6,
    y: 43.2,
    radius: 0.8,
    hardship: 0.7,
    littleEnglish: 0.04,
    families: 0.3,
  },
  { name: 'Pellney field workers', x: 8.3, y: 35.6, radius: 0.9, hardship: 0.4, littleEnglish: 0.05 },
  { name: 'Weavers Field', x: 9.9, y: 18.9, radius: 0.8, hardship: 1.3, families: 0.4, littleEnglish: 0.02 },
  { name: 'Hallingford airfield homes', x: 7.9, y: 17, radius: 1, hardship: -0.3, families: 0.7 },
  { name: 'Priory Park', x: 13, y: 8.3, radius: 0.7, hardship: 1, families: 0.3 },
  { name: 'Newlode phase four', x: 19.2, y: 14.4, radius: 0.9, hardship: 0.3, families: 0.9 },
  { name: 'Marlestow camp', x: 45.4, y: 13.5, radius: 0.7, hardship: 0.5, families: 0.6 },
  {
    name: 'Merehaven sands',
    x: 52.1,
    y: 29.6,
    radius: 0.9,
    hardship: 0.9,
    retired: 0.4,
    littleEnglish: 0.02,
  },
  { name: 'Merehaven harbour estate', x: 50.2, y: 28.1, radius: 0.8, hardship: 0.8, families: 0.4 },
  { name: 'Sandwyke quayside', x: 44.5, y: 38, radius: 0.7, hardship: 0.5 },
  { name: 'The coast', x: 51, y: 31, radius: 9, retired: 0.5, families: -0.15 },
  { name: 'The estuary', x: 42, y: 40, radius: 6, retired: 0.5, families: -0.15 },
]

type Row = readonly [name: string, x: number, y: number, people: number, hardship: number]

function places(kind: Place['kind'], district: Place['district'], rows: readonly Row[]): Place[] {
  return rows.map(([name, x, y, people, hardship]) => ({ name, kind, district, x, y, people, hardship }))
}
