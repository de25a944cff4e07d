// Packs the extension for Firefox, and its sources, into the folder given.
import { zip } from 'wxt';

await zip({ root: process.cwd(), outDir: process.argv[2], browser: 'firefox' });
