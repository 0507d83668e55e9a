package io.minerstack.llmproxy.upstream;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a server wants the limit of the answer's length called. */
enum MaxTokensField {
    /** OpenAI's own servers want the new name, every other one knows the old. */
    AUTO,
    MAX_TOKENS,
    MAX_COMPLETION_TOKENS;

    /** Called by configuration binding. */
    public static MaxTokensField of(String text) {
        return Arrays.stream(values())
                .filter(field -> field.wireName().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text + " (expected: "
                        + Arrays.stream(values()).map(MaxTokensField::wireName).collect(Collectors.joining(", "))
                        + ")"));
    }

    String nameFor(URI api) {
        boolean newName = this == MAX_COMPLETION_TOKENS || (this == AUTO && "api.openai.com".equals(api.getHost()));
        return newName ? MAX_COMPLETION_TOKENS.wireName() : MAX_TOKENS.wireName();
    }

    private String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
