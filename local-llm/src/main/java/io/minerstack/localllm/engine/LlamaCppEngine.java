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
 * llama.cpp by JNI: the only class that knows the library (whose own exception is not public: hence the wide catches). The
 * model is never closed, since closing leaves its thread
 * running on freed memory; it ends with the process.
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

    /** Loads a model, which takes from half a second to a minute. */
    static LlamaCppEngine load(ModelFile file, EngineProperties settings) {
        RawInferenceParameters.check();
        ModelParameters parameters = new ModelParameters()
                .setModel(file.path().toString())
                // the engine divides its memory among the generations
                .setCtxSize(settings.context() * settings.parallel())
                .setParallel(settings.parallel())
                .setThreads(settings.threadsOrProcessors())
                .setThreadsBatch(settings.threadsOrProcessors())
                // a prompt whose beginning was dropped silently would be another prompt
                .disableContextShift()
                // without Jinja: a template that raises an exception would end the process
                .disableLog();
        try (NativeLibrary library = NativeLibrary.unpack()) {
            library.makeKnown();
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
    public Prompt prepare(List<PromptMessage> messages) {
        String text = template.apply(messages);
        return new Prompt(text, count(text));
    }

    @Override
    public Run start(Prompt prompt, SamplingParameters sampling, int maxTokens) {
        InferenceParameters parameters = new InferenceParameters("")
                .setNPredict(maxTokens)
                .setTemperature((float) sampling.temperature())
                .setTopP((float) sampling.topP())
                .setFrequencyPenalty((float) sampling.frequencyPenalty())
                .setPresencePenalty((float) sampling.presencePenalty())
                // a small model's unlikely words are seldom good ones
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
            return new LlamaRun(model.generate(parameters).iterator(), false);
        }
        // no penalty here: JSON repeats its quotes and braces by right
        RawInferenceParameters.put(parameters, "json_schema", schema);
        try {
            return new LlamaRun(model.generate(parameters).iterator(), true);
        } catch (RuntimeException unusable) {
            throw noGrammar();
        }
    }

    @Override
    public int count(String text) {
        return text.isEmpty() ? 0 : model.encode(text).length;
    }

    private static InvalidChatRequestException noGrammar() {
        return new InvalidChatRequestException("response_format", "This JSON schema can't be turned into a grammar.");
    }

    private static final class LlamaRun implements Run {

        private final LlamaIterator tokens;
        private boolean grammarUntried;

        LlamaRun(LlamaIterator tokens, boolean grammarUntried) {
            this.tokens = tokens;
            this.grammarUntried = grammarUntried;
        }

        @Override
        public @Nullable String next() {
            if (!tokens.hasNext()) {
                return null;
            }
            String text = nextToken();
            // the one that ends an answer repeats nothing and adds nothing
            return tokens.hasNext() ? text : null;
        }

        private String nextToken() {
            try {
                String text = tokens.next().text;
                grammarUntried = false;
                return text;
            } catch (RuntimeException failure) {
                // the engine reads the grammar when it begins
                throw grammarUntried ? noGrammar() : failure;
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
