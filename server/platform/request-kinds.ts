import { IncomingMessage, ServerResponse } from 'node:http'
import type { Express } from 'express'

/** What a server makes its requests and responses as. */
export interface RequestKinds {
  readonly IncomingMessage: typeof IncomingMessage
  readonly ServerResponse: typeof ServerResponse
}

/** What Node makes them as by itself. */
export const plainKinds: RequestKinds = { IncomingMessage, ServerResponse }

/**
 * Requests and responses that are an application's from their birth. Express gives each that comes another prototype;
 * V8 then leaves what belongs to it in memory until it next looks through all of it, and copies it twice before.
 *
 * @param app - the application, before its first request; what it adds to requests and responses stays as it is
 * @returns the kinds, for the server that it answers behind; behind another it works too, as Express does by itself
 */
export function kindsOf(app: Express): RequestKinds {
  class ApplicationRequest extends IncomingMessage {}
  class ApplicationResponse<
    Request extends IncomingMessage = IncomingMessage,
  > extends ServerResponse<Request> {}
  Object.setPrototypeOf(ApplicationRequest.prototype, app.request)
  Object.setPrototypeOf(ApplicationResponse.prototype, app.response)
  Object.assign(app, { request: ApplicationRequest.prototype, response: ApplicationResponse.prototype })
  return { IncomingMessage: ApplicationRequest, ServerResponse: ApplicationResponse }
}
