import { toCslJson } from './csl-json.ts';
import { type CitedName, findContainer } from './facts.ts';
import type { DataciteMetadata } from './metadata.ts';
import { type PidReference, toPidReference } from './pid-reference.ts';
import { nameResourceType } from './resource-types.ts';

/**
 * The description as one RIS record: fields in DataCite's order, lines ended by CR LF.
 *
 * Written here and not by a citation library: the one at hand ends lines with LF, breaks long values into lines
 * without a tag, and puts both pages into SP.
 *
 * @param metadata a description that `validateMetadata` returned, of any level.
 * @param pid a DOI, ARK or Handle as text, or a reference to one.
 */
export function toRis(metadata: DataciteMetadata, pid: string | PidReference): string {
  const reference = toPidReference(pid);
  const item = toCslJson(metadata, reference);
  const container = findContainer(metadata);
  const [year, month, day] = item.issued?.['date-parts'][0] ?? [];
  const fields: [string, readonly (string | undefined)[]][] = [
    ['TY', [nameResourceType(metadata.types?.resourceTypeGeneral).ris]],
    ['T1', [item.title]],
    ['T2', [item['container-title']]],
    ['AU', (item.author ?? []).map(writeName)],
    ['ED', (item.editor ?? []).map(writeName)],
    ['DO', [item.DOI]],
    ['UR', [reference.id]],
    ['AB', [item.abstract]],
    ['KW', metadata.subjects?.map(({ subject }) => subject) ?? []],
    ['PY', [year === undefined ? undefined : String(year)]],
    ['DA', [year === undefined ? undefined : writeDate(year, month, day)]],
    ['PB', [item.publisher]],
    ['ET', [item.version]],
    ['LA', [item.language]],
    ['VL', [item.volume]],
    ['IS', [item.issue]],
    ['SP', [container?.firstPage]],
    ['EP', [container?.lastPage]],
    ['SN', [item.ISSN ?? item.ISBN]],
  ];
  const lines = fields.flatMap(([tag, values]) =>
    values.flatMap((value) => (value === undefined ? [] : [`${tag}  - ${value.replace(/\s+/g, ' ')}`])),
  );
  return [...lines, 'ER  - ', ''].join('\r\n');
}

function writeName(name: CitedName): string {
  if ('literal' in name) return name.literal;
  return name.given === undefined ? name.family : `${name.family}, ${name.given}`;
}

/** YYYY/MM/DD/ with empty places for what is not known, as RIS asks. */
function writeDate(year: number, month: number | undefined, day: number | undefined): string {
  const pad = (part: number | undefined): string => (part === undefined ? '' : String(part).padStart(2, '0'));
  return `${year}/${pad(month)}/${pad(day)}/`;
}
