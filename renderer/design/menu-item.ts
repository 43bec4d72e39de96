/** What menus are made of. */

/** One row: an action, a choice that is on or off, a line, or a heading. */
export type MenuItem =
  | {
      readonly title: string;
      readonly keys?: string | undefined;
      readonly why?: string | null;
      readonly checked?: boolean;
      readonly run: () => void;
    }
  | { readonly heading: string }
  | { readonly line: true };
