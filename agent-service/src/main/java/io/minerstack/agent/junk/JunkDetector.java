package io.minerstack.agent.junk;

import io.minerstack.agent.profile.ModelProfile.PromptStyle;
import io.minerstack.agent.prompt.PromptTemplates;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says whether an answer is junk, and what of it is worth sending. */
@Component
public final class JunkDetector {

    private static final JunkCheck REPETITION = new RepetitionCheck();
    private static final JunkCheck LANGUAGE = new LanguageCheck();
    private static final JunkCheck NON_ANSWER = new NonAnswerCheck();
    private static final JunkCheck EMPTY_PRAISE = new EmptyPraiseCheck();

    /** The first check that finds something decides: a text that repeats itself is mostly cut off, too. */
    private final List<JunkCheck> checks =
            List.of(REPETITION, new EchoCheck(instructions()), NON_ANSWER, EMPTY_PRAISE, LANGUAGE, new CutOffCheck());

    private static List<String> instructions() {
        return Arrays.stream(PromptTemplates.values())
                .flatMap(template -> Arrays.stream(PromptStyle.values()).map(template::text))
                .toList();
    }

    /**
     * What is wrong with an answer; null for nothing.
     *
     * @param cutAtLimit whether the model's reply ended at its output limit
     */
    public @Nullable JunkFinding check(String answer, boolean cutAtLimit, AnsweredRequest request) {
        return firstFinding(checks, CheckedAnswer.of(answer, cutAtLimit, request));
    }

    /**
     * As {@link #check}, for the answer beside a good document. "Here is the story:" says enough there, so only
     * repetition and a wrong language are looked for.
     */
    public @Nullable JunkFinding checkBesideDocument(String answer, AnsweredRequest request) {
        return firstFinding(List.of(REPETITION, LANGUAGE), CheckedAnswer.of(answer, false, request));
    }

    /** As {@link #check}, for an answer about material that is not known: its language and its echoes may be right. */
    public @Nullable JunkFinding checkWithoutMaterial(String answer, AnsweredRequest request) {
        return firstFinding(List.of(REPETITION, NON_ANSWER, EMPTY_PRAISE), CheckedAnswer.of(answer, false, request));
    }

    private static @Nullable JunkFinding firstFinding(List<JunkCheck> checks, CheckedAnswer checked) {
        return checks.stream()
                .map(check -> check.check(checked))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** As {@link #checkDocument}, for a document without its end: its best part are its whole sentences. */
    public JunkFinding checkCutDocument(String document, AnsweredRequest request) {
        JunkFinding repetition = checkDocument(document, true, request);
        return repetition == null ? CutOffCheck.finding(document) : repetition;
    }

    /** As {@link #check}, for a document, which may be in any language and has only its repetitions checked. */
    public @Nullable JunkFinding checkDocument(String document, boolean cutAtLimit, AnsweredRequest request) {
        return REPETITION.check(CheckedAnswer.of(document, cutAtLimit, request));
    }
}
