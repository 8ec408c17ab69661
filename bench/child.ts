import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** What a child process can be asked to do: one parameter, one answer, both such as structured cloning copies. */
export type Calls = Record<string, (parameter: never) => Promise<unknown>>;

export type Child<C extends Calls> = {
  call<N extends keyof C & string>(
    name: N,
    parameter: Parameters<C[N]>[0],
  ): Promise<Awaited<ReturnType<C[N]>>>;
  /** Processor time that the process has used, in milliseconds. */
  cpuMs(): Promise<number>;
  close(): Promise<void>;
};

type Question = { id: number; name: string; parameter: unknown };
type Answer = { id: number; value: unknown } | { id: number; error: string };

/** Starts a file of `processes/` as a process of its own. Its standard output goes nowhere. */
export function startChild<C extends Calls>(file: URL): Child<C> {
  const child = fork(file, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const exit = once(child, 'exit');
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  child.on('message', (answer: Answer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('error' in answer) asked?.reject(new Error(answer.error));
    else asked?.resolve(answer.value);
  });
  child.on('exit', (code, signal) => {
    for (const each of waiting.values()) each.reject(new Error(`${file.pathname} ended: ${signal ?? code}`));
  });
  const ask = (name: string, parameter: unknown): Promise<unknown> => {
    lastId += 1;
    const asked = Promise.withResolvers<unknown>();
    waiting.set(lastId, asked);
    child.send({ id: lastId, name, parameter } satisfies Question);
    return asked.promise;
  };
  return {
    // The process answers each call with what the function of that name returned.
    call: async (name, parameter) => (await ask(name, parameter)) as never,
    cpuMs: async () => Number(await ask('cpuMs', null)),
    close: () => endChild(child, exit),
  };
}

async function endChild(child: ChildProcess, exit: Promise<unknown>): Promise<void> {
  if (child.connected) child.disconnect();
  await exit;
}

/** In a child process: answers calls until the parent closes the channel, then runs `close` and ends. */
export function answerCalls(calls: Calls, close: () => Promise<void> = async () => {}): void {
  const all: Calls = {
    ...calls,
    cpuMs: async () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1000;
    },
  };
  process.on('message', async ({ id, name, parameter }: Question) => {
    const answer = await runCall(all, name, parameter);
    if (process.connected) process.send?.({ id, ...answer } satisfies Answer);
  });
  process.on('disconnect', async () => {
    await close();
    process.exit();
  });
  // A terminal sends Ctrl+C to every process; the parent decides when this one ends.
  process.on('SIGINT', () => {});
}

async function runCall(
  calls: Calls,
  name: string,
  parameter: unknown,
): Promise<{ value: unknown } | { error: string }> {
  try {
    return { value: await calls[name]?.(parameter as never) };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
