import type { FastifyReply } from 'fastify';
import { AppError, type InputProblem } from '../../../errors.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { presentMoment } from '../../../http/moment.ts';
import { formatSize } from '../../../http/size.ts';
import {
  listCurators,
  presentOrcidUrl,
  readAccountNames,
  readOrganisationNames,
} from '../../accounts/index.ts';
import { readChanges } from '../changes/read-changes.ts';
import type { CheckState } from '../checklist/checklist.ts';
import { readChecklist } from '../checklist/read-checklist.ts';
import { readComments } from '../comments/read-comments.ts';
import { diffRequest } from '../diff/diff-request.ts';
import { type FoundRequest, findRequest } from '../find-request.ts';
import { readHistory } from '../history.ts';
import type { RequestAction } from '../moves.ts';
import { movesOf } from '../moves-of.ts';
import { listSteps } from '../pipelines/store.ts';
import { seesInternal } from '../policy.ts';
import { nameAttribute } from '../template/name-attribute.ts';
import { WORDS_LIMIT } from '../words.ts';
import {
  describeActor,
  failedInTexts,
  formatDuration,
  identifierUrl,
  stateTexts,
  titleOf,
} from './describe.ts';
import { CURATION_PATH, folderPath, REQUESTS_PATH, requestPath } from './paths.ts';
import { listFailed, presentChecklist } from './present-checks.ts';
import { presentDifference } from './present-difference.ts';
import { presentMetadata } from './present-metadata.ts';
import { presentRuns } from './present-steps.ts';
import { presentRounds, presentTimeline } from './present-timeline.ts';
import { type Review, readReview } from './read-review.ts';
import { formTokenOf, type RequestPageContext } from './signed-in.ts';
import { layOutChanges, type TypedForm } from './typed-form.ts';

/** Why a form of the page was refused, and what was written in it. */
export type RequestRefusal = {
  /** Which form; what was typed there is kept. */
  form: string;
  status: number;
  detail: string;
  problems: readonly InputProblem[];
  typed: TypedForm;
};

/** One request: how far it is, what its reader may do with it now, and everything that they need for that. */
export async function sendRequestPage(
  ctx: RequestPageContext,
  reply: FastifyReply,
  person: PersonActor,
  id: string,
  refusal: RequestRefusal | null = null,
): Promise<FastifyReply> {
  const found = await findRequest(ctx.db, person, id);
  if (found === null)
    throw new AppError('not-found', 'There is no such request here, or you may not see it.');
  const { request, roles } = found;
  const isCurator = seesInternal(roles);
  const review = await readReview(ctx.db, person, found, ctx.now());
  const checks = isCurator ? await readChecklist(ctx.db, found) : [];
  const history = await readHistory(ctx.db, found);
  const comments = await readComments(ctx.db, found);
  const can = await movesOf(ctx.db, person, found);
  return ctx.pages.send(reply, refusal?.status ?? 200, 'request', {
    title: titleOf(request),
    formToken: formTokenOf(ctx, person),
    refusal,
    wordsLimit: WORDS_LIMIT,
    up: isCurator
      ? { href: CURATION_PATH, text: 'Curation queue' }
      : { href: REQUESTS_PATH, text: 'Your requests' },
    isCurator,
    request: {
      ...presentState(found, { isCurator, since: sinceWhen(history, request.createdAt), now: ctx.now() }),
      ...(await readNames(ctx, found)),
    },
    can: Object.fromEntries(can.map((action) => [action, true])),
    hasMoves: can.some((action) => !quietMoves.has(action)),
    curators:
      isCurator && (can.includes('assign') || can.includes('reassign'))
        ? await listOthers(ctx, person, found)
        : null,
    changes: layOutChanges(refusal?.form === 'return' ? refusal.typed.changes : []),
    rounds: presentRounds(await readChanges(ctx.db, found)),
    runs: presentRuns(await listSteps(ctx.db, request.id)),
    checklist: isCurator ? presentChecklist(checks) : null,
    failed: isCurator ? listWishes(checks, review) : [],
    difference: isCurator && review !== null ? presentDifference(await diffRequest(ctx.db, found)) : null,
    review: review === null ? null : presentReview(review),
    timeline: presentTimeline(history, comments),
  });
}

