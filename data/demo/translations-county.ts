import type { SentenceTranslations } from './sentence-translations.ts'

/** What the page of the whole county says, and how to answer in other ways. All by machine. */
export const countySentences: SentenceTranslations = {
  'The future of children’s centres in Sedgeshire': {
    ro: 'Viitorul centrelor pentru copii din Sedgeshire',
    pt: 'O futuro dos centros infantis em Sedgeshire',
  },
  'Twelve buildings would stop being children’s centres: two would close, eight would be used for free early education and two would go back to their owners.':
    {
      ro: 'Douăsprezece clădiri nu ar mai fi centre pentru copii: două s-ar închide, opt ar fi folosite pentru educație timpurie gratuită și două s-ar întoarce la proprietari.',
      pt: 'Doze edifícios deixariam de ser centros infantis: dois fechariam, oito seriam usados para educação pré-escolar gratuita e dois voltariam aos donos.',
    },
  'Three more would open for one session a week only.': {
    ro: 'Alte trei s-ar deschide doar pentru o întâlnire pe săptămână.',
    pt: 'Outros três abririam apenas para uma sessão por semana.',
  },
  'Eight centres would become Zones.': {
    ro: 'Opt centre ar deveni Zone.',
    pt: 'Oito centros passariam a ser Zonas.',
  },
  'A Zone is open on fewer days than a children’s centre is now, and it has no manager of its own.': {
    ro: 'O Zonă este deschisă în mai puține zile decât un centru pentru copii de acum și nu are un conducător propriu.',
    pt: 'Uma Zona abre menos dias do que um centro infantil agora e não tem responsável próprio.',
  },
  'Some families would have further to go.': {
    ro: 'Unele familii ar avea drum mai lung.',
    pt: 'Algumas famílias teriam de ir mais longe.',
  },
  'Most of them live in places where fewer families are poor.': {
    lt: 'Dauguma jų gyvena ten, kur neturtingų šeimų mažiau.',
    ro: 'Cele mai multe locuiesc acolo unde mai puține familii sunt sărace.',
    pt: 'A maioria vive onde há menos famílias pobres.',
    ar: 'يعيش معظمها في أماكن تقل فيها الأسر الفقيرة.',
  },
  'Some do not, and we say so on the page of each district.': {
    lt: 'Kai kurios – ne, ir apie tai rašome kiekvieno rajono puslapyje.',
    ro: 'Unele nu, și spunem acest lucru pe pagina fiecărui district.',
    pt: 'Algumas não, e dizemo-lo na página de cada distrito.',
    ar: 'وبعضها ليس كذلك، ونقول ذلك في صفحة كل دائرة.',
  },
  'There would be 10 Child and Family Centres, in 15 of today’s buildings.': {
    ro: 'Ar fi 10 Centre pentru Copil și Familie, în 15 dintre clădirile de azi.',
    pt: 'Haveria 10 Centros para a Criança e a Família, em 15 dos edifícios de hoje.',
  },
  'They would be for families with children of all ages and open all year, most of them with an evening or a Saturday.':
    {
      lt: 'Jie būtų skirti šeimoms su įvairaus amžiaus vaikais ir dirbtų visus metus, dauguma ir vakare arba šeštadienį.',
      ro: 'Ar fi pentru familii cu copii de toate vârstele și deschise tot anul, cele mai multe și într-o seară sau sâmbăta.',
      pt: 'Seriam para famílias com crianças de todas as idades e abririam todo o ano, a maioria também ao fim da tarde ou ao sábado.',
      ar: 'ستكون للأسر التي لديها أطفال من كل الأعمار، وتفتح طوال السنة، ومعظمها مساءً أو يوم السبت أيضًا.',
    },
  'There would be 12 Child and Family Zones: eight in today’s buildings, three in libraries and one in a community hall.':
    {
      ro: 'Ar fi 12 Zone pentru Copil și Familie: opt în clădirile de azi, trei în biblioteci și una într-o sală comunitară.',
      pt: 'Haveria 12 Zonas para a Criança e a Família: oito nos edifícios de hoje, três em bibliotecas e uma num salão comunitário.',
      ar: 'ستكون هناك 12 منطقة للطفل والأسرة: ثمان في مباني اليوم، وثلاث في مكتبات، وواحدة في قاعة مجتمعية.',
    },
  'There would be weekly sessions in 21 other places, and more family support workers who come to your home.':
    {
      lt: '21 kitoje vietoje vyktų savaitiniai užsiėmimai, o į namus atvyktų daugiau šeimoms padedančių darbuotojų.',
      ro: 'Ar fi întâlniri săptămânale în alte 21 de locuri și mai mulți lucrători care sprijină familiile acasă.',
      pt: 'Haveria sessões semanais em 21 outros locais e mais técnicos de apoio que vão a sua casa.',
      ar: 'ستكون هناك جلسات أسبوعية في 21 مكانًا آخر، وعدد أكبر من العاملين في دعم الأسرة الذين يأتون إلى منزلك.',
    },
  'An online directory would show what is on, where and when.': {
    lt: 'Internetinis sąrašas rodytų, kas, kur ir kada vyksta.',
    ro: 'O listă pe internet ar arăta ce se întâmplă, unde și când.',
    pt: 'Uma lista na internet mostraria o que há, onde e quando.',
    ar: 'وسيُظهر دليل على الإنترنت ما يجري وأين ومتى.',
  },
  'We want to change how children’s centres work in Sedgeshire, and we want to know what you think before we decide.':
    {
      ro: 'Vrem să schimbăm felul în care funcționează centrele pentru copii din Sedgeshire și vrem să știm ce credeți înainte să hotărâm.',
      pt: 'Queremos mudar a forma como funcionam os centros infantis em Sedgeshire e queremos saber o que pensa antes de decidirmos.',
    },
  'There are 38 children’s centres today.': {
    ro: 'Astăzi sunt 38 de centre pentru copii.',
    pt: 'Hoje há 38 centros infantis.',
  },
  'Some are full every day.': {
    ro: 'Unele sunt pline în fiecare zi.',
    pt: 'Alguns estão cheios todos os dias.',
  },
  'Others open for a few hours a week.': {
    ro: 'Altele se deschid câteva ore pe săptămână.',
    pt: 'Outros abrem poucas horas por semana.',
  },
  'We propose fewer buildings with more going on in them, and more help in villages and in people’s homes.': {
    ro: 'Propunem mai puține clădiri, cu mai multe activități, și mai mult ajutor în sate și acasă la oameni.',
    pt: 'Propomos menos edifícios com mais atividades, e mais ajuda nas aldeias e em casa das pessoas.',
  },
  'Nothing has been decided.': { ro: 'Nu s-a hotărât nimic.', pt: 'Nada foi decidido.' },
  'Choose your district to see what we propose there.': {
    ro: 'Alegeți districtul dumneavoastră ca să vedeți ce propunem acolo.',
    pt: 'Escolha o seu distrito para ver o que propomos aí.',
  },
  'You can answer for more than one district.': {
    ro: 'Puteți răspunde pentru mai multe districte.',
    pt: 'Pode responder por mais do que um distrito.',
  },
  'We spend about £6 million a year on children’s centres.': {
    lt: 'Vaikų centrams per metus išleidžiame apie 6 mln. svarų.',
    ro: 'Cheltuim aproximativ 6 milioane de lire pe an pentru centrele pentru copii.',
    pt: 'Gastamos cerca de 6 milhões de libras por ano nos centros infantis.',
    ar: 'ننفق نحو 6 ملايين جنيه إسترليني سنويًا على مراكز الأطفال.',
  },
  'We have to spend about £1 million less.': {
    lt: 'Turime išleisti maždaug 1 mln. svarų mažiau.',
    ro: 'Trebuie să cheltuim cu aproximativ 1 milion de lire mai puțin.',
    pt: 'Temos de gastar cerca de 1 milhão de libras a menos.',
    ar: 'علينا أن ننفق أقل بنحو مليون جنيه إسترليني.',
  },
  'The contracts with the schools and charities that run 26 of the centres end on 31 March 2027, so this is the time to decide what comes next.':
    {
      pl: 'Umowy ze szkołami i organizacjami dobroczynnymi, które prowadzą 26 ośrodków, kończą się 31 marca 2027, więc teraz trzeba postanowić, co dalej.',
      lt: 'Sutartys su mokyklomis ir labdaros organizacijomis, kurios valdo 26 centrus, baigiasi 2027 m. kovo 31 d., todėl dabar laikas nuspręsti, kas toliau.',
      ro: 'Contractele cu școlile și organizațiile caritabile care conduc 26 dintre centre se termină la 31 martie 2027, așa că acum trebuie hotărât ce urmează.',
      pt: 'Os contratos com as escolas e instituições que gerem 26 dos centros terminam a 31 de março de 2027, por isso é agora que se decide o que vem a seguir.',
      ar: 'تنتهي العقود مع المدارس والجمعيات الخيرية التي تدير 26 من المراكز في 31 مارس 2027، ولذلك حان وقت تقرير ما يأتي بعدها.',
    },
  'More than half of the hours for which rooms in children’s centres can be booked are not used, while families in Wadeney, Kingsmead and Merehaven wait for places in groups.':
    {
      pl: 'Ponad połowa godzin, na które można zarezerwować sale w ośrodkach, nie jest wykorzystana, a rodziny w Wadeney, Kingsmead i Merehaven czekają na miejsca w grupach.',
      lt: 'Daugiau nei pusė valandų, kurioms galima užsakyti centrų patalpas, nepanaudojama, o Wadeney, Kingsmead ir Merehaven šeimos laukia vietų grupėse.',
      ro: 'Mai mult de jumătate din orele pentru care pot fi rezervate sălile centrelor nu sunt folosite, în timp ce familii din Wadeney, Kingsmead și Merehaven așteaptă locuri în grupe.',
      pt: 'Mais de metade das horas em que se podem reservar salas nos centros não são usadas, enquanto famílias em Wadeney, Kingsmead e Merehaven esperam por lugares em grupos.',
      ar: 'أكثر من نصف الساعات التي يمكن فيها حجز غرف المراكز غير مستخدم، بينما تنتظر أسر في Wadeney وKingsmead وMerehaven أماكن في المجموعات.',
    },
  'Rooms were used more before we last cut the opening hours, in 2021.': {
    pl: 'Z sal korzystano częściej, zanim w 2021 roku ostatnio skróciliśmy godziny otwarcia.',
    lt: 'Patalpos buvo naudojamos daugiau, kol 2021 m. paskutinį kartą nesutrumpinome darbo laiko.',
    ro: 'Sălile erau mai folosite înainte să reducem ultima dată orele de deschidere, în 2021.',
    pt: 'As salas eram mais usadas antes de reduzirmos o horário pela última vez, em 2021.',
    ar: 'كانت الغرف تُستخدم أكثر قبل آخر تقليص لساعات العمل في 2021.',
  },
  'We looked at keeping everything as it is, and at having nine Centres and more places in villages.': {
    pl: 'Rozważyliśmy pozostawienie wszystkiego bez zmian oraz dziewięć Centrów i więcej miejsc na wsiach.',
    lt: 'Svarstėme palikti viską kaip yra, taip pat devynis Centrus ir daugiau vietų kaimuose.',
    ro: 'Am analizat varianta de a păstra totul așa cum este și pe cea cu nouă Centre și mai multe locuri în sate.',
    pt: 'Analisámos manter tudo como está, e ter nove Centros e mais locais nas aldeias.',
    ar: 'درسنا إبقاء كل شيء كما هو، ودرسنا إقامة تسعة مراكز وأماكن أكثر في القرى.',
  },
  'You can read about both in “What else we looked at”.': {
    pl: 'O obu możliwościach przeczytasz w części „Co jeszcze rozważaliśmy”.',
    lt: 'Apie abu variantus galite paskaityti dalyje „Ką dar svarstėme“.',
    ro: 'Puteți citi despre amândouă la „Ce altceva am analizat”.',
    pt: 'Pode ler sobre ambas em «O que mais analisámos».',
    ar: 'يمكنك القراءة عن الاثنين في «ماذا نظرنا فيه أيضًا».',
  },
  'You can fill in a paper form at any children’s centre or library, or ask us to send you one with a stamped envelope.':
    {
      pl: 'Możesz wypełnić formularz papierowy w każdym ośrodku dla dzieci lub bibliotece albo poprosić nas o przysłanie go z kopertą ze znaczkiem.',
      lt: 'Popierinę anketą galite užpildyti bet kuriame vaikų centre ar bibliotekoje arba paprašyti, kad atsiųstume ją su voku ir pašto ženklu.',
      ro: 'Puteți completa un formular pe hârtie la orice centru pentru copii sau bibliotecă ori ne puteți cere să vi-l trimitem cu un plic timbrat.',
      pt: 'Pode preencher um formulário em papel em qualquer centro infantil ou biblioteca, ou pedir-nos que lho enviemos com um envelope selado.',
      ar: 'يمكنك تعبئة نموذج ورقي في أي مركز للأطفال أو مكتبة، أو أن تطلب منا إرساله إليك مع ظرف عليه طابع.',
    },
  'You can answer by telephone, with an interpreter if you like.': {
    pl: 'Możesz odpowiedzieć przez telefon, jeśli chcesz – z tłumaczem.',
    lt: 'Galite atsakyti telefonu, jei norite – su vertėju.',
    ro: 'Puteți răspunde la telefon, cu interpret dacă doriți.',
    pt: 'Pode responder por telefone, com intérprete se quiser.',
    ar: 'يمكنك الإجابة بالهاتف، مع مترجم إن شئت.',
  },
  'Ask us for large print, easy read or British Sign Language.': {
    pl: 'Poproś nas o duży druk, tekst łatwy do czytania lub brytyjski język migowy.',
    lt: 'Paprašykite stambaus šrifto, lengvai skaitomo teksto arba britų gestų kalbos.',
    ro: 'Cereți-ne text cu litere mari, text ușor de citit sau limbajul semnelor britanic.',
    pt: 'Peça-nos letra grande, leitura fácil ou língua gestual britânica.',
    ar: 'اطلب منا طباعة كبيرة أو نصًا سهل القراءة أو لغة الإشارة البريطانية.',
  },
  'Come to a drop-in session and we will help you to answer.': {
    lt: 'Ateikite į susitikimą be registracijos ir padėsime jums atsakyti.',
    ro: 'Veniți la o întâlnire fără programare și vă ajutăm să răspundeți.',
    pt: 'Venha a uma sessão aberta e ajudamo-lo a responder.',
    ar: 'تعال إلى لقاء مفتوح بلا موعد وسنساعدك على الإجابة.',
  },
  'If you are worried about a child, call us on 01632 960 100 at any time of day or night.': {
    lt: 'Jei nerimaujate dėl vaiko, bet kuriuo paros metu skambinkite mums telefonu 01632 960 100.',
    ro: 'Dacă sunteți îngrijorat pentru un copil, sunați-ne la 01632 960 100, la orice oră din zi sau din noapte.',
    pt: 'Se está preocupado com uma criança, ligue-nos para o 01632 960 100 a qualquer hora do dia ou da noite.',
  },
  'Full Council': {
    pl: 'Rada hrabstwa w pełnym składzie',
    lt: 'Visa taryba',
    ro: 'Consiliul în plen',
    pt: 'A assembleia da autarquia',
    ar: 'المجلس بكامل أعضائه',
  },
}
