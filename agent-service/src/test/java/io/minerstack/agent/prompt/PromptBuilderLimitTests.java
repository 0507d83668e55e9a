package io.minerstack.agent.prompt;

import static io.minerstack.agent.TestObjects.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.memory.HistoryMessage;
import io.minerstack.agent.memory.MemoryContext;
import io.minerstack.agent.memory.PlaybookEntry;
import io.minerstack.agent.profile.ModelProfile;
import io.minerstack.servicesupport.text.CodePoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PromptBuilderLimitTests {

    private static final String[] PIECES = {"a", "word ", "🐟", "\n", "日", "<material>", "</material", "👨‍👩"};

    @RepeatedTest(400)
    void neverExceedsTheLimitAndReportsEveryCut(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        PromptBuilder builder = builder(random);
        int budget = 1_000 + random.nextInt(1 << (1 + random.nextInt(16)));

        Prompt prompt = builder.build(budget, ModelProfile.STANDARD);

        String text = prompt.messages().get(1).content();
        assertThat(CodePoints.length(text)).isLessThanOrEqualTo(budget);
        if (!prompt.cut()) {
            assertThat(text)
                    .contains(builder.queries().stream()
                            .map(PromptDelimiter::escape)
                            .toList());
            builder.context().forEach(one -> assertThat(text).contains(PromptDelimiter.wrap(one.kind(), one.text())));
            builder.memory().messages().forEach(message -> assertThat(text)
                    .contains(PromptDelimiter.escape(message.content())));
            assertThat(prompt.playbookEntries())
                    .isEqualTo(builder.memory().entries().size());
        }
    }

    @Test
    void countsCodePointsAndReportsACut() {
        String fish = "🐟".repeat(3_000);
        PromptBuilder builder = new PromptBuilder(
                List.of(PromptTemplates.COMPLETE), "", List.of(fish), List.of(), MemoryContext.UNUSED);

        assertThat(builder.build(3_000, ModelProfile.STANDARD).messages().get(1).content())
                .isEqualTo(fish);
        assertThat(builder.build(3_000, ModelProfile.STANDARD).cut()).isFalse();
        assertThat(builder.build(2_999, ModelProfile.STANDARD).cut()).isTrue();
        assertThat(CodePoints.length(builder.build(2_999, ModelProfile.STANDARD)
                        .messages()
                        .get(1)
                        .content()))
                .isEqualTo(2_999);
    }

    @Test
    void reportsAShortTurnThatWasLeftOut() {
        List<HistoryMessage> messages = new ArrayList<>();
        messages.add(new HistoryMessage("user", "hi"));
        for (int i = 0; i < 20; i++) {
            messages.add(new HistoryMessage("user", "q"));
            messages.add(new HistoryMessage("assistant", "x".repeat(40)));
        }
        PromptBuilder builder = new PromptBuilder(
                List.of(PromptTemplates.COMPLETE),
                "",
                List.of("q"),
                List.of(),
                new MemoryContext(messages, List.of(), 1L, MemoryContext.State.AVAILABLE));
        int whole = CodePoints.length(
                builder.build(100_000, ModelProfile.STANDARD).messages().get(1).content());

        Prompt prompt = builder.build(whole - 1, ModelProfile.STANDARD);

        assertThat(prompt.historyTurns()).isEqualTo(20);
        assertThat(prompt.cut()).isTrue();
    }

    private static PromptBuilder builder(Random random) {
        List<String> queries = new ArrayList<>();
        for (int i = random.nextInt(4) == 0 ? 50 : 1 + random.nextInt(3); i > 0; i--) {
            queries.add("q" + text(random));
        }
        List<PromptContext> contexts = new ArrayList<>();
        for (int i = random.nextInt(3) * random.nextInt(20); i > 0; i--) {
            contexts.add(new PromptContext("notebook of output " + i, text(random)));
        }
        List<HistoryMessage> messages = new ArrayList<>();
        List<PlaybookEntry> entries = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            messages.add(new HistoryMessage(i % 2 == 0 ? "user" : "assistant", text(random)));
            entries.add(entry("fact", "k" + i, text(random)));
        }
        String task = random.nextBoolean() ? "" : CodePoints.cut(text(random), 1_000, "");
        return new PromptBuilder(
                List.of(PromptTemplates.COMPLETE),
                task,
                queries,
                contexts,
                new MemoryContext(messages, entries, 1L, MemoryContext.State.AVAILABLE));
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(1 << (1 + random.nextInt(12))); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
