const mostCards = Number(document.body.dataset.cards);
const live = document.querySelector('[data-live]');
const limits = document.querySelector('[data-limits]');

function follow() {
  const stream = new EventSource('/_sandbox/stream');
  stream.addEventListener('open', () => showLive(true));
  stream.addEventListener('error', () => showLive(false));
  stream.addEventListener('post', (event) => showPost(JSON.parse(event.data)));
  stream.addEventListener('state', (event) => showState(JSON.parse(event.data)));
  stream.addEventListener('cleared', () => {
    for (const column of document.querySelectorAll('[data-column]')) column.replaceChildren();
  });
}

function showLive(isOn) {
  live.classList.toggle('on', isOn);
  live.textContent = isOn ? 'सीधा · live' : 'संपर्क टूटा · disconnected';
}

// The server escapes every card; the page only puts it in its place.
function showPost({ platform, key, html }) {
  const column = document.querySelector(`[data-column="${platform}"]`);
  const before = [...column.children].find((card) => card.dataset.key === key);
  const template = document.createElement('template');
  template.innerHTML = html.trim();
  const card = template.content.firstElementChild;
  card.classList.add('new');
  if (before) before.replaceWith(card);
  else column.prepend(card);
  while (column.children.length > mostCards) column.lastElementChild.remove();
}

function showState({ counts, rules, limitsEnforced }) {
  for (const [name, count] of Object.entries(counts)) {
    for (const place of document.querySelectorAll(`[data-count="${name}"]`)) {
      place.textContent = count.toLocaleString('en-IN');
    }
  }
  document.querySelector('[data-rules]').innerHTML = rules;
  limits.checked = limitsEnforced;
}

function send(method, path, body) {
  const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return fetch(path, { method, ...(body ? json : {}) });
}

document.querySelector('[data-faults]').addEventListener('submit', (event) => {
  event.preventDefault();
  const { times, ...chosen } = Object.fromEntries(new FormData(event.target));
  const rule = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== ''));
  if (times !== '') rule.times = Number(times);
  send('POST', '/_sandbox/faults', { rules: [rule] });
});
document
  .querySelector('[data-clear]')
  .addEventListener('click', () => send('DELETE', '/_sandbox/faults'));
limits.addEventListener('change', () =>
  send('PUT', '/_sandbox/settings', { limitsEnforced: limits.checked }),
);

follow();
