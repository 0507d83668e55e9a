package io.minerstack.bench.eval.generator;

import java.util.List;

/** Names of towns that no model knows. */
final class InventedTowns {

    static final List<String> NAMES = List.of(
            "Brenford",
            "Aldwick",
            "Corvel",
            "Dunmere",
            "Estrand",
            "Farholt",
            "Glimton",
            "Harwell",
            "Ivenport",
            "Kelby");

    private InventedTowns() {}
}
