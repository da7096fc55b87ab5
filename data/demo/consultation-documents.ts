import { documentForms, type DocumentFormText } from './consultation-document-forms.ts'

/** A document that the public can read: its full text, and other forms of it. */
export interface DocumentText {
  readonly title: string
  readonly description: string
  /** Paragraphs divided by empty lines. */
  readonly body: string
  readonly variants: readonly DocumentFormText[]
}

const texts: readonly Omit<DocumentText, 'variants'>[] = [
  {
    title: 'Consultation document',
    description: 'Everything that we propose, with reasons, district by district.',
    body: paragraphs(
      'This document says what we propose for children’s centres in Sedgeshire, what would be lost, and why. It is a proposal. Full Council decides after the consultation has closed and every answer has been read.',
      'Today there are 38 children’s centres and linked sites. We run 12 of them. Schools run 16 and two charities run 10. The contracts with schools and charities end on 31 March 2027.',
      'We propose four ways of working. Child and Family Centres are for families with children of all ages, from pregnancy to young adults. Child and Family Zones are rooms that we share with others and open on fewer days. Weekly sessions take place in halls and former centres. An online directory says what is on.',
      'A Centre has to be a good building for families. We rated every children’s centre against eight criteria: access at different times, activity rooms, rooms to talk in private, a staffed reception, good use, safety, access for children with special needs and disabilities, and space for staff and partners. Two of the criteria rule a building out if it fails them: safety, and access for children with special needs.',
      'Two buildings that we propose as Centres have to be improved first. St Osric has no accessible toilet and no way in without steps. The upper floor at Merehaven Sands can only be reached by stairs. Each would become a Centre only once that is put right.',
      'We would spend about £1 million less each year. About £6 million is spent today. We do not know what the rooms in three schools and the back office of two charities cost, so the saving could be between £1.0 million and £1.3 million. There would also be costs once only, of about £1.3 million, for building works, leaving buildings, redundancy and repayment of grants.',
      'By our reckoning the places that remain, with the weekly sessions, are enough for families’ needs as the law asks. We want to hear from you if you think they are not, and why.',
    ),
  },
  {
    title: 'Data briefing',
    description:
      'Where need is, where families live, how far they would have to go, and how we worked it out.',
    body: paragraphs(
      'About 34,000 children under five live in Sedgeshire, in 382 neighbourhoods of between 1,000 and 3,000 people.',
      'Need is not spread evenly. It is greatest in Kingsmead, in Arbour Hill, in Wadeney, in Weavers Field in Hallingford and in two parts of Merehaven. There are poor families in villages too, above all in the fens. Figures for a whole neighbourhood hide them.',
      'We counted two things. How many small children live in families on a low income tells how much help is needed. The share of families on a low income, of lone parents, of homes without a car and of people who speak little English tells how hard it is to do without.',
      'Times are those of a walk with a pushchair along roads and paths, at two and a half miles (4 km) an hour, from every postcode. Where there is a river between a family and a building, the way can be long: outside the city there are three bridges over the Sedge and three over the Tarrel. Where a figure is a straight line, made longer to allow for roads, we say so beside it.',
      'Figures come from the published files that are listed on the data page, each with its date. You can download the figures for every neighbourhood.',
    ),
  },
  {
    title: 'What else we looked at',
    description: 'Options that we do not propose, and why.',
    body: paragraphs(
      'Nothing changes. All 38 buildings stay as they are. This would save nothing. The savings would have to be found elsewhere in services for children.',
      'Nine Centres and more places in villages. Twelve Zones, all in today’s buildings, and weekly sessions in 26 places. This would keep more village buildings in use and spend more on people who go to families. It would save between £0.7 million and £1.0 million. Pellney would have no Centre. Kingsmead, Marlock and Merehaven would lose their second buildings or see them open on fewer days.',
      'One large Centre in each district. We stopped looking at this early. Nearly half of the homes without a car would have been more than three miles (5 km) from a Centre.',
      'Fewer hours everywhere. Every building would stay open, for about five hours a week less. Most of the money goes on keeping buildings, so this would save less than it sounds, and groups that parents who work can use would have gone first.',
    ),
  },
  {
    title: 'Who would be affected: first assessment',
    description:
      'What the proposal could mean for people who are protected by equality law, and for rural families.',
    body: paragraphs(
      'This is a first assessment. We will write it anew with what you tell us, and councillors will have it before them when they decide.',
      'Women use children’s centres far more than men, so any change affects women more. Mothers in the first year after a birth are often asked not to drive or have no car in the daytime.',
      'Disabled children and parents: all Centres would have a way in without steps and an accessible toilet. Most buildings that would no longer be used have these today, among them Hallingford Airfield, so some families would leave a place that suits them.',
      'Families with little English: in parts of Wadeney one person in eight speaks English not well or not at all. Fewer buildings with workers who speak other languages could serve them better. A longer way on unknown buses could keep them away.',
      'Rural families: 17 villages would have a weekly session where there is nothing today. Six would lose a children’s centre or see it open once a week only: Ternsey, Sluice Bank, Brampstow, Oakingden, Burnstow and Thrumley. Buses in the fens are few.',
      'What we would do about it: help with lifts and bus fares, sessions at times at which buses run, interpreters, and visits at home.',
    ),
  },
]

/** The documents of the consultation. */
export const documents: readonly DocumentText[] = texts.map(text => ({
  ...text,
  variants: documentForms[text.title] ?? [],
}))

function paragraphs(...parts: readonly string[]): string {
  return parts.join('\n\n')
}
