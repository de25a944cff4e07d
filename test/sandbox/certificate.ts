import { generate } from 'selfsigned';

/** Every name the sandbox is reached under in tests, the look-alikes included. */
const NAMES = [
  'localhost',
  'clarityq.ai',
  '*.clarityq.ai',
  'clarifeye.ai',
  '*.clarifeye.ai',
  '*.app.clarifeye.ai',
  'clarifeye.io',
  '*.clarifeye.io',
  'notclarityq.ai',
  '*.notclarityq.ai',
  'clarityq.ai.example.net',
  '*.clarityq.ai.example.net',
  'clarifeye.ai.evil.example',
  '*.clarifeye.ai.evil.example',
  'eu.app.clarifeye.ai.evil.example',
  'notclarifeye.ai',
  'notclarifeye.io',
  'example.com',
  '*.example.com',
  'example.net',
  '*.example.net',
  'example.org',
  '*.example.org',
];

/**
 * Makes a fresh self-signed certificate for all names of both vendors.
 * Returns PEM texts; valid from one day ago for thirty days.
 */
export async function makeCertificate(): Promise<{ cert: string; key: string }> {
  const day = 24 * 60 * 60 * 1000;
  const made = await generate([{ name: 'commonName', value: 'Verdict sandbox' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - day),
    notAfterDate: new Date(Date.now() + 30 * day),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...NAMES.map((value) => ({ type: 2 as const, value })),
          { type: 7 as const, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { cert: made.cert, key: made.private };
}
