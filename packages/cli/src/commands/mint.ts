import {
  type MintmarkClient,
  MintmarkError,
  type MintRequest,
  type Pid,
  type Registration,
} from '@mintmark/client';
import { defineCommand, type Surroundings } from '../command.ts';
import { connect } from '../connect.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { UsageError } from '../failures.ts';
import { findShoulder } from '../find-shoulder.ts';
import { formatPid, formatRegistration } from '../present.ts';
import { readDescription } from '../read-metadata.ts';

const states = ['reserved', 'registered', 'public'] as const;

export const mint = defineCommand({
  name: 'mint',
  summary: 'Mint or reserve an identifier',
  positionals: [],
  options: {
    shoulder: {
      type: 'string',
      value: 'SHOULDER',
      help: 'Id or prefix of the shoulder, such as 10.5072; needed',
    },
    metadata: { type: 'string', value: 'FILE', help: 'DataCite metadata as JSON; - reads standard input' },
    sample: {
      type: 'string',
      value: 'FILE',
      help: 'What an IGSN ID stands for (material, collectors, collectionDate …), as JSON',
    },
    target: { type: 'string', value: 'URL', help: 'Where it leads; left out: its own landing page' },
    state: { type: 'string', value: 'STATE', choices: states, help: `${states.join(', ')} (the default)` },
    wait: { type: 'boolean', help: 'Wait until the registrar has it, for a minute at most' },
  },
  notes:
    'With --wait it ends with 1 when the registrar refuses, and with 3 when it has not answered in time; the identifier is minted all the same.',
  async run(surroundings, { values }) {
    if (values.shoulder === undefined) {
      throw new UsageError('Say where to mint: --shoulder SHOULDER, its id or prefix.');
    }
    const description = await readDescription(surroundings, values);
    const client = await connect(surroundings);
    const pid = await mintOrTell(surroundings, client, {
      shoulder: await findShoulder(client, values.shoulder),
      state: states.find((state) => state === values.state) ?? 'public',
      ...(values.target === undefined ? {} : { target: values.target }),
      ...description,
    });
    if (values.wait !== true) return { json: pid, text: formatPid(pid) };
    surroundings.tell(`Minted ${pid.pid}; waiting for the registrar.\n`);
    const registration = await client.waitForRegistration(pid.pid);
    return {
      json: { ...pid, registration },
      text: `${formatPid({ ...pid, registration })}\n\n${formatRegistration(registration)}`,
      exitCode: exitCodeOf(registration),
    };
  },
});

/** Who runs the command again after no answer may mint twice, and is told so. */
async function mintOrTell(
  { tell }: Surroundings,
  client: MintmarkClient,
  request: MintRequest,
): Promise<Pid> {
  try {
    return await client.mintPid(request);
  } catch (error) {
    if (error instanceof MintmarkError && error.kind === 'unreachable') {
      tell('It may have been minted all the same. Before you repeat it, look at: mintmark list --mine\n');
    }
    throw error;
  }
}

function exitCodeOf({ state }: Registration): ExitCode {
  switch (state) {
    case 'none':
    case 'acknowledged':
      return exitCodes.done;
    case 'refused':
      return exitCodes.refused;
    case 'pending':
      return exitCodes.unreachable;
    default:
      return state satisfies never;
  }
}
