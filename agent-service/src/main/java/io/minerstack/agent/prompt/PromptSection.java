package io.minerstack.agent.prompt;

import io.minerstack.servicesupport.text.CodePoints;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A part of the user message that fits its share of the length limit.
 *
 * @param blocks the delimited texts; empty where the section has nothing to show or no room
 * @param items number of turns, entries or texts in the blocks
 * @param cut whether anything was left out or shortened
 */
record PromptSection(List<String> blocks, int items, boolean cut) {

    static final PromptSection EMPTY = new PromptSection(List.of(), 0, false);

    private static final String SEPARATOR = "\n\n";

    PromptSection {
        blocks = List.copyOf(blocks);
    }

    static String join(List<PromptSection> sections) {
        return sections.stream().flatMap(section -> section.blocks().stream()).collect(Collectors.joining(SEPARATOR));
    }

    /** The code points that the delimiters of one block take, and the separator after the block. */
    static int overhead(String kind) {
        return CodePoints.length(PromptDelimiter.wrap(kind, "")) + SEPARATOR.length();
    }

    boolean isEmpty() {
        return blocks.isEmpty();
    }

    String text() {
        return String.join(SEPARATOR, blocks);
    }

    /** The code points of the blocks, each with the separator after it. */
    int length() {
        return blocks.stream()
                .mapToInt(block -> CodePoints.length(block) + SEPARATOR.length())
                .sum();
    }
}
