/** Host names that lead to the sandbox; every other one is unreachable. */
export const VENDOR_HOSTS: readonly string[] = [
  'clarityq.ai',
  '*.clarityq.ai',
  'clarifeye.ai',
  '*.clarifeye.ai',
  'clarifeye.io',
  '*.clarifeye.io',
];
