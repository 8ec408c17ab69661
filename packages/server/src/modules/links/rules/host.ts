import ipaddr from 'ipaddr.js';

/** Suffixes of names that lead somewhere else in each network (RFC 6761, RFC 6762, RFC 8375, RFC 9476 and custom). */
const SPECIAL_SUFFIXES = ['localhost', 'local', 'internal', 'home.arpa', 'alt'];

const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');

/**
 * Whether a host is one that the public internet does not reach: special addresses of the IANA registries (RFC 6890),
 * names that are special or have no dot.
 * @param hostname as the `URL` class gives it, which has read decimal, octal and hexadecimal forms of IPv4 by then
 */
export function isSpecialHost(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  // Asked of names, the library would throw and catch for each.
  if (/^[\d.]+$|:/.test(bare) && ipaddr.isValid(bare)) return isSpecialAddress(ipaddr.parse(bare));
  return (
    !bare.includes('.') || SPECIAL_SUFFIXES.some((suffix) => bare === suffix || bare.endsWith(`.${suffix}`))
  );
}

/** Of IPv6 only 2000::/3 is given out (RFC 4291 section 2.4); ranges in it that carry IPv4 addresses are special, too. */
function isSpecialAddress(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.range() !== 'unicast') return true;
  return address.kind() === 'ipv6' && !address.match(GLOBAL_UNICAST);
}