/** What is done elsewhere on the page than under “what you can do now”. */
const quietMoves: ReadonlySet<RequestAction> = new Set(['comment', 'check', 'answer', 'label']);

function presentState(
  { request }: FoundRequest,
  { isCurator, since, now }: { isCurator: boolean; since: Date; now: Date },
) {
  const texts = stateTexts[request.state];
  return {
    id: request.id,
    path: requestPath(request.id),
    version: request.version,
    type: request.type,
    state: request.state,
    stateLabel: !isCurator && request.state === 'pending' ? 'Changes are asked of you' : texts.label,
    meaning: isCurator ? texts.curator : texts.requester,
    label: request.label,
    failedIn: request.failedIn === null ? null : failedInTexts[request.failedIn],
    inState: formatDuration(now.getTime() - since.getTime()),
    since: presentMoment(since),
    submittedAt: presentMoment(request.createdAt),
    originalPath: request.originalPath,
    identifier:
      request.permanentId === null
        ? null
        : {
            text: request.permanentId,
            // Before it is published it leads nowhere yet.
            href: request.state === 'published' ? identifierUrl(request.permanentId) : null,
          },
    packagePath: request.state === 'published' ? `/packages/${request.folderId}` : null,
  };
}

/** Since when a request is in its state. */
function sinceWhen(history: Awaited<ReturnType<typeof readHistory>>, createdAt: Date): Date {
  const state = history.at(-1)?.state;
  const before = history.findLastIndex((entry) => entry.state !== state);
  return history[before + 1]?.at ?? createdAt;
}

async function readNames(ctx: RequestPageContext, { request }: FoundRequest) {
  const organisations = await readOrganisationNames(ctx.db, [request.organisationId]);
  const { assigneeId } = request;
  const names = assigneeId === null ? null : await readAccountNames(ctx.db, [assigneeId]);
  const assignee = assigneeId === null ? undefined : names?.get(assigneeId);
  return {
    organisation: organisations.get(request.organisationId) ?? '',
    requestedBy: describeActor(request.requestedBy),
    requesterOrcidUrl:
      request.requestedBy.kind === 'person' ? presentOrcidUrl(ctx.config, request.requestedBy.orcid) : null,
    assignee: assignee === undefined ? null : (assignee.name ?? assignee.orcid),
  };
}

/** Whom the request may be given to: its reader, and the other curators. */
async function listOthers(ctx: RequestPageContext, person: PersonActor, { request }: FoundRequest) {
  const curators = await listCurators(ctx.db, {
    organisationId: request.organisationId,
    orcidEnvironment: person.orcidEnvironment,
  });
  return {
    mine:
      curators.some(({ accountId }) => accountId === person.accountId) &&
      request.assigneeId !== person.accountId,
    me: person.accountId,
    others: curators
      .filter(({ accountId }) => accountId !== person.accountId && accountId !== request.assigneeId)
      .map(({ accountId, name, orcid }) => ({ accountId, name: name ?? orcid })),
  };
}

/** What the service found, to be ticked where the requester is to mend it. */
function listWishes(checks: readonly CheckState[], review: Review | null) {
  return [
    ...listFailed(checks).map(({ name, text }) => ({ value: `check:${name}`, text })),
    ...(review?.problems ?? []).map(({ attribute, detail }) => ({
      value: `problem:${attribute}|${detail}`,
      text: `${nameAttribute(attribute)}: ${detail}`,
    })),
  ];
}

function presentReview(review: Review) {
  const { folderId, name, path, files, counts } = review;
  const metadata = presentMetadata(review.attributes, review.problems);
  return {
    href: folderPath(folderId),
    name,
    path,
    metadata: metadata.attributes,
    problemsElsewhere: metadata.elsewhere.map(({ attribute, detail }) => ({
      field: nameAttribute(attribute),
      detail,
    })),
    problems: review.problems.length,
    files: files.map((file) => ({
      path: file.path,
      href: folderPath(file.id),
      about: [file.mediaType, formatSize(file.content.bytes)].filter(Boolean).join(', '),
      isDamaged: file.content.problem !== null,
    })),
    moreFiles: Math.max(0, counts.files - files.length),
    counts: { files: counts.files, folders: counts.folders, size: formatSize(counts.bytes) },
  };
}
