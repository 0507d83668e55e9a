package io.minerstack.localllm.engine;

import de.kherud.llama.InferenceParameters;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;

/**
 * Sets parameters of the native server for which the library has no setter, or a setter that escapes texts wrongly.
 * The library keeps its parameters in a private map from name to JSON text; this class fails to load if that map is
 * missing.
 */
final class RawInferenceParameters {

    private static final VarHandle MAP = map();

    private RawInferenceParameters() {}

    /** Loads this class, so that an incompatible version of the library fails at start and not at the first request. */
    static void check() {
        MAP.get(new InferenceParameters(""));
    }

    /**
     * Sets one parameter.
     *
     * @param json the value as valid JSON text; invalid JSON would crash the process, because the native code does
     *     not catch its parser's exception
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
        } catch (ReflectiveOperationException incompatible) {
            throw new IllegalStateException(
                    "this version of the llama library does not keep its parameters in a map", incompatible);
        }
    }
}
