import { type Gs1Ai, type Gs1Component, gs1Ais, gs1ConvenienceNames } from '@mintmark/identifiers';
import type { ApplicationIdentifier } from '../../../anchors/scheme-document.ts';
import type { BuiltInScheme } from './load-first.ts';

/** The names of primary keys and qualifiers in words; GS1's data titles are their labels. */
const TITLES: Readonly<Record<string, string>> = {
  '00': 'Serial Shipping Container Code (SSCC)',
  '01': 'Global Trade Item Number (GTIN)',
  '10': 'Batch or lot number',
  '21': 'Serial number',
  '22': 'Consumer product variant (CPV)',
  '235': 'Third-party controlled serial extension of a GTIN (TPX)',
  '253': 'Global Document Type Identifier (GDTI)',
  '254': 'Extension component of a Global Location Number',
  '255': 'Global Coupon Number (GCN)',
  '401': 'Global Identification Number for Consignment (GINC)',
  '402': 'Global Shipment Identification Number (GSIN)',
  '414': 'Global Location Number of a physical location (GLN)',
  '415': 'Global Location Number of the invoicing party (GLN)',
  '417': 'Global Location Number of a party (GLN)',
  '7040': 'GS1 UIC with extension 1 and importer index',
  '8003': 'Global Returnable Asset Identifier (GRAI)',
  '8004': 'Global Individual Asset Identifier (GIAI)',
  '8006': 'Identification of an individual trade item piece (ITIP)',
  '8010': 'Component or Part Identifier (CPID)',
  '8011': 'Serial number of a Component or Part Identifier',
  '8013': 'Global Model Number (GMN)',
  '8017': 'Global Service Relation Number of a provider (GSRN)',
  '8018': 'Global Service Relation Number of a recipient (GSRN)',
  '8019': 'Service Relation Instance Number (SRIN)',
  '8020': 'Payment slip reference number',
  '8110': 'Coupon code of North America',
  '8112': 'Coupon code of North America for a positive offer file',
};

/**
 * Serial numbers name one single thing. Were an unknown one answered with the page of its product, a counterfeit would
 * look genuine.
 */
const WITHOUT_FALLBACK: ReadonlySet<string> = new Set(['21', '235', '8011']);

const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  '01': ['09506000134352', '9506000134352'],
  '10': ['ABC123'],
};

/** GS1 General Specifications figures 7.11-1 and 7.11-2 (CSET 82 and 39); Z is base64url with its padding. */
const CHARACTERS = {
  N: '\\d',
  X: '[!"%-?A-Z_a-z]',
  Y: '[#\\-/0-9A-Z]',
  Z: '[0-9A-Za-z_=\\-]',
} as const satisfies Record<Gs1Component['characters'], string>;

/** The scheme of GS1, made of the facts of its syntax dictionary: primary keys, their qualifiers, data attributes. */
export function describeGs1(): BuiltInScheme {
  const qualifiers = new Set(gs1Ais.flatMap((each) => each.primaryKey?.sequences.flat() ?? []));
  const named = new Map(Object.entries(gs1ConvenienceNames).map(([name, ai]) => [ai, name]));
  const titles = gs1Ais.map(({ title }) => toShortcode(title));
  const identifiers = gs1Ais
    .filter((each) => each.primaryKey !== null || qualifiers.has(each.ai) || each.dataAttribute)
    .map((each): ApplicationIdentifier => {
      const short = toShortcode(each.title) || 'ai';
      const isAlone = titles.filter((title) => title === short).length === 1;
      const examples = EXAMPLES[each.ai];
      return {
        title: TITLES[each.ai] ?? each.title,
        // GS1 gives the coupon codes no data title.
        label: each.title || `AI ${each.ai}`,
        shortcode: named.get(each.ai) ?? (isAlone ? short : `${short}-${each.ai}`),
        ai: each.ai,
        ...describeRole(each, qualifiers),
        regex: each.ai === '01' ? '\\d{8}|\\d{12,14}' : toRegex(each.components),
        ...(examples === undefined ? {} : { examples: [...examples] }),
      };
    });
  return { namespace: 'gs1', title: 'GS1 identification keys', profile: 'gs1', identifiers };
}

function describeRole(
  { ai, primaryKey }: Gs1Ai,
  qualifiers: ReadonlySet<string>,
): Pick<ApplicationIdentifier, 'type' | 'qualifiers' | 'qualifierSequences' | 'fallback'> {
  if (primaryKey === null) {
    if (!qualifiers.has(ai)) return { type: 'D' };
    return WITHOUT_FALLBACK.has(ai) ? { type: 'Q', fallback: false } : { type: 'Q' };
  }
  const sequences = primaryKey.sequences.map((each) => [...each]);
  if (sequences.length === 0) return { type: 'I' };
  return {
    type: 'I',
    qualifiers: [...new Set(sequences.flat())],
    // One sequence is what `qualifiers` says by itself.
    ...(sequences.length === 1 ? {} : { qualifierSequences: sequences }),
  };
}

/** Parts follow each other; an optional one comes only with all before it. */
function toRegex(components: readonly Gs1Component[]): string {
  return components.reduceRight((rest, { characters, min, max, optional }) => {
    const count = min === max ? (min === 1 ? '' : `{${min}}`) : `{${min},${max}}`;
    const part = `${CHARACTERS[characters]}${count}${rest}`;
    return optional ? `(?:${part})?` : part;
  }, '');
}

function toShortcode(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
