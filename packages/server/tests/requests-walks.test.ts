import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  isStateLabel,
  listMoves,
  type MoveFacts,
  type RequestAction,
  type RequestRole,
  stateLabels,
} from '../src/modules/requests/moves.ts';
import { openRequestDesk, type Person, people, type RequestDesk } from './support/request-apis.ts';
import { makeRequestsInAllStates } from './support/request-states.ts';

let desk: RequestDesk;
beforeAll(async () => {
  desk = await openRequestDesk();
});
afterAll(async () => {
  await desk?.system.close();
});

/** Each action that people ask for, and what they send. */
const asked: Partial<Record<RequestAction, { path: string; body: unknown }>> = {
  assign: { path: 'assign', body: { assignee: 'me' } },
  unassign: { path: 'assign', body: { assignee: null } },
  return: { path: 'return', body: { comment: 'Once more, please.' } },
  resubmit: { path: 'resubmit', body: {} },
  reopen: { path: 'reopen', body: {} },
  approve: { path: 'approve', body: {} },
  publish: { path: 'publish', body: {} },
  retry: { path: 'retry', body: {} },
  reject: { path: 'reject', body: { comment: 'No.' } },
  withdraw: { path: 'withdraw', body: {} },
  label: { path: 'status', body: { status: 'Made up' } },
  comment: { path: 'comments', body: { body: 'Something.' } },
};

const rolesOf: Record<Person, readonly RequestRole[]> = {
  requester: ['requester'],
  curator: ['curator', 'approver'],
  stranger: [],
};

type Row = { state: MoveFacts['state']; failedIn: MoveFacts['failedIn']; assigned: boolean; label: string };

async function readRow(id: string): Promise<Row & { everything: string; history: number }> {
  const { rows } = await sql<Row & { everything: string; history: number }>`
    select state, failed_in as "failedIn", assignee_id is not null as assigned, label,
      to_jsonb(requests)::text as everything,
      (select count(*)::integer from request_history where request_id = requests.id) as history
    from requests where id = ${id}`.execute(desk.system.ctx.db);
  const [row] = rows;
  if (row === undefined) throw new Error(`no request ${id}`);
  return row;
}

/** What the table says; `assign` of the API is two moves of it. */
function mayMake(who: Person, action: RequestAction, row: Row): boolean {
  const facts = { ...row, public: false };
  const moves = listMoves(rolesOf[who], facts);
  if (action === 'assign' || action === 'unassign')
    return moves.includes('assign') || moves.includes('reassign');
  return moves.includes(action);
}

test('every move that the table does not have is refused, whoever asks for it, and changes nothing', async () => {
  const requests = await makeRequestsInAllStates(desk);
  const states = new Set<string>();
  let refused = 0;
  for (const [name, id] of requests) {
    const before = await readRow(id);
    expect(name.startsWith(before.state)).toBe(true);
    states.add(before.state);
    for (const who of people) {
      for (const [action, { path, body }] of Object.entries(asked)) {
        // Keys of the table above.
        if (mayMake(who, action as RequestAction, before)) continue;
        const { status } = await desk.act(who, id, path, body);
        const expected = who === 'stranger' ? [404] : [403, 409];
        expect(expected, `${who} ${action} ${name}`).toContain(status);
        refused += 1;
      }
    }
    expect(await readRow(id)).toEqual(before);
  }
  expect(states.size).toBe(Object.keys(stateLabels).length);
  expect(refused).toBeGreaterThan(300);
});

async function checkInvariants(): Promise<void> {
  const { rows } = await sql<{ wrong: string }>`
    select 'two open requests of one folder' as wrong from requests
    where state not in ('published', 'rejected', 'withdrawn') group by folder_id having count(*) > 1
    union all
    select 'a name that is not reserved' from requests
    where state not in ('rejected', 'withdrawn', 'rejecting', 'withdrawing')
      and not (state = 'failed' and failed_in in ('rejecting', 'withdrawing'))
      and not exists (select from reserved_folder_names as held
        where held.request_id = requests.id and held.name = requests.original_name)
    union all
    select 'a name that nobody needs' from reserved_folder_names as held
    join requests on requests.id = held.request_id where requests.state in ('rejected', 'withdrawn')
    union all
    select 'nobody evaluates it' from requests where state = 'evaluation' and assignee_id is null`.execute(
    desk.system.ctx.db,
  );
  expect(rows).toEqual([]);
}

test('whatever people do in whatever order, requests stay in order', { timeout: 600_000 }, async () => {
  const step = fc.record({
    who: fc.constantFrom(...people),
    action: fc.constantFrom(...Object.keys(asked)),
    drains: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const { id } = await desk.submit();
      for (const { who, action, drains } of steps) {
        const wish = asked[action as RequestAction];
        if (wish === undefined) throw new Error(`nobody asks for ${action}`);
        const before = await readRow(id);
        const allowed = mayMake(who, action as RequestAction, before);
        const { status } = await desk.act(who, id, wish.path, wish.body);
        const after = await readRow(id);
        expect(status < 300, `${who} ${action} ${before.state}`).toBe(allowed);
        const nothingToDo = after.everything === before.everything && action.endsWith('assign');
        expect(after.history - before.history).toBe(allowed && !nothingToDo ? 1 : 0);
        if (!allowed) expect(after).toEqual(before);
        expect(after.label === stateLabels[after.state] || !isStateLabel(after.label)).toBe(true);
        await checkInvariants();
        if (drains) await desk.system.drain();
      }
      await desk.system.drain();
      await checkInvariants();
    }),
    { numRuns: 8 },
  );
});
