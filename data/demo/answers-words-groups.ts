import type { DistrictPlan } from './gazetteer.ts'

/** What a group or an organisation answered on its behalf. */
export interface GroupAnswer {
  readonly name: string
  readonly district: DistrictPlan['key']
  /** How much it agrees with the overall approach, −2 to 2. */
  readonly agrees: number
  readonly question: 'impact-how' | 'missed' | 'alternatives' | 'mitigation'
  readonly text: string
}

type Row = readonly [
  district: GroupAnswer['district'],
  name: string,
  agrees: number,
  question: GroupAnswer['question'],
  text: string,
]

const rows: readonly Row[] = [
  ['fens', 'Ternsey Parish Council', -2, 'missed', 'The parish council met on this in public and about sixty people came, which is more than came about the bypass. Ternsey has lost its surgery and its shop in ten years. The school would lose the room in which it meets families before their children start. We ask the council to keep at least two days a week in school terms and the session in the holidays, and offer to pay the heating of the room.'],
  ['fens', 'Ternsey Church of England Primary School, governing body', -2, 'alternatives', 'We would run the room ourselves on two mornings if the council paid one worker. Children who have been to the centre start school able to listen, and those who have not do not. A session of two hours will not do that.'],
  ['fens', 'Sluice Bank Village Association', -2, 'mitigation', 'There has been no bus since the contract ended. If the second morning goes, please agree with the community transport scheme that its minibus will take families to Wadeney once a week, and pay for it.'],
  ['fens', 'Fen Edge Families', -1, 'missed', 'We run three of the buildings in this district and have an interest, which we state. We support Centres that serve children of all ages. We do not think that trust can be transferred with a contract: about half of the families who come to the Fleet were brought by another family. A handover of a year, with the same staff, would lower the risk.'],
  ['fens', 'Lapwing Bank Chapel', 1, 'mitigation', 'The hall is free on Friday mornings and is warm if we are told the day before. We would like to help with tea and putting out chairs.'],
  ['fens', 'St Zoë’s Catholic Primary School', 0, 'missed', 'One pupil in three here speaks another language at home. English classes for parents have changed who comes to parents’ evening. Please make sure that they are held at times when people who work in packing and on the land can come.'],
  ['fens', 'Withysey Village Hall Committee', 1, 'impact-how', 'We welcome a weekly session. The hall has level access, a fenced green and an accessible toilet. Storage for toys would have to be bought.'],
  ['fens', 'Doveney Town Council', -1, 'missed', 'The plan treats Doveney as it was at the last census. Two hundred and forty homes have been built since. We ask that the after-school session is kept.'],
  ['city', 'Trinity Fields Residents’ Association', -1, 'missed', 'There are 900 homes on the new estate and there will be 1,600. The centre is in the middle of it and the library is at its edge. We support more nursery places, but ask for groups in the school on two afternoons.'],
  ['city', 'Nourish Sedgeshire', 0, 'impact-how', 'Our volunteers help parents to feed their babies in eleven of the buildings. In the first fortnight a mother needs help today and within walking distance. We would need a private corner and a comfortable chair in every Zone, and a way to tell people which day we are where.'],
  ['city', 'Sedgeshire Advice Network', 1, 'missed', 'Advice on money and benefits works best beside other services, so larger Centres suit us. People in arrears will not travel. We suggest that advisers go with the outreach workers once a month.'],
  ['city', 'Minster Gate Surgery, patients’ group', 0, 'impact-how', 'The clinic at Riverside is used by patients who find it hard to cross the bridge. If it moves to Old Minster some will come to the surgery instead, which has no room for it.'],
  ['city', 'Sedgeshire Parents of Disabled Children Forum', -1, 'missed', 'Forty-one families answered our own questions. What they need first is a room that is quiet, second a parking space beside the door, third a member of staff who knows the child. By the register twelve of the fifteen buildings have a quiet room; as far as we could find out, five of those are used as a store or an office. Please publish for each building what there is, before a decision is taken.'],
  ['city', 'Arbour Hill Community Centre', 1, 'alternatives', 'We have a hall that is empty on three mornings and would let it to the council at cost. It would take the stay and play groups, so that the children’s centre could keep its rooms for clinics and talks in private.'],
  ['city', 'Cherrywold Childminders’ Group', -1, 'impact-how', 'Nine of us meet at the Lanes each Tuesday with up to twenty-five children. The nursery school lets us use the garden. We need one place of that size and have found no other.'],
  ['west', 'Brampstow Parish Council', -2, 'alternatives', 'We asked the academy whether the room could be used for two-year-olds in the mornings and for groups in the afternoons. It said that it could. We ask the council to consider this before it decides.'],
  ['west', 'Hallingford Airfield Residents’ Group', -1, 'missed', 'The figures are from before phases three and four. On our count there are 310 children under five on the estate.'],
  ['west', 'Sedgeshire Toy Libraries', -1, 'impact-how', 'We keep our toys in six of the buildings that would stop being children’s centres. We have nowhere to put them and need to know by the spring.'],
  ['west', 'St Osric Access Group', -1, 'missed', 'We looked at both buildings in St Osric. Eastside can be used by everybody today. The other can’t. Works should be finished and tried by disabled people before Eastside closes.'],
  ['west', 'Kettlewick Library Friends', 2, 'mitigation', 'We would be glad of more families. Please pay for a gate at the door, a changing table and a cupboard with a lock. Volunteers would stay on for half an hour on Saturdays.'],
  ['west', 'Weavers Field Tenants’ and Residents’ Association', 1, 'impact-how', 'The centre is the one public building on the estate that has never been shut. More days and help for teenagers are both welcome.'],
  ['west', 'Perrywold Pre-school', 0, 'missed', 'We are a charity with nineteen children and just break even. If funded places open nearby with a lower rent we may not. Please look at where there is a shortage and where there is none.'],
  ['south', 'Great Orling Parish Council', -1, 'missed', 'The parish has measured the children’s corner in the library: 21 square metres. The playroom at the school has 52 and a garden. Twelve babies and their parents can’t meet in the former.'],
  ['south', 'Tideway Family Trust', -1, 'mitigation', 'We run four of the buildings concerned, which readers should bear in mind. If the proposal goes ahead we ask for one contract for the east of the county, with the present staff, so that families don’t lose building and worker at once.'],
  ['south', 'Copperstow Community Hall Trust', 2, 'impact-how', 'The hall has a kitchen, parking and level access and is open all year. We have set aside a store for toys. Friday can’t be promised in December.'],
  ['south', 'Marlestow Camp Families’ Federation', -1, 'missed', 'Two in five families at the camp arrive or leave each year. They know nobody and often the other parent is away for months. A Zone on three days is less than they have now; please let one of them be a Monday.'],
  ['south', 'Oakingden Parish Council', 0, 'alternatives', 'The parish would take the building on for an after-school club and would keep one morning a week free for a group for babies and toddlers, if a worker came to it.'],
  ['south', 'South Sedge Community Car Scheme', 0, 'mitigation', 'Our drivers could take families to sessions. We have no child seats and our insurance does not cover children. Both can be put right for about £2,000 a year.'],
  ['coast', 'Thrumley Village Meeting', -2, 'missed', 'The road to Merehaven has had nine accidents in five years. No family can be told to walk along it. If the room has to go then hold the weekly session in Thrumley and not in Hollowby.'],
  ['coast', 'Harbour Health Centre', 0, 'impact-how', 'We share families with both buildings in Merehaven and value the joint meetings. We would not wish the Harbour to lose the person who leads them.'],
  ['coast', 'Sandwyke Town Council', -1, 'missed', 'No price has been put on the roof. The town council would like the price before it is asked for its view of the plan, and asks for the survey to be done before the consultation closes.'],
  ['coast', 'Skerholme Reading Room Trustees', 1, 'mitigation', 'We are pleased to be asked. The toilet is outside and not accessible. A grant has been applied for.'],
  ['coast', 'Ellstow Nursery School, parents’ group', -1, 'impact-how', 'We agree with a Centre in Ellstow and would like the nursery school to run it. It has done so for fourteen years.'],
] // prettier-ignore

/** Every answer on behalf of a group, each given once. */
export const groupAnswers: readonly GroupAnswer[] = rows.map(([district, name, agrees, question, text]) => ({
  district,
  name,
  agrees,
  question,
  text,
}))
