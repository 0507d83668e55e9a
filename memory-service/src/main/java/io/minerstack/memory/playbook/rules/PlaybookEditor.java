package io.minerstack.memory.playbook.rules;

import io.minerstack.memory.playbook.AppliedOperation;
import io.minerstack.memory.playbook.OperationLogEntry;
import io.minerstack.memory.playbook.OperationOutcome;
import io.minerstack.memory.playbook.OperationType;
import io.minerstack.memory.playbook.PlaybookEntry;
import io.minerstack.memory.playbook.PlaybookSnapshot;
import io.minerstack.memory.playbook.ProposedOperation;
import io.minerstack.memory.playbook.ReasonCode;
import io.minerstack.memory.playbook.ValidOperation;
import io.minerstack.memory.playbook.ValueDigest;
import io.minerstack.memory.playbook.retraction.Retraction;
import io.minerstack.memory.playbook.rules.ValidatedOperations.ValidatedOperation;
import io.minerstack.memory.playbook.rules.ValidationResult.Accepted;
import io.minerstack.memory.playbook.rules.ValidationResult.Refused;
import io.minerstack.servicesupport.text.TextFolding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Applies the operations of one feedback to a playbook, one after the other, and collects the changed entries and the
 * log. Works in memory, on what the transaction read, so that a plain test can prove every rule. Lives for one
 * transaction.
 */
public class PlaybookEditor {

    static final int MAX_ACTIVE = 50;
    private static final int MAX_DELETES = 3;

    private final Map<Long, PlaybookEntry> active = new LinkedHashMap<>();
    private final Map<Long, PlaybookEntry> changed = new LinkedHashMap<>();
    private final Set<Long> created = new HashSet<>();
    private final Set<List<Object>> targets = new HashSet<>();
    private final List<OperationLogEntry> log = new ArrayList<>();
    private final Map<String, ComparableValue> comparables = new HashMap<>();
    private final String sourceFeedback;
    private final @Nullable Long versionSeen;
    private final long nextVersion;
    private final Instant now;
    private long lastId;
    private int deletes;

    /**
     * An editor for one feedback.
     *
     * @param versionSeen the playbook version that the operations were decided on, where known
     * @param sourceFeedback the text that new and updated entries name as their source
     */
    public PlaybookEditor(PlaybookSnapshot playbook, @Nullable Long versionSeen, String sourceFeedback, Instant now) {
        playbook.entries().forEach(entry -> active.put(entry.id(), entry));
        this.lastId = playbook.lastId();
        this.nextVersion = playbook.version() + 1;
        this.versionSeen = versionSeen;
        this.sourceFeedback = sourceFeedback;
        this.now = now;
    }

    /**
     * Deletes the entries that the user takes back in plain words. Runs before the operations, so that an entry which
     * the same feedback makes stays.
     */
    public void apply(Retraction retraction) {
        if (retraction.present()) {
            active.values().stream()
                    .filter(retraction::takesBack)
                    .toList()
                    .forEach(entry -> remove(entry, OperationOutcome.DELETED, ReasonCode.RETRACTED));
        }
    }

    /**
     * Deletes the entries that state what has ended: "I live in Oslo" after "I no longer live in Oslo". Runs after the
     * operations, because one of them may have made the entry say so. Keeps what this feedback changed.
     */
    public void end(Retraction retraction) {
        active.values().stream()
                .filter(entry -> !changed.containsKey(entry.id()) && retraction.ends(entry))
                .limit(MAX_DELETES)
                .toList()
                .forEach(entry -> remove(entry, OperationOutcome.DELETED, ReasonCode.RETRACTED));
    }

    public void apply(ValidatedOperation validated) {
        ProposedOperation proposed = validated.proposed();
        switch (validated.result()) {
            case Refused refused -> logRejected(AppliedOperation.rejected(proposed, refused.reason()), proposed);
            case Accepted(ValidOperation operation)
            when !targets.add(List.of(operation.type(), operation.key())) ->
                reject(proposed, operation, ReasonCode.REPEATED_TARGET);
            case Accepted(ValidOperation operation)
            when operation.operation() == OperationType.DELETE -> delete(proposed, operation);
            case Accepted(ValidOperation operation) -> put(proposed, operation);
        }
    }

