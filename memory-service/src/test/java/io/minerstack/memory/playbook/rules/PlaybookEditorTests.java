package io.minerstack.memory.playbook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.memory.playbook.AppliedOperation;
import io.minerstack.memory.playbook.InsightType;
import io.minerstack.memory.playbook.OperationBuilder;
import io.minerstack.memory.playbook.OperationLogEntry;
import io.minerstack.memory.playbook.OperationOutcome;
import io.minerstack.memory.playbook.OperationType;
import io.minerstack.memory.playbook.PlaybookEntry;
import io.minerstack.memory.playbook.PlaybookSnapshot;
import io.minerstack.memory.playbook.ProposedOperation;
import io.minerstack.memory.playbook.ReasonCode;
import io.minerstack.memory.playbook.ValidOperation;
import io.minerstack.memory.playbook.retraction.Retraction;
import io.minerstack.memory.playbook.retraction.RetractionReader;
import io.minerstack.memory.playbook.rules.ValidatedOperations.ValidatedOperation;
import io.minerstack.memory.playbook.rules.ValidationResult.Accepted;
import io.minerstack.memory.playbook.rules.ValidationResult.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaybookEditorTests {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final ProposedOperation PROPOSED =
            OperationBuilder.decided(null, null, null).build();

    @Test
    void reinforcesARepeatedValueWithoutANewVersion() {
        PlaybookEditor editor = editor(List.of(entry(1, InsightType.FACT, "city", "Lisbon", 0.6)));
        apply(editor, OperationType.INSERT, InsightType.FACT, "city", "lisbon.", 0.6);
        PlaybookEntry changed = only(editor);
        assertThat(changed.confidence()).isEqualTo(0.7);
        assertThat(changed.version()).isEqualTo(1);
        assertThat(changed.value()).isEqualTo("Lisbon");
        assertThat(changed.agreements()).isEqualTo(1);
    }

    @Test
    void limitsTheConfidenceOfARepeatedValueTo99Percent() {
        PlaybookEntry entry = entry(1, InsightType.FACT, "city", "Lisbon", 0.6);
        for (int i = 0; i < 50; i++) {
            entry = entry.reinforced(0.6, NOW);
        }
        assertThat(entry.confidence()).isEqualTo(0.99);
        assertThat(entry.reinforced(1, NOW).confidence()).isEqualTo(1);
    }

    @Test
    void updatesTheEntryThatHasASimilarValueOfTheSameType() {
        PlaybookEditor editor = editor(
                List.of(entry(1, InsightType.PREFERENCE, "style", "Prefers short answers with code examples", 0.9)));
        apply(
                editor,
                OperationType.INSERT,
                InsightType.PREFERENCE,
                "answers",
                "prefers short answers with code example",
                0.9);
        assertThat(outcomes(editor)).containsExactly("updated");
        assertThat(only(editor).key()).isEqualTo("style");
    }

    @Test
    void keepsShortValuesOfDifferentKeysApart() {
        PlaybookEditor editor = editor(List.of(entry(1, InsightType.PREFERENCE, "shirt", "blue", 0.9)));
        apply(editor, OperationType.INSERT, InsightType.FACT, "car", "blue", 0.9);
        assertThat(outcomes(editor)).containsExactly("inserted");
    }

    @Test
    void mergesTwoEntriesWhenAnUpdateGivesThemTheSameValue() {
        PlaybookEditor editor = editor(List.of(
                entry(1, InsightType.FACT, "home", "Lives in a small town", 0.9),
                entry(2, InsightType.FACT, "place", "Lives in the city of Lisbon", 0.9)));
        apply(editor, OperationType.UPDATE, InsightType.FACT, "home", "lives in the city of Lisbon", 0.9);
        assertThat(outcomes(editor)).containsExactly("deleted duplicate_value", "updated");
        assertThat(editor.activeEntries()).isEqualTo(1);
        // the deleted entry is written first, because the unique index allows one active entry per value
        assertThat(editor.changedEntries()).extracting(PlaybookEntry::active).containsExactly(false, true);
    }

    @Test
    void keepsAnExplicitValueFromBeingOverwrittenByAGuess() {
        PlaybookEditor editor = editor(List.of(entry(1, InsightType.FACT, "city", "Lisbon", 0.9)));
        apply(editor, OperationType.UPDATE, InsightType.FACT, "city", "Rome", 0.3);
        assertThat(outcomes(editor)).containsExactly("rejected weaker");
        assertThat(editor.version()).isEqualTo(7);
    }

    @Test
    void appliesOneOperationPerTargetAndThreeDeletes() {
        List<PlaybookEntry> entries = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            entries.add(entry(i, InsightType.FACT, "k" + i, "value " + i, 0.9));
        }
        PlaybookEditor editor = editor(entries);
        apply(editor, OperationType.UPDATE, InsightType.FACT, "k1", "first", 0.9);
        apply(editor, OperationType.DELETE, InsightType.FACT, "k1", "", 0);
        for (int i = 2; i <= 5; i++) {
            apply(editor, OperationType.DELETE, InsightType.FACT, "k" + i, "", 0);
        }
        assertThat(outcomes(editor))
                .containsExactly(
                        "updated",
                        "rejected repeated_target",
                        "deleted",
                        "deleted",
                        "deleted",
                        "rejected too_many_deletes");
    }

    @Test
    void evictsTheLowestRankAndExplicitConstraintsLast() {
        List<PlaybookEntry> entries = full(InsightType.CONSTRAINT, 0.9);
        entries.set(20, entry(21, InsightType.PREFERENCE, "p", "a preference held dear", 0.99));
        entries.set(30, entry(31, InsightType.CONTEXT, "c", "a passing context", 0.6));
        PlaybookEditor editor = editor(entries);
        apply(editor, OperationType.INSERT, InsightType.FACT, "new", "something quite different", 0.9);
        apply(editor, OperationType.INSERT, InsightType.INSTRUCTION, "other", "yet another thing to do", 0.9);
        assertThat(editor.log().stream().map(OperationLogEntry::applied).map(AppliedOperation::key))
                .containsExactly("c", "new", "new", "other");
        assertThat(outcomes(editor)).containsExactly("evicted cap", "inserted", "evicted cap", "inserted");
        assertThat(editor.activeEntries()).isEqualTo(50);
    }

    @Test
    void refusesAGuessThatRanksBelowEveryEntry() {
        PlaybookEditor editor = editor(full(InsightType.FACT, 0.9));
        apply(editor, OperationType.INSERT, InsightType.FACT, "new", "something quite different", 0.3);
        assertThat(outcomes(editor)).containsExactly("rejected cap");
        assertThat(editor.changedEntries()).isEmpty();
    }

    @Test
    void logsARefusedOperation() {
        PlaybookEditor editor = editor(List.of());
        editor.apply(new ValidatedOperation(PROPOSED, new Refused(ReasonCode.BAD_KEY)));
        assertThat(outcomes(editor)).containsExactly("rejected bad_key");
        assertThat(editor.version()).isEqualTo(7);
    }

    @Test
    void showsTheDecidedFormOfAnExtractedOperationThatThePlaybookRefuses() {
        PlaybookEditor editor = editor(List.of(entry(1, InsightType.FACT, "city", "Lisbon", 0.9)));
        ProposedOperation proposed =
                OperationBuilder.proposedByModel("q", "City", "Rome").build();
        ValidOperation valid =
                new ValidOperation(OperationType.INSERT, InsightType.FACT, "city", "Rome", 0.3, null, null);
        editor.apply(new ValidatedOperation(proposed, new Accepted(valid)));
        assertThat(editor.log().getFirst().applied())
                .extracting(AppliedOperation::key, AppliedOperation::confidenceScore, AppliedOperation::reason)
                .containsExactly("city", 0.3, ReasonCode.WEAKER);
    }

    @Test
    void keepsAConstraintWhoseWordsAWeakUpdateGivesToAnotherEntry() {
        PlaybookEditor editor = editor(List.of(
                entry(1, InsightType.CONSTRAINT, "allergy", "Never suggest meals with peanuts", 0.9),
                entry(2, InsightType.CONTEXT, "meal", "Is planning a dinner for friends", 0.3)));
        apply(editor, OperationType.UPDATE, InsightType.CONTEXT, "meal", "never suggest meals with peanuts", 0.3);
        assertThat(outcomes(editor)).containsExactly("rejected weaker");
        assertThat(editor.activeEntries()).isEqualTo(2);
    }

    @Test
    void keepsTheStrongerOfTwoEntriesThatGetTheSameValue() {
        PlaybookEditor editor = editor(List.of(
                entry(1, InsightType.CONSTRAINT, "allergy", "Never suggest meals with peanuts", 0.9),
                entry(2, InsightType.CONTEXT, "meal", "Is planning a dinner for friends", 0.3)));
        apply(editor, OperationType.UPDATE, InsightType.CONTEXT, "meal", "never suggest meals with peanuts", 0.6);
        assertThat(outcomes(editor)).containsExactly("deleted duplicate_value", "reinforced");
        assertThat(editor.changedEntries().getLast().key()).isEqualTo("allergy");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # mem0ai/mem0#4536
            I love Chinese food | I hate Chinese food
            # mem0ai/mem0#2709
            Loves cheese pizza | Dislikes cheese pizza
            # mem0ai/mem0#5867
            The user's favourite football player is Ronaldo | My current favorite football player is Messi
            Always show code examples | Never show code examples
            # rahilp/second-brain-cloudflare#58
            I live in NYC | I moved to LA
            I work at Google | I now work for Meta
            I am 30 years old | I am 31 years old
            My name is Ada | Call me Grace
            Answer in English | Please answer in German from now on
            # lxfight-s-Astrbot-Plugins/astrbot_plugin_livingmemory#246
            我爱吃辣 | 我现在不吃辣
            Me gusta el café | No me gusta el café
            I live in Oslo | I moved from Oslo to Bergen
            I live in Oslo | I've moved to Bergen
            I live in Oslo | I don't live in Oslo, I live in Bergen
            Use metric units | Stop using metric units
            Always write long answers | Stop writing long answers
            My name is Ann | My name isn't Ann, it's Anna
            My name is Ann | My name isn't Ann. It's Anna
            My favourite colour is blue | My favourite colour is not blue but green
            I am 30 years old | I'm not 30, I'm 31
            """)
    void replacesAStatementByALaterOneAboutTheSameSubjectUnderAnyKey(String earlier, String later) {
        PlaybookEditor editor = editor(List.of(entry(1, InsightType.PREFERENCE, "a", earlier, 0.9)));
        apply(editor, OperationType.INSERT, InsightType.PREFERENCE, "b", later, 0.9);
        assertThat(outcomes(editor)).containsExactly("updated");
        assertThat(only(editor).value()).isEqualTo(later);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # trpc-group/trpc-agent-go PR#2233: signs that belong to a name
            I love C# | I hate C
            I love C | I love C++
            I love Jan | I hate Jane
            I love hats | I never hate
            My dog is called Rex | My cat is called Tom
            I prefer tea in the morning | I prefer coffee in the evening
            The user is vegetarian | The user is called Ada
            My name is Anna | My name is not Ann
            My name is Anna | My name isn't Ann
            My favourite colour is green | My favourite colour is not blue
            Use metric units | Stop using imperial units
            """)
    void keepsStatementsAboutTwoThings(String earlier, String later) {
        PlaybookEditor editor = editor(List.of(entry(1, InsightType.PREFERENCE, "a", earlier, 0.9)));
        apply(editor, OperationType.INSERT, InsightType.PREFERENCE, "b", later, 0.9);
        assertThat(outcomes(editor)).containsExactly("inserted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "i ", "the user ", "please answer in english ", "answer in english "})
    void readsAStatementOfManyEqualWords(String begin) {
        for (String words : List.of("now ", "also ", "have now ", "always ", "please ", "from now on ")) {
            assertThat(StatementSubject.of(begin + words.repeat(50_000)).single())
                    .isEmpty();
        }
    }

    @Test
    void deletesWhatIsTakenBackAndKeepsWhatTheSameFeedbackTeaches() {
        PlaybookEditor editor = editor(List.of(
                entry(1, InsightType.FACT, "vegetarian", "I am a vegetarian", 0.9),
                entry(2, InsightType.FACT, "city", "Lisbon", 0.9)));
        editor.apply(new Retraction(true, true, List.of(), List.of()));
        apply(editor, OperationType.INSERT, InsightType.FACT, "job", "Works as a nurse", 0.9);
        assertThat(outcomes(editor)).containsExactly("deleted retracted", "deleted retracted", "inserted");
        assertThat(editor.activeEntries()).isEqualTo(1);
    }

    @Test
    void deletesWhatHasEndedUnlessTheSameFeedbackChangedTheEntry() {
        PlaybookEditor editor = editor(List.of(
                entry(1, InsightType.FACT, "live", "I live in Oslo", 0.9),
                entry(2, InsightType.FACT, "home", "The user lives in Oslo, in a flat; I live in Oslo", 0.9)));
        apply(editor, OperationType.UPDATE, InsightType.FACT, "live", "I no longer live in Oslo", 0.9);
        editor.end(RetractionReader.read(List.of("I no longer live in Oslo."), sentence -> false)
                .retraction());
        assertThat(outcomes(editor)).containsExactly("updated", "deleted retracted");
        assertThat(editor.activeEntries()).isEqualTo(1);
    }

    private static List<PlaybookEntry> full(InsightType type, double confidence) {
        List<PlaybookEntry> entries = new ArrayList<>();
        for (int i = 1; i <= PlaybookEditor.MAX_ACTIVE; i++) {
            entries.add(entry(i, type, "k" + i, "value number " + i, confidence));
        }
        return entries;
    }

    private static PlaybookEditor editor(List<PlaybookEntry> entries) {
        return new PlaybookEditor(new PlaybookSnapshot(entries, entries.size(), 7, 1), null, "feedback", NOW);
    }

    private static void apply(
            PlaybookEditor editor,
            OperationType operation,
            InsightType type,
            String key,
            String value,
            double confidence) {
        ValidOperation valid = new ValidOperation(operation, type, key, value, confidence, null, null);
        editor.apply(new ValidatedOperation(PROPOSED, new Accepted(valid)));
    }

    private static PlaybookEntry entry(long id, InsightType type, String key, String value, double confidence) {
        return new PlaybookEntry(
                id, type, key, value, OperationType.INSERT, "f", confidence, NOW, NOW, 1, null, null, 0, 1);
    }

    private static PlaybookEntry only(PlaybookEditor editor) {
        assertThat(editor.changedEntries()).hasSize(1);
        return editor.changedEntries().getFirst();
    }

    private static List<String> outcomes(PlaybookEditor editor) {
        return editor.log().stream()
                .map(OperationLogEntry::applied)
                .map(applied -> outcome(applied.outcome(), applied.reason()))
                .toList();
    }

    private static String outcome(OperationOutcome outcome, @Nullable ReasonCode reason) {
        return reason == null ? outcome.label() : outcome.label() + " " + reason.label();
    }
}
