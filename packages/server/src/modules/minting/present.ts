import { arkToUrl, doiToUrl, handleToUrl } from '@mintmark/identifiers';
import { presentEventActor, type StoredEvent } from '../../events.ts';
import type { NamedOrcid } from '../../http/orcids.ts';
import type { Pid } from '../pids/index.ts';
import type { Registration, RegistrationState } from '../registration/index.ts';

type Person = { id: string; name: string | null; orcid: string };

export function presentPid(
  pid: Pid,
  beside: { registration: RegistrationState; owner: Person | null; orcids: NamedOrcid[]; publicUrl: string },
) {
  return {
    pid: pid.pid,
    type: pid.type,
    state: pid.state,
    target: pid.target,
    url: citableUrl(pid, beside.publicUrl),
    metadata: pid.metadata as Record<string, unknown> | null,
    orcids: beside.orcids,
    shoulder: pid.shoulderId,
    owner: beside.owner,
    reason: pid.reason,
    version: pid.version,
    registration: { state: beside.registration },
    block: pid.blockId,
    expiresAt: pid.expiresAt?.toISOString() ?? null,
    createdAt: pid.createdAt.toISOString(),
    updatedAt: pid.updatedAt.toISOString(),
  };
}

/** DOIs are cited at doi.org; what no global resolver knows is cited at this service. */
export function citableUrl(pid: Pick<Pid, 'pid' | 'type'>, publicUrl: string): string {
  switch (pid.type) {
    case 'doi':
    case 'igsn':
      return doiToUrl(pid.pid);
    case 'ark':
      return arkToUrl(pid.pid, publicUrl);
    case 'handle':
      return handleToUrl(pid.pid, publicUrl);
    default:
      return pid.type satisfies never;
  }
}

export function presentEvent(event: StoredEvent) {
  return {
    id: event.id,
    action: event.action,
    at: event.at.toISOString(),
    actor: presentEventActor(event.actor),
    before: event.before,
    after: event.after,
    reason: event.reason,
  };
}

export function presentRegistration(registration: Registration | null, heldBack: string | null) {
  return {
    state: registration?.state ?? ('none' as const),
    registrar: registration === null ? null : ('datacite' as const),
    attempts: registration?.attempts ?? 0,
    nextAttemptAt: registration?.nextAttemptAt?.toISOString() ?? null,
    acknowledgedAt: registration?.acknowledgedAt?.toISOString() ?? null,
    heldBack: registration === null ? null : heldBack,
    lastAnswer:
      registration?.lastAnswer === undefined || registration.lastAnswer === null
        ? null
        : { ...registration.lastAnswer, errors: [...registration.lastAnswer.errors] },
  };
}
