/**
 * How one message of the record API looks as XML and as JSON at once. The order of `members` is that of the XSD.
 * Everything is read and written by these descriptions, so that no element is known to one side only.
 */
export type Shape = TextShape | ComplexShape;

/** An element that holds text. `json` says where the text goes: alone, in `value`, or as another type. */
export type TextShape = {
  type: 'text';
  json: 'plain' | 'wrapped' | 'integer' | 'boolean' | 'time';
  /** Longest text, in characters, of the XSD. */
  longest: number | null;
  /** Whether the XSD asks for more than white space. */
  filled: boolean;
  pattern: RegExp | null;
  /** What XML says for some of JSON's values, where the two differ. */
  inXml: Readonly<Record<string, string>>;
  attributes: readonly Attribute[];
};

export type ComplexShape = {
  type: 'complex';
  attributes: readonly Attribute[];
  members: readonly Member[];
};

export type Attribute = {
  name: string;
  json: 'plain' | 'integer' | 'boolean';
  required: boolean;
  values: readonly string[] | null;
};

/** One place in the sequence of an element: one element, or one of several. */
export type Member = {
  /** Elements that may stand here, by their JSON name. */
  elements: Readonly<Record<string, ElementRef>>;
  /** JSON member that the content goes to. */
  json: string;
  /**
   * How it stands in JSON: `single`, `list`; `choice-list`: a list of objects with the element's JSON name as
   * their only member; `spread`: the members of the content stand among those of the parent.
   */
  as: 'single' | 'list' | 'choice-list' | 'spread';
  required: boolean;
  most: number;
};

/** A qualified name such as `work:title`, and what the element holds. */
export type ElementRef = { name: string; shape: Shape };

const NS = 'http://www.orcid.org/ns/';

/** Namespace address of a prefix; ORCID names each after the message. */
export function namespaceOf(prefix: string): string {
  return `${NS}${prefix}`;
}

type TextOptions = Partial<Pick<TextShape, 'longest' | 'filled' | 'pattern' | 'inXml' | 'attributes'>>;

export function text(json: TextShape['json'] = 'plain', options: TextOptions = {}): TextShape {
  return {
    type: 'text',
    json,
    longest: options.longest ?? null,
    filled: options.filled ?? false,
    pattern: options.pattern ?? null,
    inXml: options.inXml ?? {},
    attributes: options.attributes ?? [],
  };
}

export function attribute(
  name: string,
  json: Attribute['json'] = 'plain',
  options: { required?: boolean; values?: readonly string[] } = {},
): Attribute {
  return { name, json, required: options.required ?? false, values: options.values ?? null };
}

export function complex(members: Member[], attributes: Attribute[] = []): ComplexShape {
  return { type: 'complex', members, attributes };
}

/** One element; its JSON member has the same name without prefix unless `json` says otherwise. */
export function one(
  name: string,
  shape: Shape,
  options: { required?: boolean; json?: string; spread?: boolean } = {},
): Member {
  const json = options.json ?? localName(name);
  return {
    elements: { [json]: { name, shape } },
    json,
    as: options.spread === true ? 'spread' : 'single',
    required: options.required ?? false,
    most: 1,
  };
}

/** The same element any number of times: a list in JSON. */
export function many(
  name: string,
  shape: Shape,
  options: { required?: boolean; json?: string; most?: number } = {},
): Member {
  const json = options.json ?? localName(name);
  return {
    elements: { [json]: { name, shape } },
    json,
    as: 'list',
    required: options.required ?? false,
    most: options.most ?? Number.POSITIVE_INFINITY,
  };
}

/** Any of several elements any number of times: a list of objects with one member each. */
export function manyOf(json: string, elements: ElementRef[], options: { required?: boolean } = {}): Member {
  return {
    elements: Object.fromEntries(elements.map((element) => [localName(element.name), element])),
    json,
    as: 'choice-list',
    required: options.required ?? false,
    most: Number.POSITIVE_INFINITY,
  };
}

export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
