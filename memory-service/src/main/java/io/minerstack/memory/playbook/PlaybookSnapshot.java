package io.minerstack.memory.playbook;

import java.util.List;

/**
 * A playbook as its transaction found it.
 *
 * @param entries the active ones
 * @param lastId the highest entry id ever given out
 * @param version grows with every feedback that changed something
 * @param position place of the feedback at hand in the conversation's log
 */
record PlaybookSnapshot(List<PlaybookEntry> entries, long lastId, long version, long position) {

    PlaybookSnapshot with(List<PlaybookEntry> found) {
        return new PlaybookSnapshot(found, lastId, version, position);
    }
}
