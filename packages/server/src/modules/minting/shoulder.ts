import type { MembershipRole } from '../../http/actor.ts';
import type { NoidOrder } from '../../noid-sequences.ts';
import type { PidType } from '../pids/index.ts';

/** Where names are minted, with all that its owner has settled. */
export type Shoulder = {
  id: string;
  organisationId: string;
  type: PidType;
  /** DOI prefix, NAAN or Handle prefix. */
  prefix: string;
  /** What follows the prefix in each name; '' for none. */
  shoulder: string;
  /** Noid template without a prefix, or null for random DOI suffixes. */
  template: string | null;
  registrarAccountId: string | null;
  open: boolean;
  title: string | null;
  purpose: string | null;
  /** Where a name leads that is given none, with `{pid}` for the name; null: its own page here. */
  defaultTarget: string | null;
  /** What the organisation promises for these names. */
  persistence: string | null;
  /** Members with these roles may mint. */
  minterRoles: readonly MembershipRole[];
  /** People who may mint whatever their role. */
  minters: readonly { orcidEnvironment: string; orcid: string }[];
  /** The greatest number of identifiers; null for no limit. */
  quota: number | null;
  /** Identifiers given out and not given back. */
  issued: number;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

/** The iDs of the people whom a shoulder names, of those of one ORCID environment. */
export function mintersIn({ minters }: Pick<Shoulder, 'minters'>, orcidEnvironment: string): string[] {
  return minters.filter((each) => each.orcidEnvironment === orcidEnvironment).map((each) => each.orcid);
}

/** The order in which a shoulder with a template gives out its names; null for random DOI suffixes. */
export function orderOf({
  template,
  prefix,
  shoulder,
}: Pick<Shoulder, 'template' | 'prefix' | 'shoulder'>): NoidOrder | null {
  return template === null ? null : { template, zone: `${prefix}/${shoulder}` };
}

/** The canonical name of a shoulder's type for what its template made. */
export function canonicalName(type: PidType, made: string): string {
  return type === 'ark' ? `ark:${made}` : made.toLowerCase();
}

/** Where the target of a new identifier leads: what was asked for, or the shoulder's default with the name filled in. */
export function fillTarget(
  shoulder: Pick<Shoulder, 'defaultTarget'>,
  pid: string,
  target: string | null,
): string | null {
  if (target !== null || shoulder.defaultTarget === null) return target;
  return fillTemplate(shoulder.defaultTarget, pid);
}

/** An address with a name in the place of `{pid}`. */
export function fillTemplate(template: string, pid: string): string {
  // A name has no character but these that an address could take for its own.
  const name = encodeURIComponent(pid).replaceAll('%2F', '/').replaceAll('%3A', ':');
  return template.replaceAll('{pid}', () => name);
}
