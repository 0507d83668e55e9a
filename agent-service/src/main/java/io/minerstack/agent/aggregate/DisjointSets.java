package io.minerstack.agent.aggregate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** Groups things that are the same as each other, directly or through others: that does not depend on their order. */
final class DisjointSets {

    private DisjointSets() {}

    static <T> List<List<T>> of(List<T> things, BiPredicate<T, T> same) {
        int[] leader = new int[things.size()];
        for (int i = 0; i < leader.length; i++) {
            leader[i] = i;
        }
        for (int i = 0; i < leader.length; i++) {
            for (int j = i + 1; j < leader.length; j++) {
                if (find(leader, i) != find(leader, j) && same.test(things.get(i), things.get(j))) {
                    leader[find(leader, j)] = find(leader, i);
                }
            }
        }
        Map<Integer, List<T>> groups = new LinkedHashMap<>();
        for (int i = 0; i < leader.length; i++) {
            groups.computeIfAbsent(find(leader, i), first -> new ArrayList<>()).add(things.get(i));
        }
        return List.copyOf(groups.values());
    }

    private static int find(int[] leader, int of) {
        int at = of;
        while (leader[at] != at) {
            at = leader[at];
        }
        return at;
    }
}
