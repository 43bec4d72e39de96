/** Named versions of the project within itself: taken, named, compared with what is there now, restored and thrown away. */
import { differenceBetween } from '#main/project/difference.ts';
import {
  removeSnapshot,
  renameSnapshot,
  restoreSnapshot,
  takeSnapshot,
  type Snapshot,
} from '#main/project/snapshots.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Desk } from './desk.svelte.ts';
import type { Engines } from './engines.svelte.ts';
import { versionName } from './version-names.ts';
import { versionWords } from './version-words.ts';
import type { Toasts } from './toasts.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** What snapshots are taken of and restored into. */
export interface SnapshotSurroundings {
  readonly workspace: Workspace;
  readonly desk: Desk;
  readonly engines: Engines;
  readonly toasts: Toasts;
}

/** The snapshots. */
export class Snapshots {
  /** Id of the one whose name is being written, or null. */
  renaming = $state<string | null>(null);
  readonly #of: SnapshotSurroundings;
  readonly #date: () => number;

  /** The latest first. */
  readonly list: readonly Snapshot[] = $derived.by(() =>
    this.#of.workspace.project.snapshots.toReversed(),
  );

  /** @param date milliseconds since 1970 */
  constructor(surroundings: SnapshotSurroundings, date: () => number) {
    this.#of = surroundings;
    this.#date = date;
  }

  /** Keeps what the project is now, under a number until a person names it. */
  take(): void {
    const { workspace } = this.#of;
    const taken = new Set(this.list.map((each) => versionName(each.name)));
    let n = this.list.length + 1;
    while (taken.has(m.project_snapshot_name({ n }))) n += 1;
    const name = m.project_snapshot_name({ n });
    workspace.edit({ code: 'snapshot_take', name }, (project) =>
      takeSnapshot(project, name, this.#date()),
    );
    this.renaming = this.list[0]?.id ?? null;
  }

  /** What came, went and changed since a snapshot was taken, in words. */
  since(snapshot: Snapshot, locale: string): string {
    return versionWords(differenceBetween(snapshot.project, this.#of.workspace.project), locale);
  }

  rename(snapshot: Snapshot, name: string): void {
    this.renaming = null;
    this.#of.workspace.edit({ code: 'snapshot_rename', name: snapshot.name }, (project) =>
      renameSnapshot(project, snapshot.id, name),
    );
  }

  remove({ id, name }: Snapshot): void {
    const { workspace, toasts, desk } = this.#of;
    workspace.edit({ code: 'snapshot_remove', name }, (project) => removeSnapshot(project, id));
    toasts.say(() => m.app_toast_removed({ name: versionName(name) }), desk.undoAction());
  }

  /** Lets the project be again what it was; what it is now comes back by undo. */
  async restore({ id, name }: Snapshot): Promise<void> {
    const { workspace, toasts, desk, engines } = this.#of;
    workspace.edit({ code: 'snapshot_restore', name }, (project) => restoreSnapshot(project, id));
    desk.refresh();
    toasts.say(() => m.project_snapshot_restored({ name: versionName(name) }), desk.undoAction());
    await engines.follow();
  }
}
