/** A document in another form or language than its full text. */
export interface DocumentFormText {
  readonly kind: 'summary' | 'easy-read' | 'large-print' | 'bsl' | 'translation'
  /** BCP 47. */
  readonly language: string
  /** Paragraphs divided by empty lines. */
  readonly body: string
  /** Address of a video; null for none. */
  readonly link: string | null
}

const paragraphs = (...texts: readonly string[]): string => texts.join('\n\n')

const summary = paragraphs(
  'There are 38 children’s centres in Sedgeshire today. We propose 10 Child and Family Centres, in 15 of these buildings, and 12 Zones, most of them in today’s buildings too. There would be weekly sessions in 21 other places.',
  'Twelve buildings would stop being children’s centres. Two of them would close. Some families would have further to go.',
  'We would spend about £1 million less each year.',
  'Nothing has been decided. Full Council decides after every answer has been read. Tell us what we have got wrong, and what we have missed.',
)

const easyRead = paragraphs(
  '## What are children’s centres?',
  'Children’s centres are places for families with young children.',
  'You can play there. You can get help there.',
  '## What does the council want to do?',
  'The council has less money to spend.',
  'It wants to change children’s centres.',
  '- There will be 10 big centres. They are called Child and Family Centres.\n- There will be 12 smaller ones. They are called Zones. They are not open every day.\n- There will be groups in village halls once a week.',
  '## What would we lose?',
  'Some buildings will not be children’s centres any more.',
  'Two buildings will close.',
  'Some families will have a longer way to go.',
  '## Is it decided?',
  'No. Nothing is decided yet.',
  'Tell us what you think. You can write, telephone, or come and talk to us.',
)

const polish = paragraphs(
  '## O co pytamy',
  'W Sedgeshire działa dziś 38 centrów dla dzieci. Proponujemy 10 Centrów Dziecka i Rodziny, w 15 z tych budynków, oraz 12 Stref, w większości także w dzisiejszych budynkach. W 21 innych miejscach odbywałyby się cotygodniowe spotkania.',
  '## Co byśmy stracili',
  'Dwanaście budynków przestałoby być centrami dla dzieci. Dwa z nich zostałyby zamknięte. Niektóre rodziny miałyby dalej.',
  '## Nic nie jest postanowione',
  'Rada podejmie decyzję po przeczytaniu wszystkich odpowiedzi. Możesz odpowiedzieć na papierze, przez telefon z tłumaczem albo na spotkaniu, na którym mówimy po polsku.',
)

const arabic = paragraphs(
  '## ماذا نسأل',
  'يوجد اليوم 38 مركزًا للأطفال. نقترح 10 مراكز للطفل والأسرة و12 منطقة أصغر، وجلسات أسبوعية في 21 مكانًا آخر.',
  '## ماذا سنفقد',
  'لن يعود 12 مبنى مركزًا للأطفال، وسيُغلق اثنان منها. سيكون الطريق أطول على بعض العائلات.',
  'لم يُتخذ أي قرار بعد. أخبرونا برأيكم.',
)

/** Other forms of the documents, by the document's title. */
export const documentForms: Readonly<Record<string, readonly DocumentFormText[]>> = {
  'Consultation document': [
    { kind: 'summary', language: 'en', body: summary, link: null },
    { kind: 'easy-read', language: 'en', body: easyRead, link: null },
    { kind: 'large-print', language: 'en', body: summary, link: null },
    {
      kind: 'bsl',
      language: 'en',
      body: summary,
      link: 'https://example.org/sedgeshire-childrens-centres-bsl',
    },
    { kind: 'translation', language: 'pl', body: polish, link: null },
    { kind: 'translation', language: 'ar', body: arabic, link: null },
  ],
}
