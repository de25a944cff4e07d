/** Host names that lead to the sandbox. */
const VENDOR_HOSTS = [
  'clarityq.ai',
  '*.clarityq.ai',
  'clarifeye.ai',
  '*.clarifeye.ai',
  'clarifeye.io',
  '*.clarifeye.io',
];

/** All host names that lead to the sandbox in this session; every other one is unreachable. */
export function hostsOf({ hosts = [] }: { hosts?: string[] | undefined }): string[] {
  return [...VENDOR_HOSTS, ...hosts];
}
