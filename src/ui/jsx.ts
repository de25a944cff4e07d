import { type ComponentType, h, type JSX } from 'preact';

type Props = Record<string, unknown>;

/**
 * What the compiler turns JSX into; it stands in for `preact/jsx-runtime` in the bundles. That one
 * also serves templates made on a server, which weighs a hundred bytes more in every page.
 */
export function jsx(type: string | ComponentType, props: Props, key?: string): JSX.Element {
  return h(type as string, key === undefined ? props : { ...props, key });
}

export { Fragment } from 'preact';
export { jsx as jsxs };
