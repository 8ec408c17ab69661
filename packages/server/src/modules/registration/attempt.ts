import {
  compareDoi,
  createDoi,
  type DataciteConfig,
  type DoiRecord,
  deleteDoi,
  doiAttributes,
  getDoi,
  type Later,
  putDoi,
  type Refused,
} from '@mintmark/datacite';
import type { Registration } from './registration.ts';
import { chooseEvent, type Wanted } from './wanted.ts';

/** What came of one attempt to bring DataCite up to date. */
export type Attempt = (
  | { kind: 'as-wanted'; status: number | null }
  | { kind: 'not-as-wanted'; status: number; details: string[] }
  /** Somebody else made a DOI of this name; `url` is where it leads, null when it leads nowhere or cannot be seen. */
  | { kind: 'taken'; url: string | null }
  /** It was announced from elsewhere, so it can be a draft no more. */
  | { kind: 'announced-elsewhere'; status: number; state: string }
  | Refused
  | Later
) & {
  /** Whether anything of ours may be at DataCite now. */
  ours: boolean;
};

/** Requests that an attempt reckons with; what it takes beyond is settled afterwards. */
export function expectedRequests(registration: Registration): number {
  return registration.sentAt === null || needsNoReading(registration) ? 1 : 2;
}

/** At most: POST, which finds the name taken, GET, and PUT of what turns out to be ours. */
export const MOST_REQUESTS = 3;

type Wish = {
  config: DataciteConfig;
  registration: Registration;
  /** Where the DOI is to lead; null for a draft that leads nowhere yet. */
  url: string | null;
  /** Whether its metadata is with DataCite alone, so that a wish without any leaves it as it is. */
  isMetadataThere: boolean;
};

/**
 * One attempt to bring DataCite up to date with one identifier. What was never sent is created by POST, which DataCite
 * refuses when the name exists; else it reads, compares and writes. So it never overwrites what somebody else made, and
 * never deletes or changes back to a draft what anyone has announced. Safe to repeat at any point.
 */
export async function attemptRegistration(
  config: DataciteConfig,
  registration: Registration,
  how: Pick<Wish, 'url' | 'isMetadataThere'>,
): Promise<Attempt> {
  const wish = { config, registration, ...how };
  if (registration.sentAt === null) {
    // Nothing of ours is there to be taken away.
    if (registration.wanted.state === 'absent') return { kind: 'as-wanted', status: null, ours: false };
    return create(wish);
  }
  if (needsNoReading(registration)) {
    return registration.wanted.state === 'absent'
      ? removeDraft(config, registration.pid)
      : replace(wish, null);
  }
  const current = await getDoi(config, registration.pid);
  switch (current.kind) {
    case 'found':
      if (isOlderThanOurs(registration, current.doi)) {
        return { kind: 'taken', url: current.doi.url, ours: false };
      }
      return write(wish, current.doi, current.status);
    case 'absent':
      return registration.wanted.state === 'absent'
        ? { kind: 'as-wanted', status: current.status, ours: false }
        : create(wish);
    case 'refused':
    case 'later':
      return { ...current, ours: true };
    default:
      return current satisfies never;
  }
}

async function create(wish: Wish): Promise<Attempt> {
  const { config, registration, url } = wish;
  const { wanted } = registration;
  const answer = await createDoi(config, registration.pid, attributesOf(wish, null));
  switch (answer.kind) {
    case 'found':
      return judgeWritten(wanted, url, answer);
    case 'taken':
      return adopt(wish);
    case 'refused':
      return { ...answer, ours: false };
    case 'later':
      // A 429 is the firewall's, which lets nothing through; after anything else DataCite may have done it.
      return { ...answer, ours: answer.status !== 429 };
    default:
      return answer satisfies never;
  }
}

/**
 * The name is taken though nothing of ours was sent. It is ours nevertheless when it leads to the very address wanted,
 * as after a restore from a backup. A draft that leads nowhere proves nothing.
 */
