import { answerSentences } from './translations-answers.ts'
import { askedSentences } from './translations-asked.ts'
import { countySentences } from './translations-county.ts'
import { districtSentences } from './translations-district.ts'
import { heldSentences } from './translations-held.ts'
import { newsSentences } from './translations-news.ts'
import { optionSentences } from './translations-options.ts'
import { southPlaceSentences } from './translations-places-south.ts'
import { placeSentences } from './translations-places.ts'
import { citySentences } from './translations-proposals-city.ts'
import { fensSentences } from './translations-proposals-fens.ts'
import { southSentences } from './translations-proposals-south.ts'
import { westSentences } from './translations-proposals-west.ts'
import { surveySentences } from './translations-survey.ts'
import { titleSentences } from './translations-titles.ts'
import { toldSentences } from './translations-told.ts'

/** Sentences of districts and of the county's page, by language. */
const first: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  pl: {
    'The future of children’s centres in Sedgeshire': 'Przyszłość ośrodków dla dzieci w Sedgeshire',
    'We want to change how children’s centres work in Sedgeshire, and we want to know what you think before we decide.':
      'Chcemy zmienić sposób działania ośrodków dla dzieci w Sedgeshire i chcemy poznać Twoje zdanie, zanim podejmiemy decyzję.',
    'There are 38 children’s centres today.': 'Dziś jest 38 ośrodków dla dzieci.',
    'Some are full every day.': 'Niektóre są pełne każdego dnia.',
    'Others open for a few hours a week.': 'Inne są otwarte kilka godzin w tygodniu.',
    'We propose fewer buildings with more going on in them, and more help in villages and in people’s homes.':
      'Proponujemy mniej budynków, w których będzie się więcej działo, oraz więcej pomocy na wsiach i w domach.',
    'Nothing has been decided.': 'Nic nie zostało jeszcze postanowione.',
    'Choose your district to see what we propose there.':
      'Wybierz swój dystrykt, aby zobaczyć, co tam proponujemy.',
    'You can answer for more than one district.':
      'Możesz odpowiedzieć w sprawie więcej niż jednego dystryktu.',
    'Twelve buildings would stop being children’s centres: two would close, eight would be used for free early education and two would go back to their owners.':
      'Dwanaście budynków przestałoby być ośrodkami dla dzieci: dwa zostałyby zamknięte, osiem służyłoby bezpłatnej wczesnej edukacji, a dwa wróciłyby do właścicieli.',
    'Three more would open for one session a week only.':
      'Trzy kolejne byłyby otwarte tylko na jedne zajęcia w tygodniu.',
    'Eight centres would become Zones.': 'Osiem ośrodków stałoby się Strefami.',
    'A Zone is open on fewer days than a children’s centre is now, and it has no manager of its own.':
      'Strefa jest otwarta w mniej dni niż obecny ośrodek dla dzieci i nie ma własnego kierownika.',
    'Some families would have further to go.': 'Niektóre rodziny miałyby dalej.',
    'Most of them live in places where fewer families are poor.':
      'Większość z nich mieszka tam, gdzie mniej rodzin żyje w biedzie.',
    'Some do not, and we say so on the page of each district.':
      'Niektóre nie, i mówimy o tym na stronie każdego dystryktu.',
    'There would be 10 Child and Family Centres, in 15 of today’s buildings.':
      'Byłoby 10 Centrów Dziecka i Rodziny w 15 dzisiejszych budynkach.',
    'They would be for families with children of all ages and open all year, most of them with an evening or a Saturday.':
      'Byłyby dla rodzin z dziećmi w każdym wieku i otwarte przez cały rok, większość także wieczorem lub w sobotę.',
    'There would be 12 Child and Family Zones: eight in today’s buildings, three in libraries and one in a community hall.':
      'Byłoby 12 Stref Dziecka i Rodziny: osiem w dzisiejszych budynkach, trzy w bibliotekach i jedna w świetlicy.',
    'There would be weekly sessions in 21 other places, and more family support workers who come to your home.':
      'W 21 innych miejscach odbywałyby się cotygodniowe zajęcia, a do domów przychodziłoby więcej pracowników wspierających rodziny.',
    'An online directory would show what is on, where and when.':
      'Spis w internecie pokazywałby, co się dzieje, gdzie i kiedy.',
    'We spend about £6 million a year on children’s centres.':
      'Na ośrodki dla dzieci wydajemy około 6 milionów funtów rocznie.',
    'We have to spend about £1 million less.': 'Musimy wydawać o około 1 milion funtów mniej.',
    'If you are worried about a child, call us on 01632 960 100 at any time of day or night.':
      'Jeśli martwisz się o dziecko, zadzwoń do nas pod numer 01632 960 100 o każdej porze dnia i nocy.',
    'Come to a drop-in session and we will help you to answer.':
      'Przyjdź na spotkanie bez zapisów, a pomożemy Ci odpowiedzieć.',
    'Has the council already decided?': 'Czy rada już zdecydowała?',
    'Will the midwife and the health visitor still come?':
      'Czy położna i pielęgniarka środowiskowa nadal będą przychodzić?',
    'Riverside would close.': 'Ośrodek Riverside zostałby zamknięty.',
    'Riverside closes': 'Riverside zostaje zamknięty',
    'Cherrywold would open on fewer days.': 'Cherrywold byłby otwarty w mniej dni.',
    'Doveney becomes a Zone': 'Doveney staje się Strefą',
    'Doveney would open on fewer days and would no longer have a manager of its own.':
      'Doveney byłby otwarty w mniej dni i nie miałby już własnego kierownika.',
  },
  lt: {
    'The future of children’s centres in Sedgeshire': 'Vaikų centrų ateitis Sedgeshire',
    'We want to change how children’s centres work in Sedgeshire, and we want to know what you think before we decide.':
      'Norime pakeisti vaikų centrų darbą Sedgeshire ir prieš priimdami sprendimą norime sužinoti jūsų nuomonę.',
    'There are 38 children’s centres today.': 'Šiandien yra 38 vaikų centrai.',
    'Some are full every day.': 'Kai kurie kasdien pilni.',
    'Others open for a few hours a week.': 'Kiti atidaryti kelias valandas per savaitę.',
    'We propose fewer buildings with more going on in them, and more help in villages and in people’s homes.':
      'Siūlome mažiau pastatų, kuriuose vyktų daugiau veiklų, ir daugiau pagalbos kaimuose bei namuose.',
    'Nothing has been decided.': 'Dar niekas nenuspręsta.',
    'Choose your district to see what we propose there.':
      'Pasirinkite savo rajoną ir pamatysite, ką jame siūlome.',
    'You can answer for more than one district.': 'Galite atsakyti apie daugiau nei vieną rajoną.',
    'Twelve buildings would stop being children’s centres: two would close, eight would be used for free early education and two would go back to their owners.':
      'Dvylika pastatų nebebūtų vaikų centrai: du užsidarytų, aštuoni būtų naudojami nemokamam ankstyvajam ugdymui, o du grįžtų savininkams.',
    'Three more would open for one session a week only.':
      'Dar trys būtų atidaryti tik vienam užsiėmimui per savaitę.',
    'Eight centres would become Zones.': 'Aštuoni centrai taptų zonomis.',
    'A Zone is open on fewer days than a children’s centre is now, and it has no manager of its own.':
      'Zona atidaryta mažiau dienų nei vaikų centras dabar ir neturi savo vadovo.',
    'Some families would have further to go.': 'Kai kurioms šeimoms tektų vykti toliau.',
    'There would be 10 Child and Family Centres, in 15 of today’s buildings.':
      'Būtų 10 Vaiko ir šeimos centrų 15 dabartinių pastatų.',
    'There would be 12 Child and Family Zones: eight in today’s buildings, three in libraries and one in a community hall.':
      'Būtų 12 Vaiko ir šeimos zonų: aštuonios dabartiniuose pastatuose, trys bibliotekose ir viena bendruomenės salėje.',
    'Has the council already decided?': 'Ar taryba jau nusprendė?',
    'Doveney becomes a Zone': 'Doveney tampa zona',
    'Ternsey and Sluice Bank would open for one session a week only.':
      'Ternsey ir Sluice Bank būtų atidaryti tik vienam užsiėmimui per savaitę.',
  },
  ar: {
    'The future of children’s centres in Sedgeshire': 'مستقبل مراكز الأطفال في Sedgeshire',
    'We want to change how children’s centres work in Sedgeshire, and we want to know what you think before we decide.':
      'نريد تغيير طريقة عمل مراكز الأطفال في Sedgeshire، ونريد أن نعرف رأيك قبل أن نقرر.',
    'There are 38 children’s centres today.': 'يوجد اليوم 38 مركزًا للأطفال.',
    'Some are full every day.': 'بعضها ممتلئ كل يوم.',
    'Others open for a few hours a week.': 'وبعضها يفتح بضع ساعات في الأسبوع.',
    'We propose fewer buildings with more going on in them, and more help in villages and in people’s homes.':
      'نقترح مباني أقل فيها أنشطة أكثر، ومساعدة أكبر في القرى وفي بيوت الناس.',
    'Nothing has been decided.': 'لم يُقرَّر شيء بعد.',
    'Choose your district to see what we propose there.': 'اختر دائرتك لترى ما نقترحه فيها.',
    'You can answer for more than one district.': 'يمكنك أن تجيب عن أكثر من دائرة.',
    'Twelve buildings would stop being children’s centres: two would close, eight would be used for free early education and two would go back to their owners.':
      'سيتوقف اثنا عشر مبنى عن كونها مراكز للأطفال: يُغلق اثنان، وتُستخدم ثمانية للتعليم المبكر المجاني، ويعود اثنان إلى مالكيهما.',
    'Three more would open for one session a week only.': 'وستفتح ثلاثة أخرى لجلسة واحدة في الأسبوع فقط.',
    'Eight centres would become Zones.': 'ستصبح ثمانية مراكز مناطق.',
    'A Zone is open on fewer days than a children’s centre is now, and it has no manager of its own.':
      'المنطقة تفتح أيامًا أقل مما يفتح مركز الأطفال الآن، وليس لها مدير خاص بها.',
    'Some families would have further to go.': 'ستضطر بعض الأسر إلى الذهاب أبعد.',
    'There would be 10 Child and Family Centres, in 15 of today’s buildings.':
      'سيكون هناك 10 مراكز للطفل والأسرة في 15 من مباني اليوم.',
    'If you are worried about a child, call us on 01632 960 100 at any time of day or night.':
      'إذا كنت قلقًا على طفل فاتصل بنا على 01632 960 100 في أي وقت من النهار أو الليل.',
    'Has the council already decided?': 'هل قرر المجلس بالفعل؟',
    'Riverside would close.': 'سيُغلق مركز Riverside.',
    'Riverside closes': 'إغلاق Riverside',
  },
}

const later = [
  surveySentences,
  countySentences,
  districtSentences,
  optionSentences,
  askedSentences,
  answerSentences,
  toldSentences,
  titleSentences,
  citySentences,
  fensSentences,
  westSentences,
  southSentences,
  placeSentences,
  southPlaceSentences,
  heldSentences,
  newsSentences,
]

/** Translations of the council's own texts: language → English sentence → translation. All by machine, not complete. */
export const translations: Readonly<Record<string, Readonly<Record<string, string>>>> = Object.fromEntries(
  ['pl', 'lt', 'ro', 'pt', 'ar'].map(language => [
    language,
    {
      ...first[language],
      ...Object.fromEntries(
        later.flatMap(sentences =>
          Object.entries(sentences).flatMap(([english, words]) =>
            words[language] === undefined ? [] : [[english, words[language]]],
          ),
        ),
      ),
    },
  ]),
)
