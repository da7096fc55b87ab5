import type { CountyDescription } from '../../server/county/index.ts'
import { toNationalGrid } from '../../server/county/index.ts'

/**
 * A county of two districts and six neighbourhoods in a row of squares, and a seventh beyond it. Between 2011 and 2021
 * the first stayed, the second was split, the third and fourth were merged, and the last two changed irregularly.
 */
export const marshland: CountyDescription = {
  name: 'Marshland',
  code: 'E10900009',
  districtCodes: ['E07900101', 'E07900102'],
  vintage: 'LSOA 2011',
  demonstration: false,
}

export interface Square {
  readonly code: string
  readonly name: string
  readonly district: readonly [code: string, name: string]
  /** South-west corner. */
  readonly corner: readonly [lon: number, lat: number]
  readonly children: number
  readonly people: number
}

const north = ['E07900101', 'North Marsh'] as const
const south = ['E07900102', 'South Marsh'] as const
const beyond = ['E07900199', 'Elsewhere'] as const

/** Side of a square in degrees: about 2.2 km north, 1.4 km east. */
export const side = 0.02

export const squares: readonly Square[] = (
  [
    [1, north, 10, 100],
    [2, north, 20, 200],
    [3, north, 30, 300],
    [4, north, 40, 100],
    [5, south, 50, 500],
    [6, south, 60, 600],
    [9, beyond, 70, 700],
  ] as const
).map(([number, district, children, people], at) => ({
  code: `E0190000${number}`,
  name: `${district[1]} 00${number}`,
  district,
  corner: [at * side, 52.3],
  children,
  people,
}))

export const lookupPairs = [
  ['E01900001', 'E01900001', 'U', north],
  ['E01900002', 'E01900012', 'S', north],
  ['E01900002', 'E01900013', 'S', north],
  ['E01900003', 'E01900014', 'M', north],
  ['E01900004', 'E01900014', 'M', north],
  ['E01900005', 'E01900015', 'X', south],
  ['E01900006', 'E01900015', 'X', south],
  ['E01900006', 'E01900016', 'X', south],
  ['E01900009', 'E01900009', 'U', beyond],
] as const

/** Joins rows as CSV; every cell quoted. */
export function csv(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map(row => row.map(cell => `"${cell ?? ''}"`).join(',')).join('\n') + '\n'
}

export function middleOf(square: Square): [number, number] {
  return [square.corner[0] + side / 2, square.corner[1] + side / 2]
}

function ring([lon, lat]: readonly [number, number]): number[][] {
  return [
    [lon, lat],
    [lon + side, lat],
    [lon + side, lat + side],
    [lon, lat + side],
    [lon, lat],
  ]
}

function collection(features: readonly { properties: object; rings: number[][][] }[]): string {
  return JSON.stringify({
    type: 'FeatureCollection',
    features: features.map(({ properties, rings }) => ({
      type: 'Feature',
      properties,
      geometry: { type: 'MultiPolygon', coordinates: rings.map(one => [one]) },
    })),
  })
}

