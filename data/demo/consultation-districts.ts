import type { DistrictText } from './consultation-text.ts'

const stepFree =
  'Step-free, accessible toilet, Blue Badge parking. Bring your children: there is a play corner.'
const english = 'English; ask us for another language two days before'

/** What each district is told and asked: what is lost stands first. */
export const districtTexts: readonly DistrictText[] = [
  {
    district: 'city',
    slug: 'sedgeminster',
    whatIsLost:
      'Riverside would close. Trinity Fields, Longmeadow and Cherrywold Lanes would stop being children’s centres and be used for free early education. Cherrywold would open on fewer days.\n\nFamilies east of the river who use Riverside would cross Minster Bridge to Old Minster, about a mile (1.6 km) away.',
    whatIsProposed:
      'Kingsmead and Arbour Hill would become Child and Family Centres, each with a second building: Kingsmead South and Old Minster. There would be Zones at Cherrywold and in Trinity Fields Library, and a parenting course in Longmeadow Hall on Wednesday evenings.',
    proposals: [
      {
        title: 'Kingsmead becomes a Child and Family Centre in two buildings',
        whatIsLost: 'Kingsmead South Family Room would no longer have a manager of its own.',
        whatChanges:
          'Kingsmead Children’s Centre would be open six days a week, with help for families with children of all ages. Kingsmead South would be part of it and keep its groups.',
        about: 1,
      },
      {
        title: 'Arbour Hill becomes a Child and Family Centre, with a second building at Old Minster',
        whatIsLost: 'Old Minster would be run from Arbour Hill and no longer by Fen Edge Families.',
        whatChanges:
          'Both buildings would stay open on the days on which they open now. We would make the front door at Arbour Hill safer and the garden secure.',
        about: 2,
      },
      {
        title: 'Riverside closes',
        whatIsLost:
          'All three mornings a week at Riverside would end when the lease does, on 24 December 2026. The midwife’s session there would move to Old Minster.',
        whatChanges: 'Families could use Old Minster, about a mile (1.6 km) away, or Cherrywold, about two miles (3 km) away.',
        about: 8,
      },
      {
        title: 'Trinity Fields and Longmeadow are used for early education',
        whatIsLost:
          'Groups and drop-ins at both children’s centres would end. For most families in Longmeadow, Old Minster is a mile and a half (2.5 km) away.',
        whatChanges:
          'The rooms would give about 60 places for two, three and four-year-olds. A Zone in Trinity Fields Library would have sessions on three days a week.',
        about: 5,
      },
      {
        title: 'Cherrywold becomes a Zone, and Cherrywold Lanes is used for early education',
        whatIsLost: 'Cherrywold would open on three days a week instead of five. Groups at Cherrywold Lanes would end.',
        whatChanges:
          'Sessions from both buildings would be at Cherrywold, half a mile (800 m) from Cherrywold Lanes. Health visitors would still see families there.',
        about: 4,
      },
    ],
    sessions: [
      { when: { day: -24, weekday: 2 }, starts: '10:00', ends: '12:00', at: 1, access: stepFree, languages: english },
      { when: { day: 3, weekday: 6 }, starts: '10:30', ends: '13:00', at: 'Sedgeminster Central Library', access: stepFree, languages: 'English, Polish and Bengali' },
      { when: { day: 12, weekday: 4 }, starts: '17:00', ends: '19:00', at: 'Trinity Fields Library', access: stepFree, languages: english },
    ],
  },
  {
    district: 'fens',
    slug: 'tarrel-fens',
    whatIsLost:
      'Ternsey and Sluice Bank would open for one session a week only. For both villages the nearest place that is open on more days would be Wadeney Fleet, more than three miles (5 km) away. There is one bus every two hours from Ternsey and none from Sluice Bank.\n\nDoveney would open on fewer days and would no longer have a manager of its own.',
    whatIsProposed:
      'Wadeney, Marlock and Pellney would each have a Child and Family Centre. Wadeney Fleet would be the second building of the Centre at Wadeney Quays, and Marlock Station Road of the one in Marlock. Doveney would become a Zone. There would be weekly sessions in seven villages.',
    proposals: [
      {
        title: 'Wadeney Quays becomes a Child and Family Centre, with a second building at the Fleet',
        whatIsLost: 'Wadeney Fleet would no longer be run by Fen Edge Families, who know many families there well.',
        whatChanges:
          'Both buildings would stay open. There would be workers who speak Lithuanian, Polish and Romanian, and classes in English for parents on two days a week.',
        about: 10,
      },
      {
        title: 'Marlock becomes a Child and Family Centre in two buildings',
        whatIsLost: 'Station Road would no longer have a manager of its own.',
        whatChanges: 'Station Road has two steps and no accessible toilet. We would build a ramp and a toilet before it becomes part of the Centre.',
        about: 12,
      },
      {
        title: 'Pellney becomes a Child and Family Centre',
        whatIsLost: 'The school would no longer run it.',
        whatChanges: 'It would stay in the grounds of Pellney Primary School, with a safer way in, and help families with children of all ages.',
        about: 14,
      },
      {
        title: 'Doveney becomes a Zone',
        whatIsLost: 'Doveney would open on two days a week instead of three. The after-school session would end.',
        whatChanges: 'The school would keep the rooms ready. The midwife and the health visitor would come as they do now.',
        about: 15,
      },
      {
        title: 'One session a week at Ternsey and at Sluice Bank',
        whatIsLost: 'Ternsey would lose three of its four days in school terms and its session in the holidays. Sluice Bank would lose one of its two mornings.',
        whatChanges: 'There would be a session of two hours in each, with a family support worker who can also come to your home.',
        about: 16,
      },
      {
        title: 'Weekly sessions in five more fen villages',
        whatIsLost: '',
        whatChanges: 'There would be a session of an hour and a half each week in Whinfen, Cranlode, Withysey, Lapwing Bank and Turfhythe, where there is nothing today.',
        about: null,
      },
    ],
    sessions: [
      { when: { day: -27, weekday: 1 }, starts: '09:30', ends: '11:30', at: 10, access: stepFree, languages: 'English, Lithuanian, Polish and Romanian' },
      { when: { day: -6, weekday: 4 }, starts: '14:00', ends: '16:00', at: 12, access: stepFree, languages: english },
      { when: { day: 5, weekday: 6 }, starts: '10:00', ends: '12:30', at: 'Wadeney Library', access: stepFree, languages: 'English, Lithuanian, Bulgarian and Portuguese' },
      { when: { day: 14, weekday: 3 }, starts: '10:00', ends: '11:30', at: 'Ternsey Village Hall', access: 'Ramp at the side door, accessible toilet. Parking on the green.', languages: english },
    ],
  },
  {
    district: 'west',
    slug: 'hallingford',
    whatIsLost:
      'Hallingford Airfield, Kettlewick and Brampstow would stop being children’s centres and be used for free early education. St Osric Eastside would go back to its owner. Barrowick and Ramsell would open on fewer days.\n\nFamilies in Brampstow would have two and a half miles (4 km) to Weavers Field in Hallingford.',
    whatIsProposed:
      'Weavers Field in Hallingford and St Osric would become Child and Family Centres. There would be Zones at Barrowick, at Ramsell and in Kettlewick Library, and weekly sessions in four villages.',
    proposals: [
      {
        title: 'Weavers Field becomes a Child and Family Centre',
        whatIsLost: '',
        whatChanges: 'It would be open six days a week, with a safe garden and help for families with children of all ages.',
        about: 18,
      },
      {
        title: 'Hallingford Airfield is used for early education',
        whatIsLost: 'Groups at the Airfield would end, in the part of Hallingford where most new homes are. Weavers Field is a mile and a half (2.5 km) away.',
        whatChanges: 'There would be about 40 more places for two, three and four-year-olds at the school.',
        about: 19,
      },
      {
        title: 'St Osric becomes a Child and Family Centre, and Eastside goes back to its owner',
        whatIsLost: 'The groups at Eastside would end when its lease does, on 24 June 2027. St Osric Children’s Centre is a mile (1.6 km) away.',
        whatChanges: 'St Osric has no accessible toilet and no way in without steps today. It would not become a Centre until it has both.',
        about: 20,
      },
      {
        title: 'Barrowick and Ramsell become Zones',
        whatIsLost: 'Barrowick would open on three days a week instead of five, and Ramsell on two instead of three.',
        whatChanges: 'Both would keep the midwife and the health visitor. A door between the school and the centre at Barrowick would let it open in the holidays.',
        about: 22,
      },
      {
        title: 'A Zone in Kettlewick Library in place of the children’s centre',
        whatIsLost: 'The children’s centre at Kettlewick Primary School would end.',
        whatChanges: 'There would be sessions in the library on two days a week and on Saturday mornings. It is five minutes’ walk from the school.',
        about: 'Kettlewick Library',
      },
      {
        title: 'Brampstow is used for early education',
        whatIsLost: 'There would be no children’s centre sessions in Brampstow. The nearest would be in Haddowell, two and a half miles (4 km) away, once a week.',
        whatChanges: 'The room would give about 16 places for two-year-olds.',
        about: 25,
      },
    ],
    sessions: [
      { when: { day: -20, weekday: 3 }, starts: '10:00', ends: '12:00', at: 18, access: stepFree, languages: english },
      { when: { day: 2, weekday: 2 }, starts: '17:30', ends: '19:00', at: 'Hallingford Library', access: stepFree, languages: english },
      { when: { day: 10, weekday: 6 }, starts: '10:00', ends: '12:00', at: 'St Osric Library', access: stepFree, languages: 'English and Polish' },
    ],
  },
  {
    district: 'south',
    slug: 'south-sedge',
    whatIsLost:
      'Great Orling and Copperstow would stop being children’s centres and be used for free early education. Oakingden would go back to its owner. Castle Willan, Marlestow and Steeplow would open on fewer days.\n\nMost families in South Sedge have a car. For those who have none, most villages have no bus to the nearest Centre before ten in the morning.',
    whatIsProposed:
      'Newlode would become a Child and Family Centre. There would be Zones at Castle Willan, Marlestow and Steeplow, in Great Orling Library and in Copperstow Community Hall, and weekly sessions in four villages.',
    proposals: [
      {
        title: 'Newlode becomes a Child and Family Centre',
        whatIsLost: '',
        whatChanges: 'We would build a second large room and two rooms to talk in private. It would be the only Centre in South Sedge.',
        about: 26,
      },
      {
        title: 'Zones at Castle Willan, Marlestow and Steeplow',
        whatIsLost: 'Castle Willan and Steeplow would open on two days a week instead of three, and Marlestow on three instead of five.',
        whatChanges: 'Sessions would be chosen with the families who use them. Health visitors would still see families at all three.',
        about: 29,
      },
      {
        title: 'Great Orling: a Zone in the library in place of the children’s centre',
        whatIsLost: 'The playroom at Great Orling Primary School would no longer be used for groups. The library’s corner for children is much smaller.',
        whatChanges: 'There would be sessions in the library on two days a week. The school’s rooms would give about 24 places for two, three and four-year-olds.',
        about: 'Great Orling Library',
      },
      {
        title: 'Copperstow: a Zone in the Community Hall in place of the children’s centre',
        whatIsLost: 'The children’s centre at Copperstow Primary School would end.',
        whatChanges: 'There would be sessions in the hall on three days a week, in school holidays too. The hall is larger than the room at the school.',
        about: 'Copperstow Community Hall',
      },
      {
        title: 'Oakingden goes back to its owner',
        whatIsLost: 'The groups at Oakingden would end. Arbour Hill, in the city, is two miles (3 km) away.',
        whatChanges: 'The parish would like to use the building for an after-school club.',
        about: 32,
      },
    ],
    sessions: [
      { when: { day: -17, weekday: 2 }, starts: '10:00', ends: '11:30', at: 26, access: stepFree, languages: english },
      { when: { day: 1, weekday: 5 }, starts: '13:30', ends: '15:00', at: 'Copperstow Community Hall', access: stepFree, languages: english },
      { when: { day: 9, weekday: 4 }, starts: '18:00', ends: '19:30', at: 'Marlestow Library', access: stepFree, languages: english },
    ],
  },
  {
    district: 'coast',
    slug: 'merehaven-coast',
    whatIsLost:
      'Thrumley Family Room would close. Burnstow would open for one session a week only. Sandwyke would open on fewer days.\n\nFamilies in Thrumley would have more than two miles (3.5 km) to Merehaven Harbour, on a road without a footpath.',
    whatIsProposed:
      'Merehaven Sands and Ellstow would become Child and Family Centres. Merehaven Harbour would be the second building of the Centre at the Sands. Sandwyke would become a Zone. There would be weekly sessions in five villages.',
    proposals: [
      {
        title: 'Merehaven Sands becomes a Child and Family Centre, with a second building at the Harbour',
        whatIsLost: 'Merehaven Harbour would no longer have a manager of its own.',
        whatChanges: 'Both buildings would stay open. Until there is a lift, everything for families at the Sands would be on the ground floor.',
        about: 33,
      },
      {
        title: 'Ellstow becomes a Child and Family Centre',
        whatIsLost: 'The nursery school would no longer run it.',
        whatChanges: 'It would stay at the nursery school and get a clinic room and a place to feed a baby.',
        about: 35,
      },
      {
        title: 'Sandwyke becomes a Zone',
        whatIsLost: 'Sandwyke would open on two days a week instead of three. The after-school session would end.',
        whatChanges: 'The roof and the heating have to be repaired first, and nobody has priced that yet. If it costs too much we would look for another building in Sandwyke and ask you again.',
        about: 36,
      },
      {
        title: 'One session a week at Burnstow, and Thrumley closes',
        whatIsLost: 'Burnstow would lose one of its two mornings. Both mornings at Thrumley would end.',
        whatChanges: 'The nearest weekly session to Thrumley would be at Hollowby Village Hall, three miles (5 km) away.',
        about: 38,
      },
      {
        title: 'Weekly sessions in four more villages',
        whatIsLost: '',
        whatChanges: 'There would be a session of an hour and a half each week in Skerholme, Samphire Green, Hollowby and Dunsthorpe, where there is nothing today.',
        about: null,
      },
    ],
    sessions: [
      { when: { day: -22, weekday: 4 }, starts: '10:00', ends: '12:00', at: 34, access: stepFree, languages: english },
      { when: { day: 4, weekday: 3 }, starts: '10:00', ends: '12:00', at: 'Ellstow Library', access: stepFree, languages: english },
      { when: { day: 15, weekday: 6 }, starts: '11:00', ends: '13:00', at: 'Merehaven Library', access: stepFree, languages: 'English and Portuguese' },
    ],
  },
] // prettier-ignore
