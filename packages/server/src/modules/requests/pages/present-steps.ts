import { presentMoment } from '../../../http/moment.ts';
import type { RequestStep } from '../pipelines/step.ts';
import { stepTexts } from '../pipelines/step-texts.ts';
import { pipelineTexts } from './describe.ts';

const stateMarks: Readonly<Record<RequestStep['state'], string>> = {
  pending: 'Waits',
  done: 'Done',
  failed: 'Stopped',
};

/** The pipelines of a request, newest first, each with its steps. */
export function presentRuns(steps: readonly RequestStep[]) {
  const runs = new Map<number, RequestStep[]>();
  for (const step of steps) runs.set(step.run, [...(runs.get(step.run) ?? []), step]);
  return [...runs]
    .sort(([one], [other]) => other - one)
    .map(([run, own]) => ({
      run,
      pipeline: pipelineTexts[own[0]?.pipeline ?? 'staging'],
      done: own.filter(({ state }) => state === 'done').length,
      total: own.length,
      steps: presentSteps(own),
    }));
}

function presentSteps(steps: readonly RequestStep[]) {
  const current = steps.find(({ state }) => state !== 'done');
  return steps.map((step) => ({
    name: step.step,
    text: stepTexts[step.step],
    state: step.state,
    mark: stateMarks[step.state],
    isCurrent: step === current,
    attempts: describeAttempts(step),
    problem: step.state === 'done' ? null : (step.problem?.detail ?? null),
    next: step === current && step.nextTryAt !== null ? presentMoment(step.nextTryAt) : null,
    finishedAt: step.finishedAt === null ? null : presentMoment(step.finishedAt),
  }));
}

/** Said where it took more than one, or did not work. */
function describeAttempts({ attempts, state }: RequestStep): string | null {
  if (attempts < 2 && (state === 'done' || attempts === 0)) return null;
  return attempts === 1 ? 'one attempt' : `${attempts} attempts`;
}
