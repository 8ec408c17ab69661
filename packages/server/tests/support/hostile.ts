import type { RawRequest } from './raw-http.ts';

/** What a hostile request may name. */
export type Place = {
  operator: string;
  /** Cookie of a signed-in person, with the origin of our own pages. */
  cookie: string;
  origin: string;
  /** A public DOI at version 1. */
  pid: string;
  doi: string;
  ark: string;
};

export type Hostile = {
  name: string;
  request: (place: Place) => RawRequest | Uint8Array;
  /** True for a request that breaks off. */
  hangUp?: true;
  /** The status that a client can make sense of. */
  status: number;
  /** Where the mistake is, for what concerns one member of the input. */
  pointer?: string;
};

/** A text far longer than any member takes, and shorter than the limit of a body. */
export const LONG = 'x'.repeat(900_000);
export const MARKUP = '<script>alert(1)</script>';

type Extra = { headers?: readonly (readonly [string, string])[]; type?: string | null };

/** A request of the operator with a body that is sent as it stands. */
export function send(
  place: Place,
  method: string,
  path: string,
  body: string | Uint8Array | undefined,
  { headers = [], type = 'application/json' }: Extra = {},
): RawRequest {
  return {
    method,
    path: `/api/v1${path}`,
    headers: [
      ['Authorization', `Bearer ${place.operator}`],
      ...(type === null || body === undefined ? [] : [['Content-Type', type] as const]),
      ...headers,
    ],
    ...(body === undefined ? {} : { body }),
  };
}

/** The same with the body as JSON, except for texts, which are sent as they stand. */
export function sendJson(
  place: Place,
  method: string,
  path: string,
  body: unknown,
  extra?: Extra,
): RawRequest {
  return send(place, method, path, typeof body === 'string' ? body : JSON.stringify(body), extra);
}

export function pidPath(place: Place): string {
  return `/pids/${encodeURIComponent(place.pid)}`;
}

/** A cursor in the form that lists give out, with any contents. */
export function cursorOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return Buffer.from(text).toString('base64url');
}
