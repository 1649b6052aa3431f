/** The same exam for the backend over the REST: through the real transport to the emulator, which serves a sandbox. */
import { backendExam } from './backend-exam.ts';
import { openEmulatedBench, runId } from './emulated-bench.ts';
import { type States, statesAll } from './exam-bench.ts';

/** The sandbox's refusals by the codes that the REST has for them. */
const codes: { readonly [code: string]: string } = {
  roleMissing: 'accessDenied',
  keyForCustomerOnly: 'accessDenied',
  marketUnavailable: 'cartLineRefused',
  cancelWindowClosed: 'cancelRefusedByService',
  lineNotFound: 'cancelRefusedByService',
  supportRequestOnly: 'cancelRefusedByService',
  neverCancellable: 'cancelRefusedByService',
  reservationRules: 'cancelRefusedByService',
};

const states: States = {
  ...statesAll,
  prices: false,
  skuFiles: false,
  deadlines: true,
  keyForEachOption: false,
  linkLives: false,
  rolesOfRepeats: false,
  reusedId: { cart: 'cartLineRefused', cancel: 'cancelRefusedByService' },
  recordId: () => runId,
  code: (code) => codes[code] ?? code,
};

backendExam('partner-center through the emulator', (now) => openEmulatedBench(now), states);
