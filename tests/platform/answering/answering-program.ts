// A process that answers, for tests: `/own` by itself, with its own number; all else through the office.
import { answerHere } from '../../../server/platform/answering/answering-process.ts'

answerHere({
  answer: (_request, response) => {
    response.end(String(process.pid))
  },
  isOwn: path => path === '/own',
  close: () => Promise.resolve(),
})
