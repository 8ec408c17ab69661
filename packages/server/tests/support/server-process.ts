import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../bin/', import.meta.url));
/** The system gives out higher ports to outgoing connections, which could take a server's while it restarts. */
const PORTS = { from: 20_000, to: 30_000 };
const START_LIMIT_MS = 90_000;

export type ServerProcess = {
  child: ChildProcess;
  url: string;
  /** Everything that it wrote to both outputs. */
  output(): string;
  /** From spawning the process to the first 200 of `/ready`. */
  readyAfterMs: number;
  /** Ends it as a power cut would end it, and waits until it is gone. */
  kill(): Promise<void>;
};

/** Starts one of the programs in `bin` with these variables and no others of ours. */
export function spawnProgram(name: 'main.ts' | 'migrate.ts', env: Record<string, string>) {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [`${BIN}${name}`], {
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      output += text;
    });
  }
  const exited = once(child, 'exit') as Promise<[code: number | null, signal: string | null]>;
  return {
    child,
    output: () => output,
    exited,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Starts the real server and waits until it is ready. @throws Error with its output when it ends instead */
export async function startServer(env: Record<string, string>): Promise<ServerProcess> {
  const begun = performance.now();
  const program = spawnProgram('main.ts', env);
  const url = `http://127.0.0.1:${env.PORT}`;
  for (;;) {
    if (program.child.exitCode !== null) throw new Error(`the server ended:\n${program.output()}`);
    if (await answersReady(url)) break;
    if (performance.now() - begun > START_LIMIT_MS) {
      await program.kill();
      throw new Error(`the server was not ready in time:\n${program.output()}`);
    }
    await pause(25);
  }
  return { ...program, url, readyAfterMs: Math.round(performance.now() - begun) };
}

async function answersReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/ready`)).ok;
  } catch {
    return false;
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Two ports next to each other that nobody listens at. */
export async function findTwoPorts(): Promise<[number, number]> {
  for (;;) {
    const port = PORTS.from + Math.floor(Math.random() * (PORTS.to - PORTS.from));
    if ((await isFree(port)) && (await isFree(port + 1))) return [port, port + 1];
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
