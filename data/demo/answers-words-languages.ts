import type { DistrictPlan } from './gazetteer.ts'

/** A comment in another language than English. */
export interface ForeignComment {
  readonly language: 'pl' | 'lt'
  readonly question: 'impact-how' | 'missed' | 'mitigation'
  /** Where it fits; null for anywhere. */
  readonly districts: readonly DistrictPlan['key'][] | null
  /** Speaks of having no car. */
  readonly noCar: boolean
  readonly text: string
}

type Row = readonly [
  language: ForeignComment['language'],
  question: ForeignComment['question'],
  districts: readonly DistrictPlan['key'][] | null,
  noCar: boolean,
  text: string,
]

const rows: readonly Row[] = [
  ['pl', 'impact-how', null, false, 'Chodzę do centrum z córką dwa razy w tygodniu. Tam nauczyła się pierwszych słów po angielsku. Proszę go nie zamykać.'],
  ['pl', 'impact-how', ['fens', 'coast'], true, 'Nie mam samochodu, a autobus jeździ co dwie godziny. Z wózkiem to bardzo trudne.'],
  ['pl', 'missed', ['fens'], false, 'Bardzo dobry pomysł z kursem angielskiego dla rodziców. Prosimy też o zajęcia w sobotę, bo oboje pracujemy.'],
  ['pl', 'impact-how', null, false, 'Położna w centrum bardzo mi pomogła po porodzie. Chciałabym, żeby została w tym samym miejscu.'],
  ['pl', 'missed', null, false, 'Potrzebujemy więcej informacji po polsku. O konsultacjach dowiedziałam się od koleżanki, a nie od urzędu.'],
  ['pl', 'mitigation', ['fens', 'city'], false, 'Mąż pracuje w nocy, ja rano. Zajęcia po południu byłyby dla nas najlepsze.'],
  ['pl', 'missed', ['fens'], false, 'Zgadzam się, ale proszę zostawić pracownice, które mówią po polsku.'],
  ['pl', 'impact-how', ['fens', 'west'], false, 'Moje dziecko ma opóźniony rozwój mowy. Logopeda raz w tygodniu to za mało, a dojazd do miasta to cały dzień.'],
  ['pl', 'impact-how', null, false, 'Nie rozumiem, dlaczego zamyka się miejsce, z którego korzysta tyle rodzin.'],
  ['pl', 'missed', ['city'], false, 'Sale są często zajęte i na miejsce w grupie czeka się kilka tygodni. Jak ma się zmieścić więcej dzieci?'],
  ['pl', 'mitigation', null, false, 'Proszę o listę zajęć na kartce, po polsku, z godzinami autobusów.'],
  ['lt', 'impact-how', null, false, 'Į centrą einame kiekvieną savaitę. Čia mano sūnus pirmą kartą žaidė su kitais vaikais. Prašau jo neuždaryti.'],
  ['lt', 'impact-how', ['fens'], true, 'Neturiu automobilio, o autobusas važiuoja tik kas dvi valandas. Su vežimėliu labai sunku.'],
  ['lt', 'missed', ['fens'], false, 'Labai gerai, kad bus darbuotoja, kuri kalba lietuviškai. Iki šiol man vertė kaimynė.'],
  ['lt', 'missed', ['fens'], false, 'Anglų kalbos pamokos mamoms labai reikalingos, bet reikia, kad kas nors prižiūrėtų vaikus.'],
  ['lt', 'mitigation', ['fens'], false, 'Dirbu pakavimo ceche pamainomis. Man tiktų vakarais arba šeštadieniais.'],
  ['lt', 'impact-how', null, false, 'Centre man padėjo, kai gimė dukra ir nieko čia nepažinojau. Labai ačiū darbuotojoms.'],
  ['lt', 'impact-how', ['fens'], false, 'Vieno karto per savaitę per mažai. Jeigu vaikas serga, lieka laukti dvi savaites.'],
  ['lt', 'missed', null, false, 'Sutinku, bet norėčiau daugiau informacijos lietuvių kalba.'],
  ['lt', 'mitigation', null, false, 'Prašome palikti akušerę tame pačiame pastate.'],
] // prettier-ignore

/** Every comment in another language. */
export const foreignComments: readonly ForeignComment[] = rows.map(
  ([language, question, districts, noCar, text]) => ({ language, question, districts, noCar, text }),
)
