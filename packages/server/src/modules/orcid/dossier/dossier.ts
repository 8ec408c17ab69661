import type { Config } from '../../../config.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';
import type { Organisation } from '../../accounts/index.ts';
import type { OrganisationClient } from '../clients/client.ts';
import { listRedirectUris } from '../clients/present.ts';
import { connectPath } from '../connecting/paths.ts';
import { describeScope, splitScope, usualScope } from '../connecting/scopes.ts';
import { listEvidence } from './evidence.ts';

/** Mail addresses; null for the contact of the service. */
export type DossierContacts = { technical: string | null; administrative: string | null };

type Told = { what: string; url: string };

/** What ORCID asks to be told of a system before it reviews an integration. */
export type Dossier = {
  system: string;
  developer: string;
  organisation: string;
  description: string;
  connection: string;
  apiVersion: string;
  review: string;
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
  contacts: DossierContacts;
  documentation: string[];
};

const DESCRIPTION =
  'A service with which a research organisation makes persistent identifiers (DOI, IGSN ID, ARK, Handle), describes ' +
  'data, samples and publications, registers them at DataCite and publishes them on landing pages.';

const CONNECTION =
  'People connect their ORCID record with OAuth 2.0 and OpenID Connect, with credentials of the organisation itself. ' +
  'What they publish is then added to their record and follows its changes; affiliations, funding, peer reviews, research ' +
  'resources and facts about the person are added by the organisation. Each person chooses: automatic, ask me, or never.';

const STORED = [
  'The iD as a full https address with its registry, and the name where it is public.',
  'The whole token response: access token, refresh token and id_token encrypted, scope, lifetime, when it was issued.',
  'For each item written: section, put code, group id of peer reviews, what was sent and when it was acknowledged.',
  'Calls and answers, without tokens, secrets, codes and mail addresses, for as many days as the organisation says.',
];

const DOCUMENTATION = [
  'orcid.md',
  'orcid-connections.md',
  'orcid-works.md',
  'orcid-batches.md',
  'orcid-synchronising.md',
  'orcid-display.md',
  'orcid-invitations.md',
  'orcid-log-and-exports.md',
].map((name) => `docs/${name}`);

/** What is told of one organisation's integration. Pure: the same facts give the same dossier. */
export function composeDossier(
  config: Pick<Config, 'publicUrl' | 'contactEmail'>,
  organisation: Pick<Organisation, 'slug' | 'name'>,
  clients: readonly OrganisationClient[],
  contacts: DossierContacts,
): Dossier {
  const { publicUrl, contactEmail } = config;
  const connect = connectPath(organisation.slug);
  const manage = `/app/orcid/manage/${encodeURIComponent(organisation.slug)}`;
  return {
    system: 'Mintmark',
    developer: 'The developers of Mintmark, for the organisation that runs it',
    organisation: organisation.name,
    description: DESCRIPTION,
    connection: CONNECTION,
    apiVersion: 'v3.0',
    review: 'A review can be arranged with the contacts below, in a live system or with ORCID’s sandbox.',
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
    ].map(({ what, path }) => ({ what, url: `${publicUrl}${path}` })),
    evidence: listEvidence(connect, manage).map(({ path, ...each }) => ({
      ...each,
      url: path === null ? null : `${publicUrl}${path}`,
    })),
    contacts: {
      technical: contacts.technical ?? contactEmail,
      administrative: contacts.administrative ?? contactEmail,
    },
    documentation: DOCUMENTATION,
  };
}
