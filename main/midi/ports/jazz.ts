/** Whether jazz-midi, which tells by itself when devices come and go, has a binary for this system. */
const SYSTEMS = ['linux-x64', 'linux-arm', 'darwin-x64', 'darwin-arm64', 'win32-x64', 'win32-ia32'];

export const HAS_JAZZ = SYSTEMS.includes(`${process.platform}-${process.arch}`);
