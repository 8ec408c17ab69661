import fc, { type Arbitrary } from 'fast-check';
import { localName, memberOf, type ObjectShape, type Shape, type TextShape } from '../src/messages/shape.ts';

const identifier = {
  uri: 'https://orcid.org/0000-0002-1825-0097',
  path: '0000-0002-1825-0097',
  host: 'orcid.org',
};

const url = fc.webUrl({ withQueryParameters: true }).map((value) => ({ value }));

/** Fields whose form the XSD prescribes beyond what the descriptions say. */
const prescribed: Readonly<Record<string, Arbitrary<unknown>>> = {
  'common:orcid-identifier': fc.constant(identifier),
  'common:contributor-orcid': fc.constant(identifier),
  'common:source': fc.constant({
    'source-client-id': {
      uri: 'https://orcid.org/client/APP-0000000000000001',
      path: 'APP-0000000000000001',
      host: 'orcid.org',
    },
    'source-name': { value: 'Example & Söhne' },
    'assertion-origin-orcid': identifier,
  }),
  'common:external-id-normalized': fc.constant({ value: '10.5072/x', transient: true }),
  'common:external-id-normalized-error': fc.constant({ 'error-message': 'No DOI', transient: true }),
  'common:external-id-url': url,
  'common:url': url,
  'researcher-url:url': url,
  'peer-review:review-url': url,
  'peer-review:subject-url': url,
  'peer-review:review-group-id': fc.constantFrom('issn:1741-4857', 'orcid-generated:x/y'),
  'group-id:group-id': fc.constantFrom('issn:1741-4857', 'orcid-generated:x/y'),
  'work:contributor-email': fc.constant({ value: 'a@example.org' }),
  'funding:contributor-email': fc.constant({ value: 'a@example.org' }),
  'error:more-info': fc.webUrl(),
  'history:creation-method': fc.constantFrom('API', 'DIRECT', 'MEMBER_REFERRED', 'WEBSITE'),
  'preferences:locale': fc.constant('en'),
};

const date = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .chain((at) => {
    const [year = '', month = '', day = ''] = at.toISOString().slice(0, 10).split('-');
    return fc.constantFrom(
      { year: { value: year } },
      { year: { value: year }, month: { value: month } },
      { year: { value: year }, month: { value: month }, day: { value: day } },
    );
  });

const character = fc.oneof(
  fc.constantFrom('&', '<', '>', '"', "'", ' ', '\n', '\t', ']]>', '&lt;', 'é', '語', '🜁', '\u00a0', '-'),
  fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme-ascii' }),
);

/**
 * Messages that follow a description.
 *
 * @param presence `all`: every member is there; `some`: mandatory ones and some of the others
 */
export function arbitraryMessage(
  shape: ObjectShape,
  presence: 'all' | 'some',
): Arbitrary<Record<string, unknown>> {
  const members: Record<string, Arbitrary<unknown>> = {};
  const required = new Set<string>();
  for (const [name, attribute] of Object.entries(shape.attributes ?? {})) {
    members[name] =
      name === 'visibility' ? fc.constantFrom('public', 'limited') : arbitraryText(attribute, true);
  }
  for (const child of shape.children) {
    const member = memberOf(child);
    if (child.kind === 'choice') {
      members[member] = arbitraryChoice(child.of, presence);
      required.add(member);
      continue;
    }
    const entry = prescribed[child.name] ?? arbitraryShape(child.name, child.shape, presence);
    const isMandatory = child.required !== undefined;
    members[member] =
      child.kind === 'one'
        ? entry
        : fc.array(entry, {
            minLength: isMandatory || presence === 'all' ? 1 : 0,
            maxLength: presence === 'all' ? 1 : 2,
          });
    // A list is there even when it is empty, as in ORCID's own answers.
    if (isMandatory || child.kind === 'list') required.add(member);
  }
  const requiredKeys = presence === 'all' ? Object.keys(members) : [...required];
  return fc.record(members, { requiredKeys });
}

/** Entries of one alternative: groups of affiliations do not mix kinds. */
function arbitraryChoice(
  of: readonly { name: string; shape: Shape }[],
  presence: 'all' | 'some',
): Arbitrary<unknown> {
  return fc.constantFrom(...of).chain(({ name, shape }) =>
    fc.array(
      arbitraryShape(name, shape, presence).map((entry) => ({ [localName(name)]: entry })),
      { minLength: 1, maxLength: presence === 'all' ? 1 : 2 },
    ),
  );
}

function arbitraryShape(name: string, shape: Shape, presence: 'all' | 'some'): Arbitrary<unknown> {
  switch (shape.kind) {
    case 'text':
      return name === 'email:email' ? fc.constant('a@example.org') : arbitraryText(shape, false);
    case 'value': {
      const value = arbitraryText({ ...shape, kind: 'text' }, false);
      const attributes = Object.entries(shape.attributes ?? {}).map(([each, text]) => [
        each,
        arbitraryText(text, true),
      ]);
      return fc.record({ value, ...Object.fromEntries(attributes) });
    }
    case 'object':
      return /-date$/.test(name) ? date : arbitraryMessage(shape, presence);
    default:
      return shape satisfies never;
  }
}

function arbitraryText(shape: TextShape, isAttribute: boolean): Arbitrary<unknown> {
  if (shape.scalar === 'integer') return fc.nat();
  if (shape.scalar === 'boolean') return fc.boolean();
  if (shape.scalar === 'moment') return fc.nat({ max: 4_000_000_000_000 });
  const { oneOf, pattern, max = 40, filled = false } = shape.limits ?? {};
  if (oneOf !== undefined) return fc.constantFrom(...oneOf);
  if (pattern !== undefined) return fc.constant('EUR');
  // White space of attributes is evened out by every reader of XML.
  if (isAttribute) return fc.stringMatching(/^[\w/&<>"'-]{1,20}$/);
  const texts = fc.array(character, { maxLength: Math.min(max, 40) }).map((each) => each.join(''));
  return filled ? texts.map((text) => `x${text}`.slice(0, max)) : texts;
}
