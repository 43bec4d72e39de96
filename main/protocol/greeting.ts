/** The words between page, preload script and Electron's main process for which there is no contract. */

/** The page says it when it listens; main answers with ports, each under the name of its contract. */
export const hello = 'melodrift-hello';
/** The page asks with a dropped file and a port; the handle of the file's place comes back by the port, or null. */
export const placeOfDropped = 'melodrift-place';
/** Where the app's pages live inside Electron. */
export const APP_ORIGIN = 'app://melodrift';
/** What an address ends with where the page is only to say that the app was stopped. */
export const STOPPED = '?stopped';
