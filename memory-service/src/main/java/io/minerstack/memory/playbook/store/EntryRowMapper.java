package io.minerstack.memory.playbook.store;

import io.minerstack.memory.playbook.InsightType;
import io.minerstack.memory.playbook.OperationType;
import io.minerstack.memory.playbook.PlaybookEntry;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Maps a row that has the columns {@link #COLUMNS} to an entry. */
@Component
public class EntryRowMapper {

    public static final String COLUMNS = """
            id, insight_type, key, value, operation, source_feedback, confidence_score,
            created_at, updated_at, version, tags, extra_data, agreements, changed_in""";

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final JsonMapper json;

    EntryRowMapper(JsonMapper json) {
        this.json = json;
    }

    public PlaybookEntry read(Readable row) {
        String[] tags = row.get("tags", String[].class);
        Json extraData = row.get("extra_data", Json.class);
        return new PlaybookEntry(
                value(row, "id", Long.class),
                InsightType.find(value(row, "insight_type", String.class)).orElseThrow(),
                value(row, "key", String.class),
                value(row, "value", String.class),
                OperationType.find(value(row, "operation", String.class)).orElseThrow(),
                value(row, "source_feedback", String.class),
                value(row, "confidence_score", Double.class),
                value(row, "created_at", Instant.class),
                value(row, "updated_at", Instant.class),
                value(row, "version", Integer.class),
                tags == null ? null : List.of(tags),
                extraData == null ? null : json.readValue(extraData.asString(), OBJECT),
                value(row, "agreements", Integer.class),
                value(row, "changed_in", Long.class));
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type));
    }
}
