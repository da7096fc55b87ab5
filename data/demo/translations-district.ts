import type { SentenceTranslations } from './sentence-translations.ts'

/** The city's own page, and documents and drop-in sessions as they stand on every district's. All by machine. */
export const districtSentences: SentenceTranslations = {
  'Consultation document': {
    pl: 'Dokument konsultacyjny',
    lt: 'Konsultacijos dokumentas',
    ro: 'Document de consultare',
    pt: 'Documento da consulta',
    ar: 'وثيقة المشاورة',
  },
  'Everything that we propose, with reasons, district by district.': {
    pl: 'Wszystko, co proponujemy, z uzasadnieniem, dystrykt po dystrykcie.',
    lt: 'Viskas, ką siūlome, su priežastimis, rajonas po rajono.',
    ro: 'Tot ce propunem, cu motive, district cu district.',
    pt: 'Tudo o que propomos, com as razões, distrito a distrito.',
    ar: 'كل ما نقترحه، مع الأسباب، دائرةً دائرة.',
  },
  'Data briefing': {
    pl: 'Informacja o danych',
    lt: 'Duomenų apžvalga',
    ro: 'Prezentarea datelor',
    pt: 'Resumo dos dados',
    ar: 'موجز البيانات',
  },
  'Where need is, where families live, how far they would have to go, and how we worked it out.': {
    pl: 'Gdzie są potrzeby, gdzie mieszkają rodziny, jak daleko by miały i jak to obliczyliśmy.',
    lt: 'Kur yra poreikis, kur gyvena šeimos, kaip toli joms tektų vykti ir kaip tai apskaičiavome.',
    ro: 'Unde este nevoie, unde locuiesc familiile, cât de departe ar avea de mers și cum am calculat.',
    pt: 'Onde há necessidade, onde vivem as famílias, a que distância ficariam e como o calculámos.',
    ar: 'أين توجد الحاجة، وأين تعيش الأسر، وكم سيبعد الطريق عليها، وكيف حسبنا ذلك.',
  },
  'Options that we do not propose, and why.': {
    pl: 'Możliwości, których nie proponujemy, i dlaczego.',
    lt: 'Variantai, kurių nesiūlome, ir kodėl.',
    ro: 'Variante pe care nu le propunem și de ce.',
    pt: 'Opções que não propomos, e porquê.',
    ar: 'خيارات لا نقترحها، ولماذا.',
  },
  'Who would be affected: first assessment': {
    pl: 'Kogo to dotknie: pierwsza ocena',
    lt: 'Ką tai paveiktų: pirmasis vertinimas',
    ro: 'Cine ar fi afectat: prima evaluare',
    pt: 'Quem seria afetado: primeira avaliação',
    ar: 'من سيتأثر: تقييم أول',
  },
  'What the proposal could mean for people who are protected by equality law, and for rural families.': {
    pl: 'Co propozycja może oznaczać dla osób chronionych prawem o równości i dla rodzin wiejskich.',
    lt: 'Ką pasiūlymas galėtų reikšti žmonėms, kuriuos saugo lygybės įstatymai, ir kaimo šeimoms.',
    ro: 'Ce ar putea însemna propunerea pentru persoanele protejate de legea egalității și pentru familiile de la sat.',
    pt: 'O que a proposta pode significar para pessoas protegidas pela lei da igualdade e para famílias rurais.',
    ar: 'ما قد يعنيه المقترح لمن يحميهم قانون المساواة وللأسر الريفية.',
  },
  'Step-free, accessible toilet, Blue Badge parking.': {
    pl: 'Bez schodów, dostępna toaleta, parking dla osób z Blue Badge.',
    lt: 'Be laiptelių, pritaikytas tualetas, „Blue Badge“ stovėjimo vietos.',
    ro: 'Fără trepte, toaletă accesibilă, parcare Blue Badge.',
    pt: 'Sem degraus, casa de banho acessível, estacionamento Blue Badge.',
    ar: 'بلا درجات، ومرحاض ميسّر، وموقف لحاملي Blue Badge.',
  },
  'Bring your children: there is a play corner.': {
    pl: 'Przyprowadź dzieci: jest kącik zabaw.',
    lt: 'Atsiveskite vaikus: yra žaidimų kampelis.',
    ro: 'Aduceți copiii: există un colț de joacă.',
    pt: 'Traga as crianças: há um canto para brincar.',
    ar: 'أحضر أطفالك: توجد زاوية للعب.',
  },
  'English; ask us for another language two days before': {
    pl: 'angielski; o inny język poproś nas dwa dni wcześniej',
    lt: 'anglų; kitos kalbos paprašykite prieš dvi dienas',
    ro: 'engleză; pentru altă limbă anunțați-ne cu două zile înainte',
    pt: 'inglês; peça-nos outra língua dois dias antes',
    ar: 'الإنجليزية؛ اطلب منا لغة أخرى قبل يومين',
  },
  'English and Polish': {
    pl: 'angielski i polski',
    lt: 'anglų ir lenkų',
    ro: 'engleză și poloneză',
    pt: 'inglês e polaco',
    ar: 'الإنجليزية والبولندية',
  },
  'English, Polish and Bengali': {
    pl: 'angielski, polski i bengalski',
    lt: 'anglų, lenkų ir bengalų',
    ro: 'engleză, poloneză și bengaleză',
    pt: 'inglês, polaco e bengali',
    ar: 'الإنجليزية والبولندية والبنغالية',
  },
  'Riverside would close.': {
    lt: 'Riverside būtų uždarytas.',
    ro: 'Riverside s-ar închide.',
    pt: 'Riverside fecharia.',
  },
  'Trinity Fields, Longmeadow and Cherrywold Lanes would stop being children’s centres and be used for free early education.':
    {
      pl: 'Trinity Fields, Longmeadow i Cherrywold Lanes przestałyby być ośrodkami dla dzieci i służyłyby bezpłatnej wczesnej edukacji.',
      lt: 'Trinity Fields, Longmeadow ir Cherrywold Lanes nebebūtų vaikų centrai ir būtų naudojami nemokamam ankstyvajam ugdymui.',
      ro: 'Trinity Fields, Longmeadow și Cherrywold Lanes nu ar mai fi centre pentru copii și ar fi folosite pentru educație timpurie gratuită.',
      pt: 'Trinity Fields, Longmeadow e Cherrywold Lanes deixariam de ser centros infantis e seriam usados para educação pré-escolar gratuita.',
      ar: 'لن تعود Trinity Fields وLongmeadow وCherrywold Lanes مراكز للأطفال، وستُستخدم للتعليم المبكر المجاني.',
    },
  'Cherrywold would open on fewer days.': {
    lt: 'Cherrywold dirbtų mažiau dienų.',
    ro: 'Cherrywold s-ar deschide în mai puține zile.',
    pt: 'Cherrywold abriria menos dias.',
    ar: 'سيفتح Cherrywold أيامًا أقل.',
  },
  'Families east of the river who use Riverside would cross Minster Bridge to Old Minster, about a mile (1.6 km) away.':
    {
      pl: 'Rodziny na wschód od rzeki, które korzystają z Riverside, przechodziłyby przez Minster Bridge do Old Minster, około mili (1,6 km) dalej.',
      lt: 'Į rytus nuo upės gyvenančios šeimos, besilankančios Riverside, per Minster Bridge eitų į Old Minster, maždaug už mylios (1,6 km).',
      ro: 'Familiile de la est de râu care folosesc Riverside ar trece podul Minster Bridge spre Old Minster, la aproximativ o milă (1,6 km).',
      pt: 'As famílias a leste do rio que usam Riverside atravessariam a Minster Bridge até Old Minster, a cerca de uma milha (1,6 km).',
      ar: 'ستعبر الأسر شرق النهر التي تستخدم Riverside جسر Minster Bridge إلى Old Minster، على بعد نحو ميل (1.6 كم).',
    },
  'Kingsmead and Arbour Hill would become Child and Family Centres, each with a second building: Kingsmead South and Old Minster.':
    {
      pl: 'Kingsmead i Arbour Hill stałyby się Centrami Dziecka i Rodziny, każde z drugim budynkiem: Kingsmead South i Old Minster.',
      lt: 'Kingsmead ir Arbour Hill taptų Vaiko ir šeimos centrais, kiekvienas su antru pastatu: Kingsmead South ir Old Minster.',
      ro: 'Kingsmead și Arbour Hill ar deveni Centre pentru Copil și Familie, fiecare cu o a doua clădire: Kingsmead South și Old Minster.',
      pt: 'Kingsmead e Arbour Hill passariam a ser Centros para a Criança e a Família, cada um com um segundo edifício: Kingsmead South e Old Minster.',
      ar: 'سيصبح Kingsmead وArbour Hill مركزين للطفل والأسرة، لكل منهما مبنى ثانٍ: Kingsmead South وOld Minster.',
    },
  'There would be Zones at Cherrywold and in Trinity Fields Library, and a parenting course in Longmeadow Hall on Wednesday evenings.':
    {
      pl: 'Strefy byłyby w Cherrywold i w bibliotece Trinity Fields Library, a w środowe wieczory w Longmeadow Hall odbywałby się kurs dla rodziców.',
      lt: 'Zonos būtų Cherrywold ir bibliotekoje Trinity Fields Library, o trečiadienių vakarais Longmeadow Hall vyktų kursai tėvams.',
      ro: 'Ar fi Zone la Cherrywold și în biblioteca Trinity Fields Library, și un curs pentru părinți la Longmeadow Hall miercuri seara.',
      pt: 'Haveria Zonas em Cherrywold e na biblioteca Trinity Fields Library, e um curso para pais em Longmeadow Hall às quartas à noite.',
      ar: 'ستكون هناك منطقتان في Cherrywold وفي مكتبة Trinity Fields Library، ودورة للوالدين في Longmeadow Hall مساء الأربعاء.',
    },
}
