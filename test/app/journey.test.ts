/** The main job in a browser, over the door on this machine. */
import { openInChromium } from './chromium.ts';
import { journey } from './journey.ts';

journey('browser', openInChromium);
