import { randomUUID } from 'node:crypto';
import type { Tx } from '../../../db/index.ts';
import { ensureArea, type Level, listFilesBelow, rightsForAccount } from '../../data/index.ts';
import type { PermanentIdRequest } from '../request.ts';
import { local, type Step, StepFailure } from './step.ts';

type Somebody = {
  who: string;
  accountId: string | null;
  role: 'member' | 'curator' | null;
  expected: Level | null;
};

/**
 * Tries, as each kind of person, what they can do with the folder, with a file in it and with the area that it is in.
 */
export function verifyPermissions(phase: 'review' | 'public'): Step {
  const everybody: Level | null = phase === 'public' ? 'read' : null;
  return local(async (tx, { ctx, request }) => {
    const people: Somebody[] = [
      { who: 'the public', accountId: null, role: null, expected: everybody },
      { who: 'a stranger who is signed in', accountId: randomUUID(), role: null, expected: everybody },
      { who: 'another member', accountId: randomUUID(), role: 'member', expected: everybody },
      {
        who: 'the requester',
        accountId: request.requesterId,
        role: null,
        expected: phase === 'public' ? 'read' : 'write',
      },
      { who: 'a curator', accountId: randomUUID(), role: 'curator', expected: 'own' },
    ];
    const [file] = await listFilesBelow(tx, request.folderId, { after: null, limit: 1 });
    const places = [
      { what: 'the folder', id: request.folderId },
      ...(file === undefined ? [] : [{ what: `the file ${file.path}`, id: file.id }]),
    ];
    for (const { what, id } of places) {
      for (const somebody of people) await expectLevel(tx, request, somebody, { what, id });
    }
    if (phase === 'review') await expectClosedStaging(tx, request, people, ctx.now());
    return { kind: 'done' };
  });
}

async function expectLevel(
  tx: Tx,
  request: PermanentIdRequest,
  { who, accountId, role, expected }: Somebody,
  { what, id }: { what: string; id: string },
): Promise<void> {
  const level = (await rightsOf(tx, request, { accountId, role }, id)) ?? null;
  if (level === expected) return;
  throw new StepFailure(
    'permanent',
    `With ${what}, ${who} can do this: ${level ?? 'nothing'}. It should be: ${expected ?? 'nothing'}. Nothing more was opened.`,
  );
}

/** Nothing may come from the area itself: what it granted would hold for everybody's folders. */
async function expectClosedStaging(
  tx: Tx,
  request: PermanentIdRequest,
  people: readonly Somebody[],
  now: Date,
): Promise<void> {
  const staging = await ensureArea(tx, request.organisationId, 'staging', now);
  for (const somebody of people.filter(({ role }) => role !== 'curator')) {
    await expectLevel(
      tx,
      request,
      { ...somebody, expected: null },
      { what: 'the staging area', id: staging.id },
    );
  }
}

async function rightsOf(
  tx: Tx,
  { organisationId }: PermanentIdRequest,
  { accountId, role }: Pick<Somebody, 'accountId' | 'role'>,
  nodeId: string,
): Promise<Level | null> {
  const memberships = role === null ? [] : [{ organisationId, role }];
  return (await rightsForAccount(tx, { accountId, memberships }, nodeId))?.level ?? null;
}
