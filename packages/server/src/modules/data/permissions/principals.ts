import { parseOrcid } from '@mintmark/identifiers';
import type { AppContext } from '../../../context.ts';
import type { Db } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { findAccountByOrcid, findGroup, readAccountNames, readGroupNames } from '../../accounts/index.ts';
import type { Level, Permission, Principal } from '../node.ts';

/** Groups that every organisation has by the roles of its members; they are their own ids. */
const builtInGroups = new Set(['members', 'curators']);

export type PrincipalInput =
  | { kind: 'person'; orcid: string }
  | { kind: 'group'; name: string }
  | { kind: 'anonymous' };

/**
 * Permissions as people name them, for a node of an organisation.
 * @throws AppError invalid-input for an iD that nobody has signed in with, or a group that is not there
 */
export async function resolvePermissions(
  db: Db,
  config: Pick<AppContext['config'], 'orcid'>,
  organisationId: string,
  input: readonly { principal: PrincipalInput; level: Level }[],
): Promise<Permission[]> {
  const permissions: Permission[] = [];
  for (const [index, { principal, level }] of input.entries()) {
    const pointer = `/permissions/${index}/principal`;
    permissions.push({ principal: await resolve(db, config, organisationId, principal, pointer), level });
  }
  return permissions;
}

async function resolve(
  db: Db,
  config: Pick<AppContext['config'], 'orcid'>,
  organisationId: string,
  principal: PrincipalInput,
  pointer: string,
): Promise<Principal> {
  switch (principal.kind) {
    case 'anonymous':
      return { kind: 'anonymous' };
    case 'group': {
      if (builtInGroups.has(principal.name)) return { kind: 'group', groupId: principal.name };
      const group = await findGroup(db, organisationId, principal.name);
      if (group === null) throw invalid(`${pointer}/name`, 'The organisation has no such group.');
      return { kind: 'group', groupId: group.id };
    }
    case 'person': {
      const parsed = parseOrcid(principal.orcid);
      if (!parsed.ok) throw invalid(`${pointer}/orcid`, parsed.problem.message);
      const account = await findAccountByOrcid(db, config.orcid.environment, parsed.value.canonical);
      if (account === null)
        throw invalid(
          `${pointer}/orcid`,
          'Nobody has signed in here with this iD yet. Ask them to sign in once.',
        );
      return { kind: 'person', accountId: account.accountId };
    }
    default:
      return principal satisfies never;
  }
}

function invalid(pointer: string, detail: string): AppError {
  return new AppError('invalid-input', detail, { problems: [{ pointer, detail }] });
}

type ShownPermission = {
  principal: { kind: Principal['kind']; name: string | null; orcid: string | null };
  level: Level;
};

/** How to show permissions; those of groups that are gone are left out, as nobody has them. */
export async function createPermissionPresenter(db: Db, permissions: readonly Permission[]) {
  const principals = permissions.map(({ principal }) => principal);
  const people = await readAccountNames(
    db,
    principals.flatMap((each) => (each.kind === 'person' ? [each.accountId] : [])),
  );
  const groups = await readGroupNames(
    db,
    principals.flatMap((each) => (each.kind === 'group' ? [each.groupId] : [])),
  );
  return ({ principal, level }: Permission): ShownPermission[] => {
    switch (principal.kind) {
      case 'anonymous':
        return [{ principal: { kind: principal.kind, name: null, orcid: null }, level }];
      case 'group': {
        const { kind, groupId } = principal;
        const name = builtInGroups.has(groupId) ? groupId : groups.get(groupId);
        return name === undefined ? [] : [{ principal: { kind, name, orcid: null }, level }];
      }
      case 'person': {
        const { kind, accountId } = principal;
        const person = people.get(accountId);
        if (person === undefined) return [];
        return [{ principal: { kind, name: person.name, orcid: person.orcid }, level }];
      }
      default:
        return principal satisfies never;
    }
  };
}
