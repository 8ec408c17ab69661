/** What a query may ask about someone: each field with every public text that the record has for it. */
export type SearchFields = ReadonlyMap<string, readonly string[]>;

/** Says whether someone is meant. */
export type SearchQuery = (fields: SearchFields) => boolean;

/** Fields in which a value is one word and must be met whole. */
const WHOLE_FIELDS = new Set(['orcid', 'doi-self', 'email', 'ror-org-id']);

/**
 * Reads the part of Solr's syntax that the stand-in knows: `field:word`, `field:"some words"`, words alone, `*` at
 * the end of a word, `AND` (closer), `OR`, and parentheses. Words without an operator between them are joined by OR,
 * as in Solr. Null for what cannot be read.
 */
export function parseQuery(text: string): SearchQuery | null {
  const tokens = text.match(/[()]|(?:[\w-]+:)?"[^"]*"|[^\s()]+/g);
  if (tokens === null) return null;
  const reader = { tokens, position: 0 };
  const query = readEither(reader, 0);
  return query !== null && reader.position === tokens.length ? query : null;
}

type Reader = { tokens: readonly string[]; position: number };

const DEEPEST = 20;

function readEither(reader: Reader, depth: number): SearchQuery | null {
  const parts: SearchQuery[] = [];
  for (;;) {
    const part = readBoth(reader, depth);
    if (part === null) return null;
    parts.push(part);
    const next = reader.tokens[reader.position];
    if (next === undefined || next === ')') return (fields) => parts.some((each) => each(fields));
    if (next === 'OR') reader.position += 1;
  }
}

function readBoth(reader: Reader, depth: number): SearchQuery | null {
  const parts: SearchQuery[] = [];
  for (;;) {
    const part = readTerm(reader, depth);
    if (part === null) return null;
    parts.push(part);
    if (reader.tokens[reader.position] !== 'AND') return (fields) => parts.every((each) => each(fields));
    reader.position += 1;
  }
}

function readTerm(reader: Reader, depth: number): SearchQuery | null {
  const token = reader.tokens[reader.position];
  if (token === undefined || token === ')' || token === 'AND' || token === 'OR' || depth > DEEPEST)
    return null;
  reader.position += 1;
  if (token === '(') {
    const inner = readEither(reader, depth + 1);
    if (reader.tokens[reader.position] !== ')') return null;
    reader.position += 1;
    return inner;
  }
  const [, field = null, quoted, bare = ''] = /^(?:([\w-]+):)?(?:"([^"]*)"|(.*))$/s.exec(token) ?? [];
  // Solr's escapes of its own signs, as in doi-self:10.5072\/x.
  const value = (quoted ?? bare.replace(/\\(.)/g, '$1')).toLowerCase();
  if (value === '') return null;
  return (fields) => {
    const texts = field === null ? [...fields.values()].flat() : (fields.get(field) ?? []);
    return texts.some((text) => meets(text.toLowerCase(), value, field));
  };
}

function meets(text: string, value: string, field: string | null): boolean {
  if (value === '*') return text !== '';
  if (field !== null && WHOLE_FIELDS.has(field)) {
    return value.endsWith('*') ? text.startsWith(value.slice(0, -1)) : text === value;
  }
  const words = text.split(/[^\p{L}\p{N}]+/u);
  return value
    .split(/[^\p{L}\p{N}*]+/u)
    .filter((word) => word !== '')
    .every((word) =>
      word.endsWith('*') ? words.some((each) => each.startsWith(word.slice(0, -1))) : words.includes(word),
    );
}
