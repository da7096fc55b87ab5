import { CRITERIA } from '../model/criteria.ts'
import { FATE_NAMES } from '../model/fates.ts'
import type { PublicFigures, PublicModeFigures } from '../scenarios/index.ts'
import { travelModeNames } from '../travel/index.ts'
import { londonDate, londonTimeOfDay } from '../platform/clock.ts'
import type { ConsultationRecord, RecordedPlace } from './consultation.ts'
import { addressOf, hoursInWords, outcomeOf, proposedFor } from './place-words-page.ts'
import type { Updates } from './updates-repository.ts'
import { weekdayName } from '../sites/index.ts'

/** A row of a table: text, figures, and null for what is not known or withheld. */
export type DataRow = readonly (string | number | null)[]

/** One table of the data pack. */
export interface DataTable {
  readonly file: string
  readonly title: string
  /** What it holds, in a sentence. */
  readonly holds: string
  /** The heading row first. */
  readonly rows: readonly DataRow[]
}

/** What the data pack is made of. */
export interface DataPackSources {
  readonly record: ConsultationRecord
  /** null where the consultation is about no scenario. */
  readonly figures: PublicFigures | null
  readonly updates: Pick<Updates, 'sessions'>
}

/** Files of the data pack, in the order in which they are listed. */
export const dataFiles = [
  'places.csv',
  'outreach.csv',
  'who-has-further-to-go.csv',
  'reach.csv',
  'journeys.csv',
  'criteria.csv',
  'options.csv',
  'drop-in-sessions.csv',
  'datasets.csv',
] as const

/** A file of the data pack. */
export type DataFile = (typeof dataFiles)[number]

/**
 * One table of the data pack, made from the same figures as the pages.
 *
 * @param file - which table
 * @param sources - what was published
 * @returns the table; without rows but its head where there is nothing to tell
 */
export function dataTable(file: DataFile, sources: DataPackSources): DataTable {
  switch (file) {
    case 'places.csv':
      return places(sources)
    case 'outreach.csv':
      return outreach(sources)
    case 'who-has-further-to-go.csv':
      return losers(sources)
    case 'reach.csv':
      return reach(sources)
    case 'journeys.csv':
      return journeys(sources)
    case 'criteria.csv':
      return criteria(sources)
    case 'options.csv':
      return options(sources)
    case 'drop-in-sessions.csv':
      return sessions(sources)
    case 'datasets.csv':
      return datasets(sources)
  }
}

const outcomeNames = { lost: 'something is lost', stays: 'stays', new: 'new' } as const

function districtNames({ districts }: ConsultationRecord): (code: string | null) => string {
  const names = new Map(districts.map(({ code, name }) => [code, name]))
  return code => names.get(code ?? '') ?? ''
}

/** Places that are on today's register, or that the proposal uses. */
function concerned({ places: all }: ConsultationRecord): RecordedPlace[] {
  return all.filter(place => place.existing || place.fate !== null)
}

function places({ record }: DataPackSources): DataTable {
  const district = districtNames(record)
  return {
    file: 'places.csv',
    title: 'Every place and what is proposed for it',
    holds: 'Every children’s centre of today and every place that the proposal uses.',
    rows: [
      [
        'Place',
        'District',
        'Address',
        'Longitude',
        'Latitude',
        'Children’s centre today',
        'Hours today',
        'Services today',
        'Becomes',
        'Part of the Centre at',
        'In words',
        'Loses or gains',
        'From',
        'Why',
        'What replaces it',
      ],
      ...concerned(record).map(place => [
        place.name,
        place.beyondCounty ? 'Beyond the county' : district(place.districtCode),
        addressOf(place),
        place.position?.[0] ?? null,
        place.position?.[1] ?? null,
        place.existing ? 'yes' : 'no',
        hoursInWords(place.hours).map(String).join('; '),
        place.services
          .map(({ service, partner }) => (partner ? `${service} (${partner})` : service))
          .join('; '),
        place.fate === null ? 'Stays as it is' : FATE_NAMES[place.fate],
        place.leadName ?? '',
        proposedFor(place).text,
        outcomeNames[outcomeOf(place)],
        place.fromOn,
        place.why,
        place.replacedBy,
      ]),
    ],
  }
}

function outreach({ record }: DataPackSources): DataTable {
  const district = districtNames(record)
  return {
    file: 'outreach.csv',
    title: 'Sessions that are proposed each week',
    holds: 'Day, hours, venue and activity of every proposed weekly session.',
    rows: [
      ['Place', 'District', 'Day', 'Starts', 'Ends', 'Activity', 'From', 'Until'],
      ...record.places.flatMap(place =>
        [...place.sessions]
          .sort((a, b) => a.weekday - b.weekday || (a.starts < b.starts ? -1 : 1))
          .map(session => [
            place.name,
            district(place.districtCode),
            weekdayName(session.weekday),
            session.starts,
            session.ends,
            session.activity,
            session.fromOn,
            session.toOn,
          ]),
      ),
    ],
  }
}

