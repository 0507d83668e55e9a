package io.minerstack.memory.playbook;

import io.minerstack.memory.playbook.ProposedOperation.Target;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds proposed operations; a field that is not set is null. */
public final class OperationBuilder {

    private @Nullable String operation = "insert";
    private @Nullable String insightType = "fact";
    private @Nullable String key;
    private @Nullable String value;
    private @Nullable Double confidenceScore;
    private @Nullable List<@Nullable String> tags;
    private @Nullable Map<String, @Nullable Object> extraData;
    private @Nullable String evidenceQuote;
    private @Nullable String dropped;
    private @Nullable String extractedBy;
    private @Nullable Target target;
    private @Nullable String keySource;
    private @Nullable String certainty;
    private @Nullable String scope;

    private OperationBuilder() {}

    /** An insert of a fact that the sender decided. */
    public static OperationBuilder decided(@Nullable String key, @Nullable String value, @Nullable Double confidence) {
        OperationBuilder builder = new OperationBuilder();
        builder.key = key;
        builder.value = value;
        builder.confidenceScore = confidence;
        return builder;
    }

    /** An explicit insert of a fact that a model proposed for the whole conversation. */
    public static OperationBuilder proposedByModel(String quote, @Nullable String key, @Nullable String value) {
        OperationBuilder builder = decided(key, value, null).quoting(quote);
        builder.extractedBy = ProposedOperation.BY_MODEL;
        builder.certainty = "explicit";
        builder.scope = "conversation";
        return builder;
    }

    /** A plain statement that the sender's rules read as an instruction. */
    public static OperationBuilder statement(@Nullable String key, String sentence) {
        OperationBuilder builder =
                decided(key, sentence, null).quoting(sentence).of("insert", "instruction");
        builder.extractedBy = ProposedOperation.BY_RULES;
        builder.certainty = "explicit";
        return builder;
    }

    public OperationBuilder of(@Nullable String newOperation, @Nullable String type) {
        this.operation = newOperation;
        this.insightType = type;
        return this;
    }

    public OperationBuilder quoting(@Nullable String quote) {
        this.evidenceQuote = quote;
        return this;
    }

    public OperationBuilder targeting(@Nullable String type, @Nullable String targetKey) {
        this.target = new Target(type, targetKey);
        return this;
    }

    public OperationBuilder certainty(@Nullable String newCertainty) {
        this.certainty = newCertainty;
        return this;
    }

    public OperationBuilder scope(@Nullable String newScope) {
        this.scope = newScope;
        return this;
    }

    public OperationBuilder keySource(@Nullable String source) {
        this.keySource = source;
        return this;
    }

    public OperationBuilder tags(@Nullable List<@Nullable String> newTags) {
        this.tags = newTags;
        return this;
    }

    public OperationBuilder extraData(@Nullable Map<String, @Nullable Object> data) {
        this.extraData = data;
        return this;
    }

    public OperationBuilder dropped(@Nullable String reason) {
        this.dropped = reason;
        return this;
    }

    public ProposedOperation build() {
        return new ProposedOperation(
                operation,
                insightType,
                key,
                value,
                confidenceScore,
                tags,
                extraData,
                evidenceQuote,
                dropped,
                extractedBy,
                target,
                keySource,
                certainty,
                scope);
    }
}
