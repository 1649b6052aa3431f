/** A bench behind a service with moods; they begin when sign-in is over. */
import { type Bench, type BenchPlan, inBench } from './bench.ts';
import { type Front, type Mood, openFront } from './front.ts';

export const inMood = async (
  plan: BenchPlan,
  mood: Mood,
  act: (bench: Bench, front: Front) => Promise<void>,
): Promise<void> => {
  const front = openFront();
  try {
    await inBench({ ...plan, front: front.open }, async (bench) => {
      front.mood = mood;
      await act(bench, front);
    });
  } finally {
    await front.close();
  }
};
