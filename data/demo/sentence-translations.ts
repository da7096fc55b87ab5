/** English sentence → language → translation. */
export type SentenceTranslations = Readonly<Record<string, Readonly<Record<string, string>>>>
