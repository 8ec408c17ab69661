import { shareAuthenticatedOrcids } from '../../../http/agents.ts';
import type { AuthenticatedOrcids, OrcidBases } from '../../../http/orcids.ts';
import { type PidAddresses, referTo } from '../../../http/pid-addresses.ts';
import {
  listAuthors,
  listDescriptions,
  listLicences,
  listMeta,
  type Signposts,
} from '../../../http/signposts.ts';
import { describePackage, embedJsonLd } from '../package-page/json-ld.ts';
import type { Package } from './find-package.ts';
import type { PackageFiles } from './list-files.ts';
import { filePath, packagePath } from './paths.ts';

/** What the page of a package tells machines (FAIR Signposting, level 1; schema.org). */
export function describeForMachines(page: {
  published: Package;
  files: PackageFiles;
  addresses: PidAddresses;
  authenticated: AuthenticatedOrcids;
  bases: OrcidBases;
  publicUrl: string;
}): Signposts {
  const { published, files, addresses, authenticated, bases, publicUrl } = page;
  const { folder, item } = published;
  const metadata = shareAuthenticatedOrcids(item.metadata, authenticated, bases);
  const url = `${publicUrl}${packagePath(folder.node.id)}`;
  const archive = { url: `${url}/archive?format=zip`, mediaType: 'application/zip' };
  const distributions = files.entries.flatMap((entry) =>
    entry.kind === 'folder'
      ? []
      : [
          {
            path: entry.path,
            bytes: entry.bytes,
            sha256: entry.sha256,
            mediaType: entry.mediaType,
            url: `${publicUrl}${filePath(folder.node.id, 'files', entry.path)}`,
          },
        ],
  );
  const pid = referTo(addresses, url);
  return {
    meta: listMeta(metadata, addresses),
    links: [
      { href: addresses.cite, rel: 'cite-as' },
      { href: url, rel: 'canonical' },
      { href: 'https://schema.org/AboutPage', rel: 'type' },
      { href: 'https://schema.org/Dataset', rel: 'type' },
      ...listDescriptions(addresses),
      ...listLicences(metadata),
      ...listAuthors(item.metadata, authenticated, bases),
      { href: archive.url, rel: 'item', type: archive.mediaType },
      ...distributions.map((each) => ({
        href: each.url,
        rel: 'item',
        ...(each.mediaType === null ? {} : { type: each.mediaType }),
      })),
    ],
    jsonLd: embedJsonLd(describePackage({ metadata, pid, files: distributions, archive })),
  };
}
