package io.minerstack.memory.playbook;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Assertions on the bodies that have playbook entries or the results of operations. */
public final class PlaybookAssert extends AbstractAssert<PlaybookAssert, JsonNode> {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PlaybookAssert(JsonNode body) {
        super(body, PlaybookAssert.class);
    }

    /** Starts with the body of a response, whose status must be 200. */
    public static PlaybookAssert assertThatPlaybook(ResponseSpec response) {
        byte[] body = response.expectStatus().isOk().expectBody().returnResult().getResponseBody();
        return new PlaybookAssert(JSON.readTree(Objects.requireNonNull(body)));
    }

    public PlaybookAssert hasVersion(long version) {
        return hasField("/playbook_version", version);
    }

    public PlaybookAssert hasEntryCount(int count) {
        return hasField("/entry_count", count);
    }

    /** The outcomes of all operations, in their order. */
    public PlaybookAssert hasOutcomes(String... outcomes) {
        Assertions.assertThat(texts("applied", "outcome"))
                .as("outcomes of %s", actual)
                .containsExactly(outcomes);
        return this;
    }

    /** The keys of all entries, in their order. */
    public PlaybookAssert hasKeys(String... keys) {
        Assertions.assertThat(texts("entries", "key")).as("keys of %s", actual).containsExactly(keys);
        return this;
    }

    /** The first operation's result has these fields, among others. */
    public PlaybookAssert firstOperationHas(Map<String, ?> fields) {
        fields.forEach((name, value) -> hasField("/applied/0/" + name, value));
        return this;
    }

    /** The first entry has these fields, among others. */
    public PlaybookAssert firstEntryHas(Map<String, ?> fields) {
        fields.forEach((name, value) -> hasField("/entries/0/" + name, value));
        return this;
    }

    /** The text for a prompt, under both of its names. */
    public PlaybookAssert hasContext(String text) {
        return hasField("/formatted_context", text).hasField("/context", text);
    }

    private PlaybookAssert hasField(String pointer, Object value) {
        Assertions.assertThat(actual.at(pointer))
                .as("%s of %s", pointer, actual)
                .isEqualTo(JSON.readTree(JSON.writeValueAsString(value)));
        return this;
    }

    private List<String> texts(String array, String field) {
        isNotNull();
        return actual.path(array)
                .valueStream()
                .map(one -> one.path(field).asString())
                .toList();
    }
}
