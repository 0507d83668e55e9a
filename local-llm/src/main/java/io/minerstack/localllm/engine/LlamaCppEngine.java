package io.minerstack.localllm.engine;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.args.LogFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * llama.cpp through JNI. Only this package uses the library. The library's exception class is not public, so this
 * class catches {@code RuntimeException}. The model is never closed, because closing it leaves a native thread that
 * runs on freed memory; the model ends with the process.
 */
class LlamaCppEngine implements InferenceEngine {

    private static final float MIN_P = 0.1f;

    private final LlamaModel model;
    private final EngineProperties settings;
    private final JsonMapper json = new JsonMapper();
    private final ChatTemplate template;

    private LlamaCppEngine(LlamaModel model, EngineProperties settings) {
        this.model = model;
        this.template = new ChatTemplate(model::applyTemplate, json);
        this.settings = settings;
    }

    /** Loads the model, which takes between half a second and a minute. */
    static LlamaCppEngine load(ModelFile file, EngineProperties settings) {
        RawInferenceParameters.check();
        ModelParameters parameters = new ModelParameters()
                .setModel(file.path().toString())
                // llama.cpp divides this context among the parallel generations
                .setCtxSize(settings.context() * settings.parallel())
                .setParallel(settings.parallel())
                .setThreads(settings.threadsOrProcessors())
                .setThreadsBatch(settings.threadsOrProcessors())
                // a context shift would silently drop the beginning of the prompt
                .disableContextShift()
                // Jinja stays off: a template that raises an exception would end the process
                .disableLog();
        try (NativeLibrary library = NativeLibrary.unpack()) {
            library.register();
            LlamaModel.setLogger(LogFormat.TEXT, (level, line) -> {});
            return new LlamaCppEngine(new LlamaModel(parameters), settings);
        } catch (RuntimeException unloadable) {
            throw file.unloadable();
        }
    }

    @Override
    public int parallel() {
        return settings.parallel();
    }

    @Override
    public int contextLength() {
        return settings.context();
    }

    @Override
    public RenderedPrompt render(List<PromptMessage> messages) {
        String text = template.apply(messages);
        return new RenderedPrompt(text, countTokens(text));
    }

    @Override
    public TokenStream start(RenderedPrompt prompt, SamplingParameters sampling, int maxTokens) {
        InferenceParameters parameters = new InferenceParameters("")
                .setNPredict(maxTokens)
                .setTemperature((float) sampling.temperature())
                .setTopP((float) sampling.topP())
                .setFrequencyPenalty((float) sampling.frequencyPenalty())
                .setPresencePenalty((float) sampling.presencePenalty())
                // unlikely tokens of a small model are rarely useful
                .setMinP(MIN_P)
                .setRepeatLastN(settings.repeatWindow())
                .setCachePrompt(true);
        if (sampling.seed() != null) {
            parameters.setSeed(sampling.seed());
        }
        RawInferenceParameters.put(parameters, "prompt", json.writeValueAsString(prompt.text()));
        RawInferenceParameters.put(parameters, "stop", json.writeValueAsString(sampling.stop()));
        String schema = sampling.schema();
        if (schema == null) {
            parameters.setRepeatPenalty((float) settings.repeatPenalty());
            return new LlamaTokenStream(model.generate(parameters).iterator(), false);
        }
        // no repeat penalty under a grammar: JSON has to repeat quotes and braces
        RawInferenceParameters.put(parameters, "json_schema", schema);
        try {
            return new LlamaTokenStream(model.generate(parameters).iterator(), true);
        } catch (RuntimeException invalidSchema) {
            throw schemaNotSupported();
        }
    }

    @Override
    public int countTokens(String text) {
        return text.isEmpty() ? 0 : model.encode(text).length;
    }

    private static InvalidChatRequestException schemaNotSupported() {
        return new InvalidChatRequestException("response_format", "This JSON schema can't be converted to a grammar.");
    }

    private static final class LlamaTokenStream implements TokenStream {

        private final LlamaIterator tokens;
        private boolean grammarPending;

        /**
         * Wraps the library's iterator.
         *
         * @param grammarPending whether a grammar was given, which the engine parses with the first token
         */
        LlamaTokenStream(LlamaIterator tokens, boolean grammarPending) {
            this.tokens = tokens;
            this.grammarPending = grammarPending;
        }

        @Override
        public @Nullable String next() {
            if (!tokens.hasNext()) {
                return null;
            }
            String text = nextToken();
            // the token that ends the answer has no text
            return tokens.hasNext() ? text : null;
        }

        private String nextToken() {
            try {
                String text = tokens.next().text;
                grammarPending = false;
                return text;
            } catch (RuntimeException failure) {
                throw grammarPending ? schemaNotSupported() : failure;
            }
        }

        @Override
        public void close() {
            if (tokens.hasNext()) {
                tokens.cancel();
            }
        }
    }
}
