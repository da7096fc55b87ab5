export { barChart, groupedBars, type Bar, type BarChart, type GroupedBars } from './bar-chart.ts'
export {
  stackedAgreement,
  type AgreementChart,
  type AgreementCounts,
  type AgreementRow,
} from './agreement-chart.ts'
export { dumbbellChart, type DumbbellChart, type DumbbellRow } from './dumbbell-chart.ts'
export { curveChart, type Curve, type CurveChart } from './curve-chart.ts'
export { smallMultiples, type Multiple } from './small-multiples.ts'
export type { ChartWords } from './svg.ts'
