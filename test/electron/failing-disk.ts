/** A real disk on which one chosen step fails, does half, or never comes back as in a power cut. */
import { appendFile } from 'node:fs/promises';
import { systemDisk, type Disk, type Part } from '#electron/disk.ts';

/** How a step goes wrong: with an error of the system, after half its bytes, or with the power gone before or after it. */
export type Fault =
  | { readonly kind: 'error'; readonly code: string }
  | { readonly kind: 'half'; readonly code: string }
  | { readonly kind: 'cut-before' }
  | { readonly kind: 'cut-after' };

/** A disk, the steps it took, and whether the power is gone. */
export interface FailingDisk {
  readonly disk: Disk;
  readonly steps: readonly string[];
  /** Resolves when the power goes. */
  readonly cut: Promise<void>;
  /** Closes what a step that went wrong left open. */
  readonly release: () => Promise<void>;
}

const refused = (code: string): Error => Object.assign(new Error(code), { code });
const never = new Promise<never>(() => undefined);

/** @param at the number of the step that goes wrong, from 0; Infinity for a disk that works */
export function failingDisk(at: number, fault: Fault): FailingDisk {
  const real = systemDisk();
  const steps: string[] = [];
  let gone = false;
  let goes: () => void = () => undefined;
  const cut = new Promise<void>((resolve) => (goes = resolve));
  const off = (): Promise<never> => {
    gone = true;
    goes();
    return never;
  };
  const step = async <T>(
    name: string,
    act: () => Promise<T>,
    half?: () => Promise<void>,
  ): Promise<T> => {
    if (gone) return never;
    const turn = steps.push(name) - 1;
    if (turn !== at) return act();
    switch (fault.kind) {
      case 'error':
        throw refused(fault.code);
      case 'half':
        await half?.();
        throw refused(fault.code);
      case 'cut-before':
        await half?.();
        return off();
      case 'cut-after':
        await act();
        return off();
    }
  };
  const left = new Set<Part>();
  const part = (file: string, inner: Part): Part => ({
    write: (bytes) =>
      step(
        'write',
        () => inner.write(bytes),
        () => appendFile(file, bytes.subarray(0, bytes.length >> 1)),
      ),
    sync: () => step('sync', () => inner.sync()),
    close: () =>
      step('close', async () => {
        left.delete(inner);
        await inner.close();
      }),
  });
  const create = async (file: string): Promise<Part> => {
    const inner = await real.create(file);
    left.add(inner);
    return part(file, inner);
  };
  return {
    steps,
    cut,
    release: async () => void (await Promise.all([...left].map((inner) => inner.close()))),
    disk: {
      look: (file) => step('look', () => real.look(file)),
      create: (file) => step('create', () => create(file)),
      allow: (file, mode) => step('allow', () => real.allow(file, mode)),
      link: (from, to) => step('link', () => real.link(from, to)),
      copy: (from, to) => step('copy', () => real.copy(from, to)),
      rename: (from, to) => step('rename', () => real.rename(from, to)),
      remove: (file) => step('remove', () => real.remove(file)),
      syncFolder: (folder) => step('syncFolder', () => real.syncFolder(folder)),
    },
  };
}
