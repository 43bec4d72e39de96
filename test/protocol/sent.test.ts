/** What an engine says is out before it works on: else news of a run come seconds late, or never where it dies. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { linkWire } from '#main/protocol/link.ts';

test.each([1, 30])(
  'a process that waits until %i MB have left may die then, and nothing is lost',
  async (megabytes) => {
    const child = fork(new URL('./parting-child.ts', import.meta.url), {
      serialization: 'advanced',
    });
    const cable = linkWire(child);
    const exit = once(child, 'exit');
    const heard = new Promise<unknown>((done) => cable.receive(done));
    const length = megabytes * 2 ** 20;
    cable.send(length);
    await exit;
    const said = await heard;
    expect(said).toBeInstanceOf(Uint8Array);
    expect(Buffer.alloc(length, 7).equals(Buffer.from(said as Uint8Array))).toBe(true);
  },
);

test('nobody waits for words to a process that is gone', async () => {
  const child = fork(new URL('./parting-child.ts', import.meta.url), { serialization: 'advanced' });
  const cable = linkWire(child);
  await once(child, 'spawn');
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  cable.send(new Uint8Array(2 ** 25));
  await cable.sent();
  await exit;
  cable.send(1);
  await cable.sent();
});
