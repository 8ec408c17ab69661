import { areCreatorsCollectors, formatCitation, toSchemaOrg, withoutSample } from '@mintmark/datacite';
import { shareAuthenticatedOrcids } from '../http/agents.ts';
import { presentDescription, splitCitation } from '../http/description.ts';
import type { OrcidBases } from '../http/orcids.ts';
import { type PidAddresses, referTo, toSafeLocation } from '../http/pid-addresses.ts';
import { representations } from '../http/representations.ts';
import type { Found } from './look-up.ts';
import { presentSample } from './sample-facts.ts';
import { describeForMachines } from './signposts.ts';
import type { ResolutionDocument } from './store.ts';

/** Everything that `views/landing.eta` shows; the template only lays it out. */
export function presentLanding(
  found: Found,
  document: ResolutionDocument,
  addresses: PidAddresses,
  site: { orcid: OrcidBases; publicUrl: string },
) {
  const { resolution, suffix } = found;
  const { orcid } = site;
  const metadata = document.metadata ?? {};
  const sample = presentSample(metadata, { document, ...site });
  const rest = sample === null ? metadata : withoutSample(metadata);
  const description = presentDescription(rest, document.authenticatedOrcids, orcid);
  const target = resolution.target === null ? null : toSafeLocation(resolution.target);
  const reference = referTo(addresses, resolution.target);
  const shareable = shareAuthenticatedOrcids(metadata, document.authenticatedOrcids, orcid);
  const schemaOrg = toSchemaOrg(shareable, reference);
  return {
    ...description,
    title: description.mainTitle ?? addresses.cite,
    addresses,
    hasDescription: document.metadata !== null,
    isListed: resolution.state === 'public',
    askedFor: suffix === '' ? null : addresses.name + suffix,
    citation:
      document.metadata === null ? null : splitCitation(formatCitation(metadata, reference), addresses.cite),
    target,
    // Collectors who are the creators are told of once, as collectors.
    creators: sample !== null && areCreatorsCollectors(metadata) ? [] : description.creators,
    sample,
    organisation: document.organisation,
    createdOn: document.createdAt.slice(0, 10),
    updatedOn: document.updatedAt.slice(0, 10),
    formats:
      document.metadata === null
        ? []
        : representations.map(({ name, label }) => ({
            text: label,
            href: `${addresses.local}?format=${name}`,
          })),
    ...describeForMachines({ metadata, document, addresses, schemaOrg, target, bases: orcid }),
  };
}
