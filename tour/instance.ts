import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { StepFailure } from './report.ts';

/** A running Mintmark: where it is, where its DataCite is, and the operator's token where it is known. */
export type Addresses = { url: string; dataciteUrl: string; operatorToken: string | null };

export type OwnInstance = Addresses & {
  /** @throws StepFailure when it ends instead, or takes longer than a minute */
  waitUntilReady(): Promise<void>;
  /** What it printed and logged last. */
  lastOutput(): string;
  /** Stops it and removes its data. */
  close(): Promise<void>;
};

const MAIN = fileURLToPath(new URL('../packages/server/bin/main.ts', import.meta.url));
const READY_WITHIN_MS = 60_000;
const STOPS_WITHIN_MS = 10_000;
const OUTPUT_KEPT_CHARACTERS = 4_000;

/**
 * Launches Mintmark with its stand-ins on free ports and with data of its own.
 * Of the environment only PATH is handed on: a tour must never register at a DataCite that someone configured.
 */
export async function launchOwnInstance(): Promise<OwnInstance> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mintmark-tour-'));
  const [port, orcidPort, datacitePort] = await findFreePorts();
  const url = `http://localhost:${port}`;
  const operatorToken = randomBytes(24).toString('hex');
  let output = '';
  const child = spawn(process.execPath, [MAIN], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      ORCID_STAND_IN_PORT: String(orcidPort),
      DATACITE_STAND_IN_PORT: String(datacitePort),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      ADMIN_TOKEN: operatorToken,
      HANDLE_PREFIX: '20.500.12345',
    },
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-OUTPUT_KEPT_CHARACTERS);
    });
  }
  return {
    url,
    dataciteUrl: `http://localhost:${datacitePort}`,
    operatorToken,
    waitUntilReady: () => waitUntilReady(url, child),
    lastOutput: () => output,
    async close() {
      await stopProcess(child);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function waitUntilReady(url: string, child: ChildProcess): Promise<void> {
  const endsAt = performance.now() + READY_WITHIN_MS;
  let came = 'no answer';
  while (performance.now() < endsAt) {
    if (child.exitCode !== null) {
      throw new StepFailure('the instance to start', `it ended with ${child.exitCode}`);
    }
    came = await readReadiness(url);
    if (came === '200') return;
    await wait(50);
  }
  throw new StepFailure(`200 from ${url}/ready within ${READY_WITHIN_MS / 1000} s`, came);
}

/** The status that `/ready` answers with, or why it does not answer. */
export async function readReadiness(url: string): Promise<string> {
  try {
    const response = await fetch(`${url}/ready`);
    await response.body?.cancel();
    return String(response.status);
  } catch (error) {
    return error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
  }
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
  await ended;
  clearTimeout(timer);
}

/** Three ports that were free at the same moment. */
async function findFreePorts(): Promise<[number, number, number]> {
  const servers = [createServer(), createServer(), createServer()] as const;
  const ports = await Promise.all(
    servers.map(async (server) => {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return (server.address() as AddressInfo).port;
    }),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  const [first = 0, second = 0, third = 0] = ports;
  return [first, second, third];
}
