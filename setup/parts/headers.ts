// Node's interface for native parts, of which two are compiled here.

/** The headers as an npm package, for `npmArchive`. */
export const NODE_HEADERS = {
  name: 'node-api-headers',
  version: '1.9.0',
  hash: {
    algorithm: 'sha256',
    encoding: 'hex',
    digest: '6cbfac49542194ae2c8f1dee5fa2dc00d66bec9cbf3b59e3a4e5f16d14eb0d19',
  },
  bytes: 41_000,
  why: "Node's interface for native parts",
} as const;
