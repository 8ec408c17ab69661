import type { Static } from 'typebox';
import type { Actor } from '../../../http/actor.ts';
import { mayMint } from '../policy.ts';
import { mintersIn, type Shoulder } from '../shoulder.ts';
import { formatShoulder } from './create-shoulder.ts';
import { adviseNaming } from './naming.ts';
import type { ShoulderDetailsSchema, ShoulderSchema } from './schema.ts';

export function presentShoulder(
  shoulder: Shoulder,
  beside: { organisation: string; actor: Actor },
): Static<typeof ShoulderSchema> {
  const { id, type, prefix, template, open, title, purpose, defaultTarget, persistence } = shoulder;
  return {
    id,
    type,
    prefix: formatShoulder(shoulder),
    organisation: beside.organisation,
    registrar: shoulder.registrarAccountId === null ? null : ('datacite' as const),
    open,
    naming: { prefix, shoulder: shoulder.shoulder, template },
    title,
    purpose,
    defaultTarget,
    persistence,
    minterRoles: [...shoulder.minterRoles],
    quota: shoulder.quota,
    issued: shoulder.issued,
    mayMint: mayMint(beside.actor, shoulder),
    version: shoulder.version,
    createdAt: shoulder.createdAt.toISOString(),
    updatedAt: shoulder.updatedAt.toISOString(),
  };
}

/** What only administrators learn of a shoulder; see readShoulderDetails. */
export type ShoulderAdministration = {
  orcidEnvironment: string;
  registrarAccount: string | null;
  counter: number;
  held: number;
  queued: number;
};

export function presentShoulderDetails(
  shoulder: Shoulder,
  beside: {
    organisation: string;
    actor: Actor;
    counts: Record<string, number>;
    administration: ShoulderAdministration | null;
  },
): Static<typeof ShoulderDetailsSchema> {
  return {
    ...presentShoulder(shoulder, beside),
    counts: beside.counts,
    administration:
      beside.administration === null
        ? null
        : {
            minters: mintersIn(shoulder, beside.administration.orcidEnvironment),
            registrarAccount: beside.administration.registrarAccount,
            counter: beside.administration.counter,
            held: beside.administration.held,
            queued: beside.administration.queued,
            advice: adviseNaming(shoulder),
          },
  };
}
