package io.minerstack.memory.status;

import static io.minerstack.memory.TestObjects.newCid;
import static io.minerstack.memory.TestObjects.newTenant;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.memory.MemoryServer;
import io.minerstack.memory.conversation.ConversationProperties;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

class MemoryStatusIT extends MemoryServer {

    @Autowired
    private DatabaseClient database;

    @Autowired
    private ConversationProperties properties;

    @Test
    void countsTheConversationsOfAllTenantsAndCachesTheCount() {
        ActiveConversationCounter active = new ActiveConversationCounter(database, properties, clock);
        long before = count(active);
        append(as(newTenant()), newCid(), "t");
        append(as(newTenant()), newCid(), "t");
        assertThat(count(active)).isEqualTo(before);
        assertThat(count(new ActiveConversationCounter(database, properties, clock)))
                .isEqualTo(before + 2);
    }

    private static long count(ActiveConversationCounter active) {
        return Objects.requireNonNull(active.count().block(Duration.ofSeconds(20)));
    }
}
