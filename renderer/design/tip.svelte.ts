/** The tooltip: name and key of a control after half a second, or why it is not yet possible. */
import type { Attachment } from 'svelte/attachments';

/** What a tooltip says. */
export interface Tip {
  readonly text: string;
  readonly keys?: string | undefined;
  /** What else it does or how; a line of its own. */
  readonly hint?: string | undefined;
}

const DELAY_MS = 500;

let shown: { readonly box: HTMLElement; readonly beside: Element } | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

function hide(): void {
  clearTimeout(timer);
  window.removeEventListener('keydown', hide, true);
  shown?.box.remove();
  shown = null;
}

function show(beside: Element, tip: Tip): void {
  hide();
  const box = document.createElement('div');
  box.className = 'tip';
  box.setAttribute('role', 'presentation');
  const words = document.createElement('span');
  words.textContent = tip.text;
  box.append(words);
  if (tip.keys !== undefined && tip.keys !== '') {
    const keys = document.createElement('kbd');
    keys.textContent = tip.keys;
    box.append(keys);
  }
  if (tip.hint !== undefined) {
    const hint = document.createElement('small');
    hint.textContent = tip.hint;
    box.append(hint);
  }
  document.body.append(box);
  // Who goes on by keys, wherever, has read it.
  window.addEventListener('keydown', hide, true);
  const at = beside.getBoundingClientRect();
  const own = box.getBoundingClientRect();
  const below = at.bottom + 6 + own.height < window.innerHeight;
  const left = Math.min(window.innerWidth - own.width - 8, at.left + at.width / 2 - own.width / 2);
  box.style.left = `${Math.max(8, left)}px`;
  box.style.top = `${below ? at.bottom + 6 : at.top - own.height - 6}px`;
  shown = { box, beside };
}

/**
 * Attaches a tooltip to an element: on hover after a pause, on keyboard focus at once, never while a button is held.
 * @param tip asked each time, so that it speaks the language of the moment
 */
export function tooltip(tip: () => Tip | null): Attachment<Element> {
  return (element) => {
    const later = (event: Event): void => {
      if (event instanceof PointerEvent && event.buttons !== 0) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        const said = tip();
        if (said !== null) show(element, said);
      }, DELAY_MS);
    };
    const focused = (): void => {
      const said = element.matches(':focus-visible') ? tip() : null;
      if (said !== null) show(element, said);
    };
    // What is being read follows: the language may change, or what the control does.
    $effect(() => {
      const said = tip();
      if (shown?.beside !== element) return;
      if (said === null) hide();
      else show(element, said);
    });
    element.addEventListener('pointerenter', later);
    element.addEventListener('focus', focused);
    for (const end of ['pointerleave', 'pointerdown', 'blur', 'keydown'])
      element.addEventListener(end, hide);
    return () => {
      if (shown === null || shown.beside === element) hide();
      element.removeEventListener('pointerenter', later);
      element.removeEventListener('focus', focused);
      for (const end of ['pointerleave', 'pointerdown', 'blur', 'keydown'])
        element.removeEventListener(end, hide);
    };
  };
}
