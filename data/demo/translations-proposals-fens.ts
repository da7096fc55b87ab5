import type { SentenceTranslations } from './sentence-translations.ts'

/** The proposals of the fens. All by machine. */
export const fensSentences: SentenceTranslations = {
  'Wadeney Fleet would no longer be run by Fen Edge Families, who know many families there well.': {
    pl: 'Wadeney Fleet nie byłby już prowadzony przez Fen Edge Families, którzy dobrze znają wiele tamtejszych rodzin.',
    lt: 'Wadeney Fleet nebevaldytų organizacija Fen Edge Families, kuri gerai pažįsta daug ten gyvenančių šeimų.',
    ro: 'Wadeney Fleet nu ar mai fi condus de Fen Edge Families, care cunosc bine multe familii de acolo.',
    pt: 'Wadeney Fleet deixaria de ser gerido por Fen Edge Families, que conhece bem muitas famílias de lá.',
    ar: 'لن تدير Wadeney Fleet بعد ذلك Fen Edge Families، وهي تعرف كثيرًا من الأسر هناك جيدًا.',
  },
  'Both buildings would stay open.': {
    pl: 'Oba budynki byłyby nadal otwarte.',
    lt: 'Abu pastatai liktų atidaryti.',
    ro: 'Ambele clădiri ar rămâne deschise.',
    pt: 'Os dois edifícios continuariam abertos.',
    ar: 'سيبقى المبنيان مفتوحين.',
  },
  'There would be workers who speak Lithuanian, Polish and Romanian, and classes in English for parents on two days a week.':
    {
      pl: 'Byliby pracownicy mówiący po litewsku, polsku i rumuńsku oraz lekcje angielskiego dla rodziców dwa dni w tygodniu.',
      lt: 'Būtų darbuotojų, kalbančių lietuviškai, lenkiškai ir rumuniškai, o tėvams dvi dienas per savaitę vyktų anglų kalbos pamokos.',
      ro: 'Ar fi lucrători care vorbesc lituaniana, poloneza și româna, și cursuri de engleză pentru părinți două zile pe săptămână.',
      pt: 'Haveria técnicos que falam lituano, polaco e romeno, e aulas de inglês para pais dois dias por semana.',
      ar: 'سيكون هناك عاملون يتحدثون الليتوانية والبولندية والرومانية، ودروس في الإنجليزية للوالدين يومين في الأسبوع.',
    },
  'Station Road would no longer have a manager of its own.': {
    pl: 'Station Road nie miałby już własnego kierownika.',
    lt: 'Station Road nebeturėtų savo vadovo.',
    ro: 'Station Road nu ar mai avea un conducător propriu.',
    pt: 'Station Road deixaria de ter responsável próprio.',
    ar: 'لن يكون لـ Station Road مدير خاص به بعد ذلك.',
  },
  'Station Road has two steps and no accessible toilet.': {
    pl: 'Do Station Road prowadzą dwa schodki i nie ma tam dostępnej toalety.',
    lt: 'Station Road yra du laipteliai ir nėra pritaikyto tualeto.',
    ro: 'Station Road are două trepte și nu are toaletă accesibilă.',
    pt: 'Station Road tem dois degraus e não tem casa de banho acessível.',
    ar: 'في Station Road درجتان، وليس فيه مرحاض ميسّر.',
  },
  'We would build a ramp and a toilet before it becomes part of the Centre.': {
    pl: 'Zanim stałby się częścią Centrum, zbudowalibyśmy podjazd i toaletę.',
    lt: 'Prieš jam tampant Centro dalimi, įrengtume pandusą ir tualetą.',
    ro: 'Am construi o rampă și o toaletă înainte să devină parte a Centrului.',
    pt: 'Antes de passar a fazer parte do Centro, construiríamos uma rampa e uma casa de banho.',
    ar: 'سنبني منحدرًا ومرحاضًا قبل أن يصبح جزءًا من المركز.',
  },
  'The school would no longer run it.': {
    pl: 'Nie prowadziłaby go już szkoła.',
    lt: 'Mokykla jo nebevaldytų.',
    ro: 'Școala nu l-ar mai conduce.',
    pt: 'A escola deixaria de o gerir.',
    ar: 'لن تديره المدرسة بعد ذلك.',
  },
  'It would stay in the grounds of Pellney Primary School, with a safer way in, and help families with children of all ages.':
    {
      pl: 'Zostałby na terenie Pellney Primary School, miałby bezpieczniejsze wejście i pomagałby rodzinom z dziećmi w każdym wieku.',
      lt: 'Jis liktų Pellney Primary School teritorijoje, turėtų saugesnį įėjimą ir padėtų šeimoms su įvairaus amžiaus vaikais.',
      ro: 'Ar rămâne în curtea Pellney Primary School, cu o intrare mai sigură, și ar ajuta familiile cu copii de toate vârstele.',
      pt: 'Ficaria no recinto de Pellney Primary School, com uma entrada mais segura, e ajudaria famílias com crianças de todas as idades.',
      ar: 'سيبقى في حرم Pellney Primary School، بمدخل أكثر أمانًا، ويساعد الأسر التي لديها أطفال من كل الأعمار.',
    },
  'Doveney would open on two days a week instead of three.': {
    pl: 'Doveney byłby otwarty dwa dni w tygodniu zamiast trzech.',
    lt: 'Doveney dirbtų dvi dienas per savaitę vietoj trijų.',
    ro: 'Doveney s-ar deschide două zile pe săptămână în loc de trei.',
    pt: 'Doveney abriria dois dias por semana em vez de três.',
    ar: 'سيفتح Doveney يومين في الأسبوع بدلًا من ثلاثة.',
  },
  'The after-school session would end.': {
    pl: 'Zajęcia po szkole by się skończyły.',
    lt: 'Užsiėmimai po pamokų baigtųsi.',
    ro: 'Întâlnirea de după școală s-ar încheia.',
    pt: 'A sessão depois das aulas acabaria.',
    ar: 'ستنتهي جلسة ما بعد المدرسة.',
  },
  'The school would keep the rooms ready.': {
    pl: 'Szkoła dbałaby o to, by sale były gotowe.',
    lt: 'Mokykla pasirūpintų, kad patalpos būtų paruoštos.',
    ro: 'Școala ar ține sălile pregătite.',
    pt: 'A escola manteria as salas prontas.',
    ar: 'ستُبقي المدرسة الغرف جاهزة.',
  },
  'The midwife and the health visitor would come as they do now.': {
    pl: 'Położna i pielęgniarka środowiskowa przychodziłyby tak jak teraz.',
    lt: 'Akušerė ir sveikatos priežiūros slaugytoja ateitų taip, kaip dabar.',
    ro: 'Moașa și asistenta comunitară ar veni la fel ca acum.',
    pt: 'A parteira e a enfermeira de saúde infantil viriam como agora.',
    ar: 'ستأتي القابلة والزائرة الصحية كما تأتيان الآن.',
  },
  'Ternsey would lose three of its four days in school terms and its session in the holidays.': {
    pl: 'Ternsey straciłby trzy z czterech dni w czasie roku szkolnego oraz zajęcia w ferie i wakacje.',
    lt: 'Ternsey netektų trijų iš keturių dienų mokslo metų metu ir užsiėmimo per atostogas.',
    ro: 'Ternsey ar pierde trei din cele patru zile din timpul școlii și întâlnirea din vacanțe.',
    pt: 'Ternsey perderia três dos quatro dias em período letivo e a sessão das férias.',
    ar: 'سيفقد Ternsey ثلاثة من أيامه الأربعة خلال الفصل الدراسي وجلسته في العطل.',
  },
  'Sluice Bank would lose one of its two mornings.': {
    pl: 'Sluice Bank straciłby jeden z dwóch poranków.',
    lt: 'Sluice Bank netektų vieno iš dviejų rytų.',
    ro: 'Sluice Bank ar pierde una dintre cele două dimineți.',
    pt: 'Sluice Bank perderia uma das duas manhãs.',
    ar: 'سيفقد Sluice Bank إحدى فترتيه الصباحيتين.',
  },
  'There would be a session of two hours in each, with a family support worker who can also come to your home.':
    {
      pl: 'W każdym odbywałyby się dwugodzinne zajęcia z pracownikiem wspierającym rodziny, który może też przyjść do Ciebie do domu.',
      lt: 'Kiekviename vyktų dviejų valandų užsiėmimas su šeimoms padedančiu darbuotoju, kuris gali atvykti ir į jūsų namus.',
      ro: 'În fiecare ar fi o întâlnire de două ore, cu un lucrător care sprijină familiile și care poate veni și la dumneavoastră acasă.',
      pt: 'Em cada um haveria uma sessão de duas horas, com um técnico de apoio às famílias que também pode ir a sua casa.',
      ar: 'ستكون في كل منهما جلسة مدتها ساعتان مع عامل في دعم الأسرة يمكنه أن يأتي إلى منزلك أيضًا.',
    },
  'There would be a session of an hour and a half each week in Whinfen, Cranlode, Withysey, Lapwing Bank and Turfhythe, where there is nothing today.':
    {
      pl: 'W Whinfen, Cranlode, Withysey, Lapwing Bank i Turfhythe, gdzie dziś nie ma nic, co tydzień odbywałyby się półtoragodzinne zajęcia.',
      lt: 'Whinfen, Cranlode, Withysey, Lapwing Bank ir Turfhythe, kur šiandien nieko nėra, kas savaitę vyktų pusantros valandos užsiėmimas.',
      ro: 'În Whinfen, Cranlode, Withysey, Lapwing Bank și Turfhythe, unde azi nu este nimic, ar fi în fiecare săptămână o întâlnire de o oră și jumătate.',
      pt: 'Em Whinfen, Cranlode, Withysey, Lapwing Bank e Turfhythe, onde hoje não há nada, haveria todas as semanas uma sessão de hora e meia.',
      ar: 'ستكون كل أسبوع جلسة مدتها ساعة ونصف في Whinfen وCranlode وWithysey وLapwing Bank وTurfhythe، حيث لا يوجد شيء اليوم.',
    },
  'English, Lithuanian, Polish and Romanian': {
    pl: 'angielski, litewski, polski i rumuński',
    lt: 'anglų, lietuvių, lenkų ir rumunų',
    ro: 'engleză, lituaniană, poloneză și română',
    pt: 'inglês, lituano, polaco e romeno',
    ar: 'الإنجليزية والليتوانية والبولندية والرومانية',
  },
  'English, Lithuanian, Bulgarian and Portuguese': {
    pl: 'angielski, litewski, bułgarski i portugalski',
    lt: 'anglų, lietuvių, bulgarų ir portugalų',
    ro: 'engleză, lituaniană, bulgară și portugheză',
    pt: 'inglês, lituano, búlgaro e português',
    ar: 'الإنجليزية والليتوانية والبلغارية والبرتغالية',
  },
  'Ramp at the side door, accessible toilet.': {
    pl: 'Podjazd przy bocznym wejściu, dostępna toaleta.',
    lt: 'Pandusas prie šoninio įėjimo, pritaikytas tualetas.',
    ro: 'Rampă la intrarea laterală, toaletă accesibilă.',
    pt: 'Rampa na porta lateral, casa de banho acessível.',
    ar: 'منحدر عند الباب الجانبي، ومرحاض ميسّر.',
  },
  'Parking on the green.': {
    pl: 'Parking na łące wiejskiej.',
    lt: 'Automobilius galima statyti kaimo pievelėje.',
    ro: 'Parcare pe pajiștea satului.',
    pt: 'Estacionamento no largo da aldeia.',
    ar: 'الموقف في ساحة القرية.',
  },
}
