package io.minerstack.agent.junk;

import io.minerstack.agent.memory.HistoryMessage;
import io.minerstack.agent.memory.MemoryContext;
import io.minerstack.agent.memory.PlaybookEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes junk out of the history before a prompt is made of it, because a model goes on as it began. A junk answer
 * is shortened to its best part, or left out where that says nothing. What the user said stays, and so does what is
 * stored.
 */
@Component
public final class HistoryFilter {

    private static final String USER = "user";
    private static final String COMPLETE = "Task:";

    /** The labels of a stored user message. */
    private static final Pattern LABEL = Pattern.compile("(?m)^(?:Task|Query \\d{1,2}): ?");

    private final JunkDetector detector;

    public HistoryFilter(JunkDetector detector) {
        this.detector = detector;
    }

    /** The same context with a history that has no junk. */
    public MemoryContext withoutJunk(MemoryContext memory) {
        List<HistoryMessage> kept = new ArrayList<>();
        for (HistoryMessage message : memory.messages()) {
            if (message.role().equals(USER) || kept.isEmpty() || !isUser(kept)) {
                kept.add(message);
            } else {
                addAnswer(kept, message, memory);
            }
        }
        return kept.equals(memory.messages())
                ? memory
                : new MemoryContext(kept, memory.entries(), memory.playbookVersion(), memory.state());
    }

    private static boolean isUser(List<HistoryMessage> messages) {
        return messages.getLast().role().equals(USER);
    }

    /** Adds what is worth reading of the answer to the last message. */
    private void addAnswer(List<HistoryMessage> kept, HistoryMessage answer, MemoryContext memory) {
        JunkFinding junk = junk(kept.getLast().content(), answer.content(), memory);
        if (junk == null) {
            kept.add(answer);
        } else if (junk.usable()) {
            kept.add(new HistoryMessage(answer.role(), junk.bestPart()));
        }
    }

    private @Nullable JunkFinding junk(String question, String answer, MemoryContext memory) {
        List<String> wishes = new ArrayList<>();
        memory.entries().stream().map(PlaybookEntry::value).forEach(wishes::add);
        memory.messages().stream()
                .filter(message -> message.role().equals(USER))
                .map(HistoryMessage::content)
                .forEach(wishes::add);
        String asked = LABEL.matcher(question).replaceAll("");
        AnsweredRequest request = AnsweredRequest.of("", List.of(asked), List.of(), wishes, false);
        // the other messages do not say what the answer was about
        return question.startsWith(COMPLETE)
                ? detector.check(answer, false, request)
                : detector.checkDocument(answer, false, request);
    }
}
