import { checkDigitNames, grammarNames } from '@mintmark/identifiers';
import {
  type ApplicationIdentifier,
  type SchemeDocument,
  schemeProfiles,
} from '../../../anchors/scheme-document.ts';
import type { InputProblem } from '../../../errors.ts';
import { MemberReader } from './member-reader.ts';
import { findNamespaceProblem } from './namespace-name.ts';

export const IDENTIFIERS_LIMIT = 1000;
const TEXT_LIMIT = 500;
const NAME_LIMIT = 60;
const URI_LIMIT = 2000;
const REGEX_LIMIT = 2000;
const VALUE_LIMIT = 2048;
const LIST_LIMIT = 50;

/** An application identifier as far as it could be read, and where it stands. */
export type DraftIdentifier = Partial<ApplicationIdentifier> & { pointer: string };

/** A document as far as it could be read. */
export type DraftDocument = Partial<Omit<SchemeDocument, 'id' | 'applicationIdentifiers'>> & {
  applicationIdentifiers: DraftIdentifier[];
};

export type ShapeOptions = {
  /** What the address says; the document may leave it out then. */
  namespace?: string | undefined;
  /** `{IDENTIFIER_PATH}`, of which `id` is made. */
  identifierPath: string;
  /** What becomes of members that no document has: release 4 of the Identity Resolver drops them. */
  unknownMembers: 'refuse' | 'drop';
};

/** One segment of a path that needs no percent-encoding (RFC 3986 section 2.3), and neither `.` nor `..`. */
const NAME = /^(?!\.{1,2}$)[A-Za-z0-9._~-]+$/;

/** Reads the members of a document one by one; what is missing or wrong is told, and left out of the draft. */
export function readShape(
  input: unknown,
  options: ShapeOptions,
): { draft: DraftDocument; problems: InputProblem[] } {
  const problems: InputProblem[] = [];
  const reader = MemberReader.open(input, '', problems);
  const draft: DraftDocument = { applicationIdentifiers: [] };
  if (reader === null) return { draft, problems };
  readNamespace(reader, draft, options);
  draft.namespaceURI = readUri(reader, 'namespaceURI');
  draft.namespaceProfile = readUri(reader, 'namespaceProfile');
  const title = reader.text('title', { limit: TEXT_LIMIT });
  const profile = reader.oneOf('profile', schemeProfiles);
  if (title !== undefined) draft.title = title;
  if (profile !== undefined) draft.profile = profile;
  const list = reader.list('applicationIdentifiers', { limit: IDENTIFIERS_LIMIT, needed: true });
  for (const [index, each] of (list ?? []).entries()) {
    const pointer = `/applicationIdentifiers/${index}`;
    const member = MemberReader.open(each, pointer, problems);
    if (member !== null) draft.applicationIdentifiers.push(readIdentifier(member, pointer, options));
  }
  if (options.unknownMembers === 'refuse') reader.refuseOthers();
  return { draft, problems };
}

function readNamespace(reader: MemberReader, draft: DraftDocument, options: ShapeOptions): void {
  const said = reader.text('namespace', { limit: TEXT_LIMIT, needed: options.namespace === undefined });
  const namespace = options.namespace ?? said;
  if (said !== undefined && said !== namespace) {
    reader.problem('namespace', `The address says “${namespace}”; give the same here, or leave it out.`);
  }
  const problem = namespace === undefined ? null : findNamespaceProblem(namespace);
  if (problem !== null) reader.problem('namespace', problem);
  else if (namespace !== undefined) draft.namespace = namespace;
  const id = reader.text('id', { limit: TEXT_LIMIT });
  const expected = `${options.identifierPath}/${namespace}`;
  if (options.unknownMembers === 'refuse' && id !== undefined && namespace !== undefined && id !== expected) {
    reader.problem('id', `The id of this document is “${expected}”; it may be left out.`);
  }
}

/** Empty or missing: the addresses of this service. */
function readUri(reader: MemberReader, name: string): string {
  const uri = reader.text(name, { limit: URI_LIMIT, mayBeEmpty: true }) ?? '';
  if (uri !== '' && !isWebAddress(uri)) {
    reader.problem(name, 'Give an absolute http or https address, or leave it empty.');
  }
  return uri;
}

export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s"<>\\^`{|}]+$/i.test(text) && URL.canParse(text);
}

function readIdentifier(reader: MemberReader, pointer: string, options: ShapeOptions): DraftIdentifier {
  const shortcode = readName(reader, 'shortcode', true);
  const ai = readName(reader, 'ai', false) ?? shortcode;
  const draft: Record<string, unknown> = {
    title: reader.text('title', { limit: TEXT_LIMIT, needed: true }),
    label: reader.text('label', { limit: TEXT_LIMIT, needed: true }),
    shortcode,
    ai,
    type: reader.oneOf('type', ['I', 'Q', 'D'], { needed: true }),
    regex: reader.text('regex', { limit: REGEX_LIMIT, needed: true }),
    qualifiers: nonEmpty(reader.texts('qualifiers', { limit: LIST_LIMIT, textLimit: NAME_LIMIT })),
    qualifierSequences: nonEmpty(readSequences(reader)),
    format: reader.text('format', { limit: TEXT_LIMIT, mayBeEmpty: true }) || undefined,
    grammar: reader.oneOf('grammar', grammarNames),
    checkDigit: reader.oneOf('checkDigit', checkDigitNames),
    examples: nonEmpty(reader.texts('examples', { limit: LIST_LIMIT, textLimit: VALUE_LIMIT })),
    fallback: reader.boolean('fallback'),
  };
  if (options.unknownMembers === 'refuse') reader.refuseOthers();
  const known = Object.entries(draft).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(known), pointer };
}

function readName(reader: MemberReader, name: string, needed: boolean): string | undefined {
  const text = reader.text(name, { limit: NAME_LIMIT, needed, mayBeEmpty: !needed });
  if (text === undefined || text === '') return undefined;
  if (NAME.test(text)) return text;
  reader.problem(
    name,
    'This stands in addresses; use letters, digits, “-”, “.”, “_” and “~” only, and not “.” or “..”.',
  );
  return undefined;
}

function readSequences(reader: MemberReader): string[][] | undefined {
  const lists = reader.list('qualifierSequences', { limit: LIST_LIMIT });
  return lists?.map((list, index) =>
    reader.textsOf(list, `/qualifierSequences/${index}`, { limit: LIST_LIMIT, textLimit: NAME_LIMIT }),
  );
}

function nonEmpty<T>(list: T[] | undefined): T[] | undefined {
  return list?.length === 0 ? undefined : list;
}
