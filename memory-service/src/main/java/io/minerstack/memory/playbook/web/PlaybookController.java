package io.minerstack.memory.playbook.web;

import io.minerstack.memory.conversationkey.ConversationKey;
import io.minerstack.memory.playbook.InsightType;
import io.minerstack.memory.playbook.PlaybookEntry;
import io.minerstack.memory.playbook.store.PlaybookStore;
import io.minerstack.servicesupport.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Shows the active entries of a playbook, with the bodies of the public API. */
@RestController
@RequestMapping("/playbook/{cid}")
class PlaybookController {

    private final PlaybookStore store;

    PlaybookController(PlaybookStore store) {
        this.store = store;
    }

    @GetMapping
    Mono<PlaybookView> show(
            ConversationKey key, @RequestParam(name = "insight_type", required = false) @Nullable String type) {
        return store.activeEntries(key, type(type)).map(entries -> PlaybookView.of(key, entries));
    }

    @GetMapping("/context")
    Mono<PlaybookContextView> context(ConversationKey key) {
        return store.activeEntries(key, null).map(entries -> PlaybookContextView.of(key, entries));
    }

    private static @Nullable InsightType type(@Nullable String label) {
        if (label == null || label.isEmpty()) {
            return null;
        }
        return InsightType.find(label)
                .orElseThrow(() -> ProblemException.invalid(
                        "insight_type", "must be preference, instruction, fact, correction, context or constraint"));
    }

    /** {@code total_entries} has the same number as {@code entry_count}, for the reference's test page. */
    record PlaybookView(String cid, int entryCount, int totalEntries, List<EntryView> entries) {

        static PlaybookView of(ConversationKey key, List<PlaybookEntry> entries) {
            return new PlaybookView(key.cid().value(), entries.size(), entries.size(), views(key, entries));
        }
    }

    /** {@code context} has the same text as {@code formatted_context}, for older clients. */
    record PlaybookContextView(
            String cid, int entryCount, String formattedContext, String context, List<EntryView> entries) {

        static PlaybookContextView of(ConversationKey key, List<PlaybookEntry> entries) {
            String text = PlaybookFormatter.format(entries);
            return new PlaybookContextView(key.cid().value(), entries.size(), text, text, views(key, entries));
        }
    }

    private static List<EntryView> views(ConversationKey key, List<PlaybookEntry> entries) {
        return entries.stream().map(entry -> EntryView.of(key, entry)).toList();
    }
}
