// Opens the browser door and prints its address; `--dev` serves the page as it is written, with hot reload.
import { join } from 'node:path';
import type { Server } from 'node:http';
import { builtPages, openDoor, type Pages } from '#main/engine/server.ts';
import { ROOT } from './ready.ts';

const door = await openDoor({
  pages: (server) => {
    if (!process.argv.includes('--dev')) return builtPages(join(ROOT, 'build', 'renderer'));
    return developed(server);
  },
});

async function developed(server: Server): Promise<Pages> {
  const { createServer } = await import('vite');
  const { pageConfig } = await import('./build.ts');
  const config = pageConfig();
  const vite = await createServer({
    ...config,
    server: { ...config.server, middlewareMode: true, hmr: { server } },
    appType: 'spa',
  });
  return (request, response) => vite.middlewares(request, response);
}

process.stdout.write(`Melodrift is open in this machine's browser at\n  ${door.address}\n`);
process.stdout.write('Press Ctrl+C to stop it.\n');

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    door.close().then(
      () => process.exit(0),
      (problem: unknown) => {
        process.stderr.write(`${String(problem)}\n`);
        process.exit(1);
      },
    );
  });
}
