import { sql } from 'kysely';
import { type Db, jsonb, type Tx, textArray } from '../../../db/index.ts';
import type { EventActor } from '../../../events.ts';
import type { Scope } from '../../../http/actor.ts';
import type { RequestStep, StepProblem } from './step.ts';
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
