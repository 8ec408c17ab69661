import { readAccessRole } from '../../../anchors/access-role.ts';
import type { InputProblem } from '../../../errors.ts';
import { escapePointer } from '../../../http/problem.ts';
import { type EncryptionMethod, encryptionMethods, type LinkState } from '../link.ts';
import { readLanguage } from './language.ts';
import { readMediaType } from './media-type.ts';
import { checkTarget, type TargetRules, type TemplateValues } from './target.ts';
import { isPlainLine } from './texts.ts';

export const TITLE_LIMIT = 1000;
export const CONTEXT_LIMIT = 100;
export const LIST_LIMIT = 50;
const WORD_LIMIT = 200;

/** A link as somebody wishes it. What may be left out is empty then; flags stay as they are. */
export type LinkWish = {
  /** `prefix:key` of a vocabulary, an absolute address, or a relation that IANA registers. */
  linkType: string;
  target: string;
  title: string;
  titles?: Readonly<Record<string, string>> | undefined;
  types?: readonly string[] | undefined;
  hreflang?: readonly string[] | undefined;
  context?: string | undefined;
  isDefault?: boolean | undefined;
  isDefaultContext?: boolean | undefined;
  isDefaultType?: boolean | undefined;
  passQuery?: boolean | null | undefined;
  accessRoles?: readonly string[] | undefined;
  encryptionMethod?: string | null | undefined;
  method?: readonly string[] | undefined;
  rel?: readonly string[] | undefined;
  public?: boolean | null | undefined;
  validFrom?: string | null | undefined;
  validUntil?: string | null | undefined;
  active?: boolean | undefined;
};

export type DefaultFlag = 'isDefault' | 'isDefaultContext' | 'isDefaultType';

/** A link that was read; a flag that nobody spoke of is undefined. */
export type LinkDraft = Omit<LinkState, DefaultFlag> & { [flag in DefaultFlag]: boolean | undefined };

/** The relations that link types mean, by what was written; null for one that means none. */
export type Relations = ReadonlyMap<string, { relation: string; curie: string | null } | null>;

export type LinkRules = { targets: TargetRules; values: () => TemplateValues; relations: Relations };

/**
 * Reads a link by all its rules, the same for registering and for changing.
 * @param pointer JSON pointer of the link, such as `/links/0`
 * @returns the link, or all its problems at once
 */
export function readLink(
  wish: LinkWish,
  rules: LinkRules,
  pointer: string,
): { link: LinkDraft } | { problems: InputProblem[] } {
  const problems: InputProblem[] = [];
  const refuse = (member: string, detail: string): void => {
    problems.push({ pointer: `${pointer}/${member}`, detail });
  };
  const expanded = rules.relations.get(wish.linkType) ?? null;
  if (expanded === null) {
    refuse(
      'linkType',
      'There is no such link type. Use one of a vocabulary here such as gs1:pip, an address, or a relation that IANA registers.',
    );
  }
  const target = wish.target.trim();
  for (const detail of checkTarget(target, rules.values, rules.targets)) refuse('target', detail);
  const validity = readValidity(wish, refuse);
  const link: LinkDraft = {
    target,
    relation: expanded?.relation ?? '',
    curie: expanded?.curie ?? null,
    title: readTitle(wish.title, 'title', refuse),
    titles: readTitles(wish.titles ?? {}, refuse),
    types: readList(wish.types, 'types', readMediaType, 'This is no media type, such as text/html.', refuse),
    hreflang: readList(
      wish.hreflang,
      'hreflang',
      readLanguage,
      'This is no language tag (BCP 47), such as en, es-419 or zh-Hans.',
      refuse,
    ),
    context: readContext(wish.context ?? '', refuse),
    isDefault: wish.isDefault,
    isDefaultContext: wish.isDefaultContext,
    isDefaultType: wish.isDefaultType,
    passQuery: wish.passQuery ?? null,
    accessRoles: readList(
      wish.accessRoles,
      'accessRoles',
      readAccessRole,
      'This is no access role: untp:accessRole#Customer and its like, or a name of letters, digits, ".", "_" and "-".',
      refuse,
    ),
    encryptionMethod: readEncryption(wish.encryptionMethod ?? null, refuse),
    method: readList(
      wish.method,
      'method',
      readMethod,
      'This is one word, such as POST or X-API-Key.',
      refuse,
    ),
    rel: readRelations(wish.rel, refuse),
    public: wish.public ?? null,
    ...validity,
    active: wish.active ?? true,
  };
  return problems.length === 0 ? { link } : { problems };
}

type Refuse = (member: string, detail: string) => void;

