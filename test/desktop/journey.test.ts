/** The main job in the packaged app, in its own window. */
import { journey } from '../app/journey.ts';
import { openPacked } from './packed.ts';

journey('desktop', openPacked);