/** A journey as a table has it: whole minutes, or metres to the nearest hundred. */
function journeyIn(mode: PublicModeFigures, journey: number | null): number | null {
  if (journey === null) return null
  return mode.unit === 'seconds' ? Math.round(journey / 60) : Math.round(journey / 100) * 100
}

const unitOf = (mode: PublicModeFigures): string => (mode.unit === 'seconds' ? 'minutes' : 'metres')

function losers({ record, figures }: DataPackSources): DataTable {
  const district = districtNames(record)
  const placeOf = new Map(record.places.map(place => [place.siteId, place]))
  return {
    file: 'who-has-further-to-go.csv',
    title: 'Who would have further to go, and who less far, place by place',
    holds:
      'For each place and way of travelling: children under 5 who live nearest to it, and how their journey would change. Empty: not known, or withheld because it is small or would give a small number away.',
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

function reach({ figures }: DataPackSources): DataTable {
  return {
    file: 'reach.csv',
    title: 'How far families go, today and then',
    holds:
      'Children under 5 by the length of their way to the nearest place: by district, deprivation, town and country, and households without a car; today and then, for each way of travelling. Empty: withheld because it is small or would give a small number away.',
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

function journeys({ figures }: DataPackSources): DataTable {
  const modes = figures?.modes ?? []
  const names = new Map(figures?.districts.map(({ code, name }) => [code, name]))
  const at = modes.map(mode => new Map(mode.neighbourhoods.map(one => [one.code, one])))
  return {
    file: 'journeys.csv',
    title: 'Journeys from each neighbourhood',
    holds:
      'The mean journey of each neighbourhood’s families to the nearest place, today and then, for each way of travelling. Fewer than 10 children are not shown. Empty: not known, withheld, or nobody there can reach a place.',
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

function criteria({ record }: DataPackSources): DataTable {
  const district = districtNames(record)
  const known = (low: number, high: number): boolean => !(low === 0 && high === 4)
  return {
    file: 'criteria.csv',
    title: 'The eight criteria',
    holds:
      'What two assessors found at each place on each of the eight criteria, as a range where they differ or do not know, from 0 to 4.',
    rows: [
      [
        'Place',
        'District',
        'Criterion',
        'Name of the criterion',
        'Rules a Centre out at 0',
        'Known',
        'At least',
        'At most',
        'After works, at least',
        'After works, at most',
      ],
      ...concerned(record).flatMap(place =>
        place.criteria.map(({ criterion, low, high, afterWorks }): DataRow => {
          const about = CRITERIA.find(one => one.number === criterion)
          return [
            place.name,
            district(place.districtCode),
            criterion,
            about?.name ?? '',
            about?.gate === true ? 'yes' : 'no',
            known(low, high) ? 'yes' : 'no',
            known(low, high) ? low : null,
            known(low, high) ? high : null,
            afterWorks !== null && known(afterWorks.low, afterWorks.high) ? afterWorks.low : null,
            afterWorks !== null && known(afterWorks.low, afterWorks.high) ? afterWorks.high : null,
          ]
        }),
      ),
    ],
  }
}

function options({ record }: DataPackSources): DataTable {
  return {
    file: 'options.csv',
    title: 'Options that were looked at',
    holds: 'What else the council looked at, and why it does not propose it.',
    rows: [
      [
        'Option',
        'Keeps everything as it is',
        'What it was',
        'Why it is not proposed',
        'Published plan',
        'Its hash',
      ],
      ...record.options.map((option): DataRow => [
        option.name,
        option.statusQuo ? 'yes' : 'no',
        option.whatItWas,
        option.whyNot,
        option.scenario?.name ?? '',
        option.scenario?.hash ?? '',
      ]),
    ],
  }
}

function sessions({ record, updates }: DataPackSources): DataTable {
  const district = districtNames(record)
  return {
    file: 'drop-in-sessions.csv',
    title: 'Drop-in sessions',
    holds: 'Where and when people could talk to the council’s staff.',
    rows: [
      ['Date', 'From', 'To', 'Venue', 'Address', 'District', 'Access', 'Languages'],
      ...updates.sessions.map((session): DataRow => [
        londonDate(new Date(session.startsAt)),
        londonTimeOfDay(new Date(session.startsAt)),
        londonTimeOfDay(new Date(session.endsAt)),
        session.venue,
        session.address,
        district(session.districtCode),
        session.access,
        session.languages,
      ]),
    ],
  }
}

function datasets({ figures }: DataPackSources): DataTable {
  return {
    file: 'datasets.csv',
    title: 'Where the figures come from',
    holds: 'Every dataset that the figures were made from, with its publisher, date, licence and SHA-256.',
    rows: [
      ['Dataset', 'Publisher', 'Period', 'Geography', 'Licence', 'Method', 'SHA-256 of the file'],
      ...(figures?.datasets ?? []).map((one): DataRow => [
        one.title,
        one.publisher,
        one.period,
        one.geography,
        one.licence,
        one.method,
        one.sha256,
      ]),
    ],
  }
}
