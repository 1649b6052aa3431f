import { backendExam } from './backend-exam.ts';
import { openSandboxBench } from './sandbox-bench.ts';

backendExam('the sandbox', openSandboxBench);
