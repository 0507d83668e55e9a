package io.minerstack.llmproxy.metering;

/**
 * The names of OpenTelemetry's semantic conventions for generative AI (version 1.41) that metrics and spans of this
 * service have, and the general ones beside them. The conventions are not stable: a change of theirs is made here.
 * Prompts and answers ({@code gen_ai.input.messages}, {@code gen_ai.output.messages}) are left out on purpose.
 */
public final class GenAiAttributes {

    public static final String OPERATION_NAME = "gen_ai.operation.name";

    /** The value of {@link #OPERATION_NAME} for chat completions. */
    public static final String CHAT = "chat";

    public static final String PROVIDER_NAME = "gen_ai.provider.name";
    public static final String REQUEST_MODEL = "gen_ai.request.model";
    public static final String REQUEST_MAX_TOKENS = "gen_ai.request.max_tokens";
    public static final String REQUEST_TEMPERATURE = "gen_ai.request.temperature";
    public static final String RESPONSE_MODEL = "gen_ai.response.model";
    public static final String RESPONSE_FINISH_REASONS = "gen_ai.response.finish_reasons";
    public static final String TOKEN_TYPE = "gen_ai.token.type";
    public static final String USAGE_INPUT_TOKENS = "gen_ai.usage.input_tokens";
    public static final String USAGE_OUTPUT_TOKENS = "gen_ai.usage.output_tokens";
    public static final String SERVER_ADDRESS = "server.address";
    public static final String SERVER_PORT = "server.port";

    private GenAiAttributes() {}
}
