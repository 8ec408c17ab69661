import type { FastifyInstance } from 'fastify';
import type { DspaceContext } from '../context.ts';
import type { DspaceApi } from '../frame/api.ts';
import { halLinks, sendHal } from '../frame/hal.ts';

/** The release of DSpace whose contract this is; clients choose their behaviour by it. */
const DSPACE_VERSION = 'DSpace 10.0';

/** What begins at the root, by the names that clients look for; `{?…}` is for them to fill in (RFC 6570). */
const ROOT_LINKS = {
  authn: '/authn',
  authorizations: '/authz/authorizations',
  collections: '/core/collections',
  communities: '/core/communities',
  dso: '/dso/find{?uuid}',
  epersons: '/eperson/epersons',
  features: '/authz/features',
  identifiers: '/pid/identifiers',
  items: '/core/items',
  pid: '/pid/find{?id}',
  properties: '/config/properties',
  workspaceitems: '/submission/workspaceitems',
} as const;

/** The root document, from which clients find everything else. */
export function registerRoot(app: FastifyInstance, ctx: DspaceContext, api: DspaceApi): void {
  const links = Object.fromEntries(Object.entries(ROOT_LINKS).map(([name, path]) => [name, api.href(path)]));
  const document = {
    dspaceUI: ctx.config.dspaceUiUrl,
    dspaceName: 'Mintmark',
    dspaceServer: api.serverUrl,
    dspaceVersion: DSPACE_VERSION,
    type: 'root',
    _links: halLinks({ ...links, self: api.href('') }),
  };
  for (const path of ['', '/']) {
    const options = { schema: { hide: true }, prefixTrailingSlash: 'slash' } as const;
    app.get(path, options, async (_request, reply) => sendHal(reply, document));
  }
}
