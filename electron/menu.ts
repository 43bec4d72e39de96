/** The native menu, drawn from the window's own command list. */
import { Menu } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import type { z } from 'zod';
import type { desktop } from '#main/protocol/desktop.ts';

type Menus = z.output<(typeof desktop)['calls']['setMenu']['input']>['menus'];
type Item = Menus[number]['items'][number];

function drawn(item: Item, run: (id: string) => void): MenuItemConstructorOptions {
  const { id, title, keys, enabled, checked } = item;
  if (id === undefined) return { type: 'separator' };
  return {
    id,
    label: title,
    enabled,
    click: () => run(id),
    ...(checked === undefined ? {} : { type: 'checkbox' as const, checked }),
    // Shown only: the window handles keys itself, in the scope that has the focus.
    ...(keys === undefined ? {} : { accelerator: keys, registerAccelerator: false }),
  };
}

/** Items of one menu; those of a menu within it are gathered where the first of them is. */
function gathered(items: readonly Item[], run: (id: string) => void): MenuItemConstructorOptions[] {
  const seen = new Set<string>();
  return items.flatMap((item): readonly MenuItemConstructorOptions[] => {
    const { under } = item;
    if (under === undefined) return [drawn(item, run)];
    if (seen.has(under)) return [];
    seen.add(under);
    const inner = items.filter((each) => each.under === under);
    return [{ label: under, submenu: inner.map((each) => drawn(each, run)) }];
  });
}

/** Sets the menu; `run` is called with the command that was chosen. */
export function setMenu(menus: Menus, run: (id: string) => void): void {
  const template = menus.map(({ title, items }) => ({
    label: title,
    submenu: gathered(items, run),
  }));
  const own: MenuItemConstructorOptions[] =
    process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  Menu.setApplicationMenu(Menu.buildFromTemplate([...own, ...template]));
}
