import type { FastifyRequest } from 'fastify';
import type { BatchReader } from '../../db/batch-reader.ts';
import type { TypedLinkContext } from './answer.ts';
import type { SchemeCatalogue } from './catalogue.ts';
import { showLinks, type VisibleLevel } from './decide.ts';
import type { Level } from './look-up.ts';
import type { AnchorRow } from './store.ts';

/** The verified access roles that who asks has in an organisation. */
export type FindRoles = (request: FastifyRequest, organisationId: string) => Promise<ReadonlySet<string>>;

/** What the resolver of typed links works with. */
export type TypedLinkDeps = TypedLinkContext & {
  findRoles: FindRoles;
  read: BatchReader<AnchorRow>;
  schemes: SchemeCatalogue;
};

const NO_ROLES: ReadonlySet<string> = new Set();

/** Whether an answer made from these levels depends on who asks. */
export function isPersonal(levels: readonly Level[]): boolean {
  return levels.some(({ document }) => document.links.some(isRestricted));
}

/** What each level shows to who asks; roles are asked for only where a link needs one. */
export async function showLevels(
  deps: TypedLinkDeps,
  request: FastifyRequest,
  levels: readonly Level[],
): Promise<VisibleLevel[]> {
  const now = deps.now();
  const shown: VisibleLevel[] = [];
  for (const level of levels) {
    const { document } = level;
    const roles = document.links.some(isRestricted)
      ? await deps.findRoles(request, document.organisationId)
      : NO_ROLES;
    shown.push({ ...level, links: showLinks(document, now, roles) });
  }
  return shown;
}

function isRestricted({ accessRoles }: { accessRoles: readonly string[] }): boolean {
  return accessRoles.length > 0;
}
