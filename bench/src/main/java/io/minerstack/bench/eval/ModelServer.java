package io.minerstack.bench.eval;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model server: the first provider of the settings, which the bare model is asked at, or the judge.
 *
 * @param url with {@code /v1} or another path, without a slash at the end
 * @param key empty if the server needs none
 */
record ModelServer(String provider, URI url, String model, String key) {

    /**
     * The server that the settings name.
     *
     * @param settings environment variables
     * @param localModel URL of local-llm
     */
    static ModelServer of(Map<String, String> settings, URI localModel) {
        String provider = value(settings, "LLM_PROVIDER", "local")
                .split(",", 2)[0]
                .strip()
                .toLowerCase(Locale.ROOT);
        return switch (provider) {
            case "local" -> new ModelServer(provider, api(localModel.toString()), "default", "");
            case "vllm" ->
                new ModelServer(
                        provider,
                        api(value(settings, "VLLM_BASE_URL", "http://127.0.0.1:8000/v1")),
                        value(settings, "VLLM_MODEL", "hugging-quants/Meta-Llama-3.1-8B-Instruct-AWQ-INT4"),
                        value(settings, "VLLM_API_KEY", ""));
            case "openai" ->
                new ModelServer(
                        provider,
                        api(value(settings, "OPENAI_BASE_URL", "https://api.openai.com/v1")),
                        value(settings, "OPENAI_MODEL", "gpt-4o-mini"),
                        value(settings, "OPENAI_API_KEY", ""));
            default -> throw new IllegalArgumentException("LLM_PROVIDER: unknown provider " + provider);
        };
    }

    /**
     * The judge that the settings name; null where they name none.
     *
     * @param settings environment variables
     */
    static @Nullable ModelServer judge(Map<String, String> settings) {
        String url = value(settings, "EVAL_JUDGE_BASE_URL", "");
        if (url.isEmpty()) {
            return null;
        }
        String model = value(settings, "EVAL_JUDGE_MODEL", "");
        if (model.isEmpty()) {
            throw new IllegalArgumentException(
                    "EVAL_JUDGE_MODEL: expected the name of the model at EVAL_JUDGE_BASE_URL");
        }
        return new ModelServer("judge", api(url), model, value(settings, "EVAL_JUDGE_API_KEY", ""));
    }

    /** The headers that the server wants. */
    Map<String, String> headers() {
        return key.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + key);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "ModelServer[" + provider + ", " + url + ", " + model + "]";
    }

    URI completions() {
        return URI.create(url + "/chat/completions");
    }

    /** The first of several URLs, with {@code /v1} where it has no path. */
    static URI api(String urls) {
        String first = urls.split(",", 2)[0].strip().replaceFirst("/+$", "");
        String path = URI.create(first).getPath();
        return URI.create(path == null || path.isEmpty() ? first + "/v1" : first);
    }

    private static String value(Map<String, String> settings, String name, String defaultValue) {
        @Nullable String value = settings.get(name);
        return value == null || value.isBlank() ? defaultValue : value.strip();
    }
}
