/** Codes of FIPS 10-4, which release 4 looks contexts up in, that ISO 3166-1 does not have. */
const FIPS_ONLY = new Set(
  (
    'aa aj av ay bc bk bp bx cb ce cj ct da dr ei ek en fa fg fp fs gj gk gv ha ho iv iz ja ks kt ku kv le lg lh lo ' +
    'mb mi mj nn ns nt od pc po pp pu ri rm rn rp rq sf sp sw tb ti ts tu tx uc up uv vq vt wa we wi wz ym zi'
  ).split(' '),
);
/** What CLDR names although it is no country. */
const NO_COUNTRY = new Set(['qo', 'xa', 'xb', 'zz']);

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** Whether a context is a country's code of two letters, by ISO 3166-1 or as release 4 knows it. */
export function isContextCode(context: string): boolean {
  const code = context.toLowerCase();
  if (!/^[a-z]{2}$/.test(code) || NO_COUNTRY.has(code)) return false;
  return FIPS_ONLY.has(code) || regions.of(code.toUpperCase()) !== undefined;
}
