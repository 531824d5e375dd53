import type { Page } from 'playwright-core';

/** Sends what a page offers no button for, as one that was changed would, or one that was open for long. */
export async function sendForged(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  await page.evaluate(`(() => {
    const form = document.querySelector('main form').cloneNode(true);
    for (const each of form.querySelectorAll('[name]:not([name=formKey])')) each.remove();
    for (const [name, value] of Object.entries(${JSON.stringify(fields)}))
      form.append(Object.assign(document.createElement('input'), { name, value, type: 'hidden' }));
    document.querySelector('main').append(form);
    form.submit();
  })()`);
  await page.locator('#refusal').waitFor();
}
