/** A question that people ask, and how its answer has changed. */
export interface FaqText {
  readonly question: string
  readonly answer: string
  /** The day on which it was put on the page, counted from the one on which the demonstration is loaded. */
  readonly addedDay: number
  /** An earlier wording; null where it still stands as it was. */
  readonly before: { readonly answer: string; readonly changedDay: number; readonly note: string } | null
}

const fromTheStart = -38

/** The questions that people have asked so far. */
export const faqs: readonly FaqText[] = [
  {
    question: 'Has the council already decided?',
    answer:
      'No. Full Council decides after the consultation has closed. Councillors will have every answer in a report, what each district said by itself, and an assessment of who would be affected.',
    addedDay: fromTheStart,
    before: null,
  },
  {
    question: 'What is the difference between a Centre, a Zone and a weekly session?',
    answer:
      'A Child and Family Centre is open all year on most days of the week, with a staffed reception. A Zone is a room or a building that we share with others; it is open on two or three days a week. A weekly session is one group a week, of an hour and a half or two hours, in a hall or in a former children’s centre.',
    addedDay: fromTheStart,
    before: null,
  },
  {
    question: 'Will the midwife and the health visitor still come?',
    answer:
      'Yes, though not always to the same building. The NHS has said that it would hold clinics in every Centre and every Zone. In villages with a weekly session only, you would see them at your GP’s practice or at home.',
    addedDay: fromTheStart,
    before: {
      answer:
        'Yes, though not always to the same building. We are talking to the NHS about clinics in every Centre and every Zone.',
      changedDay: -12,
      note: 'The NHS has now told us where it would hold clinics.',
    },
  },
  {
    question: 'How was it decided which buildings would be Centres?',
    answer:
      'We looked at how many families in need live near each building, and at how good the building is for families by eight criteria. You can read how each building was rated on its own page. Two people rated many of them, each alone, and where they differ we show both.',
    addedDay: fromTheStart,
    before: null,
  },
  {
    question: 'I have no car. How would I get to a Centre?',
    answer:
      'Put in your postcode on the page “What changes for me” to see the places that would be near you. We would pay bus fares, or arrange a lift, for families who are asked to come to a course. We have not yet found an answer for every village, and would like to hear from you.',
    addedDay: fromTheStart,
    before: {
      answer:
        'Put in your postcode on the page “What changes for me” to see the places that would be near you. We have not yet found an answer for every village, and would like to hear from you.',
      changedDay: -21,
      note: 'We say that bus fares would be paid for families who are asked to come to a course.',
    },
  },
  {
    question: 'What happens to the staff?',
    answer:
      'About 190 people work in children’s centres. Some posts would go, most of them of managers and in offices. Some people would move into outreach. We are consulting staff and their unions separately.',
    addedDay: fromTheStart,
    before: {
      answer:
        'Some posts would go, most of them of managers and in offices. Some people would move into outreach. We are consulting staff and their unions separately.',
      changedDay: -28,
      note: 'Somebody asked how many people work in children’s centres.',
    },
  },
  {
    question: 'Would I lose my free childcare?',
    answer:
      'No. Free early education for two, three and four-year-olds is not part of this. There would be more places, because eight buildings would be used for it.',
    addedDay: fromTheStart,
    before: null,
  },
  {
    question: 'Why does the way shown for Riverside look so long?',
    answer:
      'We count the walk along roads and paths, not the straight line. From some streets near Riverside the way to Old Minster goes round by Minster Bridge. We have said more about this in the data briefing.',
    addedDay: -19,
    before: null,
  },
  {
    question: 'Can somebody else use a building that closes?',
    answer:
      'We would like to hear from you. A parish, a school or a group of parents can tell us in the survey, or by e-mail, what they would do with a building and how they would pay for it. We will answer each of them in the report.',
    addedDay: -9,
    before: null,
  },
  {
    question: 'Are petitions counted?',
    answer:
      'Yes, by themselves. A petition is reported with its wording and the number of people who signed it, beside the survey’s answers and not among them.',
    addedDay: -5,
    before: null,
  },
]
