import { expect } from 'vitest';
import { changeItem, changeTitle, type ItemBody, makeItem, type Repository } from './dspace.ts';

/** The statuses that an item can show; those of deleted DOIs belong to no item. */
export const shownStatuses = [
  'UNKNOWN',
  'TO_BE_REGISTERED',
  'TO_BE_RESERVED',
  'IS_REGISTERED',
  'IS_RESERVED',
  'UPDATE_RESERVED',
  'UPDATE_REGISTERED',
  'UPDATE_BEFORE_REGISTRATION',
  'PENDING',
  'MINTED',
] as const;
export type ShownStatus = (typeof shownStatuses)[number];

/** Gives every item of an organisation a DOI's name when it is created: PENDING, or MINTED by a filter's word. */
export async function nameOnSubmission(repository: Repository, on: boolean): Promise<void> {
  await changeSettings(repository, { nameOnSubmission: on });
}

export async function changeSettings(
  { operator }: Pick<Repository, 'operator'>,
  change: Record<string, unknown>,
): Promise<void> {
  const path = '/organisations/default/item-settings';
  const { version, updatedAt: _, ...before } = (await operator.get<Record<string, unknown>>(path)).body;
  const headers: Record<string, string> = version === 0 ? {} : { 'if-match': `"${version}"` };
  const answer = await operator.put(path, { ...before, ...change }, headers);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

/** An item whose DOI has the status; nothing is sent to the registrar but what the status says was sent. */
export async function makeItemWithStatus(
  repository: Repository,
  status: ShownStatus,
  wish: Record<string, unknown> = {},
): Promise<ItemBody> {
  const { system } = repository;
  if (status === 'PENDING') {
    await nameOnSubmission(repository, true);
    try {
      return await makeItem(repository, { state: 'workspace', ...wish });
    } finally {
      await nameOnSubmission(repository, false);
    }
  }
  if (status === 'UNKNOWN') {
    const id = await findShoulderWithoutRegistrar(repository);
    await changeSettings(repository, { doiShoulder: id });
    try {
      const item = await makeItem(repository, wish);
      await changeItem(repository, item.uuid, 'identify', { type: 'doi', action: 'register' });
      return item;
    } finally {
      await changeSettings(repository, { doiShoulder: null });
    }
  }
  const item = await makeItem(repository, wish);
  const identify = (action: 'mint' | 'reserve' | 'register') =>
    changeItem(repository, item.uuid, 'identify', { type: 'doi', action });
  const retitle = () => changeTitle(repository, item.uuid, `Changed to become ${status}`);
  const steps: Record<typeof status, () => Promise<void>> = {
    async MINTED() {
      await identify('mint');
    },
    async TO_BE_RESERVED() {
      await identify('reserve');
    },
    async IS_RESERVED() {
      await identify('reserve');
      await system.drain();
    },
    async UPDATE_RESERVED() {
      await identify('reserve');
      await system.drain();
      await retitle();
    },
    async TO_BE_REGISTERED() {
      await identify('register');
    },
    async UPDATE_BEFORE_REGISTRATION() {
      await identify('register');
      await retitle();
    },
    async IS_REGISTERED() {
      await identify('register');
      await system.drain();
    },
    async UPDATE_REGISTERED() {
      await identify('register');
      await system.drain();
      await retitle();
    },
  };
  await steps[status]();
  return item;
}

/** DOIs under it are announced, and no registrar of ours looks after them. */
async function findShoulderWithoutRegistrar({ operator }: Repository): Promise<string> {
  const { body } = await operator.get<{ items: { id: string; prefix: string }[] }>('/shoulders');
  const found = body.items.find(({ prefix }) => prefix === '10.5072/old');
  if (found !== undefined) return found.id;
  const naming = { organisation: 'default', type: 'doi', prefix: '10.5072', shoulder: 'old' };
  const made = await operator.post<{ id: string }>('/shoulders', { ...naming, registrarAccount: null });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.id;
}
