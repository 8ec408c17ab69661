import type { Config } from '../../../config.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';
import type { Organisation } from '../../accounts/index.ts';
import type { OrganisationClient } from '../clients/client.ts';
import { listRedirectUris } from '../clients/present.ts';
import { connectPath } from '../connecting/paths.ts';
import { describeScope, splitScope, usualScope } from '../connecting/scopes.ts';
import { collectAndConnect } from './collect-and-connect.ts';
import { listDocumentation } from './documentation.ts';
import { listEvidence } from './evidence.ts';

/** What administrators say of their integration. */
export const dossierFields = ['developer', 'demonstration', 'technical', 'administrative'] as const;
/** A name, a web address and two mail addresses; null for what is not said. */
export type DossierSettings = Record<(typeof dossierFields)[number], string | null>;

type Told = { what: string; url: string };

/** What ORCID asks to be told of a system before it reviews an integration. */
export type Dossier = {
  system: string;
  /** Null: nobody named one yet. */
  developer: string | null;
  organisation: string;
  description: string;
  connection: string;
  apiVersion: string;
  review: string;
  collectAndConnect: readonly { part: string; how: string }[];
  /** Where others can try the system or watch it; null: nothing was named. */
  demonstration: string | null;
  credentials: {
    environment: OrcidEnvironmentName;
    api: 'public' | 'member';
    clientId: string;
    scopes: { scope: string; reason: string }[];
    redirectUris: string[];
  }[];
  stored: string[];
  pages: Told[];
  evidence: { requirement: string; answer: string; url: string | null }[];
  contacts: { technical: string | null; administrative: string | null };
  documentation: Told[];
};

const DESCRIPTION =
  'A service with which a research organisation makes persistent identifiers (DOI, IGSN ID, ARK, Handle), describes ' +
  'data, samples and publications, registers them at DataCite and publishes them on landing pages.';

const CONNECTION =
  'People connect their ORCID record with OAuth 2.0 and OpenID Connect, with credentials of the organisation itself. ' +
  'What they publish is then added to their record and follows its changes; affiliations, funding, peer reviews, research ' +
  'resources and facts about the person are added by the organisation. Each person chooses: automatic, ask me, or never.';

const STORED = [
  'The iD with its registry, shown and exported as a full https address, and the name where it is public.',
  'The whole token response: access token, refresh token and id_token encrypted, scope, lifetime, when it was issued.',
  'For each item written: section, put code, group id of peer reviews, what was sent and when it was acknowledged.',
  'Calls and answers, without tokens, secrets, codes and mail addresses, for as many days as the organisation says.',
];

/** What is told of one organisation's integration. Pure: the same facts give the same dossier. */
export function composeDossier(
  config: Pick<Config, 'publicUrl' | 'contactEmail'>,
  organisation: Pick<Organisation, 'slug' | 'name'>,
  clients: readonly OrganisationClient[],
  settings: DossierSettings,
): Dossier {
  const { publicUrl, contactEmail } = config;
  const tell = ({ what, path }: { what: string; path: string }) => ({ what, url: `${publicUrl}${path}` });
  const connect = connectPath(organisation.slug);
  const manage = `/app/orcid/manage/${encodeURIComponent(organisation.slug)}`;
  return {
    system: 'Mintmark',
    developer: settings.developer,
    organisation: organisation.name,
    description: DESCRIPTION,
    connection: CONNECTION,
    apiVersion: 'v3.0',
    review: 'A review can be arranged with the contacts below, in a live system or with ORCID’s sandbox.',
    collectAndConnect,
    demonstration: settings.demonstration,
    credentials: clients.map((client) => ({
      environment: client.environment,
      api: client.api,
      clientId: client.clientId,
      scopes: splitScope(usualScope(client)).map((scope) => ({
        scope,
        reason: describeScope(scope).join('; '),
      })),
      redirectUris: listRedirectUris(config, client),
    })),
    stored: STORED,
    pages: [
      { what: 'What ORCID is, what is asked and what is stored, before somebody connects', path: connect },
      { what: 'After somebody allowed it', path: `${connect}/granted` },
      { what: 'After somebody said no', path: '/auth/orcid/connected?error=access_denied' },
      { what: 'Own page of a researcher: what was written, choices, disconnect', path: '/app/orcid' },
      { what: 'Pages of administrators: people, what was written, log, exports', path: `${manage}/people` },
    ].map(tell),
    evidence: listEvidence(connect, manage).map(({ path, ...each }) => ({
      ...each,
      url: path === null ? null : `${publicUrl}${path}`,
    })),
    contacts: {
      technical: settings.technical ?? contactEmail,
      administrative: settings.administrative ?? contactEmail,
    },
    documentation: listDocumentation().map(tell),
  };
}