    private void delete(ProposedOperation proposed, ValidOperation operation) {
        Optional<PlaybookEntry> target = find(entry -> entry.isAt(operation.type(), operation.key()));
        if (target.isEmpty()) {
            reject(proposed, operation, ReasonCode.NO_SUCH_ENTRY);
        } else if (changedSinceSeen(target.get())) {
            reject(proposed, operation, ReasonCode.CONFLICT);
        } else if (++deletes > MAX_DELETES) {
            reject(proposed, operation, ReasonCode.TOO_MANY_DELETES);
        } else {
            PlaybookEntry deleted = target.get().deleted(now, nextVersion);
            change(proposed, target.get(), deleted, OperationType.DELETE, OperationOutcome.DELETED, null);
        }
    }

    /**
     * Treats insert and update alike, because the playbook knows better than the model whether such an entry exists.
     */
    private void put(ProposedOperation proposed, ValidOperation operation) {
        byte[] digest = ValueDigest.of(operation.value());
        Optional<PlaybookEntry> sameKey = find(entry -> entry.isAt(operation.type(), operation.key()));
        Optional<PlaybookEntry> sameValue =
                find(entry -> digest != null && Arrays.equals(digest, ValueDigest.of(entry.value())));
        if (sameKey.isPresent() && hasSameValue(sameKey.get(), operation)) {
            reinforce(proposed, sameKey.get(), operation);
        } else if (sameKey.isPresent()) {
            update(proposed, sameKey.get(), operation, sameValue);
        } else if (sameValue.isPresent()) {
            reinforce(proposed, sameValue.get(), operation);
        } else {
            ComparableValue value = new ComparableValue(operation.value());
            Optional<PlaybookEntry> similar =
                    find(entry -> value.replaces(comparable(entry), operation.type(), entry.type()));
            if (similar.isPresent()) {
                update(proposed, similar.get(), operation, Optional.empty());
            } else {
                insert(proposed, operation);
            }
        }
    }

    private static boolean hasSameValue(PlaybookEntry entry, ValidOperation operation) {
        return TextFolding.foldWithoutFullStop(entry.value())
                .equals(TextFolding.foldWithoutFullStop(operation.value()));
    }

    private void reinforce(ProposedOperation proposed, PlaybookEntry entry, ValidOperation operation) {
        PlaybookEntry reinforced = entry.reinforced(operation.confidence(), now);
        change(proposed, entry, reinforced, operation.operation(), OperationOutcome.REINFORCED, null);
    }

    private void update(
            ProposedOperation proposed,
            PlaybookEntry entry,
            ValidOperation operation,
            Optional<PlaybookEntry> duplicate) {
        if (changedSinceSeen(entry) || duplicate.filter(this::changedSinceSeen).isPresent()) {
            reject(proposed, operation, ReasonCode.CONFLICT);
        } else if (isWeaker(operation, entry)
                || duplicate.filter(other -> isWeaker(operation, other)).isPresent()) {
            reject(proposed, operation, ReasonCode.WEAKER);
        } else if (duplicate.filter(other -> isStronger(other, operation)).isPresent()) {
            // the entry that already has the value is the stronger one: it stays, and the outdated entry goes
            remove(entry, OperationOutcome.DELETED, ReasonCode.DUPLICATE_VALUE);
            reinforce(proposed, duplicate.get(), operation);
        } else {
            duplicate.ifPresent(other -> remove(other, OperationOutcome.DELETED, ReasonCode.DUPLICATE_VALUE));
            PlaybookEntry updated = entry.updated(operation, sourceFeedback, now, nextVersion);
            change(proposed, entry, updated, OperationType.UPDATE, OperationOutcome.UPDATED, null);
        }
    }

    private static boolean isWeaker(ValidOperation operation, PlaybookEntry entry) {
        return operation.confidence() < EvictionPolicy.WEAK && entry.confidence() >= EvictionPolicy.EXPLICIT;
    }

