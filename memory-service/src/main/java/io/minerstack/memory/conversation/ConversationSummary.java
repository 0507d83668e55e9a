package io.minerstack.memory.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the list of conversations, with the field names of the public API.
 *
 * @param preview the first {@value #PREVIEW_LENGTH} code points of the user's oldest message that is kept; null where
 *     the list was asked for without, and where no message of the user is kept
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConversationSummary(
        String cid,
        int messages,
        Instant createdAt,
        Instant lastUpdated,
        @Nullable String preview) {

    static final int PREVIEW_LENGTH = 300;
}
