import { drawCountryRoads, drawMainRoads, drawRoadBeyond } from './country-roads.ts'
import type { DemonstrationCounty } from './demonstration-county.ts'
import { drawAlleys, drawFieldPaths, drawTowpath } from './footways.ts'
import { estateCourse, ferryLandings, railwayCourse } from './gazetteer.ts'
import { mapBytes } from './pbf-writer.ts'
import { chance } from './random.ts'
import { drawBypass, drawEstateRoad, drawFerry, drawRailway, markBridges } from './special-roads.ts'
import { roadMap } from './road-map.ts'
import { streetGraph, type StreetGraph } from './street-graph.ts'
import { drawIslandLane, drawLanes, joinParts } from './street-links.ts'
import { streetNamer } from './street-names.ts'
import { drawTownStreets } from './street-patterns.ts'
import { creekLine, smoothLine } from './terrain.ts'
import { drawBollards, drawJunctionRules, drawOneWays, traffic } from './traffic-rules.ts'

/** Draws every road and street of the county. */
export function drawStreets(county: DemonstrationCounty): StreetGraph {
  const graph = streetGraph([...county.mesh.rivers.map(({ line }) => line), creekLine])
  const namer = streetNamer(chance(county.seed, 'street names'))
  drawMainRoads(graph, county)
  drawCountryRoads(graph, chance(county.seed, 'country roads'))
  drawRoadBeyond(graph, chance(county.seed, 'road beyond'))
  drawTownStreets(graph, county, namer.townStreet)
  joinParts(graph, namer.link)
  drawLanes(graph, county, chance(county.seed, 'lanes'), namer.lane)
  joinParts(graph, namer.link)
  drawIslandLane(graph, county, namer.islandLane)

  drawBypass(graph, county)
  drawTowpath(graph, county)
  drawAlleys(graph, chance(county.seed, 'alleys'))
  drawFieldPaths(graph, chance(county.seed, 'field paths'))
  drawRailway(graph, smoothLine(railwayCourse, false))
  drawEstateRoad(graph, estateCourse)
  drawFerry(graph, ferryLandings.west, ferryLandings.east)
  markBridges(graph, county)
  const cars = traffic(graph)
  drawOneWays(graph, cars)
  drawJunctionRules(graph, county, cars, chance(county.seed, 'junctions'))
  drawBollards(graph, cars, chance(county.seed, 'bollards'))
  return graph
}

/** `roads/sedgeshire.osm.pbf`. */
export function roadFile(county: DemonstrationCounty, graph: StreetGraph): Uint8Array {
  return mapBytes(roadMap(county, graph))
}
