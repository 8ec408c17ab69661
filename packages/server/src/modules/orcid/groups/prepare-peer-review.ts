import type { PrepareDeposit } from '../deposits/queue/outcome.ts';
import { readEntry } from '../entries/store.ts';
import { ensureGroup } from './ensure-group.ts';

/**
 * What has to be there before a deposit is sent: the group of a peer review. ORCID makes groups of ISSNs by itself, with
 * their first review; any other is found, or made with what the entry says of it.
 */
export const prepareDeposit: PrepareDeposit = async (ctx, { deposit, client, wanted }) => {
  const groupId = wanted['review-group-id'];
  if (deposit.kind !== 'peer-review' || typeof groupId !== 'string' || /^issn:/i.test(groupId)) {
    return { ok: true, wanted };
  }
  const entry = deposit.thing.type === 'entry' ? await readEntry(ctx.db, deposit.thing.id) : null;
  const ensured = await ensureGroup(ctx, client, {
    groupId,
    record: entry?.group ?? null,
    actor: { kind: 'service' },
  });
  if (!ensured.ok) return ensured;
  // As the registry spells it: that is what its reviews are grouped by.
  return { ok: true, wanted: { ...wanted, 'review-group-id': ensured.group.groupId } };
};
