/** What Melodrift runs on and what happened: gathered for a person to read, copy, save and send. It holds no music and no names of it. */
import type { Crash, DiagnosticPlace } from '#main/protocol/desktop.ts';
import type { HostState } from '#main/protocol/hosts.ts';
import { Failure } from '#main/protocol/failure.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Desktop, Hosts } from './doors.ts';
import type { Model } from './model.svelte.ts';
import type { Outputs } from './outputs.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';
import type { Writer } from './writer.ts';

/** What the desktop and the processes say. */
export interface Gathered {
  readonly version: string;
  readonly platform: string;
  readonly runtime: Readonly<Record<string, string>>;
  readonly hosts: readonly HostState[];
  readonly log: string;
  readonly crashes: readonly Crash[];
  readonly places: readonly DiagnosticPlace[];
}

/** What diagnostics need of their session. */
export interface DiagnosticsSurroundings {
  readonly model: Model;
  readonly outputs: Outputs;
  readonly toasts: Toasts;
  readonly writer: Writer;
}

/** The name of a failure as a log may tell it. */
function codeOf(failure: unknown): string {
  if (failure instanceof Failure) return failure.code;
  return failure instanceof Error ? failure.name : typeof failure;
}

/** The gathering. */
export class Diagnostics {
  /** Null until it was gathered. */
  found = $state.raw<Gathered | null>(null);
  readonly #desktop: Desktop;
  readonly #hosts: Hosts;
  readonly #of: DiagnosticsSurroundings;

  constructor(desktop: Desktop, hosts: Hosts, surroundings: DiagnosticsSurroundings) {
    this.#desktop = desktop;
    this.#hosts = hosts;
    this.#of = surroundings;
  }

  /** Gathers anew. */
  async look(): Promise<void> {
    await this.#of.toasts.tried(async () => {
      const [about, more, states] = await Promise.all([
        this.#desktop.about({}),
        this.#desktop.diagnostics({}),
        this.#hosts.states({}),
      ]);
      const { version, platform, runtime } = about;
      this.found = { version, platform, runtime, hosts: states.hosts, ...more };
    });
  }

  /** A failure goes into the log by its code alone: what it says to a person may name a song. */
  note(failure: unknown): void {
    const code = codeOf(failure)
      .replaceAll(/[^\w-]/gu, '_')
      .slice(0, 60);
    // A log that cannot be written is no second failure.
    this.#desktop.note({ code }).catch(() => undefined);
  }

  /** Facts as rows of name and value, in the language of the moment. */
  get rows(): readonly (readonly [name: string, value: string])[] {
    const { found } = this;
    if (found === null) return [];
    const { model, outputs } = this.#of;
    const runtime = Object.entries(found.runtime).map(([name, version]) => `${name} ${version}`);
    const ports = outputs.ports?.map(({ name }) => name) ?? [];
    return [
      [m.app_about_version(), found.version === '' ? m.app_about_browser() : found.version],
      [m.app_about_system(), found.platform],
      [m.app_about_runtime(), runtime.join(', ') || m.app_about_none()],
      [m.app_about_backend(), model.summary?.backend ?? m.app_about_none()],
      [m.app_about_ports(), ports.join(', ') || m.app_about_none()],
      [m.app_about_processes(), found.hosts.map(hostWords).join(', ')],
    ];
  }

  /** All of it as one text. */
  get text(): string {
    const { found } = this;
    if (found === null) return '';
    const lines = [
      m.app_name(),
      ...this.rows.map(([name, value]) => `${name}: ${value}`),
      ...found.places.map(({ what, folder }) => `${placeTitle(what)}: ${folder}`),
      `${m.app_about_crashes()}: ${String(found.crashes.length)}`,
      ...found.crashes.map(({ name, at }) => `  ${new Date(at).toISOString()} ${name}`),
      '',
      found.log,
    ];
    return lines.join('\n');
  }

  async copy(): Promise<void> {
    await this.#of.toasts.tried(async () => {
      await this.#desktop.copyText({ text: this.text });
      this.#of.toasts.say(m.app_about_copied);
    });
  }

  async save(): Promise<void> {
    const bytes = new TextEncoder().encode(this.text);
    await this.#of.writer.write({ kind: 'any', name: 'Melodrift.txt', bytes });
  }

  /** Opens a folder in the system's file manager. */
  async show(what: DiagnosticPlace['what']): Promise<void> {
    await this.#of.toasts.tried(async () => void (await this.#desktop.showPlace({ what })));
  }
}

/** A folder by what lies in it. */
export function placeTitle(what: DiagnosticPlace['what']): string {
  return {
    autosaves: m.app_about_place_autosaves,
    log: m.app_about_place_log,
    crashes: m.app_about_place_crashes,
    handed_out: m.app_about_place_handed_out,
  }[what]();
}

function hostWords({ host, state, pid, deaths }: HostState): string {
  const process = pid === null ? '' : ` ${String(pid)}`;
  return `${host}: ${state}${process} (${String(deaths)})`;
}
