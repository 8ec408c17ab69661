import { presentMoment } from '../../../http/moment.ts';
import { type CheckState, isBlocking } from '../checklist/checklist.ts';
import { describePoint } from '../checklist/describe-point.ts';
import type { CheckPhase } from '../checks/check.ts';
import { checkDefinitions } from '../checks/definitions.ts';
import { describeActor, severityTexts } from './describe.ts';

const phaseTexts: Readonly<Record<CheckPhase, string>> = {
  intake: 'Intake',
  data: 'Data',
  metadata: 'Metadata',
  fit: 'Fitness for publication',
  after: 'After publication',
};

const outcomeTexts: Readonly<Record<CheckState['outcome'], string>> = {
  open: 'Open',
  passed: 'Passed',
  failed: 'Not passed',
};

/** The checklist by phase, in the order in which a curator works through it. */
export function presentChecklist(checks: readonly CheckState[]) {
  const phases = Object.entries(phaseTexts).map(([phase, label]) => ({
    label,
    checks: checks.flatMap((check) => {
      const definition = checkDefinitions.find(({ name }) => name === check.name);
      return (definition?.phase ?? 'fit') === phase
        ? [presentCheck(check, definition?.text ?? check.name)]
        : [];
    }),
  }));
  return {
    phases: phases.filter((each) => each.checks.length > 0),
    blocking: checks.filter(isBlocking).length,
    total: checks.length,
    settled: checks.filter(({ outcome, waivedReason }) => outcome === 'passed' || waivedReason !== null)
      .length,
  };
}

/** What failed and was not waived: what a curator would ask the requester for. */
export function listFailed(checks: readonly CheckState[]): { name: string; text: string }[] {
  return checks
    .filter(({ outcome, waivedReason }) => outcome === 'failed' && waivedReason === null)
    .map((point) => ({ name: point.name, text: describePoint(point) }));
}

function presentCheck(check: CheckState, text: string) {
  const { name, severity, automatic, outcome, detail, waivedReason, actor, at } = check;
  return {
    name,
    text,
    severity: severityTexts[severity],
    automatic,
    outcome,
    mark: waivedReason !== null && outcome !== 'passed' ? 'Waived' : outcomeTexts[outcome],
    detail,
    waivedReason,
    isBlocking: isBlocking(check),
    by: actor === null ? null : describeActor(actor),
    at: presentMoment(at),
  };
}
