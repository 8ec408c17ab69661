import type { Shoulder } from '../shoulder.ts';

/** What a shoulder's history says of its settings. */
export function describeSettings(shoulder: Shoulder): Record<string, unknown> {
  return {
    title: shoulder.title,
    purpose: shoulder.purpose,
    template: shoulder.template,
    defaultTarget: shoulder.defaultTarget,
    persistence: shoulder.persistence,
    minterRoles: shoulder.minterRoles,
    minters: shoulder.minters.map((each) => each.orcid),
    quota: shoulder.quota,
    open: shoulder.open,
    registrarAccount: shoulder.registrarAccountId,
  };
}

/** The members of `after` that `before` says otherwise, on both sides. */
export function describeChange(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): { before: Record<string, unknown>; after: Record<string, unknown> } {
  const changed = Object.keys(after).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  const pick = (from: Record<string, unknown>) =>
    Object.fromEntries(changed.map((name) => [name, from[name]]));
  return { before: pick(before), after: pick(after) };
}
