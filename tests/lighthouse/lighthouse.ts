/** What Lighthouse found on one page. */
export interface Scored {
  readonly path: string
  /** 0 to 100; null where it could not look. */
  readonly accessibility: number | null
  readonly bestPractices: number | null
  /** Audits that count and are not passed, in words. */
  readonly shortOf: readonly string[]
}

interface Category {
  readonly score: number | null
  readonly auditRefs: readonly { readonly id: string; readonly weight: number }[]
}

interface Report {
  readonly lighthouseVersion: string
  readonly categories: Readonly<Record<'accessibility' | 'best-practices', Category>>
  readonly audits: Readonly<Record<string, { readonly title: string; readonly score: number | null }>>
  readonly runtimeError?: { readonly message: string }
}

type Look = (url: string, flags: object) => Promise<{ readonly lhr: Report } | undefined>

/** Lighthouse as it is installed here; null where it is not. It is three times as large as all of ours, so it is no dependency. */
export async function findLighthouse(): Promise<Look | null> {
  const name = 'lighthouse'
  return import(name).then(
    (found: { readonly default: Look }) => found.default,
    () => null,
  )
}

/**
 * Lets Lighthouse look at a page as a telephone shows it, with what the browser knows already: who has signed in and
 * what has been answered.
 *
 * @param look - Lighthouse
 * @param port - where the browser listens
 * @param url - the page
 */
export async function scored(look: Look, port: number, url: string): Promise<Scored & { version: string }> {
  const result = await look(url, {
    port,
    disableStorageReset: true,
    onlyCategories: ['accessibility', 'best-practices'],
    logLevel: 'silent',
  })
  if (result === undefined) throw new Error(`Lighthouse says nothing of ${url}`)
  const { lhr } = result
  const shortOf = Object.values(lhr.categories).flatMap(category =>
    category.auditRefs
      .filter(({ id, weight }) => weight > 0 && (lhr.audits[id]?.score ?? 1) < 1)
      .map(({ id }) => lhr.audits[id]?.title ?? id),
  )
  const of = (category: 'accessibility' | 'best-practices'): number | null => {
    const { score } = lhr.categories[category]
    return score === null ? null : Math.round(score * 100)
  }
  return {
    path: new URL(url).pathname,
    accessibility: of('accessibility'),
    bestPractices: of('best-practices'),
    shortOf: [...shortOf, ...(lhr.runtimeError ? [lhr.runtimeError.message] : [])],
    version: lhr.lighthouseVersion,
  }
}
