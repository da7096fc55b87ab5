/** An option that the invented council looked at, and why it does not propose it. */
export interface OptionText {
  readonly name: string
  readonly whatItWas: string
  readonly whyNot: string
  readonly statusQuo: boolean
  /** The name of the published scenario with its figures; null where there is none. */
  readonly scenario: string | null
}

/** What was set aside is published under this name, so that its figures can be compared. */
export const setAsideName = 'Set aside: nine Centres, more village places'

/** What else the council looked at, keeping everything as it is first. */
export const options: readonly OptionText[] = [
  {
    name: 'Keep everything as it is',
    whatItWas:
      'All 38 children’s centres would stay as they are, with the hours and the services of today.\n\nNobody would have further to go.',
    whyNot:
      'It would save nothing. About £1 million a year would have to be found elsewhere in services for children, most likely in visits to families at home.\n\nMore than half of the hours for which rooms can be booked are not used today, while families in Wadeney, Kingsmead and Merehaven wait for places in groups.',
    statusQuo: true,
    scenario: null,
  },
  {
    name: 'Nine Centres and more places in villages',
    whatItWas:
      'There would be nine Child and Family Centres, twelve Zones, all of them in buildings of today, and weekly sessions in 26 places. More would be spent on people who go to families, and less on buildings.',
    whyNot:
      'It would save between £0.7 million and £1.0 million, so it might not be enough. Pellney would have no Centre. Kingsmead, Marlock and Merehaven, where need is greatest, would lose their second buildings or see them open on fewer days.\n\nWe have not ruled it out.',
    statusQuo: false,
    scenario: setAsideName,
  },
  {
    name: 'One large Centre in each district',
    whatItWas:
      'There would be five large Centres, open six days a week, and no Zones. Everything else would be weekly sessions in halls.',
    whyNot:
      'We stopped looking at this early, so we have no full figures for it. Nearly half of the homes without a car would have been more than three miles (5 km) from a Centre.',
    statusQuo: false,
    scenario: null,
  },
  {
    name: 'Fewer hours everywhere',
    whatItWas: 'Every building would stay open, for about five hours a week less.',
    whyNot:
      'Most of the money goes on keeping buildings, so this would save about £0.3 million and not £1 million. Evening and Saturday groups, which parents who work can use, would have gone first.',
    statusQuo: false,
    scenario: null,
  },
] // prettier-ignore
