import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBatchApi } from './support/batches.ts';
import { completeMetadata, createApi, type PidBody, readShoulders } from './support/api.ts';
import { signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system?.close());

test('smoke', async () => {
  const josiah = await signIn(system);
  const api = createBatchApi(system, josiah.token);
  const { body, status } = await api.upload('verb,shoulder,title\nreserve,99999/fk4,\nreserve,99999/fk4,"A, b"\nmint,10.5072,x\n');
  expect([status, body]).toEqual(1);
});
