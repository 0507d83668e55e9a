package io.minerstack.memory.playbook;

import java.util.List;

/** What became of a feedback, in the shape of the wire; also what is stored for repeats. */
record FeedbackResult(String cid, long playbookVersion, int entryCount, List<AppliedOperation> applied) {

    FeedbackResult {
        applied = List.copyOf(applied);
    }
}
