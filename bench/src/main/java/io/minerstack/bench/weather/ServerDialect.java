package io.minerstack.bench.weather;

import org.jspecify.annotations.Nullable;

/**
 * How a kind of model server writes its streams and errors. The names of issues are the sources of what is unusual.
 */
enum ServerDialect {
    OPENAI(traits()),
    /** The first chunk has filter results and no choices. */
    AZURE(traits().firstChunkWithoutChoices()),
    VLLM(traits()),
    /** sgl-project/sglang#3912: an empty finish reason where null is meant. */
    SGLANG(traits().runningFinish("")),
    /** Usage comes in the chunk with the finish reason. */
    LLAMA_CPP(traits().usage(Usage.WITH_FINISH).errors(Errors.FLAT)),
    /** huggingface/text-generation-inference: errors are a text beside a type. */
    TGI(traits().errors(Errors.TEXT_IN_OBJECT).lines(Lines.WITHOUT_SPACE)),
    /** ollama/ollama#4357: an empty finish reason where null is meant. */
    OLLAMA(traits().runningFinish("").errors(Errors.TEXT_IN_OBJECT)),
    LM_STUDIO(traits().errors(Errors.TEXT_IN_OBJECT)),
    /** Reasoning models send content as parts. */
    MISTRAL(traits().contentAsParts().errors(Errors.DETAIL)),
    /** ggml-org/llama.cpp#16158: the channels of gpt-oss in the content. */
    GPT_OSS(traits().reply(ReplyForm.CHANNELS)),
    /** Usage comes in a field of its own, with the finish reason. */
    GROQ(traits().usage(Usage.X_GROQ)),
    TOGETHER(traits().usage(Usage.WITH_FINISH)),
    /** Comments keep the connection alive; reasoning comes in a field beside the content. */
    OPENROUTER(traits().keepAlive(": OPENROUTER PROCESSING\n\n").reasoning("reasoning")),
    /** The error object is in an array. */
    GEMINI(traits().errors(Errors.ARRAY).usage(Usage.EVERY_CHUNK).lines(Lines.CRLF)),
    /** Events have names. */
    ANTHROPIC(traits().lines(Lines.NAMED)),
    DEEPSEEK(traits().keepAlive(": keep-alive\n\n").reasoning("reasoning_content")),
    /** Errors are a bare JSON string. */
    CHUTES(traits().errors(Errors.STRING).usage(Usage.EVERY_CHUNK)),
    /** A gateway that writes the JSON of an event over several data lines. */
    PRETTY_LINES(traits().lines(Lines.PRETTY)),
    /** A gateway that puts several chunks into one event. */
    JOINED_LINES(traits().lines(Lines.JOINED)),
    /** A server that ends its streams without {@code [DONE]}. */
    WITHOUT_DONE(traits().withoutDone());

    @SuppressWarnings("ImmutableEnumChecker") // only the private methods that describe a constant change traits
    private final Traits traits;

    ServerDialect(Traits traits) {
        this.traits = traits;
    }

    Traits is() {
        return traits;
    }

    private static Traits traits() {
        return new Traits();
    }

    /** Where the token counts are. */
    enum Usage {
        LAST_CHUNK,
        WITH_FINISH,
        EVERY_CHUNK,
        X_GROQ
    }

    /** How an event is written. */
    enum Lines {
        LF,
        CRLF,
        WITHOUT_SPACE,
        NAMED,
        PRETTY,
        JOINED
    }

    /** The shape of an error body. */
    enum Errors {
        OBJECT,
        ARRAY,
        STRING,
        DETAIL,
        TEXT_IN_OBJECT,
        FLAT
    }

    /** The traits of a dialect; the default is OpenAI's. */
    static final class Traits {

        @Nullable
        String runningFinish;

        @Nullable
        String keepAlive;

        @Nullable
        String reasoning;

        @Nullable
        ReplyForm reply;

        boolean parts;
        boolean firstChunkWithoutChoices;
        boolean done = true;
        Usage usage = Usage.LAST_CHUNK;
        Lines lines = Lines.LF;
        Errors errors = Errors.OBJECT;

        private Traits runningFinish(String reason) {
            runningFinish = reason;
            return this;
        }

        private Traits keepAlive(String comment) {
            keepAlive = comment;
            return this;
        }

        private Traits reasoning(String field) {
            reasoning = field;
            return this;
        }

        private Traits reply(ReplyForm form) {
            reply = form;
            return this;
        }

        private Traits contentAsParts() {
            parts = true;
            return this;
        }

        private Traits firstChunkWithoutChoices() {
            firstChunkWithoutChoices = true;
            return this;
        }

        private Traits withoutDone() {
            done = false;
            return this;
        }

        private Traits usage(Usage where) {
            usage = where;
            return this;
        }

        private Traits lines(Lines style) {
            lines = style;
            return this;
        }

        private Traits errors(Errors shape) {
            errors = shape;
            return this;
        }
    }
}
