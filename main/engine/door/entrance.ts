/** The first page a browser gets: it hands the token in its address over and goes on to the app. */

export const entrancePage = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Melodrift</title>
<link rel="icon" href="data:,">
<p id="say">Melodrift</p><script type="module" src="/enter.js"></script></html>
`;

/** The token rides in the fragment, which no browser sends or logs. */
export const entranceScript = `const token = location.hash.slice(1);
const answer = token === '' ? null : await fetch('/enter', { method: 'POST', body: token });
if (answer?.ok) location.replace('/');
else document.getElementById('say').textContent =
  'Open Melodrift by the address that it printed. / 请使用 Melodrift 显示的地址打开。';
`;
