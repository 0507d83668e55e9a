package io.minerstack.llmproxy.upstream;

import io.minerstack.llmproxy.failure.WrongSetting;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables of a provider, for log lines.
 *
 * @param apiKey such as {@code OPENAI_API_KEY}
 * @param model such as {@code OPENAI_MODEL}
 * @param baseUrl such as {@code OPENAI_BASE_URL}
 */
public record SettingNames(String apiKey, String model, String baseUrl) {

    String of(@Nullable WrongSetting setting) {
        return switch (setting) {
            case null -> apiKey + ", " + model + ", " + baseUrl;
            case API_KEY, ACCOUNT -> apiKey;
            case MODEL -> model;
            case BASE_URL -> baseUrl;
        };
    }
}
