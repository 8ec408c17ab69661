import type { InputProblem } from '../../../errors.ts';
import { isStorableText } from '../../../http/body.ts';
import type { Versions } from '../../../http/etag.ts';
import { orcidEnvironmentNames } from '../../../orcid-environment.ts';
import { readField } from '../../accounts/index.ts';
import type { OrganisationClient } from './client.ts';
import type { ClientWish } from './put-client.ts';

/** The form as it stood in the browser, without the secret, and what is wrong with it. */
export type ClientForm = {
  environment: string;
  api: string;
  clientId: string;
  requestsPerSecond: string;
  asksForPerson: boolean;
  /** Of the credentials that are changed; empty for new ones. */
  version: string;
  problems: {
    environment?: string;
    api?: string;
    clientId?: string;
    clientSecret?: string;
    requestsPerSecond?: string;
  };
  refusal: { detail: string; problems: readonly InputProblem[] } | null;
};

export const emptyForm: ClientForm = {
  environment: '',
  api: 'member',
  clientId: '',
  requestsPerSecond: '',
  asksForPerson: false,
  version: '',
  problems: {},
  refusal: null,
};

/** The form for a change of credentials that are there. */
export function formOf(client: OrganisationClient): ClientForm {
  return {
    ...emptyForm,
    environment: client.environment,
    api: client.api,
    clientId: client.clientId,
    requestsPerSecond: String(client.requestsPerSecond),
    asksForPerson: client.asksForPerson,
    version: String(client.version),
  };
}

const CLIENT_ID = /^(?:APP-[0-9A-Za-z]{1,32}|\d{4}-\d{4}-\d{4}-\d{3}[\dX])$/;
const SECRET = /^[\x21-\x7e]{1,200}$/;

/** Reads the form of the page; `input` is its decoded body. */
export function readClientForm(
  input: unknown,
):
  | { ok: true; wish: ClientWish; versions: Versions | null; form: ClientForm }
  | { ok: false; form: ClientForm } {
  const text = (name: string): string => {
    const value = readField(input, name).trim();
    return isStorableText(value) ? value : '';
  };
  const environment = orcidEnvironmentNames.find((each) => each === text('environment'));
  const api = (['public', 'member'] as const).find((each) => each === text('api'));
  const clientId = text('client_id');
  const secret = text('client_secret');
  const rate = text('requests_per_second');
  const version = text('version');
  const problems: ClientForm['problems'] = {};
  if (environment === undefined) problems.environment = 'Choose one of those offered.';
  if (api === undefined) problems.api = 'Choose one of the two.';
  if (!CLIENT_ID.test(clientId)) problems.clientId = 'Write it as ORCID does, such as APP-0123456789ABCDEF.';
  if (secret !== '' && !SECRET.test(secret)) problems.clientSecret = 'Copy it from ORCID, without spaces.';
  if (rate !== '' && !/^(?:[1-9]|1\d|2[0-4])$/.test(rate)) {
    problems.requestsPerSecond = 'Write a whole number from 1 to 24, or nothing.';
  }
  const form: ClientForm = {
    environment: environment ?? '',
    api: api ?? '',
    clientId: clientId.slice(0, 100),
    requestsPerSecond: rate.slice(0, 10),
    asksForPerson: text('asks_for_person') === 'yes',
    version,
    problems,
    refusal: null,
  };
  if (environment === undefined || api === undefined || Object.keys(problems).length > 0) {
    return { ok: false, form };
  }
  return {
    ok: true,
    form,
    versions: /^\d{1,9}$/.test(version) ? new Set([Number(version)]) : null,
    wish: {
      environment,
      api,
      clientId,
      clientSecret: secret === '' ? null : secret,
      requestsPerSecond: rate === '' ? null : Number(rate),
      asksForPerson: form.asksForPerson && api === 'member',
    },
  };
}
