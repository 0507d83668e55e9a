package io.minerstack.bench.eval.generator;

import java.util.List;
import java.util.SplittableRandom;

/** Chooses from lists. A published question set is made again only by the same choices in the same order. */
final class RandomChoice {

    private RandomChoice() {}

    static String pick(SplittableRandom random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** Two different ones. */
    static List<String> two(SplittableRandom random, List<String> from) {
        int first = random.nextInt(from.size());
        int second = (first + random.nextInt(1, from.size())) % from.size();
        return List.of(from.get(first), from.get(second));
    }
}
