package io.minerstack.memory.playbook.rules;

import io.minerstack.memory.playbook.OperationLogEntry;
import io.minerstack.memory.playbook.ReasonCode;
import io.minerstack.memory.playbook.rules.ValidationResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A playbook while one feedback's operations are resolved against it, one after the other. Holds what is active, collects
 * what has changed and why; touches no database, so that every rule can be seen in a test. Lives within one transaction.
 */
class PlaybookEditor {

    static final int MAX_ACTIVE = 50;
    private static final int MAX_DELETES = 3;

    private final Map<Long, PlaybookEntry> active = new LinkedHashMap<>();
    private final Map<Long, PlaybookEntry> changed = new LinkedHashMap<>();
    private final Set<Long> created = new HashSet<>();
    private final Set<List<Object>> targets = new HashSet<>();
    private final List<OperationLogEntry> steps = new ArrayList<>();
    private final String feedback;
    private final @Nullable Long seen;
    private final long nextVersion;
    private final Instant now;
    private long lastId;
    private int deletes;

    /**
     * @param entries the active ones
     * @param lastId the highest id given out
     * @param version of the playbook as it is
     * @param seen the version that the operations were decided on, where known
     * @param feedback what new and updated entries name as their source
     */
    PlaybookEditor(List<PlaybookEntry> entries, long lastId, long version, @Nullable Long seen, String feedback, Instant now) {
        entries.forEach(entry -> active.put(entry.id(), entry));
        this.lastId = lastId;
        this.nextVersion = version + 1;
        this.seen = seen;
        this.feedback = feedback;
        this.now = now;
    }

    void apply(ProposedOperation proposed, ValidationResult checked) {
        switch (checked) {
            case ValidationResult.Refused refused -> reject(proposed, refused.reason());
            case ValidOperation operation
            when !targets.add(List.of(operation.type(), operation.key())) -> reject(proposed, ReasonCode.REPEATED_TARGET);
            case ValidOperation operation when operation.kind() == OperationType.DELETE -> delete(proposed, operation);
            case ValidOperation operation -> put(proposed, operation);
        }
    }

    private void delete(ProposedOperation proposed, ValidOperation operation) {
        Optional<PlaybookEntry> target = find(entry -> entry.isAt(operation.type(), operation.key()));
        if (target.isEmpty()) {
            reject(proposed, ReasonCode.NO_SUCH_ENTRY);
        } else if (isNewerThanSeen(target.get())) {
            reject(proposed, ReasonCode.CONFLICT);
        } else if (++deletes > MAX_DELETES) {
            reject(proposed, ReasonCode.TOO_MANY_DELETES);
        } else {
            change(proposed, target.get(), target.get().deleted(now, nextVersion), OperationType.DELETE, OperationOutcome.DELETED, null);
        }
    }

    /** Insert and update are one: the playbook knows better than the model whether there is such an entry. */
    private void put(ProposedOperation proposed, ValidOperation operation) {
        byte[] digest = ValueDigest.digest(operation.value());
        Optional<PlaybookEntry> sameKey = find(entry -> entry.isAt(operation.type(), operation.key()));
        Optional<PlaybookEntry> sameFact =
                find(entry -> digest != null && Arrays.equals(digest, ValueDigest.digest(entry.value())));
        if (sameKey.isPresent() && saysTheSame(sameKey.get(), operation)) {
            reinforce(proposed, sameKey.get(), operation);
        } else if (sameKey.isPresent()) {
            update(proposed, sameKey.get(), operation, sameFact);
        } else if (sameFact.isPresent()) {
            reinforce(proposed, sameFact.get(), operation);
        } else {
            Optional<PlaybookEntry> near = find(entry ->
                    entry.type() == operation.type() && ValueSimilarity.nearlyEqual(entry.value(), operation.value()));
            if (near.isPresent()) {
                update(proposed, near.get(), operation, Optional.empty());
            } else {
                insert(proposed, operation);
            }
        }
    }

    private static boolean saysTheSame(PlaybookEntry entry, ValidOperation operation) {
        return ValueDigest.of(entry.value()).equals(ValueDigest.of(operation.value()));
    }