function readTitle(text: string, member: string, refuse: Refuse): string {
  const title = text.trim();
  if (title === '') refuse(member, 'A link has a title.');
  if (title.length > TITLE_LIMIT) refuse(member, `A title has at most ${TITLE_LIMIT} characters.`);
  if (!isPlainLine(title)) refuse(member, 'A title is one line without control characters.');
  return title;
}

function readTitles(titles: Readonly<Record<string, string>>, refuse: Refuse): Record<string, string> {
  const read = new Map<string, string>();
  const entries = Object.entries(titles);
  if (entries.length > LIST_LIMIT) {
    refuse('titles', `There are at most ${LIST_LIMIT} titles.`);
    return {};
  }
  for (const [tag, title] of entries) {
    const member = `titles/${escapePointer(tag)}`;
    const language = readLanguage(tag);
    if (language === null) refuse(member, 'This is no language tag (BCP 47), such as en, es-419 or zh-Hans.');
    else if (read.has(language)) refuse(member, `There is a title in ${language} already.`);
    else read.set(language, readTitle(title, member, refuse));
  }
  return Object.fromEntries([...read].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Each entry as `read` writes it; those that are there twice count once. */
function readList(
  list: readonly string[] | undefined,
  member: string,
  read: (text: string) => string | null,
  wrong: string,
  refuse: Refuse,
): string[] {
  const values = new Set<string>();
  if ((list?.length ?? 0) > LIST_LIMIT) {
    refuse(member, `There are at most ${LIST_LIMIT} entries.`);
    return [];
  }
  for (const [index, text] of (list ?? []).entries()) {
    const value = read(text);
    if (value === null) refuse(`${member}/${index}`, wrong);
    else values.add(value);
  }
  return [...values];
}

function readContext(text: string, refuse: Refuse): string {
  const context = text.trim();
  if (context.length > CONTEXT_LIMIT) refuse('context', `A context has at most ${CONTEXT_LIMIT} characters.`);
  if (!isPlainLine(context)) refuse('context', 'A context is one line without control characters.');
  return context;
}

function readEncryption(text: string | null, refuse: Refuse): EncryptionMethod | null {
  const method = encryptionMethods.find((each) => each === text) ?? null;
  if (text !== null && method === null) {
    refuse('encryptionMethod', `Use one of ${encryptionMethods.join(', ')}.`);
  }
  return method;
}

/** A method of HTTP, or the name of a header that it needs: a token of RFC 9110 section 5.6.2. */
function readMethod(text: string): string | null {
  return text.length <= WORD_LIMIT && /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(text) ? text : null;
}

const HISTORY_RELATION = 'predecessor-version';

function readRelations(rel: readonly string[] | undefined, refuse: Refuse): string[] {
  for (const [index, text] of (rel ?? []).entries()) {
    if (text === HISTORY_RELATION) {
      refuse(
        `rel/${index}`,
        'Earlier versions are told from the history of the link, not by whoever registers it.',
      );
    }
  }
  return readList(
    rel,
    'rel',
    readRelation,
    'This is no relation: a name, prefix:name or an address.',
    refuse,
  );
}

function readRelation(text: string): string | null {
  return text.length <= WORD_LIMIT && /^[\x21-\x7e]+$/.test(text) && !/["<>\\^`{|},;]/.test(text)
    ? text
    : null;
}

function readValidity(wish: LinkWish, refuse: Refuse): Pick<LinkState, 'validFrom' | 'validUntil'> {
  const [validFrom, validUntil] = (['validFrom', 'validUntil'] as const).map((member) => {
    const text = wish[member] ?? null;
    if (text === null) return null;
    const instant = readInstant(text);
    if (instant === null) refuse(member, 'Give an instant such as 2026-01-01T00:00:00Z (RFC 3339).');
    return instant;
  });
  if (validFrom != null && validUntil != null && validFrom >= validUntil) {
    refuse('validUntil', 'It would end before it begins.');
  }
  return { validFrom: validFrom ?? null, validUntil: validUntil ?? null };
}

/** An instant with its offset (RFC 3339 section 5.6) in UTC, as `toISOString` writes it, or null. */
export function readInstant(text: string): string | null {
  const match = /^(\d{4})-\d{2}-(\d{2})[Tt]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2})$/.exec(
    text,
  );
  const time = match === null ? Number.NaN : Date.parse(text.toUpperCase());
  if (Number.isNaN(time)) return null;
  const instant = new Date(time).toISOString();
  // Years that the database writes in four digits, and no 30th of February.
  return /^(?!0000)\d{4}-/.test(instant) && isDay(text) ? instant : null;
}

function isDay(text: string): boolean {
  const day = text.slice(0, 10);
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
