package io.minerstack.localllm.engine;

import de.kherud.llama.InferenceParameters;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;

/**
 * Sets parameters of the native server that the library has no setter for, and those whose text it does not escape well.
 * It keeps them as a map of JSON texts, which is not public; a version without that map fails when this class loads.
 */
final class RawInferenceParameters {

    private static final VarHandle MAP = map();

    private RawInferenceParameters() {}

    /** Fails where the library keeps its parameters otherwise: at start, not at the first request. */
    static void check() {
        MAP.get(new InferenceParameters(""));
    }

    /**
     * @param json the value as JSON text: what is no JSON ends the process, as the native code does not catch its parser's exception
     */
    @SuppressWarnings("unchecked")
    static void put(InferenceParameters parameters, String name, String json) {
        ((Map<String, String>) MAP.get(parameters)).put(name, json);
    }

    private static VarHandle map() {
        Class<?> holder = InferenceParameters.class.getSuperclass();
        try {
            return MethodHandles.privateLookupIn(holder, MethodHandles.lookup())
                    .findVarHandle(holder, "parameters", Map.class);
        } catch (ReflectiveOperationException other) {
            throw new IllegalStateException("another version of the library: its parameters are kept otherwise", other);
        }
    }
}
