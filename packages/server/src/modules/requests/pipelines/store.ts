import { sql } from 'kysely';
import { type Db, jsonb, type Tx, textArray } from '../../../db/index.ts';
import { type EventActor, recordEvent } from '../../../events.ts';
import type { Scope } from '../../../http/actor.ts';
import { readRequest } from '../store.ts';
import type { PipelineContext } from './pipeline-context.ts';
import type { RequestStep, StepProblem, StepWork } from './step.ts';
import type { Pipeline, StepName } from './steps.ts';

/** A pipeline of a request as a whole, and on whose behalf it runs. */
export type RequestRun = {
  requestId: string;
  run: number;
  actor: EventActor;
  /** Null: the operator's token, or a program. */
  accountId: string | null;
  scopes: readonly Scope[];
};

type StepRow = Omit<RequestStep, 'problem'> & {
  problemKind: StepProblem['kind'] | null;
  problem: string | null;
};

const columns = sql`
  request_id as "requestId", run, position, pipeline, step, state, attempts, refusals, next_try_at as "nextTryAt",
  problem_kind as "problemKind", problem, result, started_at as "startedAt", finished_at as "finishedAt"`;

function toStep({ problemKind, problem, ...row }: StepRow): RequestStep {
  return {
    ...row,
    problem: problemKind === null || problem === null ? null : { kind: problemKind, detail: problem },
  };
}

/** All steps of a request, pipeline by pipeline. */
export async function listSteps(db: Db, requestId: string): Promise<RequestStep[]> {
  const { rows } = await sql<StepRow>`
    select ${columns} from request_steps where request_id = ${requestId} order by run, position`.execute(db);
  return rows.map(toStep);
}

/** The steps of the newest pipeline of a request. */
export async function listNewestSteps(db: Db, requestId: string): Promise<RequestStep[]> {
  const { rows } = await sql<StepRow>`
    select ${columns} from request_steps
    where request_id = ${requestId} and run = (select max(run) from request_steps where request_id = ${requestId})
    order by position`.execute(db);
  return rows.map(toStep);
}

/** Steps that nobody will go on with: those of all pipelines of a request so far. */
export async function endOpenSteps(tx: Tx, requestId: string): Promise<void> {
  await tx
    .updateTable('request_steps')
    .set({ next_try_at: null, claimed_until: null, claimed_by: null })
    .where('request_id', '=', requestId)
    .where('state', '=', 'pending')
    .execute();
}

/** A new pipeline of a request, whose first step is due. */
export async function insertRun(
  tx: Tx,
  wish: Omit<RequestRun, 'run'> & { pipeline: Pipeline; steps: readonly StepName[]; now: Date },
): Promise<void> {
  const { rows } = await sql<{ run: number }>`
    insert into request_runs (request_id, run, actor, account_id, scopes, started_at)
    select ${wish.requestId}, coalesce(max(run), 0) + 1, ${jsonb(wish.actor)}, ${wish.accountId}::uuid,
      ${textArray(wish.scopes)}, ${wish.now}
    from request_runs where request_id = ${wish.requestId}
    returning run`.execute(tx);
  const run = rows[0]?.run;
  if (run === undefined) throw new Error('a pipeline was not written');
  await tx
    .insertInto('request_steps')
    .values(
      wish.steps.map((step, position) => ({
        request_id: wish.requestId,
        run,
        position,
        pipeline: wish.pipeline,
        step,
        state: 'pending',
        next_try_at: position === 0 ? wish.now : null,
      })),
    )
    .execute();
}

/** The newest pipeline of a request, or null. */
export async function readNewestRun(db: Db, requestId: string): Promise<RequestRun | null> {
  const { rows } = await sql<RequestRun>`
    select request_id as "requestId", run, actor, account_id as "accountId", scopes from request_runs
    where request_id = ${requestId} order by run desc limit 1`.execute(db);
  return rows[0] ?? null;
}

/** Who a pipeline runs on behalf of from now on. */
export async function updateRunActor(tx: Tx, run: RequestRun): Promise<void> {
  await tx
    .updateTable('request_runs')
    .set({ actor: jsonb(run.actor), account_id: run.accountId, scopes: textArray(run.scopes) })
    .where('request_id', '=', run.requestId)
    .where('run', '=', run.run)
    .execute();
}

/** Makes a failed step due again, as if it had never been attempted. */
export async function reopenStep(
  tx: Tx,
  step: Pick<RequestStep, 'requestId' | 'run' | 'position'>,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('request_steps')
    .set({
      state: 'pending',
      attempts: 0,
      started_at: null,
      refusals: 0,
      next_try_at: now,
      claimed_until: null,
      claimed_by: null,
    })
    .where('request_id', '=', step.requestId)
    .where('run', '=', step.run)
    .where('position', '=', step.position)
    .execute();
}

/** A claim of a process that died ends by itself after this; a living one renews it long before. */
export const CLAIM_MS = 30_000;

/** A step that one worker has to itself. */
export type ClaimedStep = Pick<RequestStep, 'requestId' | 'run' | 'position'> & { by: string };

/**
 * Takes the step that has been due the longest, and nobody works on; a claim that is not given back ends by itself.
 * @param options.requestId of this request alone
 */
