import type { MapDocument } from '../../../server/model/map-document.ts'

/** What a map shows without its shapes, which stay as they are while a scenario is drawn. */
type Figures = Omit<MapDocument, 'areas' | 'outlines'> & {
  readonly areas: readonly Omit<MapDocument['areas'][number], 'geometry'>[]
}

let shown: MapDocument | null = null

/**
 * Brings the page's map up to date. Shapes are fetched once; after that only the figures travel.
 *
 * @param figure - the map
 */
export async function redrawMap(figure: HTMLElement): Promise<void> {
  const source = figure.dataset['source']
  if (source === undefined) return
  if (shown === null) {
    shown = (await fetchJson(source)) as MapDocument
  } else {
    const figures = (await fetchJson(`${source}&shapes=no`)) as Figures
    const { areas, ...shapes } = shown
    const geometries = new Map(areas.map(area => [area.code, area.geometry]))
    shown = {
      ...shapes,
      ...figures,
      outlines: shapes.outlines,
      areas: figures.areas.flatMap(area => {
        const geometry = geometries.get(area.code)
        return geometry === undefined ? [] : [{ ...area, geometry }]
      }),
    }
  }
  figure.dispatchEvent(new CustomEvent('map:reload', { detail: { document: shown } }))
}

async function fetchJson(source: string): Promise<unknown> {
  const response = await fetch(source, {
    headers: { accept: 'application/json' },
    credentials: 'same-origin',
  })
  if (!response.ok) throw new Error(`The map's figures answered ${response.status}`)
  return response.json()
}
