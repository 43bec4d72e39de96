/** ARIA attributes that Svelte's own list does not have yet. */
export {};

declare module 'svelte/elements' {
  interface AriaAttributes {
    'aria-description'?: string | undefined;
  }
}
