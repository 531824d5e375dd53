/** Keeps the figures of the streams fresh, and copies command lines; the pages work without it. */

const SAY_MS = 10_000;
const LOOK_MS = 1_000;

for (const button of document.querySelectorAll('[data-copies]')) {
  if (!(button instanceof HTMLButtonElement)) continue;
  button.hidden = false;
  button.addEventListener('click', () => {
    void navigator.clipboard.writeText(button.dataset['copies'] ?? '').then(() => {
      const label = button.querySelector('.kern-label');
      if (label) label.textContent = button.dataset['copied'] ?? '';
    });
  });
}

const live = document.querySelector('[data-live]');
if (live instanceof HTMLElement) watchStreams(live);

/** @typedef {{ figures: readonly string[], urgency?: string, word?: string }} FreshRow */
/** @typedef {{ pictures: Readonly<Record<string, { lines: readonly string[], between: string }>>, rows: readonly (readonly string[])[] }} FreshHistory */
/** @typedef {{ asOf: string, says: string, missing: number, notice?: string, state?: string, percent?: number, rows: Readonly<Record<string, FreshRow>>, history?: FreshHistory }} Fresh */

function watchStreams(/** @type {HTMLElement} */ place) {
  const says = place.querySelector('[data-says]');
  const asOf = place.querySelector('[data-as-of]');
  const trouble = place.querySelector('[data-trouble]');
  const noticeBox = document.querySelector('[data-notice]');
  const button = place.querySelector('[data-pause]');
  /** @type {EventSource | undefined} */
  let source;
  let [freshAt, saidAt, lacks] = [Date.now(), Date.now(), -1];
  /** @type {'fresh' | 'lost' | 'silent' | 'over' | 'paused'} */
  let state = 'fresh';
  let [why, notice, isChanged, hasPictures] = ['', '', false, false];

  const set = (/** @type {Element | null} */ element, /** @type {string} */ text) => {
    if (element && element.textContent !== text) element.textContent = text;
  };

  // One sentence at a time, and not more often than somebody can listen to.
  const say = (/** @type {string} */ sentence) => {
    if (Date.now() - saidAt < SAY_MS) return;
    if (says?.textContent !== sentence) saidAt = Date.now();
    set(says, sentence);
  };

  const showRow = (/** @type {Element} */ row, /** @type {FreshRow | undefined} */ fresh) => {
    const badge = row.querySelector('[data-urgency] .kern-badge');
    const word = badge?.querySelector('.kern-label') ?? null;
    if (!fresh) {
      set(word, place.dataset['gone'] ?? '');
      isChanged = true;
      return;
    }
    for (const [index, cell] of row.querySelectorAll('[data-figure]').entries())
      set(cell, fresh.figures[index] ?? '');
    if (badge && fresh.urgency && ['danger', 'warning', 'success'].includes(fresh.urgency))
      badge.className = `kern-badge kern-badge--${fresh.urgency} kern-badge--small`;
    if (fresh.word) set(word, fresh.word);
  };

  /** Pictures of the last hour and their table; a page that has none yet is to be loaded anew. */
  const showHistory = (/** @type {FreshHistory} */ { pictures, rows }) => {
    // A service that was started anew has nothing to draw yet: the last picture stays until then.
    if (rows.length < 2) return;
    const body = document.querySelector('#history')?.closest('table')?.tBodies[0];
    hasPictures ||= !body;
    if (!body) return;
    for (const picture of document.querySelectorAll('[data-picture]')) {
      const { lines = [], between = '' } = pictures[picture.getAttribute('data-picture') ?? ''] ?? {};
      for (const line of picture.querySelectorAll('polyline')) line.remove();
      for (const points of lines) {
        const line = document.createElementNS('http://www.w3.org/2000/svg', 'polyline');
        line.setAttribute('class', 'line');
        line.setAttribute('points', points);
        picture.append(line);
      }
      set(picture.querySelector('[data-first]'), rows[0]?.[0] ?? '');
      set(picture.querySelector('[data-last]'), rows.at(-1)?.[0] ?? '');
      set(picture.parentElement?.querySelector('[data-between]') ?? null, between);
    }
    showTable(body, rows);
  };

  /**
   * The oldest rows leave and new ones come; what stays is not touched, nor what somebody selected or reads in it.
   * @type {(body: HTMLTableSectionElement, rows: FreshHistory['rows']) => void}
   */
  const showTable = (body, rows) => {
    const shown = [...body.rows].map(({ cells }) => [...cells].map((cell) => cell.textContent).join('\n'));
    const fresh = rows.map((texts) => texts.join('\n'));
    const left = shown.findIndex((_, from) =>
      shown.slice(from).every((text, index) => text === fresh[index]),
    );
    for (let count = 0; count < left; count++) body.deleteRow(0);
    while (body.rows.length > rows.length) body.deleteRow(-1);
    const [like] = body.rows;
    for (const [index, texts] of rows.entries()) {
      if (like && !body.rows[index]) body.append(like.cloneNode(true));
      for (const [at, cell] of [...(body.rows[index]?.cells ?? [])].entries()) set(cell, texts[at] ?? '');
    }
  };

  const show = (/** @type {Fresh} */ fresh) => {
    freshAt = Date.now();
    state = 'fresh';
    const rows = [...document.querySelectorAll('[data-row]')];
    const names = rows.map((row) => row.getAttribute('data-row') ?? '');
    lacks = lacks < 0 ? fresh.missing : lacks;
    notice = fresh.notice ?? '';
    set(noticeBox, notice);
    document.querySelector('[data-missing]')?.toggleAttribute('hidden', fresh.missing === 0);
    isChanged =
      (fresh.state !== undefined && fresh.state !== place.dataset['state']) ||
      (fresh.missing > 0 && fresh.missing !== lacks) ||
      Object.keys(fresh.rows).some((name) => !names.includes(name));
    if (fresh.history) showHistory(fresh.history);
    isChanged ||= hasPictures;
    for (const [index, row] of rows.entries()) showRow(row, fresh.rows[names[index] ?? '']);
    const bar = document.querySelector('[data-progress]');
    if (bar instanceof HTMLProgressElement && fresh.percent !== undefined) bar.value = fresh.percent;
    set(asOf, fresh.asOf);
    say(fresh.says);
    look();
  };

  /** What keeps the figures from being those of now, told where they stand. */
  const look = () => {
    const age = Math.round((Date.now() - freshAt) / 1_000);
    const sentences = {
      fresh: (noticeBox ? '' : notice) || (isChanged ? place.dataset['changed'] : ''),
      lost: `${place.dataset['lost']} ${age}`,
      silent: `${place.dataset['silent']} ${age}`,
      over: place.getAttribute(`data-over-${why}`),
      paused: '',
    };
    const sentence = sentences[state] ?? '';
    set(trouble, sentence);
    trouble?.toggleAttribute('hidden', sentence === '');
    if (state !== 'fresh' && state !== 'paused') say(sentence);
  };

  const address = place.dataset['live'] ?? '';

  const end = (/** @type {string} */ reason) => {
    state = 'over';
    why = reason;
    source?.close();
    look();
  };

  /** Opens it again where there is a session, this one or that of a login in another tab; an EventSource does not say why it ended. */
  const reopen = async () => {
    const asked = new AbortController();
    const status = await fetch(address, { signal: asked.signal }).then(
      (answer) => answer.status,
      () => 0,
    );
    asked.abort();
    if (state !== 'lost') return;
    if (status === 204) end('session');
    else open();
  };

  const open = () => {
    source = new EventSource(address);
    source.addEventListener('figures', ({ data }) => show(/** @type {Fresh} */ (JSON.parse(String(data)))));
    source.addEventListener('silence', () => (state = 'silent'));
    source.addEventListener('error', () => {
      if (state === 'paused' || state === 'over') return;
      state = 'lost';
      // An answer that is no stream ends it for good.
      if (source?.readyState === EventSource.CLOSED) setTimeout(() => void reopen(), SAY_MS);
    });
    source.addEventListener('over', ({ data }) => {
      const { why: reason } = /** @type {{ why: string }} */ (JSON.parse(String(data)));
      if (reason !== 'session') return end(reason);
      // Whoever signed in again in another tab has another session, and goes on with it.
      source?.close();
      state = 'lost';
      setTimeout(() => void reopen(), LOOK_MS);
    });
  };

  button?.addEventListener('click', () => {
    const isPaused = state === 'paused';
    set(
      button.querySelector('.kern-label'),
      button.getAttribute(isPaused ? 'data-pause' : 'data-resume') ?? '',
    );
    source?.close();
    state = isPaused ? 'fresh' : 'paused';
    if (isPaused) open();
    look();
  });
  button?.removeAttribute('hidden');
  open();
  setInterval(look, LOOK_MS);
}
