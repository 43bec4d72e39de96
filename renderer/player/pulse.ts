/** The worker behind `waker.ts`: told a number of milliseconds it ticks as often, told 0 it rests. */

let timer: ReturnType<typeof setInterval> | undefined;

addEventListener('message', ({ data }: MessageEvent<number>) => {
  clearInterval(timer);
  if (data > 0) timer = setInterval(() => postMessage(0), data);
});
