package io.minerstack.agent.memory;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * An operation that was read from a person's feedback. memory-service decides whether the operation may be applied, and
 * derives key, value, tags and confidence; anything but {@code extractedBy} may be missing.
 *
 * @param operation {@code insert}, {@code update} or {@code delete}
 * @param evidenceQuote the person's own words that the operation rests on
 * @param extractedBy {@link #BY_MODEL} or {@link #BY_RULES}
 * @param target the active entry that an update or delete is about
 * @param keySource words that the key is made of where {@code key} is null
 * @param certainty {@code explicit}, {@code implied} or {@code weak}
 * @param scope {@code conversation} or {@code this_answer}
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ProposedOperation(
        @Nullable String operation,
        @Nullable String insightType,
        @Nullable String key,
        @Nullable String value,
        @Nullable List<@Nullable String> tags,
        @Nullable String evidenceQuote,
        String extractedBy,
        @Nullable Target target,
        @Nullable String keySource,
        @Nullable String certainty,
        @Nullable String scope) {

    /** A model proposed the operation. */
    public static final String BY_MODEL = "model";

    /**
     * {@code RuleBasedExtractor} read the operation; memory-service uses such operations only where the model gave
     * nothing.
     */
    public static final String BY_RULES = "rules";

    /** Type and key of an active entry. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Target(String insightType, String key) {}
}
