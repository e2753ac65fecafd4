/** How scripts of tests open the workbench: the key that they start Convoke with, and the header that brings it. */
export const WORKBENCH_KEY = 'of-every-test'
export const AS_SCRIPT = { 'x-workbench-key': WORKBENCH_KEY }
