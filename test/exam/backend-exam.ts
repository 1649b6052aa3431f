/** The exam that every backend sits: the port, question by question. It asserts codes and facts, never texts. */
import { buyingExam } from './buying-exam.ts';
import { cancellingExam } from './cancelling-exam.ts';
import { catalogueExam } from './catalogue-exam.ts';
import { type OpenBench, type States, statesAll } from './exam-bench.ts';
import { keysExam } from './keys-exam.ts';
import { linksExam } from './links-exam.ts';
import { ordersExam } from './orders-exam.ts';
import { rolesExam } from './roles-exam.ts';
import { serviceRequestsExam } from './service-requests-exam.ts';

export const backendExam = (name: string, open: OpenBench, states: States = statesAll): void => {
  describe(`${name} sits the exam`, () => {
    catalogueExam(open, states);
    buyingExam(open, states);
    ordersExam(open);
    cancellingExam(open, states);
    keysExam(open, states);
    linksExam(open, states);
    serviceRequestsExam(open, states);
    rolesExam(open, states);
  });
};
