/** The one word between page, preload script and Electron's main process, before there are ports. */

/** The page says it when it listens; main answers with ports, each under the name of its contract. */
export const hello = 'melodrift-hello';
/** Where the app's pages live inside Electron. */
export const APP_ORIGIN = 'app://melodrift';
