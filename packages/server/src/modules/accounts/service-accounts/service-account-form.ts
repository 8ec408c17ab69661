import type { MembershipRole } from '../../../http/actor.ts';
import { isStorableText } from '../../../http/body.ts';
import { readField } from '../tokens/token-form.ts';
import { NAME_LIMIT, NAME_PATTERN, type ServiceAccountWish, TITLE_LIMIT } from './create-service-account.ts';

/** What each role may do at the DSpace API, as the page says it. */
export const OFFERED_ROLES: readonly { role: MembershipRole; text: string }[] = [
  { role: 'member', text: 'Member: read, and describe items of its own' },
  { role: 'curator', text: 'Curator: edit all items and register their identifiers' },
  { role: 'admin', text: 'Administrator: all of that, and collections' },
];

/** The form as it stood in the browser, to be shown again, and a sentence for each field that is wrong. */
export type ServiceAccountForm = {
  name: string;
  title: string;
  role: string;
  problems: { name?: string; title?: string; role?: string };
};

export const emptyServiceAccountForm: ServiceAccountForm = {
  name: '',
  title: '',
  role: 'member',
  problems: {},
};

/** Reads the form of the page of service accounts; `input` is its decoded body. */
export function readServiceAccountForm(
  input: unknown,
): { ok: true; wish: ServiceAccountWish } | { ok: false; form: ServiceAccountForm } {
  const name = readField(input, 'name').trim().toLowerCase();
  const title = readField(input, 'title').trim();
  const asked = readField(input, 'role');
  const offered = OFFERED_ROLES.find(({ role }) => role === asked);
  const problems: ServiceAccountForm['problems'] = {};
  if (name.length > NAME_LIMIT || !NAME_PATTERN.test(name)) {
    problems.name = 'Use a mail address, or letters a to z, digits, and . _ % + @ - after the first.';
  }
  if (title.length > TITLE_LIMIT || !isStorableText(title)) {
    problems.title = `Use up to ${TITLE_LIMIT} characters.`;
  }
  if (offered === undefined) problems.role = 'Choose one of the roles offered.';
  if (offered !== undefined && Object.keys(problems).length === 0) {
    return {
      ok: true,
      wish: { name, title: title === '' ? null : title, role: offered.role, password: null },
    };
  }
  return { ok: false, form: { ...keep(name, title), role: asked, problems } };
}

/** The same form where the name is taken. */
export function refuseName(wish: ServiceAccountWish): ServiceAccountForm {
  const { name, title, role } = wish;
  return { ...keep(name, title ?? ''), role, problems: { name: 'This name is taken; choose another.' } };
}

function keep(name: string, title: string): { name: string; title: string } {
  return {
    name: isStorableText(name) ? name.slice(0, NAME_LIMIT) : '',
    title: isStorableText(title) ? title.slice(0, TITLE_LIMIT) : '',
  };
}
