package io.minerstack.localllm.engine;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.args.LogFormat;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * llama.cpp through JNI. Only this package uses the library. The library's exception class is not public, so this
 * class catches {@code RuntimeException}. The model is never closed, because closing it leaves a native thread that
 * runs on freed memory; the model ends with the process.
 */
class LlamaCppEngine implements InferenceEngine {

    private static final float MIN_P = 0.1f;

    /**
     * How strongly a token is avoided that would repeat a sequence (DRY sampling of llama.cpp). It ends loops and
     * leaves single words alone, such as those that a question asks for; the repeat penalty does not.
     */
    private static final String SEQUENCE_MULTIPLIER = "0.8";

    /** Sequences of up to this many tokens, such as most names, may be repeated. */
    private static final String FREE_SEQUENCE = "4";

    private final LlamaModel model;
    private final EngineProperties settings;
    private final JsonMapper json = new JsonMapper();
    private final ChatTemplate template;
    private final EngineSlots slots;

    private LlamaCppEngine(LlamaModel model, EngineProperties settings) {
        this.model = model;
        this.template = new ChatTemplate(model::applyTemplate, json);
        this.settings = settings;
        this.slots = new EngineSlots(settings.parallel());
    }

    /** Loads the model, which takes between half a second and a minute. */
    static LlamaCppEngine load(ModelFile file, EngineProperties settings) {
        RawInferenceParameters.check();
        int processors = Runtime.getRuntime().availableProcessors();
        ModelParameters parameters = new ModelParameters()
                .setModel(file.path().toString())
                // llama.cpp divides this context among the parallel generations
                .setCtxSize(settings.context() * settings.parallel())
                .setParallel(settings.parallel())
                .setThreads(settings.generationThreads(processors))
                .setThreadsBatch(settings.promptThreads(processors))
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
        int[] tokens = model.encode(prompt.text());
        EngineSlots.Slot slot = slots.take(tokens);
        return new LlamaTokenStream(
                slots,
                slot,
                tokens,
                (length, limit) -> model.generate(parameters(tokens, length, slot.id(), sampling, limit))
                        .iterator(),
                maxTokens,
                sampling.schema() != null);
    }

    /**
     * The parameters of one call of the library.
     *
     * @param length how many of the prompt's tokens are given
     * @param maxTokens limit of the answer's tokens
     */
    private InferenceParameters parameters(
            int[] tokens, int length, int slot, SamplingParameters sampling, int maxTokens) {
        InferenceParameters parameters = new InferenceParameters("")
                .setNPredict(maxTokens)
                .setTemperature((float) sampling.temperature())
                .setTopP((float) sampling.topP())
                .setFrequencyPenalty((float) sampling.frequencyPenalty())
                .setPresencePenalty((float) sampling.presencePenalty())
                // unlikely tokens of a small model are rarely useful
                .setMinP(MIN_P)
                .setRepeatLastN(settings.repeatWindow())
                // the call for a longer part of the prompt continues from the tokens that the slot has read
                .setCachePrompt(true);
        if (sampling.seed() != null) {
            parameters.setSeed(sampling.seed());
        }
        RawInferenceParameters.put(parameters, "prompt", promptJson(tokens, length));
        RawInferenceParameters.put(parameters, "id_slot", Integer.toString(slot));
        RawInferenceParameters.put(parameters, "stop", json.writeValueAsString(sampling.stop()));
        String schema = sampling.schema();
        if (schema == null) {
            avoidRepetition(parameters);
        } else {
            // under a grammar, nothing avoids repetition: JSON has to repeat quotes and braces
            RawInferenceParameters.put(parameters, "json_schema", schema);
        }
        return parameters;
    }

    private void avoidRepetition(InferenceParameters parameters) {
        parameters.setRepeatPenalty((float) settings.repeatPenalty());
        if (settings.repeatPenalty() > 1) {
            RawInferenceParameters.put(parameters, "dry_multiplier", SEQUENCE_MULTIPLIER);
            RawInferenceParameters.put(parameters, "dry_allowed_length", FREE_SEQUENCE);
            RawInferenceParameters.put(parameters, "dry_penalty_last_n", Integer.toString(settings.repeatWindow()));
        }
    }

    /** Before an empty text the engine puts the token that begins a text, as it does before a whole prompt. */
    private static String promptJson(int[] tokens, int length) {
        StringBuilder prompt = new StringBuilder(length * 6 + 4).append("[\"\"");
        Arrays.stream(tokens, 0, length).forEach(token -> prompt.append(',').append(token));
        return prompt.append(']').toString();
    }

    @Override
    public int countTokens(String text) {
        return text.isEmpty() ? 0 : model.encode(text).length;
    }
}
