package io.minerstack.agent.prompt;

import io.minerstack.servicesupport.text.CodePoints;
import java.util.ArrayList;
import java.util.List;

/**
 * The texts of other sources. Long texts are shortened evenly; the last ones are left out where there is no room at
 * all.
 */
final class ContextSection {

    // fewer characters of a text are not worth their delimiters
    private static final int MIN_TEXT_LENGTH = 20;

    private ContextSection() {}

    static PromptSection fit(List<PromptContext> contexts, int budget) {
        List<PromptContext> chosen = choose(contexts, budget);
        int overhead = chosen.stream()
                .mapToInt(context -> PromptSection.overhead(context.kind()))
                .sum();
        List<String> texts = chosen.stream().map(PromptContext::text).toList();
        List<String> fitted = BudgetAllocator.fit(texts, budget - overhead);
        List<String> blocks = new ArrayList<>();
        for (int i = 0; i < fitted.size(); i++) {
            blocks.add(PromptDelimiter.wrap(chosen.get(i).kind(), fitted.get(i)));
        }
        boolean cut = chosen.size() < contexts.size() || !fitted.equals(texts);
        return new PromptSection(blocks, blocks.size(), cut);
    }

    /** The first texts that have room for their delimiters and a few characters each. */
    private static List<PromptContext> choose(List<PromptContext> contexts, int budget) {
        int left = budget;
        List<PromptContext> chosen = new ArrayList<>();
        for (PromptContext context : contexts) {
            left -= PromptSection.overhead(context.kind())
                    + Math.min(MIN_TEXT_LENGTH, CodePoints.length(context.text()));
            if (left < 0) {
                break;
            }
            chosen.add(context);
        }
        return chosen;
    }
}
