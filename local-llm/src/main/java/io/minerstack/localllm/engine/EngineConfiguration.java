package io.minerstack.localllm.engine;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Loads the model while the service starts, so that an open port means a loaded model. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

    private static final Logger log = LoggerFactory.getLogger(EngineConfiguration.class);

    @Bean
    ModelFile modelFile(EngineProperties settings) {
        return ModelFile.check(settings.path());
    }

    @Bean
    ServedModel servedModel(ModelFile file, EngineProperties settings, Clock clock) {
        String name = settings.name().isBlank() ? file.name() : settings.name();
        return new ServedModel(name, settings.context(), clock.instant());
    }

    @Bean
    InferenceEngine engine(ModelFile file, EngineProperties settings) {
        int processors = Runtime.getRuntime().availableProcessors();
        long started = System.nanoTime();
        InferenceEngine engine = LlamaCppEngine.load(file, settings);
        log.atInfo()
                .addKeyValue("model", file.name())
                .addKeyValue("context", settings.context())
                .addKeyValue("threads", settings.generationThreads(processors))
                .addKeyValue("promptThreads", settings.promptThreads(processors))
                .addKeyValue("millis", (System.nanoTime() - started) / 1_000_000)
                .log("model loaded");
        return engine;
    }
}
