import { type Scope, scopes } from '../../../http/actor.ts';
import { isStorableText } from '../../../http/body.ts';
import { TOKEN_NAME_LIMIT, type TokenWish } from './create-token.ts';

/** Lives of a token that the page offers, in days. */
export const OFFERED_LIVES_DAYS = [7, 30, 90, 365] as const;
const DEFAULT_LIFE_DAYS = 90;

/** The form as it stood in the browser, to be shown again, and a sentence for each field that is wrong. */
export type TokenForm = {
  name: string;
  scopes: readonly string[];
  expiresInDays: string;
  problems: { name?: string; scopes?: string; expiresInDays?: string };
};

export const emptyTokenForm: TokenForm = {
  name: '',
  scopes: scopes.filter((scope) => scope !== 'org:admin'),
  expiresInDays: String(DEFAULT_LIFE_DAYS),
  problems: {},
};

/** Reads the form of the token page; `input` is its decoded body. */
export function readTokenForm(
  input: unknown,
): { ok: true; wish: TokenWish } | { ok: false; form: TokenForm } {
  const name = readField(input, 'name').trim();
  const asked = readFields(input, 'scopes');
  const expiresInDays = readField(input, 'expires_in_days');
  const known = scopes.filter((scope): scope is Scope => asked.includes(scope));
  const days = OFFERED_LIVES_DAYS.find((each) => String(each) === expiresInDays);

  const problems: TokenForm['problems'] = {};
  if (name === '' || name.length > TOKEN_NAME_LIMIT || !isStorableText(name)) {
    problems.name = `Give it a name of 1 to ${TOKEN_NAME_LIMIT} characters.`;
  }
  if (known.length === 0 || known.length !== new Set(asked).size) {
    problems.scopes = 'Choose at least one thing it may be used for.';
  }
  if (days === undefined) problems.expiresInDays = 'Choose one of the times offered.';
  if (days !== undefined && Object.keys(problems).length === 0) {
    return { ok: true, wish: { name, scopes: known, expiresInDays: days } };
  }
  return {
    ok: false,
    form: { name: isStorableText(name) ? name : '', scopes: known, expiresInDays, problems },
  };
}

/** The one value of a field; empty when it is missing or repeated. */
export function readField(input: unknown, name: string): string {
  const values = readFields(input, name);
  return values.length === 1 ? (values[0] ?? '') : '';
}

/** Every value of a field. */
export function readFields(input: unknown, name: string): string[] {
  if (typeof input !== 'object' || input === null || !Object.hasOwn(input, name)) return [];
  const value: unknown = (input as Record<string, unknown>)[name];
  return (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === 'string');
}
