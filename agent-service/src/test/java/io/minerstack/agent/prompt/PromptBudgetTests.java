package io.minerstack.agent.prompt;

import static io.minerstack.agent.TestObjects.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.memory.HistoryMessage;
import io.minerstack.agent.memory.MemoryContext;
import io.minerstack.agent.memory.PlaybookEntry;
import io.minerstack.agent.text.CodePoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PromptBudgetTests {

    private static final String[] PIECES = {
        "a", "word ", "\uD83D\uDC1F", "\n", "\u65E5", "<material>", "</material", "\uD83D\uDC68\u200D\uD83D\uDC69"
    };

    @RepeatedTest(400)
    void neverExceedsItsBudgetAndOwnsUpToEveryCut(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        PromptBuilder draft = draft(random);
        int budget = 1_000 + random.nextInt(1 << (1 + random.nextInt(16)));

        Prompt prompt = draft.within(budget);

        String text = prompt.messages().get(1).content();
        assertThat(CodePoints.length(text)).isLessThanOrEqualTo(budget);
        if (!prompt.cut()) {
            assertThat(text)
                    .contains(draft.queries().stream()
                            .map(PromptDelimiter::disarm)
                            .toList());
            draft.material().forEach(one -> assertThat(text).contains(PromptDelimiter.around(one.kind(), one.text())));
            draft.recollection().messages().forEach(message -> assertThat(text)
                    .contains(PromptDelimiter.disarm(message.content())));
            assertThat(prompt.playbookEntries())
                    .isEqualTo(draft.recollection().entries().size());
        }
    }

    @Test
    void countsAnEmojiOnceAndSaysThatItCut() {
        String fish = "\uD83D\uDC1F".repeat(3_000);
        PromptBuilder draft = new PromptBuilder(
                List.of(PromptTemplates.COMPLETE), "", List.of(fish), List.of(), MemoryContext.UNUSED);

        assertThat(draft.within(3_000).messages().get(1).content()).isEqualTo(fish);
        assertThat(draft.within(3_000).cut()).isFalse();
        assertThat(draft.within(2_999).cut()).isTrue();
        assertThat(CodePoints.length(draft.within(2_999).messages().get(1).content()))
                .isEqualTo(2_999);
    }

    @Test
    void saysSoWhereOnlyAShortTurnWasLeftOut() {
        List<HistoryMessage> messages = new ArrayList<>();
        messages.add(new HistoryMessage("user", "hi"));
        for (int i = 0; i < 20; i++) {
            messages.add(new HistoryMessage("user", "q"));
            messages.add(new HistoryMessage("assistant", "x".repeat(40)));
        }
        PromptBuilder draft = new PromptBuilder(
                List.of(PromptTemplates.COMPLETE),
                "",
                List.of("q"),
                List.of(),
                new MemoryContext(messages, List.of(), 1L, MemoryContext.State.AVAILABLE));
        int whole = CodePoints.length(draft.within(100_000).messages().get(1).content());

        Prompt prompt = draft.within(whole - 1);

        assertThat(prompt.historyTurns()).isEqualTo(20);
        assertThat(prompt.cut()).isTrue();
    }

    private static PromptBuilder draft(Random random) {
        List<String> queries = new ArrayList<>();
        for (int i = random.nextInt(4) == 0 ? 50 : 1 + random.nextInt(3); i > 0; i--) {
            queries.add("q" + text(random));
        }
        List<PromptContext> material = new ArrayList<>();
        for (int i = random.nextInt(3) * random.nextInt(20); i > 0; i--) {
            material.add(new PromptContext("notebook of output " + i, text(random)));
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
                material,
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