    private void reinforce(ProposedOperation proposed, PlaybookEntry entry, ValidOperation operation) {
        change(
                proposed,
                entry,
                entry.reinforced(operation.confidence(), now),
                operation.kind(),
                OperationOutcome.REINFORCED,
                null);
    }

    private void update(ProposedOperation proposed, PlaybookEntry entry, ValidOperation operation, Optional<PlaybookEntry> duplicate) {
        if (isNewerThanSeen(entry)) {
            reject(proposed, ReasonCode.CONFLICT);
        } else if (operation.confidence() < EvictionPolicy.WEAK && entry.confidence() >= EvictionPolicy.EXPLICIT) {
            reject(proposed, ReasonCode.WEAKER);
        } else {
            duplicate.ifPresent(this::mergeAway);
            change(
                    proposed,
                    entry,
                    entry.updated(operation, feedback, now, nextVersion),
                    OperationType.UPDATE,
                    OperationOutcome.UPDATED,
                    null);
        }
    }

    private void insert(ProposedOperation proposed, ValidOperation operation) {
        PlaybookEntry entry = new PlaybookEntry(
                lastId + 1,
                operation.type(),
                operation.key(),
                operation.value(),
                OperationType.INSERT,
                feedback,
                operation.confidence(),
                now,
                now,
                1,
                operation.tags(),
                operation.extraData(),
                0,
                nextVersion);
        if (active.size() >= MAX_ACTIVE && !makeRoomFor(entry)) {
            reject(proposed, ReasonCode.CAP);
            return;
        }
        lastId = entry.id();
        created.add(entry.id());
        change(proposed, null, entry, OperationType.INSERT, OperationOutcome.INSERTED, null);
    }

    /** False for a guess that is worth less than all that is there. */
    private boolean makeRoomFor(PlaybookEntry newcomer) {
        Comparator<PlaybookEntry> order = EvictionPolicy.leastFirst(now);
        PlaybookEntry least = active.values().stream().min(order).orElseThrow();
        if (newcomer.confidence() < EvictionPolicy.WEAK && order.compare(newcomer, least) < 0) {
            return false;
        }
        change(null, least, least.deleted(now, nextVersion), OperationType.DELETE, OperationOutcome.EVICTED, ReasonCode.CAP);
        return true;
    }

    private void mergeAway(PlaybookEntry duplicate) {
        change(
                null,
                duplicate,
                duplicate.deleted(now, nextVersion),
                OperationType.DELETE,
                OperationOutcome.DELETED,
                ReasonCode.DUPLICATE_VALUE);
    }

    private void change(
            @Nullable ProposedOperation proposed,
            @Nullable PlaybookEntry before,
            PlaybookEntry after,
            OperationType kind,
            OperationOutcome outcome,
            @Nullable ReasonCode reason) {
        if (after.active()) {
            active.put(after.id(), after);
        } else {
            active.remove(after.id());
        }
        changed.put(after.id(), after);
        steps.add(new OperationLogEntry(AppliedOperation.to(after, kind, outcome, reason), proposed, before == null ? null : before.value()));
    }

    private void reject(ProposedOperation proposed, ReasonCode reason) {
        steps.add(new OperationLogEntry(AppliedOperation.rejected(proposed, reason), proposed, null));
    }

    private boolean isNewerThanSeen(PlaybookEntry entry) {
        // what this very feedback has changed is no conflict with it
        return seen != null && entry.changedIn() > seen && entry.changedIn() < nextVersion;
    }

    private Optional<PlaybookEntry> find(Predicate<PlaybookEntry> wanted) {
        return active.values().stream().filter(wanted).findFirst();
    }

    List<OperationLogEntry> steps() {
        return List.copyOf(steps);
    }

    /** What to write, in an order in which no unique index is broken on the way: what goes, what changes, what is new. */
    List<PlaybookEntry> changes() {
        return changed.values().stream()
                .sorted(Comparator.comparing(entry -> !entry.active() ? 0 : created.contains(entry.id()) ? 2 : 1))
                .toList();
    }

    long lastId() {
        return lastId;
    }

    long version() {
        return changed.isEmpty() ? nextVersion - 1 : nextVersion;
    }

    int size() {
        return active.size();
    }
}
