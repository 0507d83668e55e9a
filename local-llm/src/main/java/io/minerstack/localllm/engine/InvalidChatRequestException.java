package io.minerstack.localllm.engine;

/** A request has a field that is missing, out of range or not supported by the model. */
public class InvalidChatRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * Names the field and the rule that it breaks.
     *
     * @param field name of the request's field, such as {@code messages}
     * @param rule the value that was expected; shown to the caller
     */
    public InvalidChatRequestException(String field, String rule) {
        super(rule, null, false, false);
        this.field = field;
    }

    public String field() {
        return field;
    }

    public String rule() {
        return String.valueOf(getMessage());
    }
}
