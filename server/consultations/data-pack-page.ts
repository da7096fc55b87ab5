import { CRITERIA } from '../model/criteria.ts'
import { FATE_NAMES } from '../model/fates.ts'
import { londonDate, londonTimeOfDay } from '../platform/clock.ts'
import { weekdayName } from '../sites/index.ts'
import type { ConsultationRecord, RecordedPlace } from './consultation.ts'
import {
  districtNames,
  type DataFile,
  type DataPackSources,
  type DataRow,
  type DataTable,
} from './data-pack.ts'
import { journeys, losers, reach } from './data-pack-figures-page.ts'
import { addressOf, hoursInWords, outcomeOf, proposedFor } from './place-words-page.ts'

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

/** Places that are on today's register, or that the proposal uses. */
function concerned({ places: all }: ConsultationRecord): RecordedPlace[] {
  return all.filter(place => place.existing || place.fate !== null)
}

/** Five decimals are about a metre: a building is not known better. */
function degrees(position: RecordedPlace['position']): [number | null, number | null] {
  if (position === null) return [null, null]
  const rounded = (of: number): number => Number(of.toFixed(5))
  return [rounded(position[0]), rounded(position[1])]
}

function places({ record }: DataPackSources): DataTable {
  const district = districtNames(record)
  return {
    file: 'places.csv',
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
        ...degrees(place.position),
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

function criteria({ record }: DataPackSources): DataTable {
  const district = districtNames(record)
  const known = (low: number, high: number): boolean => !(low === 0 && high === 4)
  return {
    file: 'criteria.csv',
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
    rows: [
      ['Date', 'From', 'To', 'Venue', 'Address', 'District', 'Access', 'Languages', 'Cancelled'],
      ...updates.sessions.map((session): DataRow => [
        londonDate(new Date(session.startsAt)),
        londonTimeOfDay(new Date(session.startsAt)),
        londonTimeOfDay(new Date(session.endsAt)),
        session.venue,
        session.address,
        district(session.districtCode),
        session.access,
        session.languages,
        session.cancelledAt === null ? 'no' : 'yes',
      ]),
    ],
  }
}

function datasets({ figures }: DataPackSources): DataTable {
  return {
    file: 'datasets.csv',
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
