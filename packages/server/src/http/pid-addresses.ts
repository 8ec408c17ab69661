import type { PidReference } from '@mintmark/datacite';
import { arkToUrl, doiToUrl, handleToUrl } from '@mintmark/identifiers';

/** The addresses of one identifier, all percent-encoded. */
export type PidAddresses = {
  type: PidReference['type'];
  name: string;
  /** What is cited: doi.org for a DOI; this service for what no global resolver knows. */
  cite: string;
  /** The identifier at this service: leads to its target, or shows its page where there is none. */
  local: string;
  /** Our page about it, whether there is a target or not. */
  info: string;
};

/**
 * @param pid canonical name, as it is stored
 * @param publicUrl origin of this service; empty for addresses relative to it
 */
export function addressPid(pid: string, publicUrl: string): PidAddresses {
  if (pid.startsWith('ark:')) return assemble('ARK', pid, arkToUrl(pid, publicUrl));
  if (pid.startsWith('10.')) {
    // Read and encoded once for both addresses: this is on the way of every redirect.
    const path = doiToUrl(pid, '');
    return assemble('DOI', pid, `${publicUrl}${path}`, `https://doi.org${path}`);
  }
  return assemble('Handle', pid, handleToUrl(pid, publicUrl));
}

/** @param target where the identifier leads; null stands for our own page */
export function referTo(addresses: PidAddresses, target: string | null): PidReference {
  return { type: addresses.type, name: addresses.name, id: addresses.cite, url: target ?? addresses.local };
}

/**
 * Targets were checked when they were stored; this is the last door before a header. Only web and FTP addresses
 * pass, and only characters that a header and every client take, others percent-encoded.
 */
export function toSafeLocation(target: string): string | null {
  if (/^(?:https?|ftp):\/\/[!-~]+$/i.test(target)) return target;
  if (!/^(?:https?|ftp):\/\/[^\s\p{Cc}]+$/iu.test(target) || !URL.canParse(target)) return null;
  return new URL(target).href;
}

function assemble(type: PidReference['type'], name: string, local: string, cite = local): PidAddresses {
  return { type, name, cite, local, info: `${local}?info` };
}
