import type { FastifyRequest } from 'fastify';
import { isRestricted } from '../../anchors/access-role.ts';
import type { HandlerDocument } from '../../anchors/link-document.ts';
import type { BatchReader } from '../../db/batch-reader.ts';
import type { TypedLinkContext } from './answer.ts';
import type { SchemeCatalogue } from './catalogue.ts';
import { showLinks, type VisibleLevel } from './decide.ts';
import type { Level } from './look-up.ts';
import type { AnchorRow } from './store.ts';

/** The verified access roles of who asks, by the id of the organisation that gave them. */
export type FindRoles = (request: FastifyRequest) => Promise<ReadonlyMap<string, ReadonlySet<string>>>;

/** What the resolver of typed links works with. */
export type TypedLinkDeps = TypedLinkContext & {
  findRoles: FindRoles;
  read: BatchReader<AnchorRow>;
  readHandler: BatchReader<HandlerDocument>;
  schemes: SchemeCatalogue;
};

const NO_ROLES: ReadonlySet<string> = new Set();

/** Whether an answer made from these levels depends on who asks. */
export function isPersonal(levels: readonly Level[]): boolean {
  return levels.some(({ document }) =>
    document.links.some(({ accessRoles, predecessors }) =>
      [accessRoles, ...predecessors.map((each) => each.accessRoles ?? [])].some(isRestricted),
    ),
  );
}

/** What each level shows to who asks; roles are asked for only where a link needs one. */
export async function showLevels(
  deps: TypedLinkDeps,
  request: FastifyRequest,
  levels: readonly Level[],
): Promise<VisibleLevel[]> {
  const now = deps.now();
  const roles = isPersonal(levels) ? await deps.findRoles(request) : null;
  return levels.map((level) => ({
    ...level,
    links: showLinks(level.document, now, roles?.get(level.document.organisationId) ?? NO_ROLES),
  }));
}
