import { type DataciteMetadata, validateMetadata } from '@mintmark/datacite';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameLicence } from '../src/modules/requests/template/licences.ts';
import { mergeAttributes } from '../src/modules/requests/template/merge-attributes.ts';
import { toAttributes } from '../src/modules/requests/template/to-attributes.ts';
import { toMetadata } from '../src/modules/requests/template/to-metadata.ts';
import { attributeTree, description } from './support/folder-descriptions.ts';

const context = { publicationYear: 2026 };
const runs = { numRuns: 200 };

function readDescription(raw: unknown): DataciteMetadata {
  const result = validateMetadata(raw, { level: 'draft' });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return { ...result.metadata, publicationYear: context.publicationYear };
}

/** What the template adds of its own accord. */
function withLicences(metadata: DataciteMetadata): DataciteMetadata {
  const { rightsList } = metadata;
  return rightsList === undefined ? metadata : { ...metadata, rightsList: rightsList.map(nameLicence) };
}

describe('the template holds a whole description', () => {
  test('metadata written as attributes read as the same metadata', () => {
    fc.assert(
      fc.property(description, (raw) => {
        const metadata = readDescription(raw);
        expect(toMetadata(toAttributes(metadata), context).metadata).toEqual(withLicences(metadata));
      }),
      runs,
    );
  });

  test('attributes that were read and written once stay as they are from then on', () => {
    fc.assert(
      fc.property(attributeTree, (attributes) => {
        const { metadata } = toMetadata(attributes, context);
        const written = toAttributes(metadata);
        const again = toMetadata(written, context);
        expect(again.metadata).toEqual(metadata);
        expect(toAttributes(again.metadata)).toEqual(written);
      }),
      runs,
    );
  });

  test('what is read is in normal form, whatever is wrong with the rest', () => {
    fc.assert(
      fc.property(attributeTree, (attributes) => {
        const { metadata, problems } = toMetadata(attributes, context);
        expect(validateMetadata(metadata, { level: 'draft' })).toEqual({ ok: true, metadata });
        if (problems.length === 0) {
          expect(validateMetadata(metadata, { level: 'complete' })).toEqual({ ok: true, metadata });
        }
      }),
      runs,
    );
  });

  test('each problem names an attribute that is there or is missing from one that is there', () => {
    fc.assert(
      fc.property(attributeTree, (attributes) => {
        for (const { attribute, detail } of toMetadata(attributes, context).problems) {
          expect(attribute).toMatch(/^[\w:]+(\[\d+\])?(\/[\w:]+(\[\d+\])?)*$/);
          expect(detail).toMatch(/^[^\n]+\.$/);
        }
      }),
      runs,
    );
  });

  test('what DataCite does not know survives a new description, and the description is the new one', () => {
    fc.assert(
      fc.property(attributeTree, description, (before, raw) => {
        const metadata = withLicences(readDescription(raw));
        const others = [{ name: 'biosample', value: 'SAMN 1', unit: 'id', attributes: [] }];
        const merged = mergeAttributes([...before, ...others], toAttributes(metadata));
        expect(toMetadata(merged, context).metadata).toEqual(metadata);
        expect(merged).toContainEqual(others[0]);
        expect(mergeAttributes(merged, toAttributes(metadata))).toEqual(merged);
      }),
      runs,
    );
  });
});
