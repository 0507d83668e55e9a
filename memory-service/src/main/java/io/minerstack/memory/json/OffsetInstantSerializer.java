package io.minerstack.memory.json;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.springframework.boot.jackson.JacksonComponent;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/**
 * Writes times with the offset {@code +00:00} and six digits of the second, as Python does: before 3.11, Python's
 * {@code datetime.fromisoformat} reads neither {@code Z} nor a fraction of any other length than three or six digits.
 */
@JacksonComponent
class OffsetInstantSerializer extends ValueSerializer<Instant> {

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS")
            .appendOffset("+HH:MM", "+00:00")
            .toFormatter();

    @Override
    public void serialize(Instant time, JsonGenerator generator, SerializationContext context) {
        generator.writeString(FORMAT.format(time.atOffset(ZoneOffset.UTC)));
    }
}
