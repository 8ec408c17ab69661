import fc from 'fast-check';
import {
  computeCheckDigit,
  formatGs1DigitalLink,
  type Gs1Ai,
  type Gs1Component,
  type Gs1DigitalLink,
  type Gs1Element,
  type Gs1LinterName,
  gs1Ais,
  parseGs1Path,
  parseGs1Value,
} from '../src/index.ts';

/** A published, valid example for each check that random text would hardly pass. */
const EXAMPLES: Partial<Record<Gs1LinterName, string>> = {
  couponcode: '0614141654321210110123',
  couponposoffer: '001234561234560123456',
  csumalpha: '1987654Ad4X4bL5ttr2310c2K',
  hh: '23',
  hhmi: '2359',
  hyphen: '-',
  iban: 'GB82WEST12345698765432',
  importeridx: '_',
  iso3166: '036',
  iso3166999: '999',
  iso3166alpha2: 'NZ',
  iso4217: '008',
  iso5218: '0',
  latitude: '0012345678',
  longitude: '3512345678',
  mediatype: '01',
  mi: '00',
  packagetype: '1A',
  pieceoftotal: '0102',
  posinseqslash: '1/3',
  ss: '07',
  winding: '9',
  yesno: '0',
  yymmd0: '000200',
  yymmdd: '261231',
  yyyymmdd: '20261231',
  zero: '0',
};

const CHARACTERS: Record<Gs1Component['characters'], string> = {
  N: '0123456789',
  X: '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz',
  Y: '#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  Z: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
};
/** Texts that different encodings are chosen for, as far as the part of the value may hold them. */
const NARROWER = ['0', '0123456789', '0123456789abcdef', '0123456789ABCDEF', '0123456789AZaz-_'];

function partsOf(component: Gs1Component): fc.Arbitrary<string> {
  const { linters, min, max } = component;
  for (const linter of linters) {
    const example = EXAMPLES[linter];
    if (example !== undefined) return fc.constant(example);
  }
  const all = CHARACTERS[component.characters];
  const alphabets = [
    all,
    ...NARROWER.map((each) => Array.from(each, (one) => (all.includes(one) ? one : '')).join('')),
  ];
  const texts = fc
    .constantFrom(...alphabets.filter((each) => each !== ''))
    .chain((alphabet) => fc.string({ unit: fc.constantFrom(...alphabet), minLength: min, maxLength: max }));
  const opened = linters.includes('gcppos1')
    ? texts.map((each) => `0614${each.slice(4)}`)
    : texts.map((each) => each.replaceAll('%', '!'));
  return opened.map((each) => {
    if (linters.includes('csum')) return each.slice(0, -1) + computeCheckDigit('mod10', each.slice(0, -1));
    if (linters.includes('nozeroprefix')) return `1${each.slice(1)}`;
    return linters.includes('nonzero') ? `${each.slice(0, -1)}1` : each;
  });
}

/** Values of an AI; optional parts may be missing from the end. */
function valuesOf({ ai, components }: Gs1Ai): fc.Arbitrary<string> {
  const mandatory = components.filter(({ optional }) => !optional).length;
  return fc
    .tuple(fc.integer({ min: mandatory, max: components.length }), fc.tuple(...components.map(partsOf)))
    .map(([count, parts]) => parts.slice(0, count).join(''))
    .filter((value) => value !== '' && parseGs1Value(ai, value, { shortGtins: false }).ok);
}

function elementOf(entry: Gs1Ai): fc.Arbitrary<Gs1Element> {
  return valuesOf(entry).map((value) => ({ ai: entry.ai, value }));
}

const elements = new Map(gs1Ais.map((entry) => [entry.ai, elementOf(entry)]));
const anyElement = (ai: string) => elements.get(ai) ?? fc.constant({ ai, value: '' });
const keys = gs1Ais.filter(({ primaryKey }) => primaryKey !== null);
const attributeAis = gs1Ais.filter(({ dataAttribute }) => dataAttribute).map(({ ai }) => ai);
/** Attributes for which the table of optimisations has a code, and all others. */
const attributes = fc
  .oneof(
    fc.constantFrom('17', '15', '30', '7003', '3103', '3922', '3900', '91'),
    fc.constantFrom(...attributeAis),
  )
  .chain(anyElement);

const parameters = fc.array(
  fc.tuple(
    fc.oneof(fc.constantFrom('linkType', 'context', 'a.b', 'é'), fc.stringMatching(/^[A-Za-z_-]{0,130}$/)),
    fc.oneof(
      fc.constantFrom('gs1:pip', '007', '0', '', 'abc', 'ABC'),
      fc.string(),
      fc.string({ unit: 'binary' }),
    ),
  ),
  { maxLength: 3 },
);

/** Valid links of all kinds. */
export const gs1Links: fc.Arbitrary<Gs1DigitalLink> = fc
  .constantFrom(...keys)
  .chain((key) => {
    const sequences = key.primaryKey?.sequences ?? [];
    const sequence = sequences.length === 0 ? fc.constant([]) : fc.constantFrom(...sequences);
    return fc.record({
      stem: fc.constantFrom('', 'https://example.org', 'https://example.org/some/01/path'),
      primaryKey: anyElement(key.ai),
      qualifiers: sequence
        .chain((each) => fc.subarray([...each]))
        .chain((ais) => fc.tuple(...ais.map(anyElement))),
      attributes: fc.uniqueArray(attributes, { selector: ({ ai }) => ai, maxLength: 4 }),
      otherParameters: parameters,
    });
  })
  .filter((link) => {
    const [path = '', query] = formatGs1DigitalLink({ ...link, stem: '' }).split('?');
    return parseGs1Path(path, query).ok;
  });

const empty = { stem: '', qualifiers: [], attributes: [], otherParameters: [] };

/** For each AI that may stand in a link, links that have it as their key, a qualifier or an attribute. */
export const gs1LinksByAi: ReadonlyMap<string, fc.Arbitrary<Gs1DigitalLink>> = new Map(
  gs1Ais.flatMap((entry) => {
    const links = linksWith(entry);
    return links === null ? [] : [[entry.ai, links]];
  }),
);

function linksWith({ ai, primaryKey, dataAttribute }: Gs1Ai): fc.Arbitrary<Gs1DigitalLink> | null {
  if (primaryKey !== null) return anyElement(ai).map((element) => ({ ...empty, primaryKey: element }));
  const isQualifierOf = (key: Gs1Ai) => key.primaryKey?.sequences.some((each) => each.includes(ai)) ?? false;
  const qualified = keys.find(isQualifierOf);
  const host = qualified ?? (dataAttribute ? keys[0] : undefined);
  if (host === undefined) return null;
  return fc.tuple(anyElement(host.ai), anyElement(ai)).map(([key, element]) => ({
    ...empty,
    primaryKey: key,
    ...(qualified === undefined ? { attributes: [element] } : { qualifiers: [element] }),
  }));
}
