package io.minerstack.agent.vote;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * Union-find: groups elements that are equivalent directly or through other elements, so that order does not matter.
 */
final class DisjointSets {

    private DisjointSets() {}

    /** Compares each pair at most once: {@code n * (n - 1) / 2} comparisons for {@code n} elements. */
    static <T> List<List<T>> of(List<T> elements, BiPredicate<T, T> equivalent) {
        int[] parent = new int[elements.size()];
        for (int i = 0; i < parent.length; i++) {
            parent[i] = i;
        }
        for (int i = 0; i < parent.length; i++) {
            for (int j = i + 1; j < parent.length; j++) {
                if (root(parent, i) != root(parent, j) && equivalent.test(elements.get(i), elements.get(j))) {
                    parent[root(parent, j)] = root(parent, i);
                }
            }
        }
        Map<Integer, List<T>> sets = new LinkedHashMap<>();
        for (int i = 0; i < parent.length; i++) {
            sets.computeIfAbsent(root(parent, i), first -> new ArrayList<>()).add(elements.get(i));
        }
        return List.copyOf(sets.values());
    }

    private static int root(int[] parent, int index) {
        int root = index;
        while (parent[root] != root) {
            root = parent[root];
        }
        return root;
    }
}
