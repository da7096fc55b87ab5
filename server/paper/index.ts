export { listBatches } from './batch-repository.ts'
export { repeatedSerials } from './keying-repository.ts'
export {
  publishedConsultations,
  readPaperConsultation,
  type PaperConsultation,
  type PublishedConsultation,
} from './paper-consultation.ts'
export { paperRoutes } from './paper-routes.ts'
