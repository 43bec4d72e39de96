/** A window in a process of its own, that plays a chord and holds it: to be killed. */
import { connect } from '#main/protocol/connect.ts';
import { linkWire } from '#main/protocol/link.ts';
import { midi } from '#main/protocol/midi.ts';
import { now } from '#main/midi/clock.ts';
import { held } from './score.ts';

const [, , output = ''] = process.argv;
const client = connect(midi, linkWire(process));
const at = now() + 0.05;
await client.play({ output, score: held(), origin: at, at });
