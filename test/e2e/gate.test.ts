import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES } from '../sandbox/sandbox.ts';
import { expand, expectNoTraces, freshConversation, pressedRatings, reads } from './acts.ts';
import type { Tab } from './driver/person.ts';
import { addresses, connectClarityq, eventually, openStage, press, type Stage } from './stage.ts';

const { appHost } = FIXTURES.clarityq;
const KINDS = [
  'keydown keypress keyup beforeinput input compositionstart compositionupdate compositionend',
  'copy cut paste drop focus blur focusin focusout change select selectstart textInput',
]
  .join(' ')
  .split(' ');

/** A page that listens to everything, before anybody else could, and has shortcuts of its own. */
const NOSY = `<!doctype html><html lang="en"><head><title>Nosy</title><script>
window.heard = [];
const kinds = ${JSON.stringify(KINDS)};
const note = (event) => {
  if ([window, document, document.querySelector('#own')].includes(event.target)) return;
  heard.push([event.type, event.key ?? event.data ?? '', event.target.nodeName ?? ''].join(' ').trim());
};
for (const kind of kinds) {
  addEventListener(kind, note, true);
  addEventListener(kind, note);
  document.addEventListener(kind, note, true);
  document.addEventListener(kind, note);
}
window.shortcuts = 0;
addEventListener('keydown', (event) => {
  if (event.key === '/' || event.key === 'Enter') { shortcuts += 1; event.preventDefault(); }
}, true);
</script></head><body><h1>Nosy</h1><input id="own" aria-label="Search"></body></html>`;

