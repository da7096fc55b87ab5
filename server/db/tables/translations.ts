/** Translations of a consultation's texts into one language, as they were from one moment on. */
interface TranslationBookRow {
  id: string
  consultation_id: string
  language: string
  version: number
  hash: string
  file_name: string
  reason: string
  made_at: string
  made_by: string
  superseded_at: string | null
}

/** One sentence of a book. */
interface TranslationRow {
  book_id: string
  position: number
  source: string
  words: string
  /** 1 when a machine translated it and nobody has checked it. */
  machine: number
  translated_by: string
  translated_at: string
}

/** Tables of the translations of a council's texts. */
export interface TranslationsTables {
  translation_book: TranslationBookRow
  translation: TranslationRow
}
