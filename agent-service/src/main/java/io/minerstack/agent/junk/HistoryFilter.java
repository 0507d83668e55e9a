package io.minerstack.agent.junk;

import io.minerstack.agent.contract.ComponentName;
import io.minerstack.agent.contract.StoredUserMessage;
import io.minerstack.agent.memory.HistoryMessage;
import io.minerstack.agent.memory.MemoryContext;
import io.minerstack.agent.memory.PlaybookEntry;
import io.minerstack.agent.prompt.PromptBudget;
import io.minerstack.servicesupport.text.CodePoints;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Takes junk out of the history before a prompt is made of it, because a model goes on as it began. A junk answer
 * is shortened to its best part, or left out where that says nothing. What the user said stays, and so does what is
 * stored.
 */
@Component
public final class HistoryFilter {

    private static final String USER = "user";
    /** The requests about other outputs that a model answers; code words the rest. */
    private static final Set<ComponentName> ABOUT_MATERIAL =
            EnumSet.of(ComponentName.REFINE, ComponentName.FEEDBACK, ComponentName.SUMMARY);

    private final JunkDetector detector;
    private final JunkCheckExecutor executor;
    private final PromptBudget budget;
    private final GoodTurns goodTurns = new GoodTurns();

    public HistoryFilter(JunkDetector detector, JunkCheckExecutor executor, PromptBudget budget) {
        this.detector = detector;
        this.executor = executor;
        this.budget = budget;
    }

    /**
     * The same context with a history that has no junk. Messages that are too old for any prompt stay as they are: a
     * prompt takes the last turns, and no more than its length limit.
     */
    public Mono<MemoryContext> withoutJunk(MemoryContext memory) {
        int length = memory.messages().stream()
                .mapToInt(message -> message.content().length())
                .sum();
        return executor.run(length, () -> filtered(memory), memory);
    }

    private MemoryContext filtered(MemoryContext memory) {
        List<HistoryMessage> messages = memory.messages();
        List<String> wishes = wishes(memory);
        Deque<HistoryMessage> kept = new ArrayDeque<>();
        long left = budget.maxCharacters();
        for (int i = messages.size() - 1; i >= 0; i--) {
            HistoryMessage message = messages.get(i);
            boolean judged = left > 0 && i > 0 && !isUser(message) && isUser(messages.get(i - 1));
            HistoryMessage worth = judged ? withoutJunk(messages.get(i - 1), message, wishes) : message;
            if (worth != null) {
                kept.addFirst(worth);
                left -= CodePoints.length(worth.content());
            }
        }
        List<HistoryMessage> good = List.copyOf(kept);
        return good.equals(messages)
                ? memory
                : new MemoryContext(good, memory.entries(), memory.playbookVersion(), memory.state());
    }

    private static boolean isUser(HistoryMessage message) {
        return message.role().equals(USER);
    }

    /** The texts that may have wishes of the user. */
    private static List<String> wishes(MemoryContext memory) {
        List<String> wishes = new ArrayList<>();
        memory.entries().stream().map(PlaybookEntry::value).forEach(wishes::add);
        memory.messages().stream()
                .filter(HistoryFilter::isUser)
                .map(HistoryMessage::content)
                .forEach(wishes::add);
        return wishes;
    }

    /** What is worth reading of an answer; null for nothing. */
    private @Nullable HistoryMessage withoutJunk(HistoryMessage question, HistoryMessage answer, List<String> wishes) {
        JunkFinding junk = junk(question.content(), answer.content(), wishes);
        if (junk == null) {
            return answer;
        }
        return junk.usable() ? new HistoryMessage(answer.role(), junk.bestPart()) : null;
    }

    private @Nullable JunkFinding junk(String question, String answer, List<String> wishes) {
        String digest = GoodTurns.digest(question, answer);
        if (goodTurns.contains(digest)) {
            return null;
        }
        String asked = StoredUserMessage.withoutLabels(question);
        // wishes change with each turn, so what is remembered must be true without them
        if (check(question, asked, answer, List.of()) == null) {
            goodTurns.add(digest);
            return null;
        }
        return check(question, asked, answer, wishes);
    }

    private @Nullable JunkFinding check(String question, String asked, String answer, List<String> wishes) {
        boolean isReview = StoredUserMessage.isOf(ComponentName.FEEDBACK, question);
        AnsweredRequest request = AnsweredRequest.of("", List.of(asked), List.of(), wishes, isReview);
        if (StoredUserMessage.isOf(ComponentName.COMPLETE, question)) {
            return detector.check(answer, false, request);
        }
        // the other messages do not say what the answer was about
        return ABOUT_MATERIAL.stream().anyMatch(component -> StoredUserMessage.isOf(component, question))
                ? detector.checkWithoutMaterial(answer, request)
                : detector.checkDocument(answer, false, request);
    }
}
