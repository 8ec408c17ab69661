import type { Contributor, Creator, NameIdentifier, Publisher } from '@mintmark/datacite';
import { CONTRIBUTOR_TYPES } from '@mintmark/datacite';
import { normalizeOrcid, normalizeRor, orcidToUrl, rorToUrl } from '@mintmark/identifiers';
import type { FieldValue } from '../../../modules/items/index.ts';
import { listRoom, type Room, singleRoom } from './room.ts';
import { confirmedValue, toKernelLanguage } from './values.ts';

/** Who is behind an authority that we can read: a person by ORCID iD, an organisation by ROR ID. */
type Confirmed = { scheme: 'ORCID' | 'ROR'; authority: string; identifier: NameIdentifier };

/** How DSpace writes an iD while its authority record does not exist yet. */
const FUTURE_AUTHORITY = /^will be (?:generated|referenced)::orcid::/i;

function readAuthority(text: string | null): Confirmed | null {
  if (text === null) return null;
  const orcid = normalizeOrcid(text.replace(FUTURE_AUTHORITY, ''));
  if (orcid !== null) {
    const identifier = {
      nameIdentifier: orcidToUrl(orcid),
      nameIdentifierScheme: 'ORCID',
      schemeUri: 'https://orcid.org',
    };
    return { scheme: 'ORCID', authority: orcid, identifier };
  }
  const ror = normalizeRor(text);
  if (ror === null) return null;
  const authority = rorToUrl(ror);
  const identifier = {
    nameIdentifier: authority,
    nameIdentifierScheme: 'ROR',
    schemeUri: 'https://ror.org',
  };
  return { scheme: 'ROR', authority, identifier };
}

function isOfScheme(scheme: 'ORCID' | 'ROR', identifier: NameIdentifier): boolean {
  return identifier.nameIdentifierScheme.toUpperCase() === scheme;
}

/** The authority of a name: its ORCID iD, else its ROR ID. */
function authorityOf({ nameIdentifiers = [] }: Creator): string | null {
  const found =
    nameIdentifiers.find((each) => isOfScheme('ORCID', each)) ??
    nameIdentifiers.find((each) => isOfScheme('ROR', each));
  return readAuthority(found?.nameIdentifier ?? null)?.authority ?? null;
}

function readAgent(agent: Creator): FieldValue {
  return confirmedValue(agent.name, agent.lang, authorityOf(agent));
}

/**
 * The name and what confirms it. An ORCID iD is always that of a person and a ROR ID that of an organisation; of other
 * names nothing is said. A name that changed loses the parts it was split into.
 */
function writeAgent({ value, language, authority }: FieldValue, previous: Creator | null): Creator {
  const {
    nameIdentifiers = [],
    lang: _lang,
    name,
    givenName,
    familyName,
    ...kept
  } = previous ?? { name: '' };
  const confirmed = readAuthority(authority);
  const others = nameIdentifiers.filter((each) => !isOfScheme('ORCID', each) && !isOfScheme('ROR', each));
  const same = nameIdentifiers.find((each) => {
    return confirmed !== null && readAuthority(each.nameIdentifier)?.authority === confirmed.authority;
  });
  const identifiers = confirmed === null ? others : [same ?? confirmed.identifier, ...others];
  const parts = name === value ? { givenName, familyName } : splitName(value, confirmed);
  return {
    ...kept,
    name: value,
    ...(confirmed && { nameType: confirmed.scheme === 'ORCID' ? 'Personal' : 'Organizational' }),
    ...(parts.givenName !== undefined && { givenName: parts.givenName }),
    ...(parts.familyName !== undefined && { familyName: parts.familyName }),
    ...toKernelLanguage(language),
    ...(identifiers.length > 0 && { nameIdentifiers: identifiers }),
  };
}

/** 'Family, Given' of a name that is known to be a person's. */
function splitName(name: string, confirmed: Confirmed | null): { givenName?: string; familyName?: string } {
  const [familyName = '', givenName = '', ...more] = name.split(',').map((part) => part.trim());
  const isPair = confirmed?.scheme === 'ORCID' && more.length === 0 && familyName !== '' && givenName !== '';
  return isPair ? { givenName, familyName } : {};
}

/** Property 2. */
export const creators: Room = listRoom('creators', {
  kindOf: () => '',
  read: readAgent,
  write: (value, _kind, previous) => ({ entry: writeAgent(value, previous) }),
});

/** Property 7; the kind is the role. */
export const contributors: Room = listRoom('contributors', {
  kindOf: ({ contributorType }) => contributorType,
  read: readAgent,
  write(value, kind, previous): { entry: Contributor } | { reason: string } {
    const contributorType = CONTRIBUTOR_TYPES.find((type) => type === kind);
    if (contributorType === undefined) return { reason: `DataCite knows no role ${kind}.` };
    return { entry: { ...writeAgent(value, previous), contributorType } };
  },
});

function isRor({ publisherIdentifierScheme }: Publisher): boolean {
  return publisherIdentifierScheme?.toUpperCase() === 'ROR';
}

/** Property 4; its authority is a ROR ID. */
export const publisher: Room = singleRoom('publisher', {
  kindOf: () => '',
  read(entry) {
    const ror = isRor(entry) ? normalizeRor(entry.publisherIdentifier ?? '') : null;
    return confirmedValue(entry.name, entry.lang, ror === null ? null : rorToUrl(ror));
  },
  write({ value, language, authority }, _kind, previous) {
    const ror = authority === null ? null : normalizeRor(authority);
    const { name, publisherIdentifier, publisherIdentifierScheme, schemeUri } = previous ?? { name: '' };
    const isOther =
      previous !== null && name === value && publisherIdentifier !== undefined && !isRor(previous);
    const identifier =
      ror !== null
        ? {
            publisherIdentifier: rorToUrl(ror),
            publisherIdentifierScheme: 'ROR',
            schemeUri: 'https://ror.org',
          }
        : isOther
          ? {
              publisherIdentifier,
              ...(publisherIdentifierScheme !== undefined && { publisherIdentifierScheme }),
              ...(schemeUri !== undefined && { schemeUri }),
            }
          : {};
    return { entry: { name: value, ...identifier, ...toKernelLanguage(language) } };
  },
});
