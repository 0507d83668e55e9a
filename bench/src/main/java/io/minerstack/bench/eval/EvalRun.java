package io.minerstack.bench.eval;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Asks all contestants the same questions, one after the other: the questions in random order, and for each question
 * the contestants in random order, so that noise of the machine hits all of them.
 */
class EvalRun {

    private final List<Contestant> contestants;
    private final int repeats;
    private final long seed;

    EvalRun(List<Contestant> contestants, int repeats, long seed) {
        this.contestants = List.copyOf(contestants);
        this.repeats = repeats;
        this.seed = seed;
    }

    /**
     * Asks.
     *
     * @param observer gets each result as soon as it is there
     */
    List<Result> ask(List<Question> questions, Consumer<Result> observer) throws InterruptedException {
        Random random = new Random(seed);
        List<Result> results = new ArrayList<>();
        for (int repeat = 0; repeat < repeats; repeat++) {
            List<Question> shuffled = new ArrayList<>(questions);
            Collections.shuffle(shuffled, random);
            for (Question question : shuffled) {
                int samplingSeed = random.nextInt(Integer.MAX_VALUE);
                List<Contestant> order = new ArrayList<>(contestants);
                Collections.shuffle(order, random);
                for (Contestant contestant : order) {
                    if (contestant.canAnswer(question)) {
                        Reply reply = contestant.ask(question, samplingSeed);
                        Result result = Result.of(question, contestant.name(), repeat, reply);
                        results.add(result);
                        observer.accept(result);
                    }
                }
            }
        }
        return results;
    }

    /** A random part of the questions; all of them if there are not more. */
    static List<Question> sample(List<Question> questions, int limit, long seed) {
        List<Question> shuffled = new ArrayList<>(questions);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled.subList(0, Math.min(limit, shuffled.size()));
    }
}
