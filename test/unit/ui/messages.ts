import messages from '../../../public/_locales/en/messages.json' with { type: 'json' };

/** Puts the English messages where the browser's own would be. Import it before any view. */
function getMessage(key: string, parts: string[] = []): string {
  const found = (messages as Record<string, { message: string }>)[key]?.message ?? '';
  return found.replace(/\$(\d)/g, (_, digit: string) => parts[Number(digit) - 1] ?? '');
}

Object.assign(globalThis, {
  chrome: { runtime: { id: 'verdict' }, i18n: { getMessage, getUILanguage: () => 'en-GB' } },
});
