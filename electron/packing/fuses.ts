/** What a packed app can never be made to do, blown into its binary and read back from it. */
import {
  flipFuses,
  FuseState,
  FuseV1Options,
  FuseVersion,
  getCurrentFuseWire,
} from '@electron/fuses';

/** Every fuse by name. The inspector stays only where tests drive the app by it. */
export function fuses(forTests: boolean): Readonly<Record<keyof typeof FuseV1Options, boolean>> {
  return {
    RunAsNode: false,
    EnableCookieEncryption: false,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: forTests,
    // Only where the packer writes the archive's hash beside the program, which is not so on Linux.
    EnableEmbeddedAsarIntegrityValidation: false,
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
    WasmTrapHandlers: true,
  };
}

type Name = keyof typeof FuseV1Options;

const isName = (name: string): name is Name => name in FuseV1Options && Number.isNaN(Number(name));

/** The fuses that a binary has, in its own words. An older Electron has fewer. */
export async function readFuses(
  program: string,
): Promise<Readonly<Partial<Record<Name, boolean>>>> {
  const wire = await getCurrentFuseWire(program);
  const found: Partial<Record<Name, boolean>> = {};
  for (const [name, index] of Object.entries(FuseV1Options)) {
    if (!isName(name) || typeof index !== 'number') continue;
    const state = wire[index];
    if (state !== undefined) found[name] = state === FuseState.ENABLE;
  }
  return found;
}

/**
 * Sets every fuse of a program.
 * @throws where the binary, read again, has a fuse that is not as it was meant
 */
export async function blowFuses(program: string, forTests: boolean): Promise<void> {
  const wanted = fuses(forTests);
  const present = Object.keys(await readFuses(program)).filter(isName);
  await flipFuses(program, {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: true,
    ...Object.fromEntries(present.map((name) => [FuseV1Options[name], wanted[name]])),
  });
  const blown = await readFuses(program);
  const wrong = present.filter((name) => blown[name] !== wanted[name]);
  if (wrong.length > 0) throw new Error(`these fuses could not be set: ${wrong.join(', ')}`);
}
