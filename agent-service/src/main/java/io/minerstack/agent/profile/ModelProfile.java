package io.minerstack.agent.profile;

import org.jspecify.annotations.Nullable;

/**
 * How a model is asked.
 *
 * @param promptStyle how much text of ours the prompts have
 * @param replyFormat the richest format in which the model can reply
 * @param temperature the model's own default sampling temperature; null where the contract's defaults apply
 */
public record ModelProfile(
        PromptStyle promptStyle,
        ReplyFormat replyFormat,
        @Nullable Double temperature) {

    /** The contract's temperatures, every instruction, and replies that match a JSON schema. */
    public static final ModelProfile STANDARD = new ModelProfile(PromptStyle.FULL, ReplyFormat.JSON_SCHEMA, null);

    /** The temperature of a call: the operator's, else the model's own, else the contract's. */
    public double temperature(Temperature wanted) {
        return wanted.setByOperator() || temperature == null ? wanted.value() : temperature;
    }

    /** How much text of ours a prompt has. */
    public enum PromptStyle {
        /** Every instruction. */
        FULL,
        /** The least text that works, for models that answer worse with each additional sentence. */
        MINIMAL
    }

    /** How a model can reply, from the richest format to the poorest. */
    public enum ReplyFormat {
        /** JSON that the provider makes match a schema. */
        JSON_SCHEMA,
        /** JSON that only the prompt asks for. */
        JSON,
        /** Text, for models that answer worse in JSON. */
        TEXT
    }
}
