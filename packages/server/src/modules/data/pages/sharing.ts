import { parseOrcid } from '@mintmark/identifiers';
import type { AppContext } from '../../../context.ts';
import type { Db } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { findAccountByOrcid, presentOrcidUrl, readAccountNames } from '../../accounts/index.ts';
import { type FoundNode, type Level, levels, type Permission, type Principal } from '../index.ts';

/** Groups that every organisation has. */
const standing = [
  { id: 'members', name: 'All members of the organisation' },
  { id: 'curators', name: 'Curators and administrators of the organisation' },
] as const;

/** How a principal is written in a form. */
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
export async function listShareable(): Promise<{ value: string; name: string }[]> {
  return [
    ...standing.map(({ id, name }) => ({ value: `group:${id}`, name })),
    { value: 'anonymous', name: 'Everyone, also without signing in (to read)' },
  ];
}

/** Whom the permissions are for, by name. */
export async function namePrincipals(
  ctx: Pick<AppContext, 'config' | 'db'>,
  found: FoundNode,
  permissions: readonly Permission[],
): Promise<{ value: string; name: string; orcidUrl: string | null; level: Level }[]> {
  const shareable = new Map((await listShareable()).map(({ value, name }) => [value, name]));
  const accounts = await readAccountNames(
    ctx.db,
    permissions.flatMap(({ principal }) => (principal.kind === 'person' ? [principal.accountId] : [])),
  );
  return permissions.map(({ principal, level }) => {
    const value = writePrincipal(principal);
    const account = principal.kind === 'person' ? accounts.get(principal.accountId) : undefined;
    return {
      value,
      name: shareable.get(value) ?? account?.name ?? account?.orcid ?? 'A group of another organisation',
      orcidUrl: account === undefined ? null : presentOrcidUrl(ctx.config, account.orcid),
      level,
    };
  });
}

/** A new permission as the form tells it. @throws AppError invalid-input */
export async function readNewPermission(
  ctx: Pick<AppContext, 'config' | 'db'>,
  found: FoundNode,
  form: { whom: string; orcid: string; level: string },
): Promise<Permission> {
  const level = levels.find((each) => each === form.level);
  if (level === undefined) throw new AppError('invalid-input', 'Choose what they may do.');
  if (form.whom === 'person') {
    const parsed = parseOrcid(form.orcid.trim());
    if (!parsed.ok) {
      throw new AppError('invalid-input', `This is not an ORCID iD: ${parsed.problem.message}`);
    }
    const { environment } = ctx.config.orcid;
    const account = await findAccountByOrcid(ctx.db, environment, parsed.value.canonical);
    if (account === null) {
      throw new AppError(
        'invalid-input',
        'Nobody with this iD has signed in here yet. Ask them to sign in once; then it can be shared with them.',
      );
    }
    return { principal: { kind: 'person', accountId: account.accountId }, level };
  }
  const shareable = await listShareable();
  if (!shareable.some(({ value }) => value === form.whom)) {
    throw new AppError('invalid-input', 'Choose whom it is to be shared with.');
  }
  if (form.whom === 'anonymous') return { principal: { kind: 'anonymous' }, level: 'read' };
  return { principal: { kind: 'group', groupId: form.whom.slice('group:'.length) }, level };
}
