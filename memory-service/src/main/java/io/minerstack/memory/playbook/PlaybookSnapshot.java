package io.minerstack.memory.playbook;

import java.util.List;

/**
 * A playbook as its transaction found it.
 *
 * @param entries the active ones
 * @param lastId the highest entry id given out so far
 * @param version number of feedbacks that changed the playbook
 * @param logPosition position of the current feedback in the conversation's log, from 1
 */
public record PlaybookSnapshot(List<PlaybookEntry> entries, long lastId, long version, long logPosition) {

    public PlaybookSnapshot withEntries(List<PlaybookEntry> found) {
        return new PlaybookSnapshot(found, lastId, version, logPosition);
    }
}
