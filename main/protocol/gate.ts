/** A promise that is settled from outside, for what ends once: a wire, a process. */

/** Opens once; whoever waits on `opened` goes on. (`Promise.withResolvers` is younger than the oldest Electron we run.) */
export interface Gate {
  readonly opened: Promise<void>;
  readonly open: () => void;
}

/** A closed gate. */
export function gate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
