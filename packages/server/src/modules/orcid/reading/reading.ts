import type { OrcidProfile } from './profile.ts';

/** What was read of a record, and when it is read next. */
export type Reading = {
  connectionId: string;
  /** Null: it is not read, as without a permission. */
  dueAt: Date | null;
  /** Asked for so often: what is asked while a reading is under way is not answered by it. */
  asked: number;
  readAt: Date | null;
  attempts: number;
  claim: string | null;
  claimedUntil: Date | null;
  recordModifiedAt: Date | null;
  /** A digest of what we held when the record was compared last; null: it is to be compared, whatever ORCID says. */
  compared: string | null;
  profile: OrcidProfile | null;
  /** Why the last reading came to nothing, in a sentence; null: it did not. */
  detail: string | null;
};
