package io.minerstack.memory.playbook;

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
class PlaybookDraft {

    static final int MAX_ACTIVE = 50;
    private static final int MAX_DELETES = 3;

    private final Map<Long, Entry> active = new LinkedHashMap<>();
    private final Map<Long, Entry> changed = new LinkedHashMap<>();
    private final Set<Long> created = new HashSet<>();
    private final Set<List<Object>> targets = new HashSet<>();
    private final List<Step> steps = new ArrayList<>();
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
    PlaybookDraft(List<Entry> entries, long lastId, long version, @Nullable Long seen, String feedback, Instant now) {
        entries.forEach(entry -> active.put(entry.id(), entry));
        this.lastId = lastId;
        this.nextVersion = version + 1;
        this.seen = seen;
        this.feedback = feedback;
        this.now = now;
    }

    void apply(ProposedOperation proposed, Checked checked) {
        switch (checked) {
            case Checked.Refused refused -> reject(proposed, refused.reason());
            case ValidOperation operation
            when !targets.add(List.of(operation.type(), operation.key())) -> reject(proposed, Reason.REPEATED_TARGET);
            case ValidOperation operation when operation.kind() == Kind.DELETE -> delete(proposed, operation);
            case ValidOperation operation -> put(proposed, operation);
        }
    }

    private void delete(ProposedOperation proposed, ValidOperation operation) {
        Optional<Entry> target = find(entry -> entry.isAt(operation.type(), operation.key()));
        if (target.isEmpty()) {
            reject(proposed, Reason.NO_SUCH_ENTRY);
        } else if (isNewerThanSeen(target.get())) {
            reject(proposed, Reason.CONFLICT);
        } else if (++deletes > MAX_DELETES) {
            reject(proposed, Reason.TOO_MANY_DELETES);
        } else {
            change(proposed, target.get(), target.get().deleted(now, nextVersion), Kind.DELETE, Outcome.DELETED, null);
        }
    }

    /** Insert and update are one: the playbook knows better than the model whether there is such an entry. */
    private void put(ProposedOperation proposed, ValidOperation operation) {
        byte[] digest = FoldedText.digest(operation.value());
        Optional<Entry> sameKey = find(entry -> entry.isAt(operation.type(), operation.key()));
        Optional<Entry> sameFact =
                find(entry -> digest != null && Arrays.equals(digest, FoldedText.digest(entry.value())));
        if (sameKey.isPresent() && saysTheSame(sameKey.get(), operation)) {
            reinforce(proposed, sameKey.get(), operation);
        } else if (sameKey.isPresent()) {
            update(proposed, sameKey.get(), operation, sameFact);
        } else if (sameFact.isPresent()) {
            reinforce(proposed, sameFact.get(), operation);
        } else {
            Optional<Entry> near = find(entry ->
                    entry.type() == operation.type() && Similarity.nearlyEqual(entry.value(), operation.value()));
            if (near.isPresent()) {
                update(proposed, near.get(), operation, Optional.empty());
            } else {
                insert(proposed, operation);
            }
        }
    }

    private static boolean saysTheSame(Entry entry, ValidOperation operation) {
        return FoldedText.of(entry.value()).equals(FoldedText.of(operation.value()));
    }

    private void reinforce(ProposedOperation proposed, Entry entry, ValidOperation operation) {
        change(
                proposed,
                entry,
                entry.reinforced(operation.confidence(), now),
                operation.kind(),
                Outcome.REINFORCED,
                null);
    }

    private void update(ProposedOperation proposed, Entry entry, ValidOperation operation, Optional<Entry> duplicate) {
        if (isNewerThanSeen(entry)) {
            reject(proposed, Reason.CONFLICT);
        } else if (operation.confidence() < Worth.WEAK && entry.confidence() >= Worth.EXPLICIT) {
            reject(proposed, Reason.WEAKER);
        } else {
            duplicate.ifPresent(this::mergeAway);
            change(
                    proposed,
                    entry,
                    entry.updated(operation, feedback, now, nextVersion),
                    Kind.UPDATE,
                    Outcome.UPDATED,
                    null);
        }
    }

    private void insert(ProposedOperation proposed, ValidOperation operation) {
        Entry entry = new Entry(
                lastId + 1,
                operation.type(),
                operation.key(),
                operation.value(),
                Kind.INSERT,
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
            reject(proposed, Reason.CAP);
            return;
        }
        lastId = entry.id();
        created.add(entry.id());
        change(proposed, null, entry, Kind.INSERT, Outcome.INSERTED, null);
    }

    /** False for a guess that is worth less than all that is there. */
    private boolean makeRoomFor(Entry newcomer) {
        Comparator<Entry> order = Worth.leastFirst(now);
        Entry least = active.values().stream().min(order).orElseThrow();
        if (newcomer.confidence() < Worth.WEAK && order.compare(newcomer, least) < 0) {
            return false;
        }
        change(null, least, least.deleted(now, nextVersion), Kind.DELETE, Outcome.EVICTED, Reason.CAP);
        return true;
    }

    private void mergeAway(Entry duplicate) {
        change(
                null,
                duplicate,
                duplicate.deleted(now, nextVersion),
                Kind.DELETE,
                Outcome.DELETED,
                Reason.DUPLICATE_VALUE);
    }

    private void change(
            @Nullable ProposedOperation proposed,
            @Nullable Entry before,
            Entry after,
            Kind kind,
            Outcome outcome,
            @Nullable Reason reason) {
        if (after.active()) {
            active.put(after.id(), after);
        } else {
            active.remove(after.id());
        }
        changed.put(after.id(), after);
        steps.add(new Step(Applied.to(after, kind, outcome, reason), proposed, before == null ? null : before.value()));
    }

    private void reject(ProposedOperation proposed, Reason reason) {
        steps.add(new Step(Applied.rejected(proposed, reason), proposed, null));
    }

    private boolean isNewerThanSeen(Entry entry) {
        // what this very feedback has changed is no conflict with it
        return seen != null && entry.changedIn() > seen && entry.changedIn() < nextVersion;
    }

    private Optional<Entry> find(Predicate<Entry> wanted) {
        return active.values().stream().filter(wanted).findFirst();
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    /** What to write, in an order in which no unique index is broken on the way: what goes, what changes, what is new. */
    List<Entry> changes() {
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