describe('what is typed in the panel stays from the page, and the page cannot press', () => {
  let stage: Stage;
  let tab: Tab;

  /** Opens a page of a test's own under a conversation's address. */
  const open = async (title: string, body: string, headers = {}): Promise<string> => {
    const id = freshConversation(stage.sandbox, title);
    const address = addresses.clarityq(id);
    stage.sandbox.serve(appHost, new URL(address).pathname, { body, headers });
    await tab.goto(address);
    return id;
  };
  const stored = (id: string) => stage.sandbox.clarityq.feedback(id);
  const comment = () => tab.find('textbox', 'Comment');

  beforeAll(async () => {
    stage = await openStage();
    tab = await connectClarityq(stage);
  });
  afterAll(() => stage?.close());

  it('the page hears its own field, so that the silence below means something', async () => {
    await open('Own field', NOSY);
    await tab.evaluate("document.querySelector('#own').id = 'heard'");
    await (await tab.find('textbox', 'Search')).type('a/');
    const heard = await tab.evaluate<string[]>('heard');
    expect(heard).toContain('keydown a INPUT');
    expect(heard).toContain('beforeinput a INPUT');
    expect(await tab.evaluate('shortcuts')).toBe(1);
  });

  it('typing, umlauts, emoji, composing, copying and pasting: the page hears nothing', async () => {
    const id = await open('Typing', NOSY);
    await expand(tab);
    const box = await comment();
    await box.type('Größe / ünd 🙂 ');
    await tab.key('Enter');
    await tab.compose('にほ');
    await tab.commitComposition('日本');
    await tab.key('Control+a');
    await tab.key('Control+c');
    await tab.key('ArrowRight');
    await tab.key('Control+v');
    await tab.key('Backspace');
    const typed = (await box.now()).value ?? '';
    expect(typed).toMatch(/^Größe \/ ünd 🙂 \n日本/);
    await press(tab, 'Save comment');
    await eventually(
      () => stored(id)?.comment,
      (words) => words === typed.trim(),
    );
    expect(await tab.evaluate('heard')).toEqual([]);
    expect(await tab.evaluate('shortcuts')).toBe(0);
  });

  it('keys on the buttons stay from the page, too, and press them', async () => {
    const id = await open('Buttons', NOSY);
    await expand(tab);
    await (await comment()).click();
    await tab.key('Shift+Tab');
    await tab.key('ArrowRight');
    await tab.key('Enter');
    await eventually(
      () => stored(id)?.rating,
      (rating) => rating === 'NEGATIVE',
    );
    expect(await tab.evaluate('heard')).toEqual([]);
    expect(await tab.evaluate('shortcuts')).toBe(0);
  });

  it('neither the text nor the tree can be read by the page', async () => {
    await open('Reading', NOSY);
    await expand(tab);
    await (await comment()).type('Nobody reads this');
    const seen = await tab.evaluate<Record<string, unknown>>(`(() => {
      const host = document.querySelector('verdict-panel');
      return {
        root: host.shadowRoot,
        inner: host.innerHTML,
        text: document.body.innerText.includes('Nobody'),
        active: document.activeElement.nodeName,
        open: typeof host.openOrClosedShadowRoot,
      };
    })()`);
    expect(seen).toEqual({
      root: null,
      inner: '',
      text: false,
      active: 'VERDICT-PANEL',
      open: 'undefined',
    });
  });

  it('made-up clicks, keys and events of the page do nothing', async () => {
    const id = await open('Made up', NOSY);
    await expand(tab);
    const { x, y } = await (await tab.find('button', 'Good answer')).box();
    await tab.evaluate(
      (left: number, top: number) => {
        const host = document.querySelector('verdict-panel') as HTMLElement;
        const at = {
          clientX: left + 5,
          clientY: top + 5,
          bubbles: true,
          composed: true,
          detail: 1,
        };
        for (const target of [host, document.elementFromPoint(left + 5, top + 5) ?? host]) {
          for (const kind of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']) {
            target.dispatchEvent(new MouseEvent(kind, at));
          }
          target.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true }));
          target.dispatchEvent(new InputEvent('input', { data: 'x', bubbles: true }));
        }
        host.click();
        host.dispatchEvent(new CustomEvent('rate', { detail: 'good', bubbles: true }));
        postMessage({ kind: 'rate', rating: 'good' }, '*');
      },
      x,
      y,
    );
    // A press of the person's own comes after all of these, so that they have had their time.
    await press(tab, 'Bad answer');
    await eventually(
      () => stored(id)?.rating,
      (rating) => rating === 'NEGATIVE',
    );
    const ratings = stage.sandbox.clarityq.writes
      .filter(({ conversationId }) => conversationId === id)
      .map(({ rating }) => rating);
    expect(ratings).toEqual(['NEGATIVE']);
    expect((await comment()).value).toBe('');
  });

  it('a lid the page lays over the panel takes the press, which then counts for nothing', async () => {
    const id = await open('Lid', NOSY);
    const { x, y } = await (await tab.find('button', 'Good answer')).box();
    await tab.evaluate(`(() => {
      const lid = document.createElement('div');
      lid.popover = 'manual';
      lid.style.cssText = 'position:fixed;inset:0;width:100%;height:100%;opacity:0.01;pointer-events:none';
      document.body.append(lid);
      lid.showPopover();
      lid.style.pointerEvents = 'auto';
    })()`);
    await tab.mouse.click(x + 5, y + 5);
    await tab.evaluate("document.querySelector('div[popover]').remove()");
    expect(await pressedRatings(tab)).toEqual([]);
    await press(tab, 'Bad answer');
    await eventually(
      () => stored(id)?.rating,
      (rating) => rating === 'NEGATIVE',
    );
  });

  it("works under a policy of default-src 'none' and trusted types", async () => {
    const policy = "default-src 'none'; require-trusted-types-for 'script'";
    const body = '<!doctype html><title>Strict</title><h1>Strict</h1>';
    const id = await open('Strict', body, { 'content-security-policy': policy });
    await expand(tab);
    const { width } = await (await tab.find('region', 'Verdict feedback')).box();
    expect(width).toBe(320);
    await press(tab, 'Good answer');
    await reads(tab, /Stored in ClarityQ at/);
    await (await comment()).type('Still here');
    await press(tab, 'Save comment');
    await eventually(
      () => stored(id)?.comment,
      (words) => words === 'Still here',
    );
  });

  it('where the page was there first, the words go into the popup', async () => {
    await open('Opened anew', NOSY);
    await tab.find('button', 'Good answer');
    await tab.evaluate(`(() => {
      document.open();
      document.write('<!doctype html><title>Anew</title><h1>Anew</h1>');
      document.close();
    })()`);
    await expand(tab);
    await reads(tab, 'Comment in the popup, or reload.');
    expect(await tab.maybe('textbox', 'Comment')).toBeNull();
  });

  it('leaves no traces', () => expectNoTraces(stage));
});
