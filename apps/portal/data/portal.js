/** Enhances pages that work without it: the focus after a step, and a warning before a session ends. */

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
