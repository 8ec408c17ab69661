import { parseOrcid } from '@mintmark/identifiers';
import type { InputProblem } from '../../../errors.ts';
import { readMailAddressText } from '../../notifications/index.ts';
import { type InvitationLanguage, invitationLanguages } from './invitation.ts';

export const NAME_LIMIT = 150;

/** One person to be invited, as the request or a row has it. */
export type InvitationInput = {
  name: string;
  email: string;
  orcid?: string | undefined;
  item?: string | undefined;
  language?: string | undefined;
};

/** The same, checked. */
export type InvitationWish = {
  name: string;
  address: string;
  hintedOrcid: string | null;
  itemId: string | null;
  language: InvitationLanguage;
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads one wish; every mistake at once, each with its member. */
export function readWish(
  input: InvitationInput,
): { ok: true; wish: InvitationWish } | { ok: false; problems: InputProblem[] } {
  const problems: InputProblem[] = [];
  const refuse = (member: string, detail: string): void =>
    void problems.push({ pointer: `/${member}`, detail });
  const name = input.name.trim();
  const nameProblem = findNameProblem(name);
  if (nameProblem !== null) refuse('name', nameProblem);
  const address = readMailAddressText(input.email);
  if (address === null) refuse('email', 'Give one mail address such as name@example.org.');
  const hint = readOptional(input.orcid);
  const parsed = hint === null ? null : parseOrcid(hint);
  if (parsed !== null && !parsed.ok) refuse('orcid', parsed.problem.message);
  const itemId = readOptional(input.item)?.toLowerCase() ?? null;
  if (itemId !== null && !UUID.test(itemId)) refuse('item', 'Give the uuid of an item of this organisation.');
  const language = readOptional(input.language)?.toLowerCase() ?? 'en';
  if (!isLanguage(language)) refuse('language', `Mails are written in ${invitationLanguages.join(', ')}.`);
  if (problems.length > 0 || address === null || !isLanguage(language)) return { ok: false, problems };
  const hintedOrcid = parsed?.ok === true ? parsed.value.canonical : null;
  return { ok: true, wish: { name, address, hintedOrcid, itemId, language } };
}

/**
 * A name stands in the mail's greeting and in tables that people open in spreadsheets: it must not carry a message of its
 * own to strangers, begin a formula, or hide what it is.
 */
function findNameProblem(name: string): string | null {
  if (name === '') return 'Say whom the invitation is for.';
  if (name.length > NAME_LIMIT) return `A name has ${NAME_LIMIT} characters at most.`;
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name)) return 'A name is one line of visible characters.';
  if (/^[=+\-@]/.test(name)) return 'A name does not begin with =, +, - or @, as a formula does.';
  if (/:\/\/|\bwww\.|@|[<>]/i.test(name)) return 'A name holds no addresses and no < or >.';
  return null;
}

function readOptional(text: string | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

function isLanguage(text: string): text is InvitationLanguage {
  return (invitationLanguages as readonly string[]).includes(text);
}