    private static boolean isStronger(PlaybookEntry entry, ValidOperation operation) {
        return entry.confidence() > operation.confidence();
    }

    private void insert(ProposedOperation proposed, ValidOperation operation) {
        PlaybookEntry entry = new PlaybookEntry(
                lastId + 1,
                operation.type(),
                operation.key(),
                operation.value(),
                OperationType.INSERT,
                sourceFeedback,
                operation.confidence(),
                now,
                now,
                1,
                operation.tags(),
                operation.extraData(),
                0,
                nextVersion);
        if (active.size() >= MAX_ACTIVE && !makeRoomFor(entry)) {
            reject(proposed, operation, ReasonCode.CAP);
            return;
        }
        lastId = entry.id();
        created.add(entry.id());
        change(proposed, null, entry, OperationType.INSERT, OperationOutcome.INSERTED, null);
    }

    /** Evicts the entry of the lowest rank; false where the new entry is a guess and would itself rank lowest. */
    private boolean makeRoomFor(PlaybookEntry newcomer) {
        Comparator<PlaybookEntry> order = EvictionPolicy.lowestFirst(now);
        PlaybookEntry lowest = active.values().stream().min(order).orElseThrow();
        if (newcomer.confidence() < EvictionPolicy.WEAK && order.compare(newcomer, lowest) < 0) {
            return false;
        }
        remove(lowest, OperationOutcome.EVICTED, ReasonCode.CAP);
        return true;
    }

    private void remove(PlaybookEntry entry, OperationOutcome outcome, ReasonCode reason) {
        change(null, entry, entry.deleted(now, nextVersion), OperationType.DELETE, outcome, reason);
    }

    private void change(
            @Nullable ProposedOperation proposed,
            @Nullable PlaybookEntry before,
            PlaybookEntry after,
            OperationType operation,
            OperationOutcome outcome,
            @Nullable ReasonCode reason) {
        if (after.active()) {
            active.put(after.id(), after);
        } else {
            active.remove(after.id());
        }
        changed.put(after.id(), after);
        AppliedOperation applied = AppliedOperation.to(after, operation, outcome, reason);
        log.add(new OperationLogEntry(applied, proposed, before == null ? null : before.value()));
    }

    private void reject(ProposedOperation proposed, ValidOperation operation, ReasonCode reason) {
        // key and confidence of an extracted operation exist in the valid form only
        logRejected(
                proposed.extractedBy() == null
                        ? AppliedOperation.rejected(proposed, reason)
                        : AppliedOperation.rejected(operation, reason),
                proposed);
    }

    private void logRejected(AppliedOperation rejected, ProposedOperation proposed) {
        log.add(new OperationLogEntry(rejected, proposed, null));
    }

    private boolean changedSinceSeen(PlaybookEntry entry) {
        // a change by this same feedback is no conflict
        return versionSeen != null && entry.changedIn() > versionSeen && entry.changedIn() < nextVersion;
    }

    /** Computed once per value, because every operation is compared with every entry. */
    private ComparableValue comparable(PlaybookEntry entry) {
        return comparables.computeIfAbsent(entry.value(), ComparableValue::new);
    }

    private Optional<PlaybookEntry> find(Predicate<PlaybookEntry> wanted) {
        return active.values().stream().filter(wanted).findFirst();
    }

    public List<OperationLogEntry> log() {
        return List.copyOf(log);
    }

    /**
     * New and changed entries: deleted ones first, then updated ones, then new ones, so that no unique index is
     * violated.
     */
    public List<PlaybookEntry> changedEntries() {
        return changed.values().stream()
                .sorted(Comparator.comparing(entry -> !entry.active() ? 0 : created.contains(entry.id()) ? 2 : 1))
                .toList();
    }

    /** The highest entry id given out, new entries included. */
    public long lastId() {
        return lastId;
    }

    /** The playbook version after the operations: one more than before where an entry changed. */
    public long version() {
        return changed.isEmpty() ? nextVersion - 1 : nextVersion;
    }

    /** Number of active entries after the operations. */
    public int activeEntries() {
        return active.size();
    }
}
