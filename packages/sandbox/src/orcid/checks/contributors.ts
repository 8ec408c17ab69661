import { isOrcid } from '@mintmark/identifiers';
import { RegistryError } from '../errors.ts';
import type { JsonObject } from '../read-item.ts';
import type { OrcidState } from '../state.ts';
import { listIn, objectIn, textIn } from './content.ts';

/** Checks contributors: their iDs as the registry writes them, and their roles. */
export function checkContributors(state: OrcidState, content: JsonObject, roles: readonly string[]): void {
  for (const contributor of listIn(content, 'contributors', 'contributor')) {
    const identifier = objectIn(contributor, 'contributor-orcid');
    if (identifier !== null) checkContributorOrcid(state, identifier);
    const role = textIn(objectIn(contributor, 'contributor-attributes'), 'contributor-role');
    if (role !== null && !roles.includes(role)) {
      throw new RegistryError(9058, { role, validRoles: roles.join(', ') });
    }
  }
}

function checkContributorOrcid(state: OrcidState, identifier: JsonObject): void {
  const path = textIn(identifier, 'path');
  const uri = textIn(identifier, 'uri');
  const wrong = (detail: string) => new RegistryError(9020, { detail: `contributor-orcid: ${detail}` });
  if (path === null && uri === null) throw wrong('uri or path is needed');
  if (path !== null && !isBareOrcid(path)) throw wrong(`${path} is no ORCID iD`);
  if (uri === null) return;
  const orcid = uri.slice(uri.lastIndexOf('/') + 1);
  const base = uri.slice(0, -orcid.length - 1);
  // The stand-in's own iDs live at its own address, as those of ORCID's sandbox do.
  if (!/^https:\/\/(sandbox\.)?orcid\.org$/.test(base) && base !== state.issuer) {
    throw wrong(`${uri} is no address of an ORCID iD`);
  }
  if (!isBareOrcid(orcid) || (path !== null && path !== orcid))
    throw wrong(`${uri} is no ORCID iD, or not that of path`);
}

function isBareOrcid(text: string): boolean {
  return /^(\d{4}-){3}\d{3}[\dX]$/.test(text) && isOrcid(text);
}
