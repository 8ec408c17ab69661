import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountColumns } from '../src/account-merging/account-columns.ts';
import { scopes } from '../src/http/actor.ts';
import { createApi } from './support/api.ts';
import { createItem } from './support/items.ts';
import { openPeople, openTwoAccounts, pressMerge } from './support/merged-records.ts';
import { connectionsOf } from './support/orcid-connect.ts';
import { setRole } from './support/organisation.ts';
import { signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
let nextOrcid: () => string;
beforeAll(async () => {
  system = await startSystem();
  nextOrcid = await openPeople(system, 2);
});
afterAll(() => system?.close());

describe('every column that names an account or an iD', () => {
  test('says what becomes of it when accounts are merged', async () => {
    const { rows } = await sql<{ name: string }>`
      select constraints.table_name || '.' || used.column_name as name
      from information_schema.table_constraints as constraints
      join information_schema.key_column_usage as used using (constraint_schema, constraint_name)
      join information_schema.constraint_column_usage as target using (constraint_schema, constraint_name)
      where constraints.constraint_type = 'FOREIGN KEY' and target.table_name = 'accounts'
        and constraints.constraint_schema = 'public'
      union
      select table_name || '.' || column_name from information_schema.columns
      where table_schema = 'public' and (
        column_name ~ '(^|_)orcids?$' or column_name ~ '(^|_)(account|owner|requester|assignee|principal)_id$'
        or column_name ~ '(^|_)(owner|actor)_key$'
      ) and column_name not in ('registrar_account_id', 'service_account_id')
      order by name`.execute(system.ctx.db);
    const names = accountColumns.map(({ name }) => name);
    expect(rows.map(({ name }) => name).filter((name) => !names.includes(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    expect(rows.length).toBeGreaterThan(40);
  });

  test('of which rows go over names the emptied account no more', async () => {
    const { old, browser, oldBrowser, merge } = await openTwoAccounts(system, nextOrcid);
    const api = createApi(system, (await signIn(system, old, scopes)).token);
    await createItem(api);
    await api.get('/data/homes');
    await oldBrowser.open('/app/notices');
    await setRole(system, old, 'curator');
    await merge();
    const { id } = await system.ctx.db
      .selectFrom('accounts')
      .select('id')
      .where('orcid', '=', old)
      .executeTakeFirstOrThrow();
    await pressMerge(browser);
    for (const { name, fate } of accountColumns.filter((column) => column.fate === 'moved')) {
      const [table = '', column = ''] = name.split('.');
      const named = /orcid$/.test(column) ? old : id;
      const { rows } = await sql`
        select from ${sql.table(table)} where ${sql.ref(column)}::text = ${named}`.execute(system.ctx.db);
      expect([name, fate, rows.length]).toEqual([name, 'moved', 0]);
    }
    expect(await connectionsOf(system, old)).toMatchObject([]);
  });
});