export const files = {
  districts: (): string =>
    collection(
      [north, south, beyond].map(district => ({
        properties: { LAD24CD: district[0], LAD24NM: district[1] },
        rings: squares.filter(square => square.district === district).map(square => ring(square.corner)),
      })),
    ),
  boundaries: (vintage = '11'): string =>
    collection(
      squares.map(square => ({
        properties: {
          [`LSOA${vintage}CD`]: square.code,
          [`LSOA${vintage}NM`]: square.name,
          LAD21CD: square.district[0],
          LAD21NM: square.district[1],
        },
        rings: [ring(square.corner)],
      })),
    ),
  centroids: (): string =>
    csv([
      ['LSOA11CD', 'LSOA11NM', 'x', 'y'],
      ...squares.map(square => [square.code, square.name, ...toNationalGrid(middleOf(square))]),
    ]),
  population: (rows: readonly Square[] = squares, year = '2020'): string =>
    csv([
      [`Table SAPE: mid-${year} population estimates`],
      [],
      [
        'LSOA Code',
        'LSOA Name',
        'LA Code (2021 boundaries)',
        'LA name (2021 boundaries)',
        'All Ages',
        ...Array.from({ length: 90 }, (_, age) => age),
        '90+',
      ],
      ...rows.map(square => [
        square.code,
        square.name,
        ...square.district,
        square.people,
        ...Array.from({ length: 91 }, (_, age) =>
          age < 5 ? square.children / 5 : age === 30 ? square.people - square.children : 0,
        ),
      ]),
    ]),
  deprivation: (): string =>
    `\ufeff${csv([
      [
        'LSOA code (2011)',
        'LSOA name (2011)',
        'Local Authority District code (2019)',
        'Local Authority District name (2019)',
        'Index of Multiple Deprivation (IMD) Score',
        'Index of Multiple Deprivation\n(IMD) Rank (where 1 is most deprived)',
        'Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)',
        'Income Deprivation Affecting Children Index (IDACI) Score (rate)',
        'Income Deprivation Affecting Children Index (IDACI) Rank (where 1 is most deprived)',
        'Income Deprivation Affecting Children Index (IDACI) Decile (where 1 is most deprived 10% of LSOAs)',
      ],
      ...squares.map((square, at) => [
        square.code,
        square.name,
        ...square.district,
        '20.5',
        '1,234.00',
        '3.00',
        `0.${at + 1}`,
        100,
        at + 1,
      ]),
    ])}`,
  lookup: (): string =>
    csv([
      [
        'LSOA11CD',
        'LSOA11NM',
        'LSOA21CD',
        'LSOA21NM',
        'CHGIND',
        'LAD22CD',
        'LAD22NM',
        'LAD22NMW',
        'ObjectId',
      ],
      ...lookupPairs.map(([code11, code21, change, district], at) => [
        code11,
        squares.find(square => square.code === code11)?.name ?? '',
        code21,
        `${code21} name`,
        change,
        ...district,
        '',
        at + 1,
      ]),
    ]),
  /** Households and those without a car, on 2021 areas. */
  cars: (): string =>
    csv([
      [
        'date',
        'geography',
        'geography code',
        'Number of cars or vans: Total: All households; measures: Value',
        'Number of cars or vans: No cars or vans in household; measures: Value',
      ],
      ...['01', '12', '13', '14', '15', '16', '09'].map((end, at) => [
        '2021',
        `Area ${end}`,
        `E019000${end}`,
        100 * (at + 1),
        10 * (at + 1),
      ]),
    ]),
  /** One category of household composition, as the query tool writes it. */
  loneParents: (): string =>
    csv([
      ['TS003 - Household composition'],
      ['ONS Crown Copyright Reserved [from Nomis on 25 June 2024]'],
      ['Population :', 'All households'],
      ['Units      :', 'Households'],
      ['Household composition:', 'Single family household: Lone parent family'],
      ['', ''],
      ['2021 super output area - lower layer', '2021', '%'],
      ['', '', ''],
      ...['01', '12', '13', '14', '15', '16', '09'].map((end, at) => [
        `E019000${end} : Area ${end}`,
        at + 1,
        5,
      ]),
      ['', '', ''],
      ['In order to protect against disclosure of personal information, records have been swapped.'],
    ]),
  ruralUrban: (vintage = '11'): string =>
    csv([
      [`LSOA${vintage}CD`, `RUC${vintage}CD`, `RUC${vintage}NM`, 'Urban_rural_flag'],
      ...squares.map((square, at) => [
        square.code,
        vintage === '11' ? (at % 2 ? 'D1' : 'C1') : at % 2 ? 'RSN1' : 'UN1',
        at % 2 ? 'Rural town' : 'Urban city',
        '',
      ]),
    ]),
  codePointOpen: (): string =>
    squares
      .flatMap((square, at) => {
        const [east, northing] = toNationalGrid(middleOf(square)).map(Math.round)
        return [
          `"PE${at + 1} 1AA",10,${east ?? 0},${northing ?? 0},"E92000001","E19000001","E18000006","E10900009","${square.district[0]}","E05000001"`,
        ]
      })
      .join('\n'),
  postcodeDirectory: (): string =>
    csv([
      [
        'pcd7',
        'pcd8',
        'pcds',
        'dointr',
        'doterm',
        'lad25cd',
        'east1m',
        'north1m',
        'gridind',
        'lat',
        'long',
        'lsoa11cd',
        'lsoa21cd',
      ],
      ...squares.map((square, at) => {
        const [lon, lat] = middleOf(square)
        return [
          `PE${at + 1}1AA`,
          `PE${at + 1} 1AA`,
          `PE${at + 1} 1AA`,
          '199901',
          '',
          square.district[0],
          1,
          1,
          1,
          lat,
          lon,
          square.code,
          square.code,
        ]
      }),
      [
        'PE11ZZ',
        'PE1 1ZZ',
        'PE1 1ZZ',
        '199901',
        '200001',
        north[0],
        1,
        1,
        1,
        52.31,
        0.01,
        'E01900001',
        'E01900001',
      ],
      [
        'PE12ZZ',
        'PE1 2ZZ',
        'PE1 2ZZ',
        '199901',
        '',
        north[0],
        0,
        0,
        9,
        99.999999,
        0,
        'E01900001',
        'E01900001',
      ],
    ]),
  centres: (): string =>
    csv([
      ['EstablishmentName', 'Address', 'Postcode', 'lat', 'lon', 'SiteType', 'LAD24CD'],
      ['Reed Children’s Centre', 'School Lane, Reed', 'PE1 1AA', 52.31, 0.01, "Children's centre", north[0]],
      [
        'Sedge Linked Site',
        'High Street, Sedge',
        'PE5 1AA',
        52.31,
        0.09,
        "Children's centre linked site",
        south[0],
      ],
    ]),
  schools: (): Buffer =>
    Buffer.from(
      csv([
        [
          'URN',
          'LA (code)',
          'EstablishmentName',
          'TypeOfEstablishment (code)',
          'TypeOfEstablishment (name)',
          'EstablishmentStatus (code)',
          'PhaseOfEducation (name)',
          'Street',
          'Town',
          'Postcode',
          'DistrictAdministrative (code)',
          'Easting',
          'Northing',
        ],
        ...(
          [
            ['100001', 'Académie of Reed', '01', 'Community school', '1', 'Primary', 0],
            ['100002', 'Reed Nursery School', '15', 'Local authority nursery school', '1', 'Nursery', 1],
            ['100003', 'Closed School', '01', 'Community school', '2', 'Primary', 1],
            ['100004', 'Sure Start Reed', '47', "Children's centre", '1', 'Not applicable', 2],
            ['100005', 'School over the edge', '01', 'Community school', '1', 'Primary', 6],
          ] as const
        ).map(([number, name, code, type, status, phase, at]) => {
          const square = squares[at] as Square
          return [
            number,
            '999',
            name,
            code,
            type,
            status,
            phase,
            'The Street',
            'Reed',
            'PE1 1AA',
            square.district[0],
            ...toNationalGrid(middleOf(square)),
          ]
        }),
      ]),
      'latin1',
    ),
  libraries: (): string =>
    csv([
      [
        'reporting',
        'name',
        'address1',
        'address2',
        'postcode',
        'type',
        'operation_23',
        'easting',
        'northing',
        'lat',
        'long',
      ],
      ['Marshland', 'Reed', 'High Street', 'Reed', 'PE1 1AA', 'Static Library', 'LA', '', '', 52.31, 0.01],
      ['Marshland', 'Mobile One', 'Depot', '', 'PE2 1AA', 'Mobile Library', 'LA', '', '', '', ''],
    ]),
  gpPractices: (): string =>
    csv([
      ['code', 'name', 'address', 'postcode', 'easting', 'northing', 'lat', 'long', 'lad'],
      ['D81001', 'REED SURGERY', 'THE SURGERY, REED', 'PE1 1AA', '', '', 52.311, 0.011, north[0]],
    ]),
  county: (description: CountyDescription = marshland): string =>
    JSON.stringify({
      name: description.name,
      code: description.code,
      districts: description.districtCodes,
      neighbourhoods: description.vintage,
    }),
} as const
