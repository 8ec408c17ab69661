import { isUnknownValue, knownCreators, mainTitle, publisherName } from './facts.ts';
import type { DataciteMetadata } from './metadata.ts';
import { type PidReference, toPidReference } from './pid-reference.ts';

/** More creators than this are cited as 'et al.'. */
const CREATOR_LIMIT = 20;

/** What stands where a mandatory value is unknown (kernel 4.7, appendix 3). */
const UNAVAILABLE = '(:unav)';

/**
 * The citation in the form DataCite recommends:
 * `Creator (Year): Title. Version. Publisher. (resourceTypeGeneral). https://doi.org/…`, on one line.
 *
 * @param metadata a description that `validateMetadata` returned, of any level. An unknown creator, title or
 *   publisher is '(:unav)', an unknown year 'n.d.'.
 * @param pid a DOI, ARK or Handle as text, or a reference to one.
 */
export function formatCitation(metadata: DataciteMetadata, pid: string | PidReference): string {
  const creators = knownCreators(metadata).map(({ name }) => name);
  const cited = creators.length > CREATOR_LIMIT ? [...creators.slice(0, CREATOR_LIMIT), 'et al.'] : creators;
  const { version, types } = metadata;
  const title = mainTitle(metadata);
  const sentences = [
    `${cited.join('; ') || UNAVAILABLE} (${metadata.publicationYear ?? 'n.d.'}): ${title ?? UNAVAILABLE}`,
    version === undefined || isUnknownValue(version)
      ? null
      : /^\d/.test(version)
        ? `Version ${version}`
        : version,
    publisherName(metadata) ?? UNAVAILABLE,
    types?.resourceTypeGeneral === undefined ? null : `(${types.resourceTypeGeneral})`,
  ];
  const text = sentences.flatMap((sentence) => (sentence === null ? [] : [endSentence(sentence)])).join(' ');
  return `${text} ${toPidReference(pid).id}`;
}

function endSentence(text: string): string {
  return /[.?!…]$/.test(text) ? text : `${text}.`;
}
