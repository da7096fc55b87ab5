import type { PublicModeFigures } from '../scenarios/index.ts'
import { travelModeNames } from '../travel/index.ts'
import { districtNames, type DataPackSources, type DataRow, type DataTable } from './data-pack.ts'

/** A journey as a table has it: whole minutes, or metres to the nearest hundred. */
function journeyIn(mode: PublicModeFigures, journey: number | null): number | null {
  if (journey === null) return null
  return mode.unit === 'seconds' ? Math.round(journey / 60) : Math.round(journey / 100) * 100
}

const unitOf = (mode: PublicModeFigures): string => (mode.unit === 'seconds' ? 'minutes' : 'metres')

/**
 * Who would have further to go, place by place.
 *
 * @param sources - what was published
 * @returns a row for each way of travelling and place
 */
export function losers({ record, figures }: DataPackSources): DataTable {
  const district = districtNames(record)
  const placeOf = new Map(record.places.map(place => [place.siteId, place]))
  return {
    file: 'who-has-further-to-go.csv',
    rows: [
      [
        'Place',
        'District',
        'Way of travelling',
        'Unit of journeys',
        'Children nearest to it today',
        'Children nearest to it then',
        'Children with further to go',
        'Children with no further to go',
        'Further: first band',
        'Further: second band',
        'Further: beyond',
        'Children with no way left',
        'Children whose journey is not known',
        'Mean journey today',
        'Mean journey then',
        'Children for whom it is nearer than any today',
      ],
      ...(figures?.modes ?? []).flatMap(mode =>
        mode.places.flatMap((own): DataRow[] => {
          const place = placeOf.get(own.siteId)
          if (place === undefined) return []
          const { loses } = own
          return [
            [
              place.name,
              place.beyondCounty ? 'Beyond the county' : district(place.districtCode),
              travelModeNames[mode.mode],
              unitOf(mode),
              own.nearestNow,
              own.nearestThen,
              loses?.further ?? null,
              loses?.noFurther ?? null,
              loses?.furtherBy[0] ?? null,
              loses?.furtherBy[1] ?? null,
              loses?.furtherBy[2] ?? null,
              loses?.losing ?? null,
              loses?.notKnown ?? null,
              journeyIn(mode, loses?.meanNow ?? null),
              journeyIn(mode, loses?.meanThen ?? null),
              own.closer,
            ],
          ]
        }),
      ),
    ],
  }
}

const whenNames = {
  today: 'Today, to the nearest centre',
  'centres-and-zones': 'Proposed, to the nearest Centre or Zone',
  centres: 'Proposed, to the nearest Centre',
} as const
const groupingNames = {
  all: 'Everybody',
  district: 'District',
  decile: 'Income deprivation affecting children, decile (1 the most deprived)',
  rurality: 'Town or country',
  'car-access': 'Households without a car',
} as const

/**
 * How far families go, today and then.
 *
 * @param sources - what was published
 * @returns a row for each way of travelling, moment, group and band
 */
export function reach({ figures }: DataPackSources): DataTable {
  return {
    file: 'reach.csv',
    rows: [
      [
        'Way of travelling',
        'Unit of journeys',
        'When',
        'Grouped by',
        'Group',
        'Children under 5',
        'Median journey',
        'Nine in ten are within',
        'From (not included)',
        'To',
        'Children in this band',
      ],
      ...(figures?.modes ?? []).flatMap(mode =>
        mode.groups.flatMap(({ when, group }) =>
          group.bands.map((children, band): DataRow => {
            const unit = (value: number | undefined): number | null =>
              value === undefined ? null : journeyIn(mode, value)
            const noWay = band > mode.limits.length
            return [
              travelModeNames[mode.mode],
              unitOf(mode),
              whenNames[when],
              groupingNames[group.grouping],
              group.name,
              group.children,
              journeyIn(mode, group.median),
              journeyIn(mode, group.ninetieth),
              noWay ? 'no way' : band === 0 ? 0 : unit(mode.limits[band - 1]),
              noWay ? 'no way' : (unit(mode.limits[band]) ?? 'no limit'),
              children,
            ]
          }),
        ),
      ),
    ],
  }
}

/**
 * Journeys from each neighbourhood.
 *
 * @param sources - what was published
 * @returns a row for each neighbourhood, with columns for each way of travelling
 */
export function journeys({ figures }: DataPackSources): DataTable {
  const modes = figures?.modes ?? []
  const names = new Map(figures?.districts.map(({ code, name }) => [code, name]))
  const at = modes.map(mode => new Map(mode.neighbourhoods.map(one => [one.code, one])))
  return {
    file: 'journeys.csv',
    rows: [
      [
        'Code',
        'Neighbourhood',
        'District',
        'Children under 5',
        'Deprivation decile',
        'Town or country',
        ...modes.flatMap(mode => {
          const named = `${travelModeNames[mode.mode]}, ${unitOf(mode)}`
          return [
            `${named}: today`,
            `${named}: then, Centre or Zone`,
            `${named}: then, Centre`,
            `${travelModeNames[mode.mode]}: share who can get to a place today`,
            `${travelModeNames[mode.mode]}: share who could then`,
          ]
        }),
      ],
      ...(figures?.neighbourhoods ?? []).map((one): DataRow => [
        one.code,
        one.name,
        names.get(one.districtCode) ?? one.districtCode,
        one.children,
        one.decile,
        one.rural === null ? null : one.rural ? 'country' : 'town',
        ...modes.flatMap((mode, index) => {
          const own = at[index]?.get(one.code)
          // Of very few families a journey could be that of one of them.
          const few = one.children === null
          return few || own === undefined
            ? [null, null, null, null, null]
            : [
                journeyIn(mode, own.today),
                journeyIn(mode, own.centresAndZones),
                journeyIn(mode, own.centres),
                own.reachedToday,
                own.reachedThen,
              ]
        }),
      ]),
    ],
  }
}
