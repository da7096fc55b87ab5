/** A language in which a document can be had. */
export interface DocumentLanguage {
  /** BCP 47, such as `pl`. */
  readonly code: string
  /** What its speakers call it. */
  readonly name: string
  readonly englishName: string
  readonly direction: 'ltr' | 'rtl'
}

const language = (
  code: string,
  name: string,
  englishName: string,
  direction: 'ltr' | 'rtl' = 'ltr',
): DocumentLanguage => ({ code, name, englishName, direction })

/** Languages in which a council may publish documents: more than its pages speak. English first, then by English name. */
export const documentLanguages: readonly DocumentLanguage[] = [
  language('en', 'English', 'English'),
  language('ar', 'العربية', 'Arabic', 'rtl'),
  language('bn', 'বাংলা', 'Bengali'),
  language('bg', 'Български', 'Bulgarian'),
  language('zh', '中文', 'Chinese'),
  language('cs', 'Čeština', 'Czech'),
  language('fr', 'Français', 'French'),
  language('gu', 'ગુજરાતી', 'Gujarati'),
  language('hi', 'हिन्दी', 'Hindi'),
  language('hu', 'Magyar', 'Hungarian'),
  language('ckb', 'کوردیی ناوەندی', 'Kurdish (Sorani)', 'rtl'),
  language('lv', 'Latviešu', 'Latvian'),
  language('lt', 'Lietuvių', 'Lithuanian'),
  language('fa', 'فارسی', 'Persian (Farsi)', 'rtl'),
  language('pl', 'Polski', 'Polish'),
  language('pt', 'Português', 'Portuguese'),
  language('pa', 'ਪੰਜਾਬੀ', 'Punjabi'),
  language('ro', 'Română', 'Romanian'),
  language('ru', 'Русский', 'Russian'),
  language('sk', 'Slovenčina', 'Slovak'),
  language('so', 'Soomaali', 'Somali'),
  language('es', 'Español', 'Spanish'),
  language('ta', 'தமிழ்', 'Tamil'),
  language('tr', 'Türkçe', 'Turkish'),
  language('uk', 'Українська', 'Ukrainian'),
  language('ur', 'اردو', 'Urdu', 'rtl'),
  language('vi', 'Tiếng Việt', 'Vietnamese'),
  language('cy', 'Cymraeg', 'Welsh'),
]

/**
 * A language by its code.
 *
 * @param code - such as `pl`
 * @returns the language; one that is not in the list is called by its code
 */
export function documentLanguage(code: string): DocumentLanguage {
  return documentLanguages.find(known => known.code === code) ?? language(code, code, code)
}
