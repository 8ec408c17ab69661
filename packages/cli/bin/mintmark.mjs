#!/usr/bin/env node
// Plain JavaScript, so that a Node that is too old can still say so.
const wantedMajor = 24;

if (Number(process.versions.node.split('.')[0]) < wantedMajor) {
  console.error(
    `mintmark needs Node ${wantedMajor} or newer; this is Node ${process.versions.node}. Newer ones are at https://nodejs.org.`,
  );
  process.exitCode = 2;
} else {
  const { enableCompileCache } = await import('node:module');
  // Keeps what was compiled for the next command, which starts in a third of the time; before anything of ours is imported.
  enableCompileCache();
  const { main } = await import('../src/main.ts');
  await main();
}
