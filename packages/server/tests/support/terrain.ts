import { expect } from 'vitest';
import type { System } from './start-system.ts';

export type TerrainAnswer = {
  status: number;
  headers: Headers;
  text: string;
  body: Record<string, unknown>;
};

/** Sends requests to CyVerse's API of a system, as its clients do. */
export type TerrainClient = {
  get(path: string, headers?: Record<string, string>): Promise<TerrainAnswer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<TerrainAnswer>;
  send(
    method: string,
    path: string,
    options?: { body?: string; headers?: Record<string, string> },
  ): Promise<TerrainAnswer>;
};

export function createTerrainClient(system: Pick<System, 'url'>, token: string | null): TerrainClient {
  const send: TerrainClient['send'] = async (method, path, { body, headers = {} } = {}) => {
    const response = await fetch(`${system.url}/terrain${path}`, {
      method,
      redirect: 'manual',
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson && text !== '' ? (JSON.parse(text) as Record<string, unknown>) : {},
    };
  };
  return {
    send,
    get: (path, headers = {}) => send('GET', path, { headers }),
    post: (path, body, headers = {}) =>
      send('POST', path, {
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      }),
  };
}

/** Checks a refusal: its status, its code, and that it has CyVerse's envelope. */
export function expectTerrainRefusal(
  answer: TerrainAnswer,
  status: number,
  code: string,
  reason?: RegExp,
): void {
  expect(answer.status, answer.text).toBe(status);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.body.error_code, answer.text).toBe(code);
  const { reason: told } = answer.body;
  const isTold = typeof told === 'string' ? told !== '' : Object.keys(told as object).length > 0;
  expect(isTold, answer.text).toBe(true);
  if (reason !== undefined) expect(JSON.stringify(told)).toMatch(reason);
}
