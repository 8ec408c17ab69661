import { presentMoment } from '../../../http/moment.ts';
import { formatSize } from '../../../http/size.ts';
import type { RequestDifference } from '../diff/diff-request.ts';

/** A folder of a hundred thousand files may have changed in each. */
const FILES_SHOWN = 200;

/** What changed since a curator last looked. */
export function presentDifference({ since, attributes, files }: RequestDifference) {
  const { added, removed, changed } = files;
  const lines = [
    ...added.map(({ path, bytes }) => ({ mark: 'Added', path, about: formatSize(bytes) })),
    ...removed.map(({ path, bytes }) => ({ mark: 'Removed', path, about: formatSize(bytes) })),
    ...changed.map(({ path, before, after }) => ({
      mark: 'Changed',
      path,
      about: `${formatSize(before.bytes)}, now ${formatSize(after.bytes)}`,
    })),
  ];
  return {
    since:
      since === null
        ? null
        : {
            ...presentMoment(since.at),
            what: since.purpose === 'reviewed' ? 'the last review' : 'the folder was staged',
          },
    isEmpty: attributes.length === 0 && lines.length === 0,
    attributes,
    files: lines.slice(0, FILES_SHOWN),
    moreFiles: Math.max(0, lines.length - FILES_SHOWN),
    counts: { added: added.length, removed: removed.length, changed: changed.length },
  };
}