export async function claimStep(
  tx: Tx,
  options: { by: string; now: Date; until: Date; requestId: string | null },
): Promise<ClaimedStep | null> {
  const { by, now, until, requestId } = options;
  const { rows } = await sql<ClaimedStep>`
    with due as (
      select request_id, run, position from request_steps
      where state = 'pending' and next_try_at <= ${now} and (claimed_until is null or claimed_until <= ${now})
        and (${requestId}::uuid is null or request_id = ${requestId}::uuid)
      order by next_try_at limit 1 for update skip locked
    )
    update request_steps set
      claimed_until = ${until}, claimed_by = ${by}, attempts = attempts + 1,
      started_at = coalesce(started_at, ${now}::timestamptz)
    from due
    where request_steps.request_id = due.request_id and request_steps.run = due.run
      and request_steps.position = due.position
    returning request_steps.request_id as "requestId", request_steps.run, request_steps.position,
      request_steps.claimed_by as by`.execute(tx);
  return rows[0] ?? null;
}

const ofStep = ({ requestId, run, position, by }: ClaimedStep) => sql`
  request_id = ${requestId} and run = ${run} and position = ${position} and claimed_by = ${by} and state = 'pending'`;

export async function renewClaim(tx: Tx, claimed: ClaimedStep, until: Date): Promise<void> {
  await sql`update request_steps set claimed_until = ${until} where ${ofStep(claimed)}`.execute(tx);
}

/** Gives back every claim, whoever holds it; for a process that knows itself to be the only one. */
export async function releaseAllStepClaims(tx: Tx): Promise<void> {
  await sql`
    update request_steps set claimed_until = null, claimed_by = null where claimed_until is not null`.execute(
    tx,
  );
}

/** What a claimed step has to go by; null when the claim holds no more, or the pipeline was given up. */
export async function readWork(db: Db, ctx: PipelineContext, claimed: ClaimedStep): Promise<StepWork | null> {
  const { rows } = await sql<{ held: boolean }>`
    select true as held from request_steps where ${ofStep(claimed)}`.execute(db);
  if (rows[0] === undefined) return null;
  const run = await readNewestRun(db, claimed.requestId);
  const steps = await listNewestSteps(db, claimed.requestId);
  const step = steps.find((each) => each.position === claimed.position);
  const request = await readRequest(db, claimed.requestId);
  if (run === null || run.run !== claimed.run || step === undefined || request === null) return null;
  const results = new Map(
    steps.filter((each) => each.state === 'done').map((each) => [each.step, each.result]),
  );
  return { ctx, request, step, run, results };
}

/** Marks a step as done and opens the next one, for whoever did it. @returns the next one; null at the end */
export async function finishStep(
  tx: Tx,
  claimed: ClaimedStep,
  end: { result: unknown; now: Date; until: Date },
): Promise<ClaimedStep | null> {
  await sql`
    update request_steps set
      state = 'done', result = ${jsonb(end.result ?? null)}, finished_at = ${end.now}, next_try_at = null,
      claimed_until = null, claimed_by = null, problem_kind = null, problem = null
    where ${ofStep(claimed)}`.execute(tx);
  const { rows } = await sql<ClaimedStep>`
    update request_steps set
      next_try_at = ${end.now}, claimed_until = ${end.until}, claimed_by = ${claimed.by}, attempts = attempts + 1,
      started_at = coalesce(started_at, ${end.now}::timestamptz)
    where request_id = ${claimed.requestId} and run = ${claimed.run} and position = ${claimed.position + 1}
    returning request_id as "requestId", run, position, claimed_by as by`.execute(tx);
  return rows[0] ?? null;
}

/** Gives a step back, to be gone on with later. @param wait.problem null: it waits for something, and nothing is wrong */
export async function postponeStep(
  tx: Tx,
  claimed: ClaimedStep,
  wait: { until: Date; problem: StepProblem | null; refused: boolean; counts: boolean },
): Promise<void> {
  const { until, problem, refused, counts } = wait;
  await sql`
    update request_steps set
      next_try_at = ${until}, claimed_until = null, claimed_by = null,
      attempts = attempts - ${counts ? 0 : 1}, refusals = refusals + ${refused ? 1 : 0},
      problem_kind = ${problem?.kind ?? null}, problem = ${problem?.detail ?? null}
    where ${ofStep(claimed)}`.execute(tx);
}

/** Leaves a step to a person. */
export async function markStepFailed(tx: Tx, claimed: ClaimedStep, problem: StepProblem): Promise<void> {
  await sql`
    update request_steps set
      state = 'failed', next_try_at = null, claimed_until = null, claimed_by = null,
      problem_kind = ${problem.kind}, problem = ${problem.detail}
    where ${ofStep(claimed)}`.execute(tx);
}

/** Makes the steps due that wait for the registrar of an identifier. */
export async function wakeAwaiting(tx: Tx, permanentId: string, now: Date): Promise<boolean> {
  const woken = await sql`
    update request_steps set next_try_at = ${now}
    from requests
    where requests.permanent_id = ${permanentId} and request_steps.request_id = requests.id
      and request_steps.state = 'pending' and request_steps.next_try_at > ${now}
      and request_steps.step in ('await-draft', 'read-back')`.execute(tx);
  return Number(woken.numAffectedRows ?? 0) > 0;
}

/** Which item and identifier a locked request has. The state stays: this is no move. */
export async function setIdentifier(
  tx: Tx,
  requestId: string,
  identifier: { itemId: string | null; permanentId: string | null },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('requests')
    .set((row) => ({
      item_id: identifier.itemId,
      permanent_id: identifier.permanentId,
      version: row('version', '+', 1),
      updated_at: now,
    }))
    .where('id', '=', requestId)
    .execute();
  await recordEvent(tx, {
    at: now,
    subject: { type: 'request', id: requestId },
    action: identifier.permanentId === null ? 'release-identifier' : 'reserve-identifier',
    actor: { kind: 'service' },
    after: identifier,
  });
}
