package io.minerstack.agent.contract;

import io.minerstack.agent.contract.ComponentRequest.PreviousOutputItem;
import io.minerstack.agent.contract.ComponentRequest.QueryItem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Reads a list up to its limit while the JSON is parsed: a body of 10 MB can have millions of empty objects, and a list
 * of them would need more memory than the service has. Of a longer list, one item too many is kept, so that
 * {@link InputValidator} finds the limit broken; the parser skips the others.
 */
abstract class LimitedListDeserializer<T> extends ValueDeserializer<List<@Nullable T>> {

    private final Class<T> type;
    private final int limit;

    LimitedListDeserializer(Class<T> type, int limit) {
        this.type = type;
        this.limit = limit;
    }

    @Override
    public @Nullable List<@Nullable T> deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.isExpectedStartArrayToken()) {
            context.handleUnexpectedToken(List.class, parser);
            return null;
        }
        List<@Nullable T> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (items.size() > limit) {
                parser.skipChildren();
            } else {
                items.add(item(parser, context, items));
            }
        }
        return items;
    }

    private @Nullable T item(JsonParser parser, DeserializationContext context, List<@Nullable T> items) {
        try {
            return parser.currentToken() == JsonToken.VALUE_NULL ? null : context.readValue(parser, type);
        } catch (JacksonException unreadable) {
            throw unreadable.prependPath(items, items.size());
        }
    }

    /** Reads a list of queries. */
    static final class Queries extends LimitedListDeserializer<QueryItem> {

        Queries() {
            super(QueryItem.class, InputValidator.ITEMS_LIMIT);
        }
    }

    /** Reads the list of previous outputs. */
    static final class PreviousOutputs extends LimitedListDeserializer<PreviousOutputItem> {

        PreviousOutputs() {
            super(PreviousOutputItem.class, InputValidator.PREVIOUS_OUTPUTS_LIMIT);
        }
    }
}
