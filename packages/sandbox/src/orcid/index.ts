import formbody from '@fastify/formbody';
import { assertOrcid } from '@mintmark/identifiers';
import type { FastifyRequest } from 'fastify';
import { installControl, targetOf } from '../control/install-control.ts';
import { createStandInApp, type ListenOptions, listen, type StandIn } from '../stand-in.ts';
import { registerAuthorize } from './authorize.ts';
import { registerChaos } from './chaos.ts';
import { registerOrcidControl } from './control.ts';
import { registerRecordControl } from './control-records.ts';
import { ID_TOKEN_FAULTS } from './id-token.ts';
import { loadSigningKey } from './keys.ts';
import { registerOpenid } from './openid.ts';
import { installPace, type Pace } from './pace.ts';
import { EXAMPLE_PEOPLE, type Person } from './people.ts';
import { registerPersonPages } from './person-pages.ts';
import { REGISTRY_FAULTS, registerRecordApi } from './record-api.ts';
import { RENEWAL_FAULTS } from './renewal-faults.ts';
import { registerWebhookControl } from './routes-webhooks.ts';
import type { OrcidClient, OrcidState } from './state.ts';
import { registerToken } from './token.ts';

export { answerSignIn } from './answer-sign-in.ts';
export { ID_TOKEN_FAULTS, type IdTokenFault } from './id-token.ts';
export type { Pace } from './pace.ts';
export { EXAMPLE_PEOPLE, type Person } from './people.ts';
export type { OrcidClient } from './state.ts';

export type OrcidStandInOptions = ListenOptions & {
  clients: OrcidClient[];
  /** Who can sign in; default: `EXAMPLE_PEOPLE`. */
  people?: readonly Person[];
  now?: () => Date;
  /** Address that browsers and clients use, without trailing slash; default: where it listens. It is the issuer. */
  publicUrl?: string;
  /** Keeps the signing key over restarts; default: a new key at every start. */
  signingKeyFile?: string;
  /** How fast one client may call the record API; default: as fast as it likes. */
  pace?: Pace;
};

/** Put codes start here and count up, the same in every run. */
const FIRST_PUT_CODE = 1_000_001;

/**
 * Starts a stand-in of ORCID: sign-in (OAuth 2.0, OpenID Connect), tokens, the record API and iD pages, with the
 * control API of this package. State is in memory. Fails when the port is taken, an iD is no iD, or the key
 * file holds no key.
 */
export async function startOrcidStandIn(options: OrcidStandInOptions): Promise<StandIn> {
  const people = (options.people ?? EXAMPLE_PEOPLE).map((person) => ({
    ...person,
    orcid: assertOrcid(person.orcid).canonical,
  }));
  const state: OrcidState = {
    issuer: options.publicUrl ?? '',
    now: options.now ?? (() => new Date()),
    clients: new Map(),
    people: new Map(),
    requests: new Map(),
    sessions: new Map(),
    codes: new Map(),
    tokens: new Map(),
    records: new Map(),
    groups: new Map(),
    notices: new Map(),
    webhooks: new Map(),
    nextPutCode: FIRST_PUT_CODE,
    changeListeners: new Set(),
  };
  const reset = () => {
    state.clients = new Map(options.clients.map((client) => [client.id, client]));
    state.people = new Map(people.map((person) => [person.orcid, person]));
    state.requests.clear();
    state.sessions.clear();
    state.codes.clear();
    state.tokens.clear();
    state.records.clear();
    state.groups.clear();
    state.notices.clear();
    state.webhooks.clear();
    state.nextPutCode = FIRST_PUT_CODE;
  };
  reset();
  const key = await loadSigningKey(options.signingKeyFile ?? null);

  const app = createStandInApp();
  const faults = installControl(app, {
    now: state.now,
    ownKinds: [...ID_TOKEN_FAULTS, ...RENEWAL_FAULTS, ...REGISTRY_FAULTS],
    rateLimitedText: 'Too Many Requests',
    reset: () => {
      chaos.forget();
      reset();
      meters.reset();
    },
  });
  const meters = installPace(app, state, options.pace ?? null);
  await app.register(formbody);
  registerOrcidControl(app, state);
  registerRecordControl(app, state);
  registerWebhookControl(app, state);
  const chaos = registerChaos(app, state);
  registerAuthorize(app, state);
  const strikeOneOf = <Kind extends string>(kinds: readonly Kind[], request: FastifyRequest): Kind | null => {
    const kind = faults.strike(kinds, targetOf(request))?.kind;
    return kinds.find((each) => each === kind) ?? null;
  };
  registerToken(app, state, key, {
    idToken: (request) => strikeOneOf(ID_TOKEN_FAULTS, request),
    renewal: (request) => strikeOneOf(RENEWAL_FAULTS, request),
  });
  registerOpenid(app, state, key);
  registerPersonPages(app, state);
  await registerRecordApi(app, state, faults, chaos.strike);

  const standIn = await listen(app, options);
  if (options.publicUrl !== undefined) return { ...standIn, url: options.publicUrl };
  state.issuer = standIn.url;
  return standIn;
}
