/** Enhances pages that work without it: the focus after a step, printing, and a warning before a session ends. */

// A page that tells of mistakes is read from there; every other one from its heading, as after a link of the browser.
const takesFocus = document.querySelector('[data-takes-focus]');
if (takesFocus instanceof HTMLElement) takesFocus.focus();

// A link of the summary shows the label and then goes into its input (GOV.UK error summary).
takesFocus?.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
  const input = document.getElementById(link?.getAttribute('href')?.slice(1) ?? '');
  if (!input) return;
  event.preventDefault();
  const label = document.querySelector(`label[for="${CSS.escape(input.id)}"]`) ?? input;
  label.scrollIntoView();
  input.focus({ preventScroll: true });
});

for (const button of document.querySelectorAll('button[data-prints]')) {
  button.removeAttribute('hidden');
  button.addEventListener('click', () => globalThis.print());
}

// Told once: a page that is loaded again, or kept, says it no more.
if (document.querySelector('[data-signed-out]')) history.replaceState(undefined, '', location.pathname);

const WARN_MS = 5 * 60_000;
const LOOK_MS = 10_000;

// Warns before the session ends, puts its end off, and tells that it has ended. Tabs tell one another of a later end.
const warning = document.querySelector('dialog[data-session-lasts]');
if (warning instanceof HTMLDialogElement) watchSession(warning);

function watchSession(/** @type {HTMLDialogElement} */ dialog) {
  const otherTabs = new BroadcastChannel('session');
  const failed = dialog.querySelector('[data-failed]');
  const says = document.querySelector('[data-session-says]');
  let ends = 0;
  let isPutAway = false;
  let isOver = false;

  const show = (/** @type {string} */ state) => {
    for (const part of dialog.querySelectorAll('[data-when]'))
      part.toggleAttribute('hidden', !part.getAttribute('data-when')?.split(' ').includes(state));
    if (!dialog.open) dialog.showModal();
  };

  const tellOtherTabs = () => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin alone
    otherTabs.postMessage(ends);
  };

  const endsAt = (/** @type {number} */ instant) => {
    ends = instant;
    isPutAway = false;
    if (ends - Date.now() > WARN_MS) dialog.close();
  };

  const look = () => {
    const left = ends - Date.now();
    if (isOver || (isPutAway && left > 0) || left > WARN_MS) return;
    if (left <= 0) {
      isOver = true;
      show('over');
      return;
    }
    const minutes = Math.ceil(left / 60_000);
    const shown = dialog.querySelector('[data-minutes]');
    if (shown) shown.textContent = String(minutes);
    show(minutes === 1 ? 'minute' : 'soon');
  };

  const stay = async () => {
    failed?.setAttribute('hidden', '');
    try {
      const answer = await fetch(dialog.getAttribute('data-stay') ?? '', { cache: 'no-store' });
      if (answer.redirected) {
        isOver = true;
        show('over');
        return;
      }
      const told = /** @type {{ lastsS: number, says: string }} */ (await answer.json());
      endsAt(Date.now() + told.lastsS * 1_000);
      tellOtherTabs();
      if (says) says.textContent = told.says;
      if (!dialog.open) return;
      isPutAway = true;
      show('last');
    } catch {
      failed?.removeAttribute('hidden');
    }
  };

  dialog.addEventListener('close', () => (isPutAway = ends - Date.now() <= WARN_MS));
  dialog.querySelector('button[type=button]')?.addEventListener('click', () => void stay());
  otherTabs.addEventListener('message', ({ data }) => {
    if (Number(data) > ends && !isOver) endsAt(Number(data));
  });
  document.addEventListener('visibilitychange', look);
  endsAt(Date.now() + Number(dialog.getAttribute('data-session-lasts')) * 1_000);
  tellOtherTabs();
  setInterval(look, LOOK_MS);
}
