import type { System } from './start-system.ts';

/** Writes what the resolver knows of a shoulder: by default of the test ARKs that every fresh service has. */
export async function tellShoulder(
  system: System,
  facts: Partial<{
    type: string;
    prefix: string;
    shoulder: string;
    template: string | null;
    organisation: string;
    title: string | null;
    persistence: string | null;
    open: boolean;
  }> = {},
): Promise<void> {
  const row = {
    type: 'ark',
    prefix: '99999',
    shoulder: 'fk4',
    template: 'eedk',
    organisation: 'Example University',
    title: null,
    persistence: null,
    open: true,
    ...facts,
  };
  await system.ctx.engine.withPinnedConnection((run) =>
    run(
      `insert into shoulder_resolutions
         (type, prefix, shoulder, template, organisation, title, persistence, open, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, '2026-05-04T00:00:00Z')
       on conflict (type, prefix, shoulder) do update set
         template = excluded.template, organisation = excluded.organisation, title = excluded.title,
         persistence = excluded.persistence, open = excluded.open, updated_at = excluded.updated_at`,
      [
        row.type,
        row.prefix,
        row.shoulder,
        row.template,
        row.organisation,
        row.title,
        row.persistence,
        row.open,
      ],
    ),
  );
}

/** A shoulder for IGSN IDs beside the one for DOIs, with the same registrar. @returns its id */
export async function addIgsnShoulder(system: System): Promise<string> {
  const id = crypto.randomUUID();
  await system.ctx.engine.withPinnedConnection((run) =>
    run(
      `insert into shoulders
         (id, organisation_id, type, prefix, shoulder, registrar_account_id, created_at, updated_at)
       select $1::uuid, organisation_id, 'igsn', prefix, 'core', registrar_account_id, created_at, created_at
       from shoulders where type = 'doi'`,
      [id],
    ),
  );
  return id;
}
