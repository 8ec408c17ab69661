import { parsePid } from '@mintmark/identifiers';
import { creator } from './agent-readers.ts';
import { uri } from './field-readers.ts';
import { checkDate } from './forms.ts';
import { sampleBox, samplePoint } from './geo-locations.ts';
import { createProblemList, type MetadataProblem, quote } from './problems.ts';
import {
  formed,
  isObject,
  line,
  listOf,
  objectOf,
  oneOf,
  orText,
  type Reader,
  readerOfOneOrMany,
} from './reading.ts';
import { explainRelatedIdentifier } from './related-identifiers.ts';
import {
  PARENT_RELATIONS,
  type ParentRelation,
  type Sample,
  type SampleMaterial,
  type SamplePlace,
  typeOfParent,
} from './sample.ts';

export type SampleResult = { ok: true; sample: Sample } | { ok: false; problems: MetadataProblem[] };

const material: Reader<SampleMaterial> = orText(
  'name',
  objectOf({ noun: 'material', required: { name: line }, optional: { uri } }),
);

const place: Reader<SamplePlace> = orText(
  'name',
  objectOf({
    noun: 'collection place',
    required: {},
    optional: { name: line, point: samplePoint, box: sampleBox },
  }),
);

const parentIdentifier = formed((text) => {
  const parsed = parsePid(text);
  const value = parsed.ok ? parsed.value.canonical : text;
  // The related identifier that it becomes must pass the same check there.
  if (explainRelatedIdentifier(value, typeOfParent(value)) === null) return { ok: true, value };
  return {
    ok: false,
    detail: `${quote(text)} is no identifier of a sample; give a DOI, IGSN, ARK or Handle, or a web address.`,
  };
});

const parent: Reader<{ identifier: string; relation?: ParentRelation }> = orText(
  'identifier',
  objectOf({
    noun: 'parent sample',
    required: { identifier: parentIdentifier },
    optional: { relation: oneOf(PARENT_RELATIONS, 'relation of a sample to its parent') },
  }),
);

const readSample = objectOf({
  noun: 'sample',
  required: {},
  optional: {
    material: readerOfOneOrMany(material, listOf(material, 'material')),
    sampleType: line,
    collectors: readerOfOneOrMany(orText('name', creator), listOf(orText('name', creator), 'collector')),
    collectionDate: formed(checkDate),
    collectionPlace: place,
    parentSample: parent,
  },
});

/**
 * Checks a sample's description.
 *
 * @param input any JSON value. `material`, `collectors`, `collectionPlace` and `parentSample` may be a bare text (the
 *   name, or the identifier), and the lists a single entry.
 * @returns the sample in normal form, or every problem at once, at most 100, each with a JSON pointer into `input`.
 *   Never throws on a JSON value. Nothing is mandatory; limits are those of `validateMetadata`.
 */
export function validateSample(input: unknown): SampleResult {
  const problems = createProblemList();
  if (!isObject(input)) {
    problems.add(
      '',
      'A sample must be an object ({ … }) with properties such as material and collectionDate.',
    );
    return { ok: false, problems: problems.list() };
  }
  const { parentSample, ...sample } = readSample(input, '', { problems, forms: true }) ?? {};
  if (problems.count() > 0) return { ok: false, problems: problems.list() };
  if (parentSample === undefined) return { ok: true, sample };
  return { ok: true, sample: { ...sample, parentSample: { relation: 'IsDerivedFrom', ...parentSample } } };
}
