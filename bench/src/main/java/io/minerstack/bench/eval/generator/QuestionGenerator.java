package io.minerstack.bench.eval.generator;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Writes a question set; the same seed gives the same questions. */
@FunctionalInterface
public interface QuestionGenerator {

    /** The questions in the form of the JSON-lines files. */
    List<ObjectNode> generate(long seed);
}
