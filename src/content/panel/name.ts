/** The panel's element in the page. */
export const HOST_NAME = 'verdict-panel';
