import type { PidState } from '../../pids/index.ts';
import type { Item } from '../item.ts';

/** A version of a work, as far as its relations and the work's concept DOI need it. */
export type VersionFacts = {
  itemId: string;
  number: number;
  state: Item['state'];
  /** Its DOI, if that is announced; null for none, and for one that is only reserved. */
  doi: string | null;
};

/** A work with its versions, and its concept DOI, which stands for all of them. */
export type WorkFacts = {
  id: string;
  organisationId: string;
  /** Null where the organisation had no shoulder for DOIs. */
  concept: { pid: string; state: PidState } | null;
  /** By number. */
  versions: readonly VersionFacts[];
};
