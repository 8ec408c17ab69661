/**
 * The language in which messages are described. From one description follow the reading and writing of XML, the
 * reading of JSON, and the checks of structure, lengths and vocabularies: none of them can forget a field that another
 * knows.
 */

/** What a text stands for. `moment` is milliseconds in JSON, a dateTime in XML. */
export type Scalar = 'text' | 'integer' | 'boolean' | 'moment';

/** What ORCID asks of a text, and the error code that it would answer. */
export type Limits = {
  /** At least one character that is no white space. */
  filled?: boolean;
  /** In characters. */
  max?: number;
  oneOf?: readonly string[];
  pattern?: RegExp;
  /** What the pattern asks for, to complete "must be …". */
  patternName?: string;
  /** Of a value outside oneOf or pattern. */
  code?: number;
};

/** A text of its own: `"type": "journal-article"`, `<work:type>journal-article</work:type>`. */
export type TextShape = {
  kind: 'text';
  scalar: Scalar;
  limits?: Limits;
  /** Where XML says something else than JSON, by what JSON says. */
  inXml?: Readonly<Record<string, string>>;
};

/** A text in a wrapper, which holds the attributes too: `"url": { "value": "…" }`, `<common:url>…</common:url>`. */
export type ValueShape = {
  kind: 'value';
  scalar: Scalar;
  limits?: Limits;
  attributes?: Readonly<Record<string, TextShape>>;
  /** Attributes that must be there, with the code of their absence. */
  required?: Readonly<Record<string, number>>;
};

/** Elements in the order of the XSD. */
export type ObjectShape = {
  kind: 'object';
  attributes?: Readonly<Record<string, TextShape>>;
  children: readonly Child[];
};

export type Shape = TextShape | ValueShape | ObjectShape;

/**
 * One member of an object. `name` is the XML element with its prefix; in JSON the member has the local name.
 * - `one`: at most one element
 * - `list`: an array in JSON; in XML repeated elements, within a `wrapper` element where there is one
 * - `choice`: in JSON an array `as` of objects with one member each; in XML the elements of all of them in a row
 */
export type Child =
  | { kind: 'one'; name: string; shape: Shape; required?: number }
  | { kind: 'list'; name: string; shape: Shape; wrapper?: string; required?: number; max?: number }
  | { kind: 'choice'; as: string; of: readonly { name: string; shape: Shape }[] };

export const text = (limits?: Limits): TextShape => ({
  kind: 'text',
  scalar: 'text',
  ...(limits && { limits }),
});
export const value = (limits?: Limits): ValueShape => ({
  kind: 'value',
  scalar: 'text',
  ...(limits && { limits }),
});
export const integer: TextShape = { kind: 'text', scalar: 'integer' };
export const flag: TextShape = { kind: 'text', scalar: 'boolean' };
export const moment: ValueShape = { kind: 'value', scalar: 'moment' };

/** A member that may be absent. */
export const one = (name: string, shape: Shape): Child => ({ kind: 'one', name, shape });

/** A member whose absence ORCID answers with this code. */
export const must = (name: string, shape: Shape, code: number): Child => ({
  kind: 'one',
  name,
  shape,
  required: code,
});

export const list = (
  name: string,
  shape: Shape,
  more: { wrapper?: string; required?: number; max?: number } = {},
): Child => ({ kind: 'list', name, shape, ...more });

/** The member's name in JSON: without the prefix of the namespace. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The namespace that a prefix of ours stands for. */
export function namespaceOf(name: string): string {
  return `http://www.orcid.org/ns/${name.slice(0, name.indexOf(':'))}`;
}

/** The member that a child is in JSON. */
export function memberOf(child: Child): string {
  return child.kind === 'choice' ? child.as : localName(child.name);
}
