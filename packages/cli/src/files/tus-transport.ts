import type { Readable } from 'node:stream';
import type { MintmarkClient } from '@mintmark/client';
import type { HttpRequest, HttpResponse, HttpStack } from 'tus-js-client';

/** Lets the tus library speak through our client, which knows the token and renews it. */
export function createTusTransport(client: MintmarkClient): HttpStack {
  return {
    getName: () => 'mintmark',
    createRequest: (method, url) => createRequest(client, method, url),
  };
}

function createRequest(client: MintmarkClient, method: string, url: string): HttpRequest {
  const headers = new Headers();
  const abort = new AbortController();
  let onSent: (bytes: number) => void = () => {};
  return {
    getMethod: () => method,
    getURL: () => url,
    setHeader: (name, value) => headers.set(name, value),
    getHeader: (name) => headers.get(name) ?? undefined,
    setProgressHandler(handler) {
      onSent = handler;
    },
    async send(body: unknown): Promise<HttpResponse> {
      const response = await client.request(url, {
        method,
        headers,
        signal: abort.signal,
        ...(body == null ? {} : { body: toStream(body, (bytes) => onSent(bytes)), duplex: 'half' }),
      } as RequestInit);
      const text = await response.text();
      return {
        getStatus: () => response.status,
        getHeader: (name) => response.headers.get(name) ?? undefined,
        getBody: () => text,
        getUnderlyingObject: () => response,
      };
    },
    abort: async () => abort.abort(),
    getUnderlyingObject: () => null,
  };
}

function toStream(body: unknown, onSent: (bytes: number) => void): ReadableStream<Uint8Array> {
  const pieces = body instanceof Uint8Array ? [body] : (body as Readable);
  let sent = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces as AsyncIterable<Uint8Array>) {
      yield piece;
      sent += piece.byteLength;
      onSent(sent);
    }
  }
  return ReadableStream.from(counted()) as ReadableStream<Uint8Array>;
}
