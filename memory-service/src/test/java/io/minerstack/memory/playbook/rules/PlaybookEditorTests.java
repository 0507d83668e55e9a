package io.minerstack.memory.playbook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.memory.playbook.rules.ValidationResult.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlaybookEditorTests {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final ProposedOperation PROPOSED =
            new ProposedOperation(null, null, null, null, null, null, null, null, null);

    @Test
    void reinforcesWhatIsSaidAgainWithoutANewVersion() {
        PlaybookDraft draft = draft(List.of(entry(1, InsightType.FACT, "city", "Lisbon", 0.6)));
        apply(draft, Kind.INSERT, InsightType.FACT, "city", "lisbon.", 0.6);
        Entry changed = only(draft);
        assertThat(changed.confidence()).isEqualTo(0.7);
        assertThat(changed.version()).isEqualTo(1);
        assertThat(changed.value()).isEqualTo("Lisbon");
        assertThat(changed.agreements()).isEqualTo(1);
    }

    @Test
    void neverGrowsSurerThanNearlySure() {
        Entry entry = entry(1, InsightType.FACT, "city", "Lisbon", 0.6);
        for (int i = 0; i < 50; i++) {
            entry = entry.reinforced(0.6, NOW);
        }
        assertThat(entry.confidence()).isEqualTo(0.99);
        assertThat(entry.reinforced(1, NOW).confidence()).isEqualTo(1);
    }

    @Test
    void treatsNearDuplicatesOfATypeAsOne() {
        PlaybookDraft draft = draft(
                List.of(entry(1, InsightType.PREFERENCE, "style", "Prefers short answers with code examples", 0.9)));
        apply(draft, Kind.INSERT, InsightType.PREFERENCE, "answers", "prefers short answers with code example", 0.9);
        assertThat(outcomes(draft)).containsExactly("updated");
        assertThat(only(draft).key()).isEqualTo("style");
    }

    @Test
    void keepsShortValuesOfDifferentKeysApart() {
        PlaybookDraft draft = draft(List.of(entry(1, InsightType.PREFERENCE, "shirt", "blue", 0.9)));
        apply(draft, Kind.INSERT, InsightType.FACT, "car", "blue", 0.9);
        assertThat(outcomes(draft)).containsExactly("inserted");
    }

    @Test
    void leavesOneEntryWhenAnUpdateSaysWhatAnotherSaysAlready() {
        PlaybookDraft draft = draft(List.of(
                entry(1, InsightType.FACT, "home", "Lives in a small town", 0.9),
                entry(2, InsightType.FACT, "place", "Lives in the city of Lisbon", 0.9)));
        apply(draft, Kind.UPDATE, InsightType.FACT, "home", "lives in the city of Lisbon", 0.9);
        assertThat(outcomes(draft)).containsExactly("deleted duplicate_value", "updated");
        assertThat(draft.size()).isEqualTo(1);
        // the one that goes is written first, or the unique index would refuse the other
        assertThat(draft.changes()).extracting(Entry::active).containsExactly(false, true);
    }

    @Test
    void doesNotLetAGuessOverwriteWhatWasSaidOutright() {
        PlaybookDraft draft = draft(List.of(entry(1, InsightType.FACT, "city", "Lisbon", 0.9)));
        apply(draft, Kind.UPDATE, InsightType.FACT, "city", "Rome", 0.3);
        assertThat(outcomes(draft)).containsExactly("rejected weaker");
        assertThat(draft.version()).isEqualTo(7);
    }

    @Test
    void takesOneOperationPerTargetAndThreeDeletes() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            entries.add(entry(i, InsightType.FACT, "k" + i, "value " + i, 0.9));
        }
        PlaybookDraft draft = draft(entries);
        apply(draft, Kind.UPDATE, InsightType.FACT, "k1", "first", 0.9);
        apply(draft, Kind.DELETE, InsightType.FACT, "k1", "", 0);
        for (int i = 2; i <= 5; i++) {
            apply(draft, Kind.DELETE, InsightType.FACT, "k" + i, "", 0);
        }
        assertThat(outcomes(draft))
                .containsExactly(
                        "updated",
                        "rejected repeated_target",
                        "deleted",
                        "deleted",
                        "deleted",
                        "rejected too_many_deletes");
    }

    @Test
    void evictsWhatIsWorthLeastAndConstraintsLast() {
        List<Entry> entries = full(InsightType.CONSTRAINT, 0.9);
        entries.set(20, entry(21, InsightType.PREFERENCE, "p", "a preference held dear", 0.99));
        entries.set(30, entry(31, InsightType.CONTEXT, "c", "a passing context", 0.6));
        PlaybookDraft draft = draft(entries);
        apply(draft, Kind.INSERT, InsightType.FACT, "new", "something quite different", 0.9);
        apply(draft, Kind.INSERT, InsightType.INSTRUCTION, "other", "yet another thing to do", 0.9);
        assertThat(draft.steps().stream().map(Step::applied).map(Applied::key))
                .containsExactly("c", "new", "new", "other");
        assertThat(outcomes(draft)).containsExactly("evicted cap", "inserted", "evicted cap", "inserted");
        assertThat(draft.size()).isEqualTo(50);
    }

    @Test
    void refusesAGuessThatIsWorthLessThanAllThatIsThere() {
        PlaybookDraft draft = draft(full(InsightType.FACT, 0.9));
        apply(draft, Kind.INSERT, InsightType.FACT, "new", "something quite different", 0.3);
        assertThat(outcomes(draft)).containsExactly("rejected cap");
        assertThat(draft.changes()).isEmpty();
    }

    @Test
    void agesWhatIsPassingAndNotWhatWasCorrected() {
        Entry context = entry(1, InsightType.CONTEXT, "k", "v", 0.8);
        Entry correction = entry(2, InsightType.CORRECTION, "k", "v", 0.8);
        assertThat(Worth.of(context, NOW.plus(Duration.ofDays(1)))).isEqualTo(Worth.of(context, NOW) / 2);
        assertThat(Worth.of(context, NOW.plus(Duration.ofDays(1000))))
                .isCloseTo(Worth.of(context, NOW) * 0.3, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(Worth.of(correction, NOW.plus(Duration.ofDays(1000)))).isEqualTo(Worth.of(correction, NOW));
        assertThat(Worth.of(context.reinforced(0.8, NOW), NOW)).isGreaterThan(Worth.of(context, NOW));
    }

    @Test
    void logsWhatItRefusesToConsider() {
        PlaybookDraft draft = draft(List.of());
        draft.apply(PROPOSED, new Refused(Reason.BAD_KEY));
        assertThat(outcomes(draft)).containsExactly("rejected bad_key");
        assertThat(draft.version()).isEqualTo(7);
    }

    private static List<Entry> full(InsightType type, double confidence) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 1; i <= PlaybookDraft.MAX_ACTIVE; i++) {
            entries.add(entry(i, type, "k" + i, "value number " + i, confidence));
        }
        return entries;
    }

    private static PlaybookDraft draft(List<Entry> entries) {
        return new PlaybookDraft(entries, entries.size(), 7, null, "feedback", NOW);
    }

    private static void apply(
            PlaybookDraft draft, Kind kind, InsightType type, String key, String value, double confidence) {
        draft.apply(PROPOSED, new ValidOperation(kind, type, key, value, confidence, null, null));
    }

    private static Entry entry(long id, InsightType type, String key, String value, double confidence) {
        return new Entry(id, type, key, value, Kind.INSERT, "f", confidence, NOW, NOW, 1, null, null, 0, 1);
    }

    private static Entry only(PlaybookDraft draft) {
        assertThat(draft.changes()).hasSize(1);
        return draft.changes().getFirst();
    }

    private static List<String> outcomes(PlaybookDraft draft) {
        return draft.steps().stream()
                .map(step -> outcome(step.applied().outcome(), step.applied().reason()))
                .toList();
    }

    private static String outcome(Outcome outcome, @Nullable Reason reason) {
        return reason == null ? outcome.word() : outcome.word() + " " + reason.code();
    }
}
