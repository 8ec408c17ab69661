/** One request and its answer, whoever made it. */
export type Exchange = {
  method: string;
  url: string;
  requestBody: string;
  status: number | null;
  headers: Headers;
  location: string | null;
  body: string;
};

/**
 * Listens to everything that this process sends with `fetch`, which is what browsers and clients of the tests send to
 * the service and what the service, in the same process, sends to ORCID and DataCite. It changes nothing.
 */
export function tapTheWire(): { exchanges: Exchange[]; stop(): void } {
  const exchanges: Exchange[] = [];
  const original = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const exchange: Exchange = {
      method: request.method,
      url: request.url,
      requestBody: request.body === null ? '' : await request.clone().text(),
      status: null,
      headers: new Headers(),
      location: null,
      body: '',
    };
    exchanges.push(exchange);
    const response = await original(request);
    exchange.status = response.status;
    exchange.headers = response.headers;
    exchange.location = response.headers.get('location');
    exchange.body = await response.clone().text();
    return response;
  };
  return {
    exchanges,
    stop() {
      globalThis.fetch = original;
    },
  };
}
