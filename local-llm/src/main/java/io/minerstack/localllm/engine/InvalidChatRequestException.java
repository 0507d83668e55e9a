package io.minerstack.localllm.engine;

/** The model can't be asked this. */
public class InvalidChatRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * @param field the request's field that is at fault, such as {@code messages}
     * @param rule what was expected, fit for the caller's eyes
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
