import type { Tab } from '../driver/person.ts';
import { eventually, press, type Stage } from '../stage.ts';

/**
 * Opens the history, finds the one row whose page had this title, and opens its details.
 * @param question what the row is called there; where the vendor tells no question, the latest answer
 */
export async function openedRow(
  { browser }: Stage,
  title: string,
  question = 'Latest answer',
): Promise<Tab> {
  const journal = await browser.open(browser.extensionPage('journal.html'));
  const rows = () => journal.all('link', /^Open conversation ./);
  await eventually(
    async () => (await rows()).length,
    (count) => count > 0,
  );
  await (await journal.find('searchbox', 'Search')).fill(title);
  await eventually(
    async () => (await rows()).map(({ name }) => name),
    (names) => names.length === 1 && names[0]?.includes(title) === true,
  );
  await press(journal, question);
  return journal;
}

/** Changes in Options for how long nobody has to have watched a conversation. */
export async function setWatchMinutes({ browser }: Stage, minutes: number): Promise<void> {
  const options = await browser.open(browser.extensionPage('options.html#privacy'));
  await (await options.find('spinbutton', 'Minutes without a look')).fill(String(minutes));
  await options.key('Tab');
  await options.waitForText('Saved.');
  await options.close();
}
