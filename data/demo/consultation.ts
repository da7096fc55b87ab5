import { districtTexts } from './consultation-districts.ts'
import { documents, type DocumentText } from './consultation-documents.ts'
import { faqs, type FaqText } from './consultation-faqs.ts'
import { options, type OptionText } from './consultation-options.ts'
import { placeTexts, type PlaceText } from './consultation-places.ts'
import { centreReference } from './centre-list.ts'
import { consultationRecord, type RecordText } from './consultation-record.ts'
import type { RelativeDay, RelativeMoment } from './consultation-text.ts'
import { districts } from './gazetteer.ts'
import { referenceNamed } from './scenarios.ts'
import type { DemonstrationSite } from './sites.ts'

/** Everything that the public is shown, ready to be loaded. Texts have paragraphs divided by empty lines. */
export interface ConsultationFile {
  readonly slug: string
  readonly name: string
  readonly introduction: string
  readonly whatIsLost: string
  readonly whatIsProposed: string
  readonly reasons: string
  readonly opens: RelativeMoment
  /** The first moment at which it is closed. */
  readonly closes: RelativeMoment
  readonly graceMinutes: number
  readonly decision: RelativeDay
  readonly decisionBy: string
  readonly contactEmail: string
  readonly contactPhone: string
  readonly contactPost: string
  readonly otherWays: string
  readonly urgentHelp: string
  readonly districts: readonly {
    readonly code: string
    readonly slug: string
    readonly name: string
    readonly whatIsLost: string
    readonly whatIsProposed: string
    readonly proposals: readonly {
      readonly title: string
      readonly whatIsLost: string
      readonly whatChanges: string
      /** The site's reference; null where it is about no single building. */
      readonly site: string | null
    }[]
  }[]
  readonly sessions: readonly {
    readonly districtCode: string
    readonly when: RelativeDay
    readonly starts: string
    readonly ends: string
    readonly venue: string
    readonly address: string
    readonly access: string
    readonly languages: string
  }[]
  readonly record: RecordText
  readonly options: readonly OptionText[]
  readonly places: readonly (Omit<PlaceText, 'about'> & { readonly site: string })[]
  readonly documents: readonly DocumentText[]
  readonly faqs: readonly FaqText[]
}

/** The consultation about the council's proposal: in its sixth week of ten when the demonstration is loaded. */
export function consultation(sites: readonly DemonstrationSite[]): ConsultationFile {
  const siteOf = (about: number | string): DemonstrationSite => {
    const reference = typeof about === 'number' ? centreReference(about) : referenceNamed(about, sites)
    const site = sites.find(other => other.reference === reference)
    if (site === undefined) throw new Error(`The register has no site ${about}.`)
    return site
  }
  const planned = districtTexts.map(text => {
    const district = districts.find(({ key }) => key === text.district)
    if (district === undefined) throw new Error(`There is no district ${text.district}.`)
    return { text, district }
  })
  const whatIsProposed =
    'There would be 10 Child and Family Centres, in 15 of today’s buildings. They would be for families with children of all ages and open all year, most of them with an evening or a Saturday.\n\nThere would be 12 Child and Family Zones: eight in today’s buildings, three in libraries and one in a community hall.\n\nThere would be weekly sessions in 21 other places, and more family support workers who come to your home.\n\nAn online directory would show what is on, where and when.'
  return {
    slug: 'childrens-centres',
    name: 'The future of children’s centres in Sedgeshire',
    introduction:
      'We want to change how children’s centres work in Sedgeshire, and we want to know what you think before we decide.\n\nThere are 38 children’s centres today. Some are full every day. Others open for a few hours a week. We propose fewer buildings with more going on in them, and more help in villages and in people’s homes.\n\nNothing has been decided. Choose your district to see what we propose there. You can answer for more than one district.',
    whatIsLost:
      'Twelve buildings would stop being children’s centres: two would close, eight would be used for free early education and two would go back to their owners. Three more would open for one session a week only.\n\nEight centres would become Zones. A Zone is open on fewer days than a children’s centre is now, and it has no manager of its own.\n\nSome families would have further to go. Most of them live in places where fewer families are poor. Some do not, and we say so on the page of each district.',
    whatIsProposed,
    reasons:
      'We spend about £6 million a year on children’s centres. We have to spend about £1 million less. The contracts with the schools and charities that run 26 of the centres end on 31 March 2027, so this is the time to decide what comes next.\n\nMore than half of the hours for which rooms in children’s centres can be booked are not used, while families in Wadeney, Kingsmead and Merehaven wait for places in groups. Rooms were used more before we last cut the opening hours, in 2021.\n\nWe looked at keeping everything as it is, and at having nine Centres and more places in villages. You can read about both in “What else we looked at”.',
    opens: { day: -38, time: '09:00' },
    closes: { day: 32, time: '17:00' },
    graceMinutes: 30,
    decision: { day: 88, weekday: 2 },
    decisionBy: 'Full Council',
    contactEmail: 'childrens.centres@sedgeshire.example',
    contactPhone: '01632 960 217',
    contactPost: 'Children’s centres consultation, Sedgeshire County Council, Minster House, Sedgeminster FN1 1AA',
    otherWays:
      'You can fill in a paper form at any children’s centre or library, or ask us to send you one with a stamped envelope. You can answer by telephone, with an interpreter if you like. Ask us for large print, easy read or British Sign Language.\n\nCome to a drop-in session and we will help you to answer.',
    urgentHelp:
      'If a child is in danger now, call 999. If you are worried about a child, call us on 01632 960 100 at any time of day or night.',
    districts: planned.map(({ text, district }) => ({
      code: district.code,
      slug: text.slug,
      name: district.name,
      whatIsLost: text.whatIsLost,
      whatIsProposed: text.whatIsProposed,
      proposals: text.proposals.map(({ title, whatIsLost, whatChanges, about }) => ({
        title,
        whatIsLost,
        whatChanges,
        site: about === null ? null : siteOf(about).reference,
      })),
    })),
    sessions: planned.flatMap(({ text, district }) =>
      text.sessions.map(({ at, when, starts, ends, access, languages }) => {
        const site = siteOf(at)
        const address = `${site.street}, ${site.town}, ${site.at.postcode}`
        return { districtCode: district.code, when, starts, ends, venue: site.name, address, access, languages }
      }),
    ),
    record: consultationRecord(whatIsProposed),
    options,
    places: placeTexts.map(({ about, ...text }) => ({ ...text, site: siteOf(about).reference })),
    documents,
    faqs,
  }
} // prettier-ignore

/**
 * The date of a relative day.
 *
 * @param loadedOn - the day on which the demonstration is loaded, `YYYY-MM-DD`
 * @param when - the relative day
 * @returns `YYYY-MM-DD`
 */
export function dateOf(loadedOn: string, when: RelativeDay): string {
  const day = 24 * 60 * 60 * 1000
  const start = Date.parse(`${loadedOn}T00:00:00Z`) + when.day * day
  // 1 January 1970 was a Thursday.
  const weekday = ((Math.floor(start / day) + 3) % 7) + 1
  const ahead = when.weekday === undefined ? 0 : (when.weekday - weekday + 7) % 7
  return new Date(start + ahead * day).toISOString().slice(0, 10)
}
