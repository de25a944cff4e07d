/** Hands a text to the person as a file, by way of the browser's own downloads. */
export function download(file: { name: string; type: string; text: string }): void {
  const address = URL.createObjectURL(
    new Blob([file.text], { type: `${file.type};charset=utf-8` }),
  );
  const link = document.createElement('a');
  link.href = address;
  link.download = file.name;
  document.body.append(link);
  link.click();
  link.remove();
  // The download has its own hold on it; at once would be too early in Firefox.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
