import type { AppContext } from '../../../context.ts';
import type { Db } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { listGroups, presentOrcidUrl } from '../../accounts/index.ts';
import { type FoundNode, type Level, levels, type Permission, type Principal } from '../index.ts';
import { createPermissionPresenter, resolvePermissions } from '../permissions/principals.ts';

const GROUPS_OFFERED = 200;

/** Groups that every organisation has. */
const standing = new Map([
  ['members', 'All members of the organisation'],
  ['curators', 'Curators and administrators of the organisation'],
]);

/** How a principal is written in a form that ends what it was granted. */
export function writePrincipal(principal: Principal): string {
  switch (principal.kind) {
    case 'person':
      return `person:${principal.accountId}`;
    case 'group':
      return `group:${principal.groupId}`;
    case 'anonymous':
      return 'anonymous';
    default:
      return principal satisfies never;
  }
}

/** Whom something can be shared with besides people: the groups of its organisation, and everyone. */
export async function listShareable(db: Db, { node }: FoundNode): Promise<{ value: string; name: string }[]> {
  const groups = await listGroups(db, node.organisationId, { after: null, limit: GROUPS_OFFERED });
  return [
    ...[...standing].map(([name, text]) => ({ value: `group:${name}`, name: text })),
    ...groups.map(({ name, title }) => ({ value: `group:${name}`, name: `Group: ${title ?? name}` })),
    { value: 'anonymous', name: 'Everyone, also without signing in (to read)' },
  ];
}

/** The permissions, with whom they are for by name. */
export async function namePermissions(
  ctx: Pick<AppContext, 'config' | 'db'>,
  permissions: readonly Permission[],
): Promise<{ value: string; name: string; orcidUrl: string | null; level: Level }[]> {
  const present = await createPermissionPresenter(ctx.db, permissions);
  return permissions.flatMap((permission) =>
    present(permission).map(({ principal: { kind, name, orcid }, level }) => ({
      value: writePrincipal(permission.principal),
      name: kind === 'anonymous' ? 'Everyone' : (standing.get(name ?? '') ?? name ?? orcid ?? 'Somebody'),
      orcidUrl: orcid === null ? null : presentOrcidUrl(ctx.config, orcid),
      level,
    })),
  );
}

/** A new permission as the form tells it. @throws AppError invalid-input */
export async function readNewPermission(
  ctx: Pick<AppContext, 'config' | 'db'>,
  { node }: FoundNode,
  form: { whom: string; orcid: string; level: string },
): Promise<Permission> {
  const level = levels.find((each) => each === form.level);
  if (level === undefined) throw new AppError('invalid-input', 'Choose what they may do.');
  const wish =
    form.whom === 'person'
      ? { principal: { kind: 'person' as const, orcid: form.orcid.trim() }, level }
      : form.whom === 'anonymous'
        ? { principal: { kind: 'anonymous' as const }, level: 'read' as const }
        : { principal: { kind: 'group' as const, name: form.whom.replace(/^group:/, '') }, level };
  const [permission] = await resolvePermissions(ctx.db, ctx.config, node.organisationId, [wish]);
  if (permission === undefined) throw new AppError('invalid-input', 'Choose whom it is to be shared with.');
  return permission;
}
