package io.minerstack.localllm.engine;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.Pair;
import de.kherud.llama.args.LogFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * llama.cpp by JNI: the only class that knows the library (whose own exception is not public: hence the wide catches). The
 * model is never closed, since closing leaves its thread
 * running on freed memory; it ends with the process.
 */
class LlamaEngine implements Engine {

    private static final float MIN_P = 0.1f;

    private final LlamaModel model;
    private final EngineProperties settings;

    private LlamaEngine(LlamaModel model, EngineProperties settings) {
        this.model = model;
        this.settings = settings;
    }

    /** Loads a model, which takes from half a second to a minute. */
    static LlamaEngine load(ModelFile file, EngineProperties settings) {
        ModelParameters parameters = new ModelParameters()
                .setModel(file.path().toString())
                // the engine divides its memory among the generations
                .setCtxSize(settings.context() * settings.parallel())
                .setParallel(settings.parallel())
                .setThreads(settings.threadsOrProcessors())
                .setThreadsBatch(settings.threadsOrProcessors())
                // a prompt whose beginning was dropped silently would be another prompt
                .disableContextShift()
                .enableJinja()
                .disableLog();
        try (NativeLibrary library = NativeLibrary.unpack()) {
            library.makeKnown();
            LlamaModel.setLogger(LogFormat.TEXT, (level, line) -> {});
            return new LlamaEngine(new LlamaModel(parameters), settings);
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
    public Prompt prepare(List<Message> messages) {
        // the library takes one system message, and takes it apart from the rest
        String system = messages.stream()
                .filter(message -> message.role() == Message.Role.SYSTEM)
                .map(Message::content)
                .collect(Collectors.joining("\n\n"));
        List<Pair<String, String>> turns = messages.stream()
                .filter(message -> message.role() != Message.Role.SYSTEM)
                .map(message ->
                        new Pair<>(message.role() == Message.Role.USER ? "user" : "assistant", message.content()))
                .toList();
        try {
            String text = model.applyTemplate(
                    new InferenceParameters("").setMessages(system.isEmpty() ? null : system, turns));
            return new Prompt(text, count(text));
        } catch (RuntimeException refused) {
            throw new RequestRefused("messages", "The model's chat template does not take these messages.");
        }
    }

    @Override
    public Run start(Prompt prompt, Sampling sampling, int maxTokens) {
        InferenceParameters parameters = new InferenceParameters(prompt.text())
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
        if (!sampling.stop().isEmpty()) {
            parameters.setStopStrings(sampling.stop().toArray(String[]::new));
        }
        if (sampling.schema() == null) {
            parameters.setRepeatPenalty((float) settings.repeatPenalty());
        } else {
            // no penalty here: JSON repeats its quotes and braces by right
            parameters.setGrammar(grammar(sampling.schema()));
        }
        return new LlamaRun(model.generate(parameters).iterator());
    }

    @Override
    public int count(String text) {
        return text.isEmpty() ? 0 : model.encode(text).length;
    }

    private static String grammar(String schema) {
        try {
            return LlamaModel.jsonSchemaToGrammar(schema);
        } catch (RuntimeException unusable) {
            throw new RequestRefused("response_format", "This JSON schema can't be turned into a grammar.");
        }
    }

    private static final class LlamaRun implements Run {

        private final LlamaIterator tokens;

        LlamaRun(LlamaIterator tokens) {
            this.tokens = tokens;
        }

        @Override
        public @Nullable String next() {
            if (!tokens.hasNext()) {
                return null;
            }
            String text = tokens.next().text;
            // the one that ends an answer repeats nothing and adds nothing
            return tokens.hasNext() ? text : null;
        }

        @Override
        public void close() {
            if (tokens.hasNext()) {
                tokens.cancel();
            }
        }
    }
}
