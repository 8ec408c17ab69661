import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ToService } from './orcid-service-process.ts';

export type OrcidService = {
  url: string;
  /** Everything that it wrote to both outputs. */
  output(): string;
  /** Puts its clock forward, over restarts too. */
  advance(ms: number): void;
  /** Ends it as a power cut would end it, and starts it anew. */
  killAndRestart(): Promise<void>;
  kill(): Promise<void>;
};

const FILE = fileURLToPath(new URL('./orcid-service-process.ts', import.meta.url));

/** Starts the service in a process of its own, on a registry that is there already. */
export async function startOrcidService(
  env: Record<string, string>,
  registryUrl: string,
): Promise<OrcidService> {
  let aheadMs = 0;
  let output = '';
  let child = await start();

  async function start(): Promise<ChildProcess> {
    const { PATH = '', HOME = '' } = process.env;
    const started = fork(FILE, [], {
      execArgv: [],
      // What the service keeps of its own accord when it starts as a program.
      env: { PATH, HOME, NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [started.stdout, started.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    tell(started, { kind: 'start', env, registryUrl, aheadMs });
    const ended = once(started, 'exit').then(() => 'ended' as const);
    const first = await Promise.race([once(started, 'message').then(() => 'ready' as const), ended]);
    if (first === 'ended') throw new Error(`the service ended:\n${output.slice(-4000)}`);
    return started;
  }

  async function kill(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  return {
    url: `http://127.0.0.1:${env.PORT}`,
    output: () => output,
    advance(ms) {
      aheadMs += ms;
      tell(child, { kind: 'advance', ms });
    },
    async killAndRestart() {
      await kill();
      child = await start();
    },
    kill,
  };
}

function tell(child: ChildProcess, message: ToService): void {
  child.send(message);
}
