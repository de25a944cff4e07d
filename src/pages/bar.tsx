import type { JSX } from 'preact';
import { say } from '../platform/words';
import { Mark } from './mark';

interface Link {
  page: 'journal' | 'options' | 'help';
  name: string;
}

/**
 * The bar every page begins with. `open` takes over the links where a page cannot simply be left,
 * as in the popup, which closes when a tab opens.
 */
export function Bar({
  here,
  open,
}: {
  here?: Link['page'];
  open?: (page: Link['page']) => void;
}): JSX.Element {
  const links: Link[] = [
    { page: 'journal', name: say('history') },
    { page: 'options', name: say('options') },
    { page: 'help', name: say('help') },
  ];
  return (
    <header class="bar">
      <Mark />
      <span class="bar-name">{say('extensionName')}</span>
      <nav aria-label={say('pageLinks')}>
        {links.map(({ page, name }) => (
          <a
            key={page}
            class="bar-link"
            href={`/${page}.html`}
            aria-current={page === here ? 'page' : undefined}
            onClick={
              open &&
              ((event) => {
                event.preventDefault();
                open(page);
              })
            }
          >
            {name}
          </a>
        ))}
      </nav>
    </header>
  );
}
