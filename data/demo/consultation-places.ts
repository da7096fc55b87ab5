import type { RelativeDay } from './consultation-text.ts'

/** What the invented council says of one place: why, what takes its place, and from when. */
export interface PlaceText {
  /** The number of a children's centre, or the name of another site. */
  readonly about: number | string
  readonly why: string
  readonly replacedBy: string
  /** A day counted from the one on which the demonstration is loaded, a date, or null while none is fixed. */
  readonly from: RelativeDay | { readonly on: string } | null
}

/** The contracts of all providers other than the council end the day before. */
const contractsEnd = { on: '2027-04-01' }
const sessionsBegin: RelativeDay = { day: 270 }

/** By number of the children's centre; new Zones by name. */
export const placeTexts: readonly PlaceText[] = [
  { about: 4, why: 'Cherrywold is used on most mornings and hardly at all in the afternoons. Its rooms are shared with the school.', replacedBy: 'A Zone in the same rooms, on three days a week, with the groups of Cherrywold Lanes. Health visitors would still see families there.', from: contractsEnd },
  { about: 5, why: 'Free early education for two-year-olds is full in Trinity Fields. The school needs the rooms, and they have no space for a second group.', replacedBy: 'A Zone in Trinity Fields Library, ten minutes’ walk away, on Mondays, Wednesdays and Fridays.', from: contractsEnd },
  { about: 6, why: 'Longmeadow is one room in a school, open in term time only. It has no step-free way in.', replacedBy: 'A parenting course in Longmeadow Hall on Wednesday evenings. There would be no group in Longmeadow in the daytime.', from: contractsEnd },
  { about: 8, why: 'The lease ends on 24 December 2026 and the owner asks for more than twice the rent. The building has one small room.', replacedBy: 'The midwife’s session would move to Old Minster, across Minster Bridge. Nothing would be left at Riverside itself.', from: { on: '2026-12-24' } },
  { about: 9, why: 'Cherrywold Lanes and Cherrywold are half a mile (800 m) apart and share their families.', replacedBy: 'Its groups would be at Cherrywold.', from: contractsEnd },
  { about: 15, why: 'Doveney is a small centre with one activity room. It cannot be made into a full Centre without building.', replacedBy: 'A Zone in the same building, on Tuesdays and Thursdays, run from Wadeney.', from: contractsEnd },
  { about: 16, why: 'Ternsey is open in term time for fewer than twelve hours a week, and a family support worker is there for two of them.', replacedBy: 'Stay and play with a family support worker on Monday mornings, in the same room, in the holidays too.', from: sessionsBegin },
  { about: 17, why: 'Sluice Bank is used by eleven families in an ordinary week.', replacedBy: 'Stay and play with a family support worker on Tuesday mornings, in the same room.', from: sessionsBegin },
  { about: 19, why: 'Hallingford Airfield is open in term time only, in rooms that the academy wants for two-year-olds.', replacedBy: 'Groups at Weavers Field, a mile and a half (2.5 km) away. Nothing would be left at the Airfield itself.', from: contractsEnd },
  { about: 21, why: 'The lease ends on 24 June 2027. Eastside is less than a mile from the main building at St Osric.', replacedBy: 'All groups would move to St Osric Children’s Centre, with a ramp and an accessible toilet that it does not have today.', from: { on: '2027-06-24' } },
  { about: 22, why: 'Barrowick has fewer young children than ten years ago, and its rooms are empty for three days in five.', replacedBy: 'A Zone in the same building on two days a week.', from: contractsEnd },
  { about: 23, why: 'Ramsell’s rooms are used for less than a third of the week.', replacedBy: 'A Zone in the same building on two days a week.', from: contractsEnd },
  { about: 24, why: 'Kettlewick is one room in a school, open in term time only.', replacedBy: 'A Zone in Kettlewick Library, in the same street.', from: contractsEnd },
  { about: 25, why: 'Brampstow is one room in a school, open in term time only, and the academy needs it for two-year-olds.', replacedBy: '', from: contractsEnd },
  { about: 27, why: 'Great Orling is open in term time only, and the school has a waiting list for early education.', replacedBy: 'A Zone in Great Orling Library, on three days a week and in the holidays.', from: contractsEnd },
  { about: 28, why: 'Castle Willan has one activity room and no room in which families can talk without being heard.', replacedBy: 'A Zone in the same building on two days a week.', from: contractsEnd },
  { about: 29, why: 'Marlestow is far from everywhere else, so it should not close. It has too few families for a full Centre.', replacedBy: 'A Zone in the same building on three days a week, with a family support worker.', from: contractsEnd },
  { about: 30, why: 'Steeplow’s rooms are used for about a third of the week.', replacedBy: 'A Zone in the same building on two days a week.', from: contractsEnd },
  { about: 31, why: 'Copperstow is one room in a school, open in term time only.', replacedBy: 'A Zone in Copperstow Community Hall, across the green.', from: contractsEnd },
  { about: 32, why: 'The building belongs to the parish, which wants it back for a youth club.', replacedBy: '', from: contractsEnd },
  { about: 36, why: 'Sandwyke is an hour by bus from the next full centre, so it should not close. It has too few families for a full Centre.', replacedBy: 'A Zone in the same building on three days a week.', from: contractsEnd },
  { about: 37, why: 'Burnstow is open on two mornings a week in term time.', replacedBy: 'Stay and play on Tuesday mornings, in the same room, in the holidays too.', from: sessionsBegin },
  { about: 38, why: 'Thrumley is used for fewer than ten hours a week, by nine families.', replacedBy: 'Nothing at Thrumley itself. There would be stay and play in Hollowby Village Hall on Fridays.', from: null },
  { about: 1, why: 'More children live near Kingsmead than near any other centre, and more of them in families on low incomes.', replacedBy: '', from: contractsEnd },
  { about: 'Trinity Fields Library', why: 'The library is open on six days, has a step-free way in and a room that is empty in the mornings.', replacedBy: 'Baby group, stay and play, and health visitors, on Mondays, Wednesdays and Fridays.', from: contractsEnd },
  { about: 'Great Orling Library', why: 'The library is next to the health centre and the bus stop.', replacedBy: 'Stay and play, and help with talking, on three days a week.', from: contractsEnd },
  { about: 'Kettlewick Library', why: 'The library has a garden that can be closed off.', replacedBy: 'Stay and play on two days a week.', from: contractsEnd },
  { about: 'Copperstow Community Hall', why: 'The hall has two rooms and a kitchen, and a bus stops outside.', replacedBy: 'Stay and play, and a baby group, on two days a week.', from: contractsEnd },
] // prettier-ignore
