import { transact } from '../../src/db/index.ts';
import { noteProblem } from '../../src/modules/orcid/connections/note-problem.ts';
import { type Browser, fieldOf, openBrowser } from './browser.ts';
import { connectionsOf } from './orcid-connect.ts';
import { connectPerson, control } from './orcid-deposits.ts';
import type { System } from './start-system.ts';

/** Notes that the registry said where the record of a connection has gone. */
export async function noteMerge(system: System, connectionId: string, into: string): Promise<void> {
  await transact(system.ctx.db, (tx) =>
    noteProblem(tx, system.ctx, {
      connectionId,
      grantId: null,
      problem: {
        kind: 'moved',
        status: 301,
        code: 9007,
        detail: 'The record was merged.',
        putCode: null,
        movedTo: into,
        retryAfterMs: null,
      },
      now: system.clock.now(),
    }),
  );
}

/** The registry says of a connected record where it has gone, and that is followed. */
export async function mergeAtOrcid(system: System, from: string, into: string): Promise<void> {
  const [connection] = await connectionsOf(system, from);
  if (connection === undefined) throw new Error(`${from} is not connected`);
  await noteMerge(system, connection.id, into);
  await system.drain();
}

/** Gives out iDs that no other test knows. */
export async function openPeople(system: System, count: number): Promise<() => string> {
  const { items } = await control<{ items: string[] }>(system, 'POST', 'people/many', { count });
  return () => {
    const orcid = items.pop();
    if (orcid === undefined) throw new Error('there are no people left');
    return orcid;
  };
}

/** Somebody with two accounts, whose records the registry merged after both had signed in; the old one was connected. */
export async function openTwoAccounts(system: System, nextOrcid: () => string) {
  const [old, primary] = [nextOrcid(), nextOrcid()];
  const oldBrowser = await connectPerson(system, old);
  const browser = openBrowser(system);
  await browser.signIn(primary);
  return { old, primary, oldBrowser, browser, merge: () => mergeAtOrcid(system, old, primary) };
}

/** Where accounts are merged. */
export const MERGE_PAGE = '/app/orcid/merge';

/** Presses the button of the page. */
export async function pressMerge(browser: Browser, body?: string) {
  const page = body ?? (await browser.open(MERGE_PAGE)).body;
  return browser.send(MERGE_PAGE, {
    form_token: fieldOf(page, 'form_token'),
    account: fieldOf(page, 'account'),
  });
}