async function adopt(wish: Wish): Promise<Attempt> {
  const { config, registration, url } = wish;
  const current = await getDoi(config, registration.pid);
  if (current.kind === 'later' || current.kind === 'refused') return { ...current, ours: false };
  if (current.kind === 'absent') return { kind: 'taken', url: null, ours: false };
  if (url === null || current.doi.url !== url) return { kind: 'taken', url: current.doi.url, ours: false };
  return write(wish, current.doi, current.status);
}

/** Changes, or takes away, what a GET has just shown to be there. */
async function write(wish: Wish, current: DoiRecord, status: number): Promise<Attempt> {
  const { config, registration } = wish;
  const { wanted, pid } = registration;
  if ((wanted.state === 'draft' || wanted.state === 'absent') && current.state !== 'draft') {
    return { kind: 'announced-elsewhere', status, state: current.state, ours: true };
  }
  if (wanted.state === 'absent') return removeDraft(config, pid);
  return replace(wish, current);
}

async function replace(wish: Wish, current: DoiRecord | null): Promise<Attempt> {
  const { config, registration, url } = wish;
  const { wanted, pid } = registration;
  const answer = await putDoi(config, pid, attributesOf(wish, current));
  if (answer.kind !== 'found') return { ...answer, ours: true };
  return judgeWritten(wanted, url, answer);
}

async function removeDraft(config: DataciteConfig, pid: string): Promise<Attempt> {
  const answer = await deleteDoi(config, pid);
  if (answer.kind === 'deleted' || answer.kind === 'absent') {
    return { kind: 'as-wanted', status: answer.status, ours: false };
  }
  if (answer.kind === 'refused' && answer.status === 405) {
    return { kind: 'announced-elsewhere', status: 405, state: 'registered or findable', ours: true };
  }
  return { ...answer, ours: true };
}

function attributesOf(
  { registration: { wanted }, url, isMetadataThere }: Wish,
  current: DoiRecord | null,
): Record<string, unknown> {
  const event = chooseEvent(wanted.state, current?.state ?? null);
  const change = { url, reason: wanted.reason, ...(event === null ? {} : { event }) };
  return {
    // DataCite keeps what an update does not name.
    ...(wanted.metadata === null && isMetadataThere
      ? withoutNulls(change)
      : doiAttributes(wanted.metadata ?? {}, change)),
    // Else DataCite would keep the address that a draft had before.
    ...(url === null && current !== null ? { url: null } : {}),
  };
}

function withoutNulls(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}

function judgeWritten(
  wanted: Wanted,
  url: string | null,
  answer: { status: number; doi: DoiRecord },
): Attempt {
  const { status, doi } = answer;
  if (wanted.state === 'absent') throw new Error('a DOI that is to be absent is never written');
  const differences = compareDoi({ state: wanted.state, url }, doi)
    // A draft resolves nowhere; an address that DataCite keeps for it harms nobody.
    .filter(({ what }) => !(what === 'url' && url === null));
  return differences.length === 0
    ? { kind: 'as-wanted', status, ours: true }
    : { kind: 'not-as-wanted', status, details: differences.map(({ detail }) => detail), ours: true };
}

/** Clocks that differ by less than this prove nothing. */
const CLOCK_TOLERANCE_MS = 3_600_000;

/**
 * While we do not know whether our first write arrived, what is there was made by it or by somebody else. Made long
 * before we sent anything, it is not ours.
 */
function isOlderThanOurs(registration: Registration, found: DoiRecord): boolean {
  const { sentAt } = registration;
  if (sentAt === null || isSurelyOurs(registration)) return false;
  const { created } = found.attributes;
  const createdMs = typeof created === 'string' ? Date.parse(created) : Number.NaN;
  return createdMs < sentAt.getTime() - CLOCK_TOLERANCE_MS;
}

/**
 * What is surely ours, and is to be findable or gone, is as well written without a look: from every state `publish`
 * leads to findable, and DataCite deletes drafts only.
 */
function needsNoReading(registration: Registration): boolean {
  const { state } = registration.wanted;
  return (state === 'findable' || state === 'absent') && isSurelyOurs(registration);
}

/** DataCite has acknowledged it since the first request left. */
function isSurelyOurs({ sentAt, acknowledgedAt }: Registration): boolean {
  return sentAt !== null && acknowledgedAt !== null && acknowledgedAt >= sentAt;
}
