/** Builds elements without any markup from strings, so the page's policy can forbid that. */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Makes an element. `properties` are attributes, but for `text` (its text) and `on` (an object of
 * listeners); null and false leave an attribute out. Children may be elements, texts or null.
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  return fill(made, properties, children);
}

function svg(tag, properties = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}

function fill(made, { text, on = {}, ...attributes }, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) made.setAttribute(name, value === true ? '' : value);
  }
  for (const [name, listener] of Object.entries(on)) made.addEventListener(name, listener);
  if (text !== undefined) made.textContent = text;
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** Text with **strong** parts as nodes. */
function inline(text) {
  return text
    .split(/\*\*(.+?)\*\*/)
    .map((part, index) => (index % 2 === 1 ? element('strong', { text: part }) : part));
}

function table(lines) {
  const rows = lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  const [head = [], ...body] = rows;
  return element(
    'table',
    {},
    element(
      'thead',
      {},
      element('tr', {}, ...head.map((text) => element('th', { scope: 'col', text }))),
    ),
    element(
      'tbody',
      {},
      ...body.map((cells) => element('tr', {}, ...cells.map((text) => element('td', { text })))),
    ),
  );
}

/** A bar chart from lines such as `!chart Americas EMEA` and `Mar 5.2 4.6`, in millions. */
function chart([head = '', ...lines]) {
  const names = head.split(' ').slice(1);
  const rows = lines.map((line) => line.split(' '));
  const height = (value) => Number(value) * 20;
  const grid = [0, 2, 4, 6].flatMap((value) => [
    svg('line', {
      class: 'grid',
      x1: 36,
      x2: 620,
      y1: 126 - height(value),
      y2: 126 - height(value),
    }),
    svg('text', {
      class: 'axis',
      x: 28,
      y: 130 - height(value),
      'text-anchor': 'end',
      text: value === 0 ? '0' : `${value} m`,
    }),
  ]);
  const bars = rows.flatMap(([month, ...values], row) => [
    ...values.map((value, index) =>
      svg('rect', {
        class:
          row === rows.length - 1 && index === values.length - 1
            ? 'bar low'
            : `bar series-${index}`,
        x: 78 + row * 142 + index * 36,
        y: 126 - height(value),
        width: 30,
        height: height(value),
        rx: 2,
      }),
    ),
    svg('text', {
      class: 'axis',
      x: 111 + row * 142,
      y: 148,
      'text-anchor': 'middle',
      text: month,
    }),
  ]);
  const key = element(
    'div',
    { class: 'legend' },
    ...names.map((name, index) => element('span', { class: `key series-${index}`, text: name })),
  );
  return element(
    'figure',
    {},
    key,
    svg(
      'svg',
      { viewBox: '0 0 624 156', role: 'img', 'aria-label': `${names.join(' and ')} by month` },
      ...grid,
      ...bars,
    ),
  );
}

function block(text) {
  const lines = text.split('\n');
  if (text.startsWith('!chart')) return chart(lines);
  if (text.startsWith('|')) return table(lines);
  if (text.startsWith('- ')) {
    return element('ul', {}, ...lines.map((line) => element('li', {}, ...inline(line.slice(2)))));
  }
  return element('p', {}, ...inline(text));
}

/** An answer's text as nodes: paragraphs, lists, tables and charts, parted by empty lines. */
export function answerNodes(text) {
  return text
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== '')
    .map(block);
}

/** An arrow that points up, for the button that sends. */
export function arrowUp() {
  return svg(
    'svg',
    { viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true' },
    svg('path', {
      d: 'M8 13V3M3.5 7.5 8 3l4.5 4.5',
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': 1.8,
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    }),
  );
}

/**
 * Makes the composer work: Enter sends, Shift+Enter breaks the line, it grows with its text, and
 * the page's own shortcut `/` brings the focus into it.
 */
export function wireComposer(form, onSend) {
  const field = form.querySelector('textarea');
  const send = () => {
    const text = field.value.trim();
    if (text === '' || field.disabled) return;
    field.value = '';
    onSend(text);
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  window.addEventListener('keydown', (event) => {
    const typing = event.target instanceof Element && event.target.closest('textarea, input');
    if (event.key !== '/' || typing) return;
    event.preventDefault();
    field.focus();
  });
}

/** Reads a streamed reply line by line; ends with it. */
export async function eachLine(response, onLine) {
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    rest += decoder.decode(value, { stream: !done });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') onLine(line);
    if (done) return;
  }
}
